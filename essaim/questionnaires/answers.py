"""One answer: read from a form, made clean, and said back. Nothing here knows where it is kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from essaim.questionnaires.definition import Field, Kind, Question, Shown
from essaim.questionnaires.types import Posted, type_of

Value = dict[str, Any]
"""What was answered, by field code; a field left empty is absent, an empty value is no answer."""


@dataclass
class Read:
    """An answer and what is wrong with it, by the name of the input."""

    value: Value = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)

    @property
    def is_right(self) -> bool:
        return not self.problems


def read_answer(question: Question, posted: Posted) -> Read:
    """The answer to `question` in a form. Fields are named by their code, then `.row`, `.rank` or `.position.key`."""
    read = Read()
    for part in question.fields:
        value = type_of(part).read(part, posted, read.problems)
        if value not in (None, "", [], {}):
            read.value[part.code] = value
    for part in question.fields:
        if part.other_of and part.code in read.value:
            _tick_other(question.field(part.other_of), read.value)
    if question.required and read.is_right and not read.value:
        read.problems[""] = _("Cette question attend une réponse.")
    return read


def read_shown(question: Question, most: Shown, posted: Mapping[str, Any]) -> tuple[Shown, str]:
    """Who may see the answer, and what is wrong with that choice ("" when nothing)."""
    if question.is_private or most == Shown.NEVER:
        return Shown.NEVER, ""
    typed = posted.get("shown", "")
    if not typed:
        return question.default_shown.at_most(most), ""
    if typed not in list(Shown) or Shown(typed).rank > most.rank:
        return Shown.NEVER, _("Choisissez dans la liste qui peut voir votre réponse.")
    return Shown(typed), ""


def as_typed(question: Question, value: Value) -> QueryDict:
    """A kept answer as the form that gives it, so that one template shows what is kept and what was just typed."""
    typed = QueryDict(mutable=True)
    for part in question.fields:
        if value.get(part.code) is not None:
            for name, texts in type_of(part).typed(part, value[part.code]).items():
                typed.setlist(name, texts)
    return typed


def _tick_other(part: Field, value: Value) -> None:
    """Words typed beside « Autre » tick it."""
    if "other" not in (choice.code for choice in part.choices):
        return
    if part.kind == Kind.CHOICE:
        value.setdefault(part.code, "other")
    elif part.kind == Kind.CHOICES and "other" not in value.get(part.code, []):
        value[part.code] = [*value.get(part.code, []), "other"]
