"""What is counted in one pass equals what a naive count finds, for every type of field."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as some

from essaim.base.blocks import Chart, Quote
from essaim.questionnaires import actions
from essaim.questionnaires.analysis import Asking, Reader, result
from essaim.questionnaires.definition import COUNTED, Choice, Field, Kind, Question, Shown
from essaim.questionnaires.digests import digest, read
from essaim.questionnaires.drafting import Draft
from essaim.questionnaires.models import Questionnaire

CODES = ("a", "b", "c", "other")
CHOICES = tuple(Choice(code, {"fr": code}) for code in CODES)
ROWS = tuple(Choice(code, {"fr": code}) for code in ("r1", "r2"))
TEXTS = some.sampled_from(["Des liens", "du temps", "Du temps", "Élan", "zèle"])
YES = some.sampled_from(["yes", "no"])


def field(kind: Kind) -> Field:
    given_choices = kind in (Kind.YESNO, Kind.CONSENT, Kind.SLOTS)
    return Field("f", kind, choices=() if given_choices else CHOICES, rows=ROWS)


def grids(columns: Sequence[str]) -> some.SearchStrategy[dict[str, str]]:
    return some.dictionaries(some.sampled_from(["r1", "r2"]), some.sampled_from(columns), min_size=1)


ITEM = some.fixed_dictionaries({"category": some.sampled_from(CODES), "keywords": TEXTS, "detail": some.just("")})
VALUES: dict[Kind, some.SearchStrategy[Any]] = {
    Kind.CHOICE: some.sampled_from(CODES),
    Kind.CHOICES: some.lists(some.sampled_from(CODES), min_size=1, unique=True),
    Kind.YESNO: YES,
    Kind.CONSENT: some.just("yes"),
    Kind.SCALE: some.integers(1, 5),
    Kind.ROTI: some.integers(0, 5),
    Kind.NUMBER: some.integers(0, 12),
    Kind.DATE: some.sampled_from(["2027-03-18", "2027-03-19", "2027-04-01"]),
    Kind.RANKING: some.lists(some.sampled_from(CODES), min_size=1, max_size=3, unique=True),
    Kind.POINTS: some.dictionaries(some.sampled_from(CODES), some.integers(1, 5), min_size=1),
    Kind.MATRIX: grids(CODES),
    Kind.SLOTS: grids(["yes", "maybe", "no"]),
    Kind.ITEMS: some.lists(ITEM, min_size=1, max_size=3),
    Kind.PLACE: some.sampled_from([*({"place": code, "label": code} for code in CODES), {"label": "Chez Karima"}]),
    Kind.SHORT: TEXTS,
    Kind.LONG: TEXTS,
}


def chosen(values: list[Any]) -> dict[str, int]:
    return {code: sum(code == v or (isinstance(v, list) and code in v) for v in values) for code in CODES}


def each(values: list[Any]) -> dict[str, int]:
    return {str(value): values.count(value) for value in values}


def points(values: list[Any]) -> dict[str, int]:
    return {code: sum(3 - v.index(code) for v in values if code in v) for code in CODES}


def cells(columns: Sequence[str]) -> Callable[[list[Any]], dict[str, tuple[int, ...]]]:
    return lambda values: {
        row: tuple(sum(v.get(row) == column for v in values) for column in columns) for row in ("r1", "r2")
    }


def by_place(values: list[Any]) -> dict[str, int]:
    """Words of one's own are counted together: they would tell whose they are."""
    elsewhere = sum("place" not in v for v in values)
    known = {code: sum(v.get("place") == code for v in values) for code in CODES}
    return known | ({"Un autre lieu": elsewhere} if elsewhere else {})


NAIVE: dict[Kind, Callable[[list[Any]], Any]] = {
    Kind.CHOICE: chosen,
    Kind.CHOICES: chosen,
    Kind.YESNO: lambda values: {"Oui": values.count("yes"), "Non": values.count("no")},
    Kind.CONSENT: lambda values: {"D’accord": len(values)},
    Kind.SCALE: lambda values: [values.count(level) for level in range(1, 6)],
    Kind.ROTI: lambda values: [values.count(level) for level in range(6)],
    Kind.NUMBER: each,
    Kind.DATE: lambda values: [values.count(day) for day in sorted(set(values))],
    Kind.RANKING: points,
    Kind.POINTS: lambda values: {code: sum(v.get(code, 0) for v in values) for code in CODES},
    Kind.MATRIX: cells(CODES),
    Kind.SLOTS: cells(["yes", "maybe", "no"]),
    Kind.PLACE: by_place,
    Kind.ITEMS: lambda values: {code: sum(item["category"] == code for v in values for item in v) for code in CODES},
}


def drawn(kind: Kind, chart: Chart) -> Any:
    if kind in (Kind.SCALE, Kind.ROTI, Kind.DATE):
        return [bar.value for bar in chart.bars]
    return {bar.label: bar.parts or bar.value for bar in chart.bars}


def answered(kind: Kind) -> some.SearchStrategy[list[tuple[Any, Shown]]]:
    return some.lists(some.tuples(VALUES[kind], some.sampled_from(list(Shown))), min_size=1, max_size=30)


