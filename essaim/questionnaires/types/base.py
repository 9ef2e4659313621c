"""What every type of field answers to."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from essaim.base.blocks import Chart
from essaim.questionnaires.controls import Input
from essaim.questionnaires.definition import Choice, Field, Kind
from essaim.spaces.models import Member

Posted = QueryDict
"""A form as it arrives, or a kept answer as the form that gives it."""

Problems = dict[str, str]
"""What is wrong, by the name of the input."""


@dataclass(frozen=True)
class Asking:
    """One person in front of a form: what they typed, what is wrong with it, and who they are."""

    typed: Posted
    problems: Mapping[str, str]
    language: str
    member: Member | None = None
    seed: str = field(default="")  # the same order each time for one person

    def order(self, part: Field) -> tuple[Choice, ...]:
        """The choices as this person is shown them; « Autre » stays last. What is kept never follows this order."""
        if not part.shuffled or not self.seed:
            return part.choices
        last = tuple(choice for choice in part.choices if choice.code == "other")
        mixed = [choice for choice in part.choices if choice.code != "other"]
        random.Random(f"{self.seed} {part.code}").shuffle(mixed)
        return (*mixed, *last)


class Type:
    """One type of field, whole: how it is asked, read, said again, counted.

    `takes` names what whoever makes the question may set: choices, rows, most, ends, shuffled, other.
    """

    kind: ClassVar[Kind]
    name: ClassVar[str | Promise]
    takes: ClassVar[frozenset[str]] = frozenset()
    seconds: ClassVar[int] = 6
    """What a careful reader needs to answer, once the words are read."""

    def read(self, part: Field, posted: Posted, problems: Problems) -> Any:
        """The clean value, or nothing; what is wrong goes in `problems`."""
        raise NotImplementedError

    def typed(self, part: Field, kept: Any) -> dict[str, list[str]]:
        """The form that gives `kept`."""
        return {part.code: [str(kept)]}

    def asked(self, part: Field, label: str, asking: Asking) -> Input:
        raise NotImplementedError

    def said(self, part: Field, kept: Any, language: str) -> list[str]:
        """One line a thing said."""
        return [str(kept)]

    def drawn(self, title: str, part: Field, values: Sequence[Any], language: str) -> Chart:
        raise NotImplementedError


def seed_of(member: Member | None) -> str:
    return str(member.pk) if member else ""


def codes(part: Field) -> set[str]:
    return {choice.code for choice in part.choices}


def one(part: Field, posted: Posted) -> str:
    return str(posted.get(part.code, "")).strip()


def not_too_long(words: str, most: int, name: str, problems: Problems) -> str:
    over = len(words) - most
    if over > 0:
        problems[name] = ngettext(
            "C’est trop long : enlevez au moins %(over)s caractère (%(most)s au plus).",
            "C’est trop long : enlevez au moins %(over)s caractères (%(most)s au plus).",
            over,
        ) % {"over": over, "most": most}
    return words


def answers(n: int) -> str:
    """The unit of a count of people."""
    return ngettext("réponse", "réponses", n)


def n_answers(n: int) -> str:
    return ngettext("%(n)s réponse", "%(n)s réponses", n) % {"n": n}


def choose_from_list() -> str:
    return _("Choisissez une réponse de la liste.")
