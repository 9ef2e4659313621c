"""Answers as a CSV that a spreadsheet opens without running anything in it."""

import csv
import io
from collections.abc import Iterable

from django.utils.translation import gettext as _

from essaim.questionnaires import ballots, sources
from essaim.questionnaires.definition import Question, filled, say
from essaim.questionnaires.models import Answer, Questionnaire
from essaim.questionnaires.saying import say_field

BOM = "\ufeff"  # spreadsheets read accents right with it
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(questionnaire: Questionnaire, language: str) -> str:
    """One row a person, one column a field. Of an anonymous evaluation: the opened ballots, without who."""
    questions = [
        filled(question, sources.of_question(questionnaire, question)) for question in questionnaire.asked.questions
    ]
    named = not questionnaire.is_anonymous
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow([safe(cell) for cell in _head(questions, named, language)])
    for who, content in _anonymous(questionnaire) if not named else _named(questionnaire):
        writer.writerow([safe(cell) for cell in [*who, *_cells(questions, content, named, language)]])
    return BOM + out.getvalue()


def safe(cell: str) -> str:
    """A cell that starts like a formula is kept as text."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _head(questions: Iterable[Question], named: bool, language: str) -> list[str]:
    head = [_("Nom"), _("Structure")] if named else []
    for question in questions:
        text = say(question.text, language)
        for part in question.fields:
            label = say(part.label, language)
            head.append(f"{text} — {label}" if label else text)
        if named:
            head.append(_("Qui peut voir"))
    return head


def _cells(questions: Iterable[Question], content: dict[str, Answer], named: bool, language: str) -> Iterable[str]:
    for question in questions:
        kept = content.get(question.code)
        for part in question.fields:
            yield " | ".join(say_field(part, kept.value.get(part.code) if kept else None, language))
        if named:
            yield kept.get_shown_display() if kept and kept.value else ""


def _named(questionnaire: Questionnaire) -> Iterable[tuple[list[str], dict[str, Answer]]]:
    responses = questionnaire.responses.select_related("member__person", "member__structure")
    for response in responses.prefetch_related("answers").order_by("member__person__folded"):
        content = {answer.question: answer for answer in response.answers.all()}
        if any(answer.value for answer in content.values()):
            yield [response.member.name, response.member.structure_name], content


def _anonymous(questionnaire: Questionnaire) -> Iterable[tuple[list[str], dict[str, Answer]]]:
    for ballot in ballots.opened(questionnaire):
        yield [], {code: Answer(question=code, value=kept["value"]) for code, kept in ballot.items()}
