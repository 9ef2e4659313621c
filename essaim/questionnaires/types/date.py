"""A day."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from essaim.base.blocks import Bar, Chart
from essaim.questionnaires.controls import Input
from essaim.questionnaires.definition import Field, Kind
from essaim.questionnaires.types.base import Asking, Posted, Problems, Type, answers, one

YEARS = range(1900, 2200)


def day(typed: str) -> date | None:
    try:
        found = date.fromisoformat(typed)
    except ValueError:
        return None
    return found if found.year in YEARS else None


class Day(Type):
    kind = Kind.DATE
    name = gettext_lazy("Une date")
    seconds = 12

    def read(self, part: Field, posted: Posted, problems: Problems) -> str | None:
        typed = one(part, posted)
        if not typed:
            return None
        found = day(typed)
        if found is None:
            problems[part.code] = _("Choisissez une date, par exemple 2027-03-18.")
            return None
        return found.isoformat()

    def asked(self, part: Field, label: str, asking: Asking) -> Input:
        value = str(asking.typed.get(part.code, ""))
        return Input("date", part.code, label, value, error=asking.problems.get(part.code, ""))

    def said(self, part: Field, kept: Any, language: str) -> list[str]:
        return [shown(str(kept))]

    def drawn(self, title: str, part: Field, values: Sequence[Any], language: str) -> Chart:
        days = [str(value) for value in values]
        bars = [Bar(shown(one), days.count(one)) for one in sorted(set(days))]
        return Chart("bars", title, bars, of=len(days), unit=answers(len(days)))


def shown(kept: str) -> str:
    found = day(kept)
    return date_format(found, "DATE_FORMAT") if found else kept
