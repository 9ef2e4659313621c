"""Up to three needs or offers: a category, a few words, a detail."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from essaim.base.blocks import Bar, Chart
from essaim.base.text import one_line
from essaim.questionnaires import counting
from essaim.questionnaires.controls import Input, options
from essaim.questionnaires.definition import Field, Kind
from essaim.questionnaires.types.base import Asking, Posted, Problems, Type, codes, not_too_long

MOST_ITEMS = 3


class Items(Type):
    kind = Kind.ITEMS
    name = gettext_lazy("Des besoins ou des offres (trois au plus)")
    takes = frozenset({"choices"})
    seconds = 40

    def read(self, part: Field, posted: Posted, problems: Problems) -> list[dict[str, str]]:
        items = []
        for position in range(MOST_ITEMS):
            name = f"{part.code}.{position}"
            category = str(posted.get(f"{name}.category", "")).strip()
            texts = {}
            for key, most in (("keywords", 120), ("detail", 280)):
                where = f"{name}.{key}"
                texts[key] = not_too_long(one_line(str(posted.get(where, ""))), most, where, problems)
            if not category and not any(texts.values()):
                continue
            if category not in codes(part):
                problems[f"{name}.category"] = _("Choisissez une catégorie de la liste.")
            elif not texts["keywords"]:
                problems[f"{name}.keywords"] = _("Dites-le en quelques mots, ou effacez la catégorie.")
            items.append({"category": category, **texts})
        return items

    def typed(self, part: Field, kept: Any) -> dict[str, list[str]]:
        return {f"{part.code}.{n}.{key}": [words] for n, item in enumerate(kept) for key, words in item.items()}

    def asked(self, part: Field, label: str, asking: Asking) -> Input:
        return Input("group", part.code, label, inputs=tuple(_item(part, n, asking) for n in range(MOST_ITEMS)))

    def said(self, part: Field, kept: Any, language: str) -> list[str]:
        lines = [[part.label_of(one["category"], language), one["keywords"], one.get("detail", "")] for one in kept]
        return [" — ".join(word for word in words if word) for words in lines]

    def drawn(self, title: str, part: Field, values: Sequence[Any], language: str) -> Chart:
        categories = [[item["category"] for item in value] for value in values]
        counts = counting.tally(categories, [choice.code for choice in part.choices])
        bars = [Bar(part.label_of(code, language), n) for code, n in counts.items() if n]
        return Chart("bars", title, bars, unit=_("mentions"))


def _item(part: Field, position: int, asking: Asking) -> Input:
    name = f"{part.code}.{position}"

    def one(key: str, label: str, shape: str) -> Input:
        where = f"{name}.{key}"
        value = str(asking.typed.get(where, ""))
        offered = options(part.choices, [value], asking.language) if shape == "menu" else ()
        return Input(shape, where, label, value, offered, asking.problems.get(where, ""))

    fields = (
        one("category", _("Catégorie"), "menu"),
        one("keywords", _("En quelques mots"), "line"),
        one("detail", _("Précision (facultatif)"), "line"),
    )
    is_used = any(one.value or one.error for one in fields)
    folded = _("Un autre encore") if position and not is_used else ""
    return Input("group", name, str(position + 1), inputs=fields, folded=folded)
