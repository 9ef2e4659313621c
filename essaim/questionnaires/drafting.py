"""A question as someone writes it: one form's worth of words and settings, made into what a definition holds."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import count

from django.utils.translation import gettext as _

from essaim.base.errors import Refused
from essaim.base.text import one_line
from essaim.questionnaires.definition import (
    CHOSEN,
    GIVEN,
    Choice,
    Condition,
    Definition,
    Field,
    Kind,
    Question,
    Shown,
    Text,
)
from essaim.questionnaires.mapping import Point, written
from essaim.questionnaires.types import TYPES

MOST_CHOICES = 40
FEWEST = {"choices": 2, "rows": 1}
SOURCES = ("", "people", "structures", "sequences")
OTHER = Choice("other", {"fr": "Autre…", "en": "Other…"})
OTHER_WORDS = {"fr": "Autre : lequel, laquelle ?", "en": "Other: which one?"}


@dataclass(frozen=True)
class Draft:
    text: Text
    hint: Text = field(default_factory=dict)
    kind: str = Kind.LONG
    choices: Text = field(default_factory=dict)  # one a line
    rows: Text = field(default_factory=dict)
    source: str = ""
    other: bool = False
    most: int = 0
    low: Text = field(default_factory=dict)
    high: Text = field(default_factory=dict)
    shuffled: bool = False
    required: bool = False
    essential: bool = True
    opens_page: bool = False
    show_if: str = ""  # question/field/value
    most_shown: Shown = Shown.NAMED


def is_simple(question: Question) -> bool:
    """Whether a form can show all of it: one field, perhaps with the words of its « Autre »."""
    main, *others = question.fields
    return not others or (len(others) == 1 and others[0].other_of == main.code)


def drafted(question: Question) -> Draft:
    """The form that gives this question."""
    main, is_condition = question.fields[0], question.show_if
    own = [choice for choice in main.choices if choice.code != "other"] if main.kind not in GIVEN else []
    return Draft(
        text=question.text, hint=question.hint, kind=main.kind, choices=_as_lines(own), rows=_as_lines(main.rows),
        source=main.source, other=any(choice.code == "other" for choice in main.choices), most=main.most,
        low=main.low, high=main.high, shuffled=main.shuffled, required=question.required,
        essential=question.essential, most_shown=question.most_shown, opens_page=question.opens_page,
        show_if=_as_value(is_condition, is_condition.values[0]) if is_condition else "",
    )  # fmt: skip


def made(draft: Draft, code: str, before: Question | None = None) -> Question:
    """The question of a draft. `before` is what it was: choices that stay keep their code. Raises `Refused`."""
    words = kept(draft.text)
    if not words:
        raise Refused(_("Écrivez la question."), field="text_fr")
    if draft.kind not in list(Kind):
        raise Refused(_("Choisissez une forme de réponse."), field="kind")
    question = Question(
        code=code, text=words, hint=kept(draft.hint), fields=(), essential=draft.essential, required=draft.required,
        most_shown=draft.most_shown, show_if=_condition(draft.show_if), opens_page=draft.opens_page,
    )  # fmt: skip
    if before is not None:
        question = replace(
            question, number=before.number, section=before.section,
            default_shown=before.default_shown.at_most(draft.most_shown),
        )  # fmt: skip
        if not is_simple(before):
            return replace(question, fields=before.fields)
    return replace(question, fields=_fields(draft, code, before))


def conditions_offered(definition: Definition, code: str = "", language: str = "fr") -> list[tuple[Question, Field]]:
    """The fields that a condition may look at: those of the questions asked before this one."""
    offered = []
    for question in definition.ordered():
        if question.code == code:
            break
        offered += [(question, part) for part in question.fields if part.kind in CHOSEN and not part.source]
    return offered


def condition_value(question: Question, part: Field, choice: Choice) -> str:
    return f"{question.code}/{part.code}/{choice.code}"


def kept(text: Text) -> Text:
    return {language: words.strip() for language, words in text.items() if words.strip()}


def _fields(draft: Draft, code: str, before: Question | None) -> tuple[Field, ...]:
    takes = TYPES[Kind(draft.kind)].takes
    main = before.fields[0] if before else None
    source = draft.source if "choices" in takes or "rows" in takes else ""
    if source not in SOURCES:
        raise Refused(_("Choisissez dans la liste d’où viennent les choix."), field="source")
    is_grid = draft.kind == Kind.MATRIX
    if "places" in takes:
        places = _places(draft.choices, main.choices if main else ())
        _enough("choices", places, bool(places), least=1)
        return (
            Field(code=main.code if main else code, kind=Kind.PLACE, choices=places, label=main.label if main else {}),
        )
    choices = _lines("choices", draft.choices, main.choices if main else ()) if "choices" in takes else ()
    rows = _lines("rows", draft.rows, main.rows if main else ()) if "rows" in takes else ()
    _enough("choices", choices, "choices" in takes and (not source or is_grid))
    _enough("rows", rows, "rows" in takes and not (source and is_grid))
    has_other = draft.other and "other" in takes
    made_field = Field(
        code=main.code if main else code, kind=Kind(draft.kind), rows=rows, source=source,
        choices=(*choices, OTHER) if has_other else choices,
        most=draft.most if "most" in takes else 0, shuffled=draft.shuffled and "shuffled" in takes,
        low=kept(draft.low) if "ends" in takes else {}, high=kept(draft.high) if "ends" in takes else {},
        label=main.label if main else {}, prefill=main.prefill if main else "", feeds=main.feeds if main else "",
        private=main.private if main else False,
    )  # fmt: skip
    if draft.kind == Kind.SCALE and draft.most and not 2 <= draft.most <= 10:
        raise Refused(_("Une échelle va de 1 à un chiffre entre 2 et 10."), field="most")
    if not has_other:
        return (made_field,)
    words = before.fields[1] if before and len(before.fields) == 2 else None
    return (made_field, words or Field(f"{code}-other", Kind.SHORT, label=OTHER_WORDS, other_of=made_field.code))


def _lines(name: str, texts: Text, known: Sequence[Choice]) -> tuple[Choice, ...]:
    """One choice a line, in each language. A line that did not change, or stays at its place, keeps its code."""
    typed = {language: [one_line(line)[:120] for line in text.splitlines()] for language, text in texts.items()}
    lines = {language: [line for line in found if line] for language, found in typed.items() if any(found)}
    if not lines:
        return ()
    main = next(one for one in ("fr", "en", *lines) if one in lines)
    uneven = next((found for found in lines.values() if len(found) != len(lines[main])), None)
    if uneven is not None:
        raise Refused(
            _("Autant de lignes dans chaque langue : {one} d’un côté, {other} de l’autre.").format(
                one=len(lines[main]), other=len(uneven)
            ),
            field=f"{name}_en",
        )
    own = [choice for choice in known if choice.code != "other"]
    labels = [{language: found[n] for language, found in lines.items()} for n in range(len(lines[main]))]
    by_label = {choice.label.get(main, ""): choice.code for choice in own}
    codes: list[str] = [by_label.get(label[main], "") for label in labels]
    if len(own) == len(labels):
        codes = [code or (own[n].code if own[n].code not in codes else "") for n, code in enumerate(codes)]
    used = {choice.code for choice in known} | set(codes)
    free = (f"c{n}" for n in count(1) if f"c{n}" not in used)
    taken: set[str] = set()
    choices = []
    for code, label in zip(codes, labels, strict=True):
        fresh = code if code and code not in taken else next(free)
        taken.add(fresh)
        choices.append(Choice(fresh, label))
    return tuple(choices)


def _places(texts: Text, known: Sequence[Choice]) -> tuple[Choice, ...]:
    """One place a line, with where it is when the line says so."""
    names: Text = {}
    points: dict[int, Point] = {}
    for language, text in texts.items():
        read = [written(one_line(line)) for line in text.splitlines() if line.strip()]
        names[language] = "\n".join(name for name, _point in read)
        points |= {n: point for n, (_name, point) in enumerate(read) if point is not None}
    found = _lines("choices", names, known)
    return tuple(
        replace(choice, lat=points[n].lat, lon=points[n].lon) if n in points else replace(choice, lat=None, lon=None)
        for n, choice in enumerate(found)
    )


def _enough(name: str, found: Sequence[Choice], is_needed: bool, least: int = 0) -> None:
    if is_needed and not (least or FEWEST[name]) <= len(found) <= MOST_CHOICES:
        said = (
            _("Écrivez de deux à quarante choix, un par ligne.")
            if name == "choices"
            else _("Écrivez d’une à quarante lignes de la grille, une par ligne.")
        )
        raise Refused(said, field=f"{name}_fr")


def _as_lines(choices: Sequence[Choice]) -> Text:
    languages = {language for choice in choices for language in choice.label}
    return {language: "\n".join(_as_line(choice, language) for choice in choices) for language in languages}


def _as_line(choice: Choice, language: str) -> str:
    label = choice.label.get(language) or next(iter(choice.label.values()))
    return label if choice.lat is None or choice.lon is None else f"{label} ; {choice.lat:g} ; {choice.lon:g}"


def _as_value(condition: Condition, value: str) -> str:
    return f"{condition.question}/{condition.field}/{value}"


def _condition(typed: str) -> Condition | None:
    if not typed:
        return None
    question, _slash, rest = typed.partition("/")
    part, _slash, value = rest.partition("/")
    return Condition(question, part, (value,))
