"""What the group says becomes proposals, each with its reason; P1 and P2 are the vectors of the validation."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from essaim.programme.listening import Expectation, Heard, belongs, proposals, read_expectation


def heard(title: str, **given: object) -> Heard:
    return Heard(title, title, title, **{"minutes": 60, "least": 45, **given})  # type: ignore[arg-type]


def told(found: list) -> list[tuple]:
    return [(one.kind, one.title, one.minutes) for one in found]


@pytest.mark.parametrize(
    ("marks", "shorter"),
    [
        ({"keep": 7, "adjust": 1, "drop": 4}, True),  # 33 %
        ({"keep": 9, "adjust": 2, "drop": 1}, False),  # P1: kept
        ({"keep": 7, "adjust": 4, "drop": 1}, False),  # P1: to be discussed, but because people would adjust it
        ({"keep": 2, "adjust": 0, "drop": 1}, True),  # P2: one of three is 33.3 %
        ({"keep": 7, "adjust": 0, "drop": 3}, True),  # P2: three of ten is 30 %
        ({}, False),
    ],
)
def test_what_is_of_no_use_to_thirty_in_a_hundred_may_be_shorter(marks: dict[str, int], shorter: bool) -> None:
    found = proposals([heard("Outils", **marks)])

    assert (told(found) == [("shorter", "Outils", 45)]) is shorter


def test_nothing_is_shortened_under_its_minimum_nor_when_its_hour_is_fixed() -> None:
    assert proposals([heard("A", drop=5, least=60), heard("B", drop=5, movable=False)]) == []


def test_the_most_expected_for_its_time_may_be_longer_up_to_its_maximum() -> None:
    day = [heard("Outils", expected=4), heard("Statuts", expected=4, minutes=30, least=20, most=50)]

    assert told(proposals(day)) == [("longer", "Statuts", 50)]
    assert "4 personnes en attendent quelque chose, pour 30" in proposals(day)[0].reason


def test_one_person_alone_moves_nothing() -> None:
    assert proposals([heard("Statuts", expected=2)], [("La paie", 2)]) == []


def test_what_is_expected_twice_as_much_goes_first() -> None:
    found = proposals([heard("Outils", expected=1, most=60), heard("Statuts", expected=6, most=60)])

    assert [(one.kind, one.sequence, one.other) for one in found] == [("swap", "Statuts", "Outils")]


def test_a_module_that_several_ask_for_is_proposed_once_unless_it_exists() -> None:
    ideas = [("La paie partagée", 3), ("la paie partagée", 4), ("Outils numériques", 9)]

    assert told(proposals([], ideas, ["Outils numériques"])) == [("open_module", "La paie partagée", 0)]


def test_an_expectation_belongs_where_it_was_said_and_otherwise_by_its_words() -> None:
    statutes = heard("Quels statuts choisir")
    assert belongs(Expectation("Comprendre le statut de SCIC"), statutes)
    assert not belongs(Expectation("Trouver des partenaires"), statutes)
    assert not belongs(Expectation("Comprendre le statut", sequences=("autre",)), statutes)
    assert belongs(Expectation("Rien à voir", sequences=("Quels statuts choisir",)), statutes)


def test_a_hand_over_that_says_little_is_read_all_the_same() -> None:
    assert read_expectation("Se connaître", {}) == Expectation("Se connaître", 1, ())
    assert read_expectation("Se connaître", {"count": -3, "sequences": "x"}).count == 1
    assert read_expectation("Se connaître", {"count": 5, "sequences": ["a"]}) == Expectation("Se connaître", 5, ("a",))


counts = some.integers(0, 40)
sequences = some.lists(
    some.builds(
        heard, some.sampled_from(["Outils", "Statuts", "Cartes"]), keep=counts, adjust=counts, drop=counts,
        expected=counts, minutes=some.integers(20, 90), least=some.integers(5, 20), movable=some.booleans(),
    ),
    max_size=8,
)  # fmt: skip


@given(sequences)
def test_whatever_is_said_a_proposal_stays_within_bounds_and_says_why(day: list[Heard]) -> None:
    by_id = {one.id: one for one in day}
    for one in proposals(day):
        assert one.reason and one.sequence in by_id
        if one.kind == "shorter":
            assert one.minutes >= 5
        assert all(by_id[which].id for which in filter(None, (one.sequence, one.other)))
