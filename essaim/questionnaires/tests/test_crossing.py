"""Comparing and filtering: right figures, and never a way to find fewer than five people."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from conftest import join
from essaim.base.anonymity import LEAST
from essaim.questionnaires import actions, crossing
from essaim.questionnaires.analysis import Reader
from essaim.questionnaires.crossing import ASKED_BY, COMPARED
from essaim.questionnaires.definition import Shown
from essaim.questionnaires.drafting import Draft
from essaim.questionnaires.models import Questionnaire


@pytest.fixture
def answered(space, amina, now):
    """answered([("Jardin", "A", "X"), …]): who is from where, and what each answered to two questions."""

    def make(people: list[tuple[str, str, str]]) -> Questionnaire:
        own = actions.create_own(space, "Le repas", by=amina)
        for text, lines in (("Venir ?", "A\nB"), ("Manger ?", "X\nY")):
            draft = Draft({"fr": text}, kind="choice", choices={"fr": lines}, most_shown=Shown.NAMED)
            own = actions.add_question(own, draft, by=amina)
        own = actions.open_questionnaire(own, by=amina)
        codes = [
            (one.code, {say.label["fr"]: say.code for say in one.fields[0].choices}) for one in own.asked.questions
        ]
        for number, (structure, *said) in enumerate(people):
            person = join(space, f"Personne {number}", structure)
            for (code, values), one in zip(codes, said, strict=True):
                if one:
                    actions.answer(own, person, code, value={code: values[one]})
        return own

    return make


def read(own, by=None, value=""):
    first, second = crossing.places(own, COMPARED, Reader.GROUP, None)
    if value:
        return crossing.only(own, first, second, value, "fr")
    return crossing.compared(own, first, second if by else None, "fr")


def bars(blocks):
    return {bar.label: bar.parts or bar.value for block in blocks for bar in getattr(block, "bars", ())}


@pytest.mark.django_db
def test_structures_of_five_stand_side_by_side_and_the_others_together(answered):
    own = answered([*[("Jardin", "A", "")] * 5, *[("Régie", "B", "")] * 3, *[("Café", "B", "")] * 2])
    assert bars(read(own)) == {"Jardin": (5, 0), "Petits groupes, ensemble": (0, 5)}


@pytest.mark.django_db
def test_what_would_leave_fewer_than_five_is_not_said(answered):
    own = answered([*[("Jardin", "A", "")] * 6, *[("Régie", "B", "")] * 4])
    assert bars(read(own)) == {} and "au moins cinq" in str(read(own))


@pytest.mark.django_db
def test_those_who_answered_something_else_are_read_alone(answered):
    own = answered([*[("J", "A", "X")] * 4, ("J", "B", "X"), *[("J", "B", "Y")] * 5])
    second = own.asked.questions[1].fields[0]
    code = {choice.label["fr"]: choice.code for choice in second.choices}
    assert bars(read(own, value=code["X"])) == {"A": 4, "B": 1}
    assert bars(read(own, by=second)) == {"X": (4, 1), "Y": (0, 5)}


@pytest.mark.django_db
def test_a_filter_that_leaves_four_others_out_says_nothing(answered):
    own = answered([*[("J", "A", "X")] * 6, *[("J", "B", "Y")] * 4])
    code = {choice.label["fr"]: choice.code for choice in own.asked.questions[1].fields[0].choices}
    for value in code.values():
        assert bars(read(own, value=value)) == {} and "au moins cinq" in str(read(own, value=value))


@settings(max_examples=60, deadline=None)
@given(sizes=some.dictionaries(some.sampled_from("abcdefgh"), some.integers(1, 12), min_size=1))
def test_no_group_shown_is_under_five_nor_is_what_is_left(sizes: dict[str, int]) -> None:
    shown = crossing._enough({name: [name] * n for name, n in sizes.items()})
    left = sum(sizes.values()) - sum(len(values) for values in shown.values())
    assert all(len(values) >= LEAST for values in shown.values())
    assert not shown or left == 0
    assert Counter(value for values in shown.values() for value in values) <= Counter(sizes)


@pytest.mark.django_db
def test_two_moments_are_compared_by_totals_from_five(answered, space, amina):
    first = answered([("J", "A", "")] * 5)
    second = actions.copy_questionnaire(first, by=amina)
    second = actions.open_questionnaire(second, by=amina)
    place = crossing.places(first, COMPARED, Reader.GROUP, None)[0]
    code, value = place.question.code, place.field.choices[1].code
    people = list(space.participants())
    for person in people[:4]:
        actions.answer(second, person, code, value={code: value})
    assert "au moins cinq" in str(crossing.moments(first, second, place, "fr"))
    actions.answer(second, people[4], code, value={code: value})
    assert list(bars(crossing.moments(first, second, place, "fr")).values()) == [(5, 0), (0, 5)]
    assert crossing.asked_twice(first, second, place) and not crossing.asked_twice(first, first, place)


@pytest.mark.django_db
def test_the_page_compares_and_refuses_nothing_it_offers(answered, page, bruno):
    own = answered([*[("J", "A", "X")] * 5, *[("R", "B", "Y")] * 5])
    shown = page(bruno, own, "compare/")
    assert "Les structures" in shown and "<svg" in shown and "<table" in shown
    for wrong in ("?what=rien", "?by=moment:rien", "?by=only:a/b/c", "?what=%00&by=%00"):
        assert "Comparer, filtrer" in page(bruno, own, f"compare/{wrong}")


@pytest.mark.django_db
def test_a_box_knows_no_structure_and_shows_nothing_while_it_is_open(hot, six, amina, page, client_for):
    for person in six:
        client_for(person).post(f"questionnaires/{hot.pk}/roti/", {"roti": "4"})
    assert "Rien à comparer" in page(six[0], hot, "compare/")
    actions.close(hot, by=amina)
    assert "Les structures" not in page(six[0], hot, "compare/")


@pytest.mark.django_db
def test_what_is_not_revealed_is_not_compared(space, amina, bruno, page, now):
    own = actions.create_own(space, "Le repas", by=amina)
    own = actions.add_question(own, Draft({"fr": "Caché ?"}, kind="yesno", most_shown=Shown.NAMED), by=amina)
    own = actions.set_reveals(own, {"": "closed"}, by=amina)
    own = actions.open_questionnaire(own, by=amina)
    for n in range(6):
        actions.answer(own, join(space, f"P{n}", "J"), own.asked.questions[0].code, value={
            own.asked.questions[0].code: "yes"
        })  # fmt: skip
    assert crossing.places(own, ASKED_BY, Reader.GROUP, bruno) == []
    assert "Caché" not in page(bruno, own, "compare/")
