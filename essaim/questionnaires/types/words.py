"""Words, in a line or in several."""

from typing import Any

from django.utils.translation import gettext_lazy

from essaim.base.text import one_line
from essaim.questionnaires.controls import Input
from essaim.questionnaires.definition import Field, Kind
from essaim.questionnaires.types.base import Asking, Posted, Problems, Type, not_too_long


class ShortWords(Type):
    kind = Kind.SHORT
    name = gettext_lazy("Une phrase")
    shape = "line"
    most = 280
    seconds = 25

    def read(self, part: Field, posted: Posted, problems: Problems) -> str:
        return not_too_long(self.clean(str(posted.get(part.code, ""))), self.most, part.code, problems)

    def clean(self, typed: str) -> str:
        return one_line(typed)

    def asked(self, part: Field, label: str, asking: Asking) -> Input:
        value = str(asking.typed.get(part.code, ""))
        if not value and part.prefill == "name" and asking.member is not None:
            value = asking.member.name
        return Input(self.shape, part.code, label, value, error=asking.problems.get(part.code, ""))

    def said(self, part: Field, kept: Any, language: str) -> list[str]:
        return [str(kept)]


class LongWords(ShortWords):
    kind = Kind.LONG
    name = gettext_lazy("Un texte")
    shape = "lines"
    most = 4000
    seconds = 60

    def clean(self, typed: str) -> str:
        lines = ["".join(c for c in line if c.isprintable() or c == "\t").rstrip() for line in typed.splitlines()]
        return "\n".join(lines).strip()
