"""1-2-4-Tous: pairs and fours see their own notes, choose, and say them to all; nothing shows before."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import join
from essaim.base.errors import Refused
from essaim.boards.brainstorm import together
from essaim.boards.brainstorm.data import Data, Note
from essaim.boards.brainstorm.method import METHOD
from essaim.boards.models import Board, NoteAuthor
from essaim.boards.tests.test_brainstorm import Hall
from essaim.runs import actions, log
from essaim.runs.groups import fours, group_of, joined_by, pairs, spread, without
from essaim.runs.models import Run
from essaim.runs.state import Seat

# Who is with whom


def seats(*structures: str) -> list[Seat]:
    return [Seat(f"m{n}", structure=structure) for n, structure in enumerate(structures)]


def test_neighbours_come_from_different_structures_in_the_order_of_arrival():
    assert spread(seats("", "", "", "")) == ("m0", "m1", "m2", "m3")
    assert spread(seats("a", "a", "b", "b")) == ("m0", "m2", "m1", "m3")
    assert spread(seats("a", "a", "a", "b")) == ("m0", "m3", "m1", "m2"), "as far as can be"


@given(st.lists(st.sampled_from(["a", "b", "c", ""]), max_size=40))
def test_a_pair_mixes_structures_whenever_it_can(structures):
    everyone = seats(*structures)
    order = spread(everyone)
    assert sorted(order) == sorted(seat.member for seat in everyone)
    own = {seat.member: seat.structure or seat.member for seat in everyone}
    most = max((list(own.values()).count(one) for one in own.values()), default=0)
    if most <= (len(own) + 1) // 2:
        assert all(own[one] != own[other] for one, other in pairwise(order))


@given(st.integers(0, 60), st.lists(st.tuples(st.booleans(), st.integers(0, 70)), max_size=30))
def test_whoever_comes_or_goes_nobody_is_left_alone_nor_in_two_groups(people, moves):
    present = {f"m{n}" for n in range(people)}
    groups = pairs([f"m{n}" for n in range(people)])
    for comes, n in moves:
        member = f"m{n}"
        if comes:
            present.add(member)
            groups = groups if group_of(groups, member) else joined_by(groups, member, present)
        else:
            present.discard(member)
        groups = without(groups, present)
        everybody = [one for group in groups for one in group]
        assert len(everybody) == len(set(everybody)) and present <= set(everybody)
        here = [sum(one in present for one in group) for group in groups]
        assert not (1 in here and sum(here) > 1) or any(len(group) == 1 for group in groups)


def test_a_pair_is_never_split_into_two_fours():
    for n in range(2, 40):
        couples = pairs([f"m{one}" for one in range(n)])
        made = fours(couples)
        assert all(any(set(couple) <= set(four) for four in made) for couple in couples)


# What groups do with their notes


def notes(*authors: str) -> Data:
    return Data(
        tuple(Note(f"n{at}", f"idée {at}", author) for at, author in enumerate(authors)), pairs=(("a", "b"), ("c", "d"))
    )


def shown(data: Data, group: tuple[str, ...]) -> list[tuple[str, int]]:
    return [(card.note.id, card.times) for card in together.cards(data, group)]


def test_the_same_idea_is_one_card_and_comes_apart_again():
    data = notes("a", "b", "a")
    data = together.sort(data, "n1", "join", "n0")
    data = together.sort(data, "n0", "join", "n2")
    assert shown(data, ("a", "b")) == [("n2", 3)], "what said the same as the first says the same as the last"
    data = together.sort(data, "n0", "split", "")
    assert shown(data, ("a", "b")) == [("n0", 1), ("n2", 2)]


@pytest.mark.parametrize(
    ("phase", "member", "note", "do", "into", "said"),
    [
        ("DEUX", "a", "n2", "aside", "", "a changé"),
        ("DEUX", "z", "n0", "aside", "", "aucun groupe"),
        ("DEUX", "a", "n0", "choose", "", "pas le moment"),
        ("DEUX", "a", "n0", "join", "n0", "une autre note"),
        ("DEUX", "a", "n0", "join", "n2", "une autre note"),
        ("QUATRE", "a", "n1", "choose", "", ""),
        ("SEUL", "a", "n0", "aside", "", "pas le moment"),
    ],
)
def test_a_group_moves_its_own_notes_and_at_its_time(phase, member, note, do, into, said):
    data = notes("a", "b", "c")
    if not said:
        return together.check(data, phase, member, note, do, into)
    with pytest.raises(Refused, match=said):
        together.check(data, phase, member, note, do, into)
    return None


def test_two_ideas_at_most_are_chosen():
    data = notes("a", "a", "b")
    for one in ("n0", "n1"):
        together.check(data, "QUATRE", "b", one, "choose", "")
        data = together.sort(data, one, "choose", "")
    with pytest.raises(Refused, match="Deux idées au plus"):
        together.check(data, "QUATRE", "a", "n2", "choose", "")
    assert [card.note.id for card in together.offered(data, ("a", "b"))] == ["n0", "n1"]


DONE = st.sampled_from(["join", "split", "aside", "keep", "choose", "unchoose", "post"])
GESTURES = st.tuples(st.sampled_from("abcd"), DONE, st.integers(0, 7), st.integers(0, 7))


@settings(max_examples=80, deadline=None)
@given(st.lists(GESTURES, max_size=40))
def test_whatever_groups_do_each_note_is_shown_once_to_its_group_and_none_is_lost(gestures):
    data = notes(*"abcdabcd")
    for member, do, one, other in gestures:
        phase = {"choose": "QUATRE", "unchoose": "QUATRE", "post": "TOUS"}.get(do, "DEUX")
        try:
            together.check(data, phase, member, f"n{one}", do, f"n{other}")
        except Refused:
            continue
        data = together.sort(data, f"n{one}", do, f"n{other}")
        for group in data.pairs:
            cards = together.cards(data, group)
            said = [note.id for card in cards for note in (card.note, *card.joined)]
            assert sorted(said) == sorted(note.id for note in data.notes if note.author in group)
    assert {note.id for note in (*together.posted(data), *together.unsaid(data))} | {
        note.id for note in data.notes if note.aside or note.into
    } == {note.id for note in data.notes}


# Lived


@pytest.fixture
def hall(db, space, amina, client_for):
    people = [join(space, name, structure) for name, structure in
              (("Farid", "Régie"), ("Gaëlle", "Régie"), ("Hugo", "Épicerie"), ("Inès", "Épicerie"))]  # fmt: skip
    for member in people:
        type(member).objects.filter(pk=member.pk).update(arrived_at=space.now())
    made = Hall(space, amina, client_for, way="1-2-4", question="Quels freins ?")
    made.phones = [client_for(member) for member in people]
    made.send("open")
    return made


def state(hall: Hall):
    return log.state_of(Run.objects.get(pk=hall.run.pk))


def note(hall: Hall, text: str) -> str:
    return next(one.id for one in state(hall).data.notes if one.text == text)


def test_alone_in_pairs_in_fours_then_all(hall, client_for, space):
    farid, gaelle, hugo, ines = hall.phones
    for phone, text in zip(hall.phones, ("Le temps", "L’argent", "Du temps", "La confiance"), strict=True):
        assert hall.give(phone, text=text) == 303
    assert "Du temps" not in farid.get(hall.root).text
    hall.send("next")
    assert [len(group) for group in state(hall).data.pairs] == [2, 2]
    page = farid.get(hall.root).text
    assert "Avec Hugo" in page and "Du temps" in page and "L’argent" not in page, (
        "another structure, and only their pair"
    )
    wall = hall.wall.get("wall/").text
    assert "Farid · Hugo" in wall and "Du temps" not in wall
    console = hall.desk.get(hall.root + "console/").text
    assert "Qui est avec qui" in console and "Du temps" not in console, "the team sees who, not what"
    assert hall.give(hugo, "sort", note=note(hall, "Du temps"), do="join", into=note(hall, "Le temps")) == 303
    assert "×2" in farid.get(hall.root).text
    assert hall.give(ines, "sort", note=note(hall, "L’argent"), do="aside") == 303
    assert hall.give(ines, "sort", note=note(hall, "Le temps"), do="aside") == 422, "not their pair's"
    assert not Board.objects.exists()

    hall.send("next")
    assert "Avec Hugo, Gaëlle, Inès" in farid.get(hall.root).text
    assert "La confiance" in farid.get(hall.root).text and "L’argent" not in farid.get(hall.root).text
    assert hall.give(gaelle, "sort", note=note(hall, "Le temps"), do="choose") == 303
    assert not Board.objects.exists()

    hall.send("next")
    assert hall.texts == [], "nothing is said yet"
    page = farid.get(hall.root).text
    assert "Le temps" in page and "La confiance" not in page, "what was chosen"
    assert hall.give(farid, "sort", note=note(hall, "Le temps"), do="post") == 303
    assert hall.texts == ["Le temps ×2"]
    assert "Le temps ×2" in hall.wall.get("wall/").text
    assert {str(row.member) for row in NoteAuthor.objects.all()} == {"Farid", "Hugo"}, "each keeps their own words"
    assert hall.give(hall.desk, text="Sans téléphone") == 303
    assert hall.give(hugo, text="Dit à la fin") == 303
    assert sorted(hall.texts) == ["Dit à la fin", "Le temps ×2", "Sans téléphone"]

    hall.send("next")
    assert "La confiance" not in " ".join(hall.texts)
    assert hall.give(hall.desk, "rest") == 303
    assert "La confiance" in hall.texts and "L’argent" not in hall.texts, "what was left aside stays aside"
    hall.send("next")
    assert {(one.text, one.times) for one in state(hall).data.left} == {
        ("Le temps", 2), ("Sans téléphone", 1), ("Dit à la fin", 1), ("La confiance", 1),
    }  # fmt: skip


def test_what_a_pair_does_is_told_to_that_pair_alone(hall):
    farid, _gaelle, _hugo, _ines = hall.phones
    hall.give(farid, text="Le temps")
    hall.send("next")
    now = state(hall)
    me = now.roll[0].member
    assert METHOD.reach(now, "sort", me) == group_of(now.data.pairs, me)
    assert METHOD.reach(now, "note", "nobody") == ("nobody",)


def test_whoever_comes_late_or_leaves_has_a_group(hall, space, client_for):
    hall.send("next")
    late = join(space, "Jonas")
    type(late).objects.filter(pk=late.pk).update(arrived_at=space.now())
    phone = client_for(late)
    assert "pour rejoindre un groupe" in phone.get(hall.root).text
    assert hall.give(phone, text="En retard") == 303
    assert sorted(len(group) for group in state(hall).data.pairs) == [2, 3]
    first = state(hall).data.pairs[1]
    for member in first[:1]:
        actions.move_on_roll(hall.run, space.members.get(pk=member), "left", by=None)
    assert len(state(hall).data.pairs) == 1, "whoever stayed alone goes with the others"
    assert len(state(hall).data.pairs[0]) == 5, "and what was written comes along"


def test_a_step_back_finds_the_same_pairs(hall):
    hall.give(hall.phones[0], text="Le temps")
    hall.send("next")
    before = state(hall).data.pairs
    hall.send("next", "back")
    assert state(hall).data.pairs == before and not state(hall).data.fours


def test_closed_before_anything_is_said_what_was_kept_is_shown(hall):
    hall.give(hall.phones[0], text="Le temps")
    hall.send("next", "close")
    assert hall.texts == ["Le temps"]


def test_two_people_have_no_four(db, space, amina, bruno, chloe, client_for):
    hall = Hall(space, amina, client_for, way="1-2-4")
    hall.send("open", "next")
    hall.send("next")
    assert state(hall).phase == "TOUS"


def test_pairs_cannot_be_anonymous(space, amina, client_for):
    given = {"method": "brainstorm", "title": "Freins", "p_way": "1-2-4", "p_minutes": 4, "p_anonymous": "on",
             "input_id": "01890000-0000-7000-8000-000000000001"}  # fmt: skip
    answer = client_for(amina).post("runs/new", given)
    assert answer.status_code == 422 and "ne peuvent pas être anonymes" in answer.text and not Run.objects.exists()
