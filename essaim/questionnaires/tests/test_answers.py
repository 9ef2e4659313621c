"""One answer of each type, right and wrong."""

import pytest
from django.http import QueryDict

from essaim.questionnaires import library
from essaim.questionnaires.answers import as_typed, read_answer, read_shown
from essaim.questionnaires.definition import Choice, Field, Kind, Question, Shown, filled

CHOICES = tuple(Choice(code, {"fr": code}) for code in ("a", "b", "c", "other"))


def question(kind: Kind, *more: Field) -> Question:
    rows = CHOICES[:2] if kind == Kind.MATRIX else ()
    return Question("q", {"fr": "?"}, (Field("f", kind, choices=CHOICES, rows=rows), *more))


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        (Kind.CHOICE, "f=b", "b"),
        (Kind.CHOICES, "f=c&f=a&f=c", ["a", "c"]),
        (Kind.SCALE, "f=5", 5),
        (Kind.ROTI, "f=0", 0),
        (Kind.SHORT, "f=  deux%0A mots ", "deux mots"),
        (Kind.LONG, "f=un%0D%0Adeux++%0D%0A", "un\ndeux"),
        (Kind.NUMBER, "f=12", 12),
        (Kind.ITEMS, "f.0.category=a&f.0.keywords=salle&f.2.category=b&f.2.keywords=prêt&f.2.detail=le soir",
         [{"category": "a", "keywords": "salle", "detail": ""},
          {"category": "b", "keywords": "prêt", "detail": "le soir"}]),
        (Kind.MATRIX, "f.a=c&f.b=", {"a": "c"}),
        (Kind.RANKING, "f.1=c&f.3=a", ["c", "a"]),
    ],
)  # fmt: skip
def test_each_type_is_read_and_said_back_as_typed(kind: Kind, typed: str, value: object) -> None:
    asked = question(kind)
    read = read_answer(asked, QueryDict(typed))
    assert (read.value, read.problems) == ({"f": value}, {})
    assert read_answer(asked, as_typed(asked, read.value)).value == read.value


@pytest.mark.parametrize(
    ("kind", "typed", "where", "words"),
    [
        (Kind.CHOICE, "f=zzz", "f", "Choisissez une réponse"),
        (Kind.CHOICES, "f=a&f=zzz", "f", "Choisissez parmi"),
        (Kind.SCALE, "f=0", "f", "de 1 à 5"),
        (Kind.ROTI, "f=6", "f", "de 0 à 5"),
        (Kind.NUMBER, "f=trois", "f", "nombre entier"),
        (Kind.NUMBER, "f=-1", "f", "nombre entier"),
        (Kind.SHORT, "f=" + "x" * 283, "f", "enlevez au moins 3 caractères"),
        (Kind.LONG, "f=" + "x" * 4001, "f", "enlevez au moins 1 caractère"),
        (Kind.ITEMS, "f.1.keywords=salle", "f.1.category", "Choisissez une catégorie"),
        (Kind.ITEMS, "f.1.category=a", "f.1.keywords", "en quelques mots"),
        (Kind.MATRIX, "f.a=zzz", "f.a", "de cette ligne"),
        (Kind.RANKING, "f.1=a&f.2=a", "f.2", "déjà classé"),
        (Kind.RANKING, "f.1=zzz", "f.1", "Choisissez"),
    ],
)
def test_each_type_says_by_its_field_what_to_do(kind: Kind, typed: str, where: str, words: str) -> None:
    problems = read_answer(question(kind), QueryDict(typed)).problems
    assert list(problems) == [where]
    assert words in problems[where]


@pytest.mark.parametrize("kind", list(Kind))
def test_nothing_typed_is_no_answer(kind: Kind) -> None:
    read = read_answer(question(kind), QueryDict("f=&f.1=&f.0.category=&f.a="))
    assert (read.value, read.problems) == ({}, {})


def test_words_beside_other_tick_it() -> None:
    asked = question(Kind.CHOICES, Field("more", Kind.SHORT, other_of="f"))
    assert read_answer(asked, QueryDict("f=a&more=le froid")).value == {"f": ["a", "other"], "more": "le froid"}
    asked = question(Kind.CHOICE, Field("more", Kind.SHORT, other_of="f"))
    assert read_answer(asked, QueryDict("more=le froid")).value["f"] == "other"
    assert read_answer(asked, QueryDict("f=a&more=le froid")).value["f"] == "a"


def test_what_may_be_shown_is_limited_by_the_questionnaire_and_off_by_default() -> None:
    asked = question(Kind.SHORT)
    assert read_shown(asked, Shown.STRUCTURE, {}) == (Shown.NEVER, "")
    assert read_shown(asked, Shown.STRUCTURE, {"shown": "structure"}) == (Shown.STRUCTURE, "")
    shown, problem = read_shown(asked, Shown.STRUCTURE, {"shown": "named"})
    assert shown == Shown.NEVER and "dans la liste" in problem
    assert read_shown(asked, Shown.NEVER, {"shown": "named"}) == (Shown.NEVER, "")


def test_the_library_is_whole_in_two_languages_with_stable_codes() -> None:
    sizes = {kind: len(library.load(kind).questions) for kind in library.KINDS}
    assert sizes == {"amont": 18, "chaud": 9, "froid": 11}
    assert [q.number for q in library.load("amont").essential()] == [1, 8, 11, 12, 14, 17]
    for kind in library.KINDS:
        definition = library.load(kind)
        assert sorted(q.number for q in definition.questions) == list(range(1, len(definition.questions) + 1))
        texts = [definition.title, definition.preamble, *definition.sections.values()]
        for asked in definition.questions:
            texts += [asked.text, *([asked.hint] if asked.hint else [])]
            for part in asked.fields:
                texts += [*([part.label] if part.label else []), *(choice.label for choice in part.choices)]
        assert all(text["fr"].strip() and text["en"].strip() for text in texts)


def test_brakes_and_horizons_compare_from_before_to_after() -> None:
    before, after = library.load("amont"), library.load("froid")
    for code, field_before, where, field_after in (
        ("brakes", "brakes", "brakes", "brakes"),
        ("horizon", "horizon", "cooperation", "horizon"),
    ):
        asked, again = before.question(code), after.question(where)
        assert asked and again
        assert asked.field(field_before).choices == again.field(field_after).choices


def test_only_the_resource_is_shown_unless_refused() -> None:
    by_default = {q.code for q in library.load("amont").questions if q.default_shown != Shown.NEVER}
    assert by_default == {"comfort"}
    comfort = library.load("amont").question("comfort")
    assert comfort and [part.code for part in comfort.fields if not part.private] == ["resource"]


def test_choices_known_only_when_asked_are_filled_in() -> None:
    asked = library.load("chaud").question("moments")
    assert asked
    known = filled(asked, {"sequences": CHOICES[:2]})
    assert read_answer(known, QueryDict("useful=a&rework=b")).value == {"useful": ["a"], "rework": ["b"]}
