"""Points shared between choices."""

from collections.abc import Sequence
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from essaim.base.blocks import Bar, Chart
from essaim.questionnaires import counting
from essaim.questionnaires.controls import Input
from essaim.questionnaires.definition import Field, Kind, say
from essaim.questionnaires.types.base import Asking, Posted, Problems, Type
from essaim.questionnaires.types.number import whole

POINTS = 10


def purse(part: Field) -> int:
    return part.most or POINTS


class Points(Type):
    kind = Kind.POINTS
    name = gettext_lazy("Des points à répartir")
    takes = frozenset({"choices", "most"})
    seconds = 30

    def read(self, part: Field, posted: Posted, problems: Problems) -> dict[str, int]:
        given: dict[str, int] = {}
        for choice in part.choices:
            name = f"{part.code}.{choice.code}"
            typed = str(posted.get(name, "")).strip()
            number = whole(typed) if typed else 0
            if number is None:
                problems[name] = _("Écrivez un nombre entier, par exemple 3.")
            elif number:
                given[choice.code] = number
        over = sum(given.values()) - purse(part)
        if over > 0:
            said = ngettext(
                "Vous avez donné %(over)s point de trop : enlevez-le (%(most)s en tout).",
                "Vous avez donné %(over)s points de trop : enlevez-les (%(most)s en tout).",
                over,
            )
            problems[part.code] = said % {"over": over, "most": purse(part)}
        return given

    def typed(self, part: Field, kept: Any) -> dict[str, list[str]]:
        return {f"{part.code}.{code}": [str(number)] for code, number in kept.items()}

    def asked(self, part: Field, label: str, asking: Asking) -> Input:
        lines = tuple(
            self._line(part, f"{part.code}.{one.code}", say(one.label, asking.language), asking) for one in part.choices
        )
        hint = ngettext("%(n)s point à répartir.", "%(n)s points à répartir.", purse(part)) % {"n": purse(part)}
        return Input("sums", part.code, label, inputs=lines, error=asking.problems.get(part.code, ""), hint=hint)

    @staticmethod
    def _line(part: Field, name: str, label: str, asking: Asking) -> Input:
        return Input("number", name, label, str(asking.typed.get(name, "")), error=asking.problems.get(name, ""))

    def said(self, part: Field, kept: Any, language: str) -> list[str]:
        ordered = [choice.code for choice in part.choices if choice.code in kept]
        return [f"{part.label_of(code, language)} : {kept[code]}" for code in ordered]

    def drawn(self, title: str, part: Field, values: Sequence[Any], language: str) -> Chart:
        totals = counting.sums(values, [choice.code for choice in part.choices])
        mean = {code: number_format(round(total / len(values), 1), 1) for code, total in totals.items()}
        bars = [
            Bar(part.label_of(code, language), total, note=_("%(mean)s en moyenne") % {"mean": mean[code]})
            for code, total in sorted(totals.items(), key=lambda item: -item[1])
        ]
        return Chart("ranking", title, bars, unit=_("points"))
