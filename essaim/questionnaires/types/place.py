"""A place: one that is known, or one's own words, or a point of the map."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from essaim.base.blocks import Bar, Chart
from essaim.base.text import one_line
from essaim.questionnaires.controls import Dot, Input, Map, options
from essaim.questionnaires.definition import Field, Kind, say
from essaim.questionnaires.mapping import Point, degrees, frame
from essaim.questionnaires.types.base import (
    Asking,
    Posted,
    Problems,
    Type,
    answers,
    choose_from_list,
    codes,
    not_too_long,
)

LONGEST = 120
LONG_LIST = 9


class Place(Type):
    """Kept as `{label, lat, lon}`, with `place` when it is one of those that are offered; a name alone has no lat."""

    kind = Kind.PLACE
    name = gettext_lazy("Un lieu")
    takes = frozenset({"places"})
    seconds = 20

    def read(self, part: Field, posted: Posted, problems: Problems) -> dict[str, Any]:
        typed = {key: str(posted.get(f"{part.code}.{key}", "")).strip() for key in ("place", "label", "lat", "lon")}
        if typed["place"] and typed["place"] not in codes(part):
            problems[f"{part.code}.place"] = choose_from_list()
            return {}
        where = f"{part.code}.label"
        label = not_too_long(one_line(typed["label"]), LONGEST, where, problems)
        if typed["place"]:
            known = next(one for one in part.choices if one.code == typed["place"])
            at = {} if known.lat is None else {"lat": known.lat, "lon": known.lon}
            return {"place": known.code, "label": label or say(known.label, "fr"), **at}
        lat, lon = degrees(typed["lat"], 90), degrees(typed["lon"], 180)
        if (typed["lat"] or typed["lon"]) and (lat is None or lon is None):
            problems[f"{part.code}.lat"] = _("Écrivez les deux nombres, par exemple 47,394 et 0,685, ou aucun.")
            return {}
        at = {} if lat is None else {"lat": lat, "lon": lon}
        return {"label": label, **at} if label or at else {}

    def typed(self, part: Field, kept: Any) -> dict[str, list[str]]:
        own = {"place", "label"} if "place" in kept else {"label", "lat", "lon"}
        known = say(next((c.label for c in part.choices if c.code == kept.get("place")), {}), "fr")
        return {
            f"{part.code}.{key}": [str(value)]
            for key, value in kept.items()
            if key in own and not (key == "label" and known and value == known)
        }

    def asked(self, part: Field, label: str, asking: Asking) -> Input:
        def one(key: str, words: str, shape: str) -> Input:
            name = f"{part.code}.{key}"
            return Input(shape, name, words, str(asking.typed.get(name, "")), error=asking.problems.get(name, ""))

        chosen = str(asking.typed.get(f"{part.code}.place", ""))
        offered = options(asking.order(part), [chosen], asking.language)
        shape = "menu" if len(part.choices) >= LONG_LIST else "rows"
        listed = Input(
            shape,
            f"{part.code}.place",
            _("Un de ces lieux"),
            chosen,
            offered,
            asking.problems.get(f"{part.code}.place", ""),
        )
        words = one(
            "label", _("Un autre lieu, en quelques mots") if part.choices else _("Le lieu, en quelques mots"), "line"
        )
        point = (one("lat", _("Latitude"), "degrees"), one("lon", _("Longitude"), "degrees"))
        is_used = any(each.value or each.error for each in point)
        where = Input(
            "point", f"{part.code}.point", "", inputs=point, map=_map(part, asking.language),
            folded="" if is_used else _("Montrer où c’est"),
        )  # fmt: skip
        return Input("group", part.code, label, inputs=(*([listed] if part.choices else []), words, where))

    def said(self, part: Field, kept: Any, language: str) -> list[str]:
        known = next((choice for choice in part.choices if choice.code == kept.get("place")), None)
        label = kept.get("label", "")
        if known is not None:
            name = say(known.label, language)
            label = name if label in ("", say(known.label, "fr")) else f"{name} ({label})"
        at = f"{kept['lat']:.3f} ; {kept['lon']:.3f}" if "lat" in kept and known is None else ""
        return [" · ".join(said for said in (label, at) if said)]

    def drawn(self, title: str, part: Field, values: Sequence[Any], language: str) -> Chart:
        """By known place. The words of others are read by those whom their author lets read them, not counted here."""
        counts = {choice.code: 0 for choice in part.choices}
        elsewhere = 0
        for value in values:
            if value.get("place") in counts:
                counts[value["place"]] += 1
            else:
                elsewhere += 1
        bars = [Bar(part.label_of(code, language), n) for code, n in counts.items()]
        bars += [Bar(_("Un autre lieu") if part.choices else _("Un lieu"), elsewhere)] if elsewhere else []
        return Chart("bars", title, bars, of=len(values), unit=answers(len(values)))


def _map(part: Field, language: str) -> Map | None:
    known = [
        (say(c.label, language), Point(c.lat, c.lon)) for c in part.choices if c.lat is not None and c.lon is not None
    ]
    shown = frame(point for _label, point in known)
    return Map(shown, tuple(Dot(label, *shown.at(point)) for label, point in known)) if shown else None
