"""A whole number."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from essaim.base.blocks import Bar, Chart
from essaim.questionnaires import counting
from essaim.questionnaires.controls import Input
from essaim.questionnaires.definition import Field, Kind
from essaim.questionnaires.types.base import Asking, Posted, Problems, Type, answers, n_answers, one

LARGEST = 9999


def whole(typed: str) -> int | None:
    """The number that was typed; None when it is not one, or has more than four figures."""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= len(str(LARGEST)) else None


class Number(Type):
    kind = Kind.NUMBER
    name = gettext_lazy("Un nombre")
    takes = frozenset({"most"})
    seconds = 10

    def read(self, part: Field, posted: Posted, problems: Problems) -> int | None:
        typed = one(part, posted)
        if not typed:
            return None
        number = whole(typed)
        if number is None:
            problems[part.code] = _("Écrivez un nombre entier, par exemple 3.")
        elif part.most and number > part.most:
            problems[part.code] = _("Écrivez un nombre de 0 à %(most)s.") % {"most": part.most}
        return number

    def asked(self, part: Field, label: str, asking: Asking) -> Input:
        value = str(asking.typed.get(part.code, ""))
        return Input("number", part.code, label, value, error=asking.problems.get(part.code, ""))

    def drawn(self, title: str, part: Field, values: Sequence[Any], language: str) -> Chart:
        numbers = [value for value in values if isinstance(value, int)]
        bars = [Bar(_span(first, last), n) for first, last, n in counting.spans(numbers)]
        sentence = _("%(answers)s : %(total)s au total, %(median)s en médiane.") % {
            "answers": n_answers(len(numbers)),
            "total": sum(numbers),
            "median": counting.lower_median(numbers),
        }
        return Chart("bars", title, bars, sentence, of=len(numbers), unit=answers(len(numbers)))


def _span(first: int, last: int) -> str:
    return str(first) if first == last else _("%(first)s à %(last)s") % {"first": first, "last": last}
