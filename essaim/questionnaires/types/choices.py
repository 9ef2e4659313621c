"""Several boxes to tick."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from essaim.questionnaires.controls import Input, options
from essaim.questionnaires.definition import Field, Kind
from essaim.questionnaires.types.base import Asking, Posted, Problems, codes
from essaim.questionnaires.types.choice import OneChoice


class SeveralChoices(OneChoice):
    kind = Kind.CHOICES
    name = gettext_lazy("Plusieurs choix")
    takes = frozenset({"choices", "other", "shuffled", "most"})
    seconds = 9

    def read(self, part: Field, posted: Posted, problems: Problems) -> list[str]:  # type: ignore[override]
        ticked = {str(code) for code in posted.getlist(part.code) if code}
        if ticked - codes(part):
            problems[part.code] = _("Choisissez parmi les réponses de la liste.")
        elif part.most and len(ticked) > part.most:
            said = ngettext("Gardez %(n)s choix au plus.", "Gardez %(n)s choix au plus.", part.most)
            problems[part.code] = said % {"n": part.most}
        return [choice.code for choice in part.choices if choice.code in ticked]

    def typed(self, part: Field, kept: Any) -> dict[str, list[str]]:
        return {part.code: list(kept)}

    def asked(self, part: Field, label: str, asking: Asking) -> Input:
        ticked = [str(code) for code in asking.typed.getlist(part.code)]
        offered = options(asking.order(part), ticked, asking.language)
        at_most = ngettext("%(n)s choix au plus.", "%(n)s choix au plus.", part.most) % {"n": part.most}
        return Input(
            "ticks",
            part.code,
            label,
            "",
            offered,
            asking.problems.get(part.code, ""),
            hint=at_most if part.most else "",
        )

    def said(self, part: Field, kept: Any, language: str) -> list[str]:
        return [part.label_of(code, language) for code in kept]
