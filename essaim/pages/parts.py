"""What stays true on a page while it is open, beside its text: what is said of it, the pages around it.

A draft has parts of its own, for the team.
"""

from uuid import UUID

from django.http import Http404
from django.template.loader import render_to_string

from essaim.live.parts import EVERYONE, FACILITATORS, PERSON, Part, PartContext, topics
from essaim.pages import commenting, listing
from essaim.pages.models import Page


def threads(context: PartContext) -> str:
    page = _page(context)
    found = commenting.share_threads(page)
    is_open = [one for one in found if one.resolved_at is None]
    settled = [one for one in found if one.resolved_at is not None]
    return render_to_string("pages/_threads.html", {"page": page, "open": is_open, "settled": settled})


def tree(context: PartContext) -> str:
    return render_to_string("pages/_tree.html", {"level": _level(context), "is_arranging": False})


def arranging(context: PartContext) -> str:
    return render_to_string("pages/_tree.html", {"level": _level(context), "is_arranging": True})


def _page(context: PartContext) -> Page:
    """The page of the part, when it is for those who read the part."""
    # The page that holds the part looked itself up already.
    found: Page | None = context.space.shown.get((Page, context.key))
    if found is None:
        found = context.space.pages.select_related("document").filter(pk=context.key or None).first()
    if found is None or found.is_draft != (context.audience is FACILITATORS):
        raise Http404
    found.space = found.document.space = context.space
    return found


def _level(context: PartContext) -> listing.Level:
    """A branch (or, without key, the first level), as this person may see it, with what is new to them."""
    parent = None
    if context.key:
        parent = listing.readable(context.space, context.member).filter(pk=UUID(context.key)).first()
        if parent is None:
            raise Http404
    return listing.level(context.space, context.member, parent)


PARTS = [
    Part("page-threads", EVERYONE, topics("page:{}"), threads),
    Part("draft-threads", FACILITATORS, topics("page:{}"), threads),
    Part("page-tree", PERSON, topics("pages"), tree),
    Part("page-arranging", PERSON, topics("pages"), arranging),
]
