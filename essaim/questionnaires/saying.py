"""An answer as plain words: for its author's own list, and for the export."""

from essaim.questionnaires.answers import Value
from essaim.questionnaires.definition import Field, Question
from essaim.questionnaires.types import type_of


def say_value(question: Question, value: Value, language: str) -> list[str]:
    """One line a thing said; empty when nothing was answered."""
    return [line for part in question.fields for line in say_field(part, value.get(part.code), language)]


def say_field(part: Field, kept: object, language: str) -> list[str]:
    return [] if kept in (None, "", [], {}) else type_of(part).said(part, kept, language)
