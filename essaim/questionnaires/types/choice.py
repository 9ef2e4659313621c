"""One choice among several; yes or no; agreeing."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from essaim.base.blocks import Bar, Chart
from essaim.questionnaires import counting
from essaim.questionnaires.controls import Input, options
from essaim.questionnaires.definition import Field, Kind
from essaim.questionnaires.types.base import Asking, Posted, Problems, Type, answers, choose_from_list, codes, one

LONG_LIST = 9  # from here a list of rows is a menu


class OneChoice(Type):
    kind = Kind.CHOICE
    name = gettext_lazy("Un choix")
    takes = frozenset({"choices", "other", "shuffled"})

    def read(self, part: Field, posted: Posted, problems: Problems) -> str:
        code = one(part, posted)
        if code and code not in codes(part):
            problems[part.code] = choose_from_list()
            return ""
        return code

    def asked(self, part: Field, label: str, asking: Asking) -> Input:
        value = str(asking.typed.get(part.code, ""))
        member = asking.member
        if not value and part.prefill == "structure" and member is not None and member.structure_id:
            value = str(member.structure_id)
        shape = "menu" if len(part.choices) >= LONG_LIST else "rows"
        offered = options(asking.order(part), [value], asking.language)
        return Input(shape, part.code, label, value, offered, asking.problems.get(part.code, ""))

    def said(self, part: Field, kept: Any, language: str) -> list[str]:
        return [part.label_of(str(kept), language)]

    def drawn(self, title: str, part: Field, values: Sequence[Any], language: str) -> Chart:
        counts = counting.tally(values, [choice.code for choice in part.choices])
        # A list of structures or sequences may be long: those nobody chose would only hide the others.
        bars = [Bar(part.label_of(code, language), n) for code, n in counts.items() if n or not part.source]
        return Chart("bars", title, bars, of=len(values), unit=answers(len(values)))


class YesNo(OneChoice):
    kind = Kind.YESNO
    name = gettext_lazy("Oui ou non")
    takes = frozenset()
    seconds = 4


class Consent(OneChoice):
    """A box that is ticked or not: not ticking it is no answer."""

    kind = Kind.CONSENT
    name = gettext_lazy("Un accord à donner (une case)")
    takes = frozenset()

    def asked(self, part: Field, label: str, asking: Asking) -> Input:
        value = str(asking.typed.get(part.code, ""))
        offered = options(part.choices, [value], asking.language)
        return Input("ticks", part.code, label, value, offered, asking.problems.get(part.code, ""))

    def drawn(self, title: str, part: Field, values: Sequence[Any], language: str) -> Chart:
        n = len(values)
        said = ngettext("%(n)s personne est d’accord.", "%(n)s personnes sont d’accord.", n) % {"n": n}
        return Chart("bars", title, [Bar(_("D’accord"), n)], said)
