"""A step on a scale, and the return on time invested."""

from collections.abc import Sequence
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from essaim.base.blocks import Bar, Chart
from essaim.questionnaires import counting
from essaim.questionnaires.controls import Input, Option
from essaim.questionnaires.definition import Field, Kind, say
from essaim.questionnaires.types.base import Asking, Posted, Problems, Type, answers, n_answers, one


class Scale(Type):
    kind = Kind.SCALE
    name = gettext_lazy("Une échelle")
    takes = frozenset({"most", "ends"})
    silent: int | None = None

    def read(self, part: Field, posted: Posted, problems: Problems) -> int | None:
        typed = one(part, posted)
        if not typed:
            return None
        if typed not in [str(level) for level in part.levels]:
            problems[part.code] = _("Choisissez un chiffre de %(least)s à %(most)s.") % {
                "least": part.levels[0],
                "most": part.levels[-1],
            }
            return None
        return int(typed)

    def asked(self, part: Field, label: str, asking: Asking) -> Input:
        names, chosen = self.names(part, asking.language), str(asking.typed.get(part.code, ""))
        offered = tuple(Option(str(n), names[n], str(n) == chosen) for n in part.levels)
        return Input("rows", part.code, label, options=offered, error=asking.problems.get(part.code, ""))

    def said(self, part: Field, kept: Any, language: str) -> list[str]:
        return [self.names(part, language).get(kept, str(kept))]

    def drawn(self, title: str, part: Field, values: Sequence[Any], language: str) -> Chart:
        found = counting.spread(values, part.levels, silent=self.silent)
        names = self.names(part, language)
        bars = [Bar(names[level], n) for level, n in zip(part.levels, found.distribution, strict=True)]
        return Chart("bars", title, bars, spread_sentence(found), of=found.n, unit=answers(found.n))

    def names(self, part: Field, language: str) -> dict[int, str]:
        names = {level: str(level) for level in part.levels}
        low, high = say(part.low, language) or _("pas du tout"), say(part.high, language) or _("tout à fait")
        return names | {part.levels[0]: f"{part.levels[0]} · {low}", part.levels[-1]: f"{part.levels[-1]} · {high}"}


class Roti(Scale):
    kind = Kind.ROTI
    name = gettext_lazy("L’utilité du temps passé, de 0 à 5")
    takes = frozenset()
    silent = 0

    def names(self, part: Field, language: str) -> dict[int, str]:
        return {0: _("0 · je ne me prononce pas"), 1: _("1 · inutile"), 2: "2", 3: "3", 4: "4", 5: _("5 · très utile")}


def spread_sentence(found: counting.Spread) -> str:
    said_answers = n_answers(found.n)
    if found.mean is None:
        return _("%(answers)s, personne ne se prononce.") % {"answers": said_answers}
    facts = {"answers": said_answers, "mean": number_format(found.mean, 2), "median": found.lower_median}
    if found.expressed < found.n:
        facts["expressed"] = found.expressed
        said = ngettext(
            "%(answers)s, dont %(expressed)s exprimée : moyenne %(mean)s, médiane %(median)s.",
            "%(answers)s, dont %(expressed)s exprimées : moyenne %(mean)s, médiane %(median)s.",
            found.expressed,
        )
    else:
        said = _("%(answers)s : moyenne %(mean)s, médiane %(median)s.")
    split = _("Les avis sont partagés : chaque extrême réunit au moins 40 % des réponses.") if found.is_split else ""
    return " ".join(part for part in (said % facts, split) if part)
