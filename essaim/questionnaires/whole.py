"""All the questions of a questionnaire on one page: each field is named by its question, then by itself."""

from dataclasses import dataclass, replace

from django.http import QueryDict

from essaim.questionnaires.answers import Read, Value, read_answer
from essaim.questionnaires.controls import Input
from essaim.questionnaires.definition import Question, say
from essaim.questionnaires.inputs import inputs
from essaim.questionnaires.types import Asking
from essaim.questionnaires.types.base import seed_of
from essaim.spaces.models import Member

MARK = ":"


@dataclass(frozen=True)
class Asked:
    question: Question
    text: str
    hint: str
    inputs: list[Input]
    problem: str


def asked(
    question: Question, posted: QueryDict, problems: dict[str, str], language: str, member: Member | None = None
) -> Asked:
    """One question of the page, with what was typed and what is wrong."""
    found = inputs(question, Asking(own(question, posted), problems, language, member, seed_of(member)))
    return Asked(
        question, say(question.text, language), say(question.hint, language),
        [_named(one, question.code) for one in found], problems.get("", ""),
    )  # fmt: skip


def read(question: Question, posted: QueryDict) -> Read:
    return read_answer(question, own(question, posted))


def own(question: Question, posted: QueryDict) -> QueryDict:
    """What the page says of this question alone."""
    mine = QueryDict(mutable=True)
    start = question.code + MARK
    for name, texts in posted.lists():
        if name.startswith(start):
            mine.setlist(name.removeprefix(start), texts)
    return mine


def _named(one: Input, code: str) -> Input:
    return replace(one, name=code + MARK + one.name, inputs=tuple(_named(inner, code) for inner in one.inputs))


__all__ = ["Asked", "Value", "asked", "own", "read"]
