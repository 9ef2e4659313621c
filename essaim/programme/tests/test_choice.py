import itertools
import time

from hypothesis import given, settings
from hypothesis import strategies as st

from essaim.programme.modules.assign import assign, cost
from essaim.programme.modules.choice import Offer, demand, drawn, propose

MOD1 = {
    "1": ["M1", "M3", "M2"],
    "2": ["M1", "M2", "M4"],
    "3": ["M1", "M3"],
    "4": ["M1", "M4", "M3"],
    "5": ["M3", "M1"],
    "6": ["M3", "M1", "M2"],
    "7": ["M2", "M1"],
    "8": ["M4", "M1", "M3"],
    "9": ["M1", "M2", "M3"],
    "10": ["M3", "M2"],
}
FOUR = [Offer(name, 3, 4) for name in ("M1", "M2", "M3", "M4")]


def test_mod1_demand_opening_and_places_in_order_of_arrival() -> None:
    proposal = propose(FOUR, MOD1, list(MOD1))

    assert [(row.module, row.points) for row in proposal.demand] == [("M1", 23), ("M3", 16), ("M2", 11), ("M4", 6)]
    assert proposal.opened == ("M1", "M3", "M2")
    assert proposal.members("M1") == ["1", "2", "4", "8"]
    assert proposal.members("M2") == ["7", "9"]
    assert proposal.members("M3") == ["3", "5", "6", "10"]
    assert proposal.total_cost == 3
    assert proposal.small == ("M2",)
    assert proposal.unseated == ()


def test_mod1_closing_the_small_one_leaves_two_without_a_seat() -> None:
    proposal = propose(FOUR, MOD1, list(MOD1), close_small=True)

    assert proposal.opened == ("M1", "M3")
    assert len(proposal.unseated) == 2


def test_mod2() -> None:
    wishes = {"1": ["M1", "M2"], "2": ["M1", "M2"], "3": ["M1", "M2"], "4": ["M1", "M3"]}
    offers = [Offer("M1", 1, 2), Offer("M2", 1, 3), Offer("M3", 1, 3)]

    proposal = propose(offers, wishes, list(wishes), 2)

    assert [(row.module, row.points) for row in proposal.demand] == [("M1", 12), ("M2", 6), ("M3", 2)]
    assert proposal.opened == ("M1", "M2")
    assert proposal.places == {"1": "M1", "2": "M2", "3": "M2", "4": "M1"}
    assert proposal.total_cost == 2


def test_equal_points_go_to_first_wishes_then_to_the_order_of_the_list() -> None:
    offers = [Offer("A"), Offer("B"), Offer("C")]

    assert [row.module for row in demand(offers, {"1": ["B"], "2": ["C", "A"], "3": ["", "", "A"]})] == ["B", "C", "A"]
    assert [row.module for row in demand(offers, {})] == ["A", "B", "C"]


def test_who_hosts_stays_in_their_module() -> None:
    offers = [Offer("A", 1, 1, pinned=("host",)), Offer("B", 1, 5)]

    proposal = propose(offers, {"1": ["A", "B"], "host": ["B"]}, ["1", "host"])

    assert proposal.places == {"1": "B", "host": "A"}


def test_nobody_without_a_wish_makes_a_module_open() -> None:
    assert propose([Offer("A")], {}, ["1", "2"]).opened == ()
    assert propose([Offer("A")], {}, ["1", "2"]).unseated == ("1", "2")


def test_the_draw_is_found_again_from_its_seed() -> None:
    people = [str(number) for number in range(30)]

    assert drawn(people, "4821") == drawn(list(reversed(people)), "4821")
    assert drawn(people, "4821") != drawn(people, "4822")
    assert sorted(drawn(people, "4821")) == sorted(people)


def test_three_hundred_people_are_seated_within_a_second() -> None:
    people = [str(number) for number in range(300)]
    wishes = {person: [["A", "B", "C"], ["B", "A", "C"], ["C", "B", "A"]][int(person) % 3] for person in people}
    begun = time.perf_counter()

    places = assign(people, wishes, {"A": 60, "B": 120, "C": 120})

    assert len(places) == 300
    assert time.perf_counter() - begun < 3


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.permutations(["A", "B", "C"]).flatmap(lambda p: st.integers(0, 3).map(lambda n: p[:n])), max_size=5),
    st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(0, 3)),
)
def test_no_assignment_is_better(wished: list[list[str]], room: tuple[int, int, int]) -> None:
    people = [str(index) for index in range(len(wished))]
    wishes = dict(zip(people, wished, strict=True))
    seats = dict(zip("ABC", room, strict=True))

    places = assign(people, wishes, seats)

    def vector(choice: dict[str, str]) -> list[int]:
        return [cost(wishes[person], choice[person]) if choice.get(person) else 50 for person in people]

    every = [dict(zip(people, chosen, strict=True)) for chosen in itertools.product([*"ABC", ""], repeat=len(people))]
    allowed = [choice for choice in every if all(list(choice.values()).count(name) <= seats[name] for name in "ABC")]
    assert (sum(vector(places)), vector(places)) == min((sum(vector(choice)), vector(choice)) for choice in allowed)