def quiet(reader: Reader) -> Asking:
    return Asking(reader, "fr", names=lambda responses: dict.fromkeys(responses, ("Bruno", "")))


def test_every_type_that_is_counted_is_tried_here() -> None:
    assert set(COUNTED) <= set(NAIVE)


@pytest.mark.parametrize("kind", NAIVE)
@settings(max_examples=12, deadline=None)
@given(data=some.data())
def test_a_chart_says_what_a_naive_count_finds(kind: Kind, data: some.DataObject) -> None:
    given_answers = data.draw(answered(kind))
    part = field(kind)
    question = Question("q", {"fr": "Quoi ?"}, (part,), most_shown=Shown.NAMED)
    rows = [("q", {"f": value}, shown.value, None, 1) for value, shown in given_answers]
    found = read([question], rows)["q"]
    everything = [value for value, _shown in given_answers]
    allowed = [value for value, shown in given_answers if shown != Shown.NEVER]
    for reader in Reader:
        counted = everything if reader == Reader.TEAM or len(everything) >= 5 else allowed
        told = result(question, found, Shown.NAMED, quiet(reader))
        charts = [
            block for block in told.blocks if isinstance(block, Chart) and block.title != "Les mots qui reviennent"
        ]
        assert told.n == len(counted) and len(charts) == bool(counted)
        if counted:
            naive, seen = NAIVE[kind](counted), drawn(kind, charts[0])
            if isinstance(naive, dict):  # a row or a category that nobody took may be left out
                naive = {code: n for code, n in naive.items() if code in seen or n not in (0, (0, 0, 0, 0))}
            assert seen == naive


@pytest.mark.parametrize("kind", [Kind.SHORT, Kind.LONG, Kind.ITEMS])
@settings(max_examples=12, deadline=None)
@given(data=some.data())
def test_words_are_all_there_for_who_may_read_them(kind: Kind, data: some.DataObject) -> None:
    given_answers = data.draw(answered(kind))
    question = Question("q", {"fr": "Quoi ?"}, (field(kind),), most_shown=Shown.NAMED)
    rows = [("q", {"f": value}, shown.value, uuid4(), 1) for value, shown in given_answers]
    found = read([question], rows)["q"]
    for reader in Reader:
        told = result(question, found, Shown.NAMED, quiet(reader))
        said = Counter()
        for block in told.blocks:
            if isinstance(block, Quote):
                text = block.blocks[0].inlines[0].text
                said[text.rpartition(": ")[2]] += int(block.by.split()[0]) if "personne" in block.by else 1
        naive: Counter[str] = Counter()
        for value, shown in given_answers:
            if reader == Reader.TEAM or shown != Shown.NEVER:
                naive.update([value] if isinstance(value, str) else [item["keywords"] for item in value])
        assert said == naive
        short = result(question, found, Shown.NAMED, Asking(reader, "fr", quiet(reader).names, most=2))
        assert sum(naive.values()) == short.unsaid + sum(
            int(block.by.split()[0]) if "personne" in block.by else 1
            for block in short.blocks
            if isinstance(block, Quote)
        )


@pytest.mark.django_db
def test_what_is_kept_in_memory_follows_every_change(space, amina, bruno, chloe, now):
    own = actions.create_own(space, "Le repas", by=amina)
    own = actions.add_question(own, Draft({"fr": "Quoi ?"}, kind="choices", choices={"fr": "A\nB"}), by=amina)
    own = actions.open_questionnaire(own, by=amina)
    (question,) = own.asked.questions
    first, second = (choice.code for choice in question.fields[0].choices)

    def counted() -> Counter[str]:
        fresh = Questionnaire.objects.get(pk=own.pk)
        return Counter(code for codes in digest(fresh, question).values(question.code) for code in codes)

    assert counted() == {}
    actions.answer(own, bruno, question.code, value={question.code: [first]})
    actions.answer(own, chloe, question.code, value={question.code: [first]}, shown=Shown.NAMED)
    assert counted() == {first: 2} and digest(own, question).allowed() == 1
    actions.answer(own, chloe, question.code, value={question.code: [first, second]})
    assert counted() == {first: 2, second: 1} and digest(own, question).allowed() == 0
    actions.withdraw(own, bruno, question.code)
    assert counted() == {first: 1, second: 1} and digest(own, question).n == 1


@pytest.mark.django_db
def test_thirty_questions_are_read_in_as_few_queries_as_three(space, amina, bruno, client_for):
    def queries(count: int) -> int:
        own = actions.create_own(space, f"À {count}", by=amina)
        for n in range(count):
            own = actions.add_question(
                own, Draft({"fr": f"Quoi {n} ?"}, kind="yesno", most_shown=Shown.NAMED), by=amina
            )
        own = actions.open_questionnaire(own, by=amina)
        for question in own.asked.questions:
            actions.answer(own, bruno, question.code, value={question.code: "yes"}, shown=Shown.NAMED)
        with CaptureQueriesContext(connection) as seen:
            client_for(bruno).get(f"questionnaires/{own.pk}/results/")
        return len([one for one in seen if "questionnaires_answer" in one["sql"]])

    assert queries(9) == queries(3)
