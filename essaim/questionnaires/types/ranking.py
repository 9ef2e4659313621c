"""Choices put in order."""

from collections.abc import Sequence
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from essaim.base.blocks import Bar, Chart
from essaim.questionnaires import counting
from essaim.questionnaires.controls import Input, options
from essaim.questionnaires.definition import Field, Kind
from essaim.questionnaires.types.base import Asking, Posted, Problems, Type, choose_from_list, codes

RANKS = 3


def ranks(part: Field) -> int:
    return min(part.most or RANKS, max(1, len(part.choices)))


class Ranking(Type):
    kind = Kind.RANKING
    name = gettext_lazy("Un classement")
    takes = frozenset({"choices", "other", "most", "shuffled"})
    seconds = 20

    def read(self, part: Field, posted: Posted, problems: Problems) -> list[str]:
        ranked: list[str] = []
        for rank in range(1, ranks(part) + 1):
            name = f"{part.code}.{rank}"
            code = str(posted.get(name, "")).strip()
            if not code:
                continue
            if code not in codes(part):
                problems[name] = choose_from_list()
            elif code in ranked:
                problems[name] = _("Ce choix est déjà classé. Prenez-en un autre, ou laissez ce rang vide.")
            else:
                ranked.append(code)
        return ranked

    def typed(self, part: Field, kept: Any) -> dict[str, list[str]]:
        return {f"{part.code}.{rank}": [code] for rank, code in enumerate(kept, start=1)}

    def asked(self, part: Field, label: str, asking: Asking) -> Input:
        return Input("group", part.code, label, inputs=tuple(_rank(part, n, asking) for n in range(1, ranks(part) + 1)))

    def said(self, part: Field, kept: Any, language: str) -> list[str]:
        return [f"{n}. {part.label_of(code, language)}" for n, code in enumerate(kept, start=1)]

    def drawn(self, title: str, part: Field, values: Sequence[Any], language: str) -> Chart:
        totals = counting.points(values, [choice.code for choice in part.choices], ranks(part))
        means = counting.mean_ranks(values, ranks(part))
        bars = [
            Bar(part.label_of(code, language), total, note=_note(firsts, means.get(code)))
            for code, (total, firsts) in totals.items()
        ]
        return Chart("ranking", title, bars, unit=_("points"))


def _note(firsts: int, mean: float | None) -> str:
    said = ngettext("%(n)s premier choix", "%(n)s premiers choix", firsts) % {"n": firsts} if firsts else ""
    rank = _("rang moyen %(rank)s") % {"rank": number_format(mean, 1)} if mean else ""
    return " · ".join(part for part in (said, rank) if part)


def _rank(part: Field, rank: int, asking: Asking) -> Input:
    name = f"{part.code}.{rank}"
    chosen = str(asking.typed.get(name, ""))
    labels = {1: _("En premier"), 2: _("En deuxième"), 3: _("En troisième")}
    label = labels.get(rank) or _("En %(n)se position") % {"n": rank}
    offered = options(asking.order(part), [chosen], asking.language)
    return Input("menu", name, label, chosen, offered, asking.problems.get(name, ""))
