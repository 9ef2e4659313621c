"""Lists of pages: a branch at a time, the latest ones, by title. Never all of them at once."""

from dataclasses import dataclass, field
from uuid import UUID

from django.db import models
from django.db.models import Count, Q

from essaim.base.text import fold
from essaim.pages import following, placing
from essaim.pages.models import Page, PageTitle
from essaim.spaces.models import Member, Space

WHOLE = 150
"""Up to this many pages, a list opens all its levels at once."""
AT_ONCE = 100


@dataclass
class Node:
    """A page in a list; `children` when its level is open, otherwise only their number."""

    page: Page
    count: int
    is_new: bool = False
    children: list["Node"] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        return bool(self.children)


@dataclass
class Level:
    """What a list shows under `parent` (none: the first level), from `start` on; `more` is where the rest begins."""

    parent: Page | None
    nodes: list[Node]
    count: int
    more: int | None


def readable(space: Space, member: Member | None) -> "models.QuerySet[Page]":
    """The pages that this person may open; with nobody, those of the group."""
    pages: models.QuerySet[Page] = space.pages.select_related("document")
    return pages if member is not None and member.can_facilitate() else pages.filter(document__is_draft=False)


def level(space: Space, member: Member, parent: Page | None = None, start: int = 0) -> Level:
    """A small space is shown whole; a large one a level at a time, a hundred pages at once."""
    pages = readable(space, member)
    count = pages.count()
    if count <= WHOLE:
        nodes = _whole(list(pages), parent, member)
        return Level(parent, nodes, count, None)
    under = Count("children", filter=_shown_children(member))
    found = list(pages.filter(parent=parent).annotate(under=under).order_by("place", "id")[start : start + AT_ONCE + 1])
    fresh = following.new_among(member, [page.pk for page in found])
    nodes = [Node(page, page.under, page.pk in fresh) for page in found[:AT_ONCE]]  # type: ignore[attr-defined]
    return Level(parent, nodes, count, start + AT_ONCE if len(found) > AT_ONCE else None)


def _whole(pages: list[Page], parent: Page | None, member: Member) -> list[Node]:
    """A page under a draft that one may not open stands at the first level of what one sees."""
    known = {page.pk for page in pages}
    for page in pages:
        if page.parent_id not in known:
            page.parent_id = None
    fresh = following.new_among(member, known)
    top: list[Node] = []
    path: list[Node] = []
    for page, depth in placing.in_order(pages, parent.pk if parent else None):
        node = Node(page, 0, page.pk in fresh)
        del path[depth:]
        (path[-1].children if path else top).append(node)
        path.append(node)
    for node in _all(top):
        node.count = len(node.children)
    return top


def _all(nodes: list[Node]) -> list[Node]:
    return [one for node in nodes for one in (node, *_all(node.children))]


def _shown_children(member: Member) -> Q:
    living = Q(children__deleted_at__isnull=True)
    return living if member.can_facilitate() else living & Q(children__document__is_draft=False)


def under(page: Page, member: Member) -> list[Page]:
    """The pages right under this one."""
    return list(readable(page.space, member).filter(parent=page).order_by("place", "id")[:AT_ONCE])


def path_to(page: Page, member: Member) -> list[Page]:
    """From the first level down to the page above this one."""
    if page.parent_id is None:
        return []
    above = placing.lineage(page)
    found = readable(page.space, member).in_bulk(above)
    return [found[one] for one in reversed(above) if one in found]


def titled(space: Space, member: Member, title: str) -> list[Page]:
    """The pages called so today; otherwise those that were. Accents and capitals do not count."""
    rows = (
        PageTitle.objects.filter(space=space, folded=fold(title)[:260])
        .order_by("-hlc")
        .values_list("page_id", flat=True)
    )
    ids: list[UUID] = list(dict.fromkeys(rows))
    found = readable(space, member).in_bulk(ids)
    pages = [found[one] for one in ids if one in found]
    today = [page for page in pages if fold(page.title) == fold(title)]
    return today or pages


def titles(space: Space, member: Member, start: str, limit: int = 20) -> list[Page]:
    """Pages whose title begins so, for completion; those just written first when nothing is typed."""
    pages = readable(space, member)
    if not start.strip():
        return list(pages.order_by("-document__edited_at")[:limit])
    rows = PageTitle.objects.filter(space=space, folded__startswith=fold(start)).order_by("folded")
    ids = list(dict.fromkeys(rows.values_list("page_id", flat=True)[: limit * 3]))
    found = pages.in_bulk(ids)
    return [found[one] for one in ids if one in found][:limit]
