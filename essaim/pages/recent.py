"""What happened to pages lately, from the journal."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from essaim.pages.models import Page
from essaim.spaces.models import Event, Member, Space

AT_ONCE = 50
SAID = {
    "page.created": gettext_lazy("a ouvert la page"),
    "page.renamed": gettext_lazy("a renommé la page"),
    "page.placed": gettext_lazy("a déplacé la page"),
    "page.removed": gettext_lazy("a supprimé la page"),
    "page.restored": gettext_lazy("a rétabli la page"),
    "page.version_restored": gettext_lazy("est revenu·e à une version d’avant"),
    "page.version_named": gettext_lazy("a nommé une version"),
    "page.published": gettext_lazy("a publié la page sur le web"),
    "page.unpublished": gettext_lazy("a retiré la page du web"),
    "page.shared": gettext_lazy("a partagé la page avec le groupe"),
    "page.withdrawn": gettext_lazy("a repris la page comme brouillon"),
    "page.checked": gettext_lazy("a relu la fiche"),
    "page.commented": gettext_lazy("a commenté la page"),
    "page.paragraph_added": gettext_lazy("a ajouté un paragraphe"),
    "document.written": gettext_lazy("a écrit"),
}
_ON_PAGE = ("page", "document")


@dataclass(frozen=True)
class Happening:
    """`detail` is the former title, the name of a version…"""

    number: int
    at: datetime
    who: str
    did: str
    page: Page
    detail: str = ""


def changes(space: Space, member: Member, before: int | None = None) -> tuple[list[Happening], int | None]:
    """The latest first, and the number to go on from. A draft, and what is said of it, is the team's."""
    rows = space.events.filter(kind__in=SAID)
    if before is not None:
        rows = rows.filter(number__lt=before)
    events = list(rows.select_related("actor__person").order_by("-number")[: AT_ONCE + 1])
    pages = _pages_of(space, member, events[:AT_ONCE])
    names = _names_of(space, events[:AT_ONCE])
    found: list[Happening] = []
    for event in events[:AT_ONCE]:
        page = pages.get(event.pk)
        if page is None:
            continue
        found.append(Happening(event.number, event.at, _who(event, names), str(SAID[event.kind]), page, _detail(event)))
    return found, events[AT_ONCE - 1].number if len(events) > AT_ONCE else None


def by_day(found: Iterable[Happening], space: Space) -> list[tuple[date, list[Happening]]]:
    days = groupby(found, key=lambda one: one.at.astimezone(space.zone).date())
    return [(day, list(happenings)) for day, happenings in days]


def _pages_of(space: Space, member: Member, events: list[Event]) -> dict[UUID, Page]:
    """The page of each event. Comments and publications say theirs in what they kept."""
    asked: dict[UUID, str] = {}
    for event in events:
        model, _dash, key = event.subject.partition("-")
        if model in _ON_PAGE:
            asked[event.pk] = key
        else:
            after = event.data.get("after", {})
            asked[event.pk] = after.get("page_id") or after.get("thread_id") or key
    keys = set(asked.values())
    rows = Page.everything.filter(space=space).select_related("document")
    found = rows.filter(Q(pk__in=keys) | Q(threads__pk__in=keys) | Q(publications__pk__in=keys)).distinct()
    by_key: dict[str, Page] = {str(page.pk): page for page in found if page.document.can_open(member)}
    for model in (Page.threads, Page.publications):
        rows_of = model.rel.related_model.everything  # type: ignore[attr-defined]
        for pk, page in rows_of.filter(pk__in=keys, page__in=list(by_key)).values_list("pk", "page_id"):
            by_key[str(pk)] = by_key[str(page)]
    return {event: by_key[key] for event, key in asked.items() if key in by_key}


def _names_of(space: Space, events: list[Event]) -> dict[str, str]:
    ids = {one for event in events for one in event.data.get("members", [])}
    members = space.members.model.everything.filter(space=space, pk__in=ids).select_related("person")
    return {member.pk.hex: member.name for member in members}


def _who(event: Event, names: dict[str, str]) -> str:
    if event.actor is not None:
        return str(event.actor.name)
    written = [names[one] for one in event.data.get("members", []) if one in names]
    return ", ".join(written) or _("Le programme")


def _detail(event: Event) -> str:
    if event.kind == "page.renamed":
        return _("« {title} » avant").format(title=event.data.get("before", {}).get("title", ""))
    return f"« {event.data['name']} »" if event.kind == "page.version_named" else ""
