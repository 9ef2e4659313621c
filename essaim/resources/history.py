"""What became of a resource, read from the journal."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from essaim.resources.models import Resource
from essaim.spaces.models import Event

MOST = 50


@dataclass(frozen=True)
class Change:
    at: datetime
    who: str
    said: str


def history(resource: Resource) -> list[Change]:
    """The latest first. Who thanked or commented is not part of it."""
    kinds = ("resource.shared", "resource.revised", "resource.sorted")
    events = Event.objects.filter(space=resource.space, subject=resource.dom_id, kind__in=kinds)
    rows = events.select_related("actor__person").order_by("-number")[:MOST]
    return [Change(event.at, event.actor.name if event.actor else "", _said(event)) for event in rows]


def _said(event: Event) -> str:
    if event.kind == "resource.shared":
        return _("apportée")
    names = {
        "title": _("titre"),
        "why": _("pourquoi c’est utile"),
        "themes": _("thèmes"),
        "url": _("adresse"),
        "text": _("texte"),
        "details": _("détails"),
    }
    before = event.data.get("before", {})
    if list(before) == ["title"]:
        return _("titre changé, avant : « {title} »").format(title=before["title"])
    changed = [names[name] for name in before if name in names]
    return _("changé : {fields}").format(fields=", ".join(changed))
