"""Answers as rows and columns, before any file format: one row a person, one column a field."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from essaim.questionnaires import ballots, sources
from essaim.questionnaires.definition import Field, Kind, Question, filled, say
from essaim.questionnaires.models import Questionnaire, Seen
from essaim.questionnaires.saying import say_field
from essaim.questionnaires.types import type_of

Cell = str | int
NUMBERS = (Kind.NUMBER, Kind.SCALE, Kind.ROTI)


@dataclass(frozen=True)
class Kept:
    """What one person answered, by question; `who` is empty when nobody may know."""

    who: tuple[str, ...]
    values: Mapping[str, Mapping[str, Any]]
    shown: Mapping[str, str]


@dataclass(frozen=True)
class Sheet:
    name: str
    head: Sequence[str]
    rows: Iterable[Sequence[Cell]]


def questions_of(questionnaire: Questionnaire) -> list[Question]:
    return [
        filled(question, sources.of_question(questionnaire, question)) for question in questionnaire.asked.questions
    ]


def answers_sheet(questionnaire: Questionnaire, language: str) -> Sheet:
    questions = questions_of(questionnaire)
    named = not questionnaire.is_anonymous
    rows = ([*one.who, *_cells(questions, one, named, language)] for one in kept(questionnaire))
    return Sheet(_("Réponses"), _head(questions, named, language), rows)


def codebook_sheet(questionnaire: Questionnaire, language: str) -> Sheet:
    """What each column is: the question as it was asked, its form, its choices and their codes."""
    head = [_("Question"), _("Champ"), _("Texte"), _("Forme de la réponse"), _("Choix"), _("Encore posée")]
    rows = [
        [
            question.code, part.code, _column(question, part, language), str(type_of(part).name),
            "\n".join(f"{choice.code} = {say(choice.label, language)}" for choice in (*part.choices, *part.rows)),
            _("non") if question.retired else _("oui"),
        ]
        for question in questions_of(questionnaire)
        for part in question.fields
    ]  # fmt: skip
    return Sheet(_("Questions"), head, rows)


def kept(questionnaire: Questionnaire) -> Iterator[Kept]:
    """One person after another, by name. Of an anonymous questionnaire: the opened ballots, mixed, without who."""
    if questionnaire.is_anonymous:
        for ballot in ballots.opened(questionnaire):
            yield Kept((), {code: one["value"] for code, one in ballot.items()}, {})
        return
    responses = questionnaire.responses.select_related("member__person", "member__structure")
    for response in responses.prefetch_related("answers").order_by("member__person__folded", "id").iterator(200):
        given = [answer for answer in response.answers.all() if answer.value]
        if given:
            yield Kept(
                (response.name or _("Feuille sans nom"), response.structure_name),
                {answer.question: answer.value for answer in given},
                {answer.question: answer.shown for answer in given},
            )


def _head(questions: Iterable[Question], named: bool, language: str) -> list[str]:
    head = [_("Nom"), _("Structure")] if named else []
    for question in questions:
        head += [_column(question, part, language) for part in question.fields]
        if named:
            head.append(_("Qui peut voir"))
    return head


def _column(question: Question, part: Field, language: str) -> str:
    text, label = say(question.text, language), say(part.label, language)
    return f"{text} — {label}" if label else text


def _cells(questions: Iterable[Question], one: Kept, named: bool, language: str) -> Iterator[Cell]:
    for question in questions:
        value = one.values.get(question.code, {})
        for part in question.fields:
            yield _cell(part, value.get(part.code), language)
        if named:
            yield str(Seen(one.shown[question.code]).label) if question.code in one.shown else ""


def _cell(part: Field, value: Any, language: str) -> Cell:
    if part.kind in NUMBERS and isinstance(value, int):
        return value
    return " | ".join(say_field(part, value, language))
