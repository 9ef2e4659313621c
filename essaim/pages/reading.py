"""What pages say, in order: for exports, printing and the report. One page, a branch, or all of them."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import models

from essaim.base.blocks import Blocks, Notice
from essaim.documents import api
from essaim.pages import placing
from essaim.pages.models import Page
from essaim.pages.outlines import OUTLINES
from essaim.spaces.models import Member, Space


@dataclass(frozen=True)
class Said:
    """One page as it is read. `depth` counts from what was asked for."""

    page: Page
    depth: int
    blocks: Blocks


def of_page(page: Page) -> Said:
    return Said(page, 0, blocks_of(page))


def of_branch(page: Page, *, with_drafts: bool) -> Iterator[Said]:
    """The page, then what stands under it, as it stands."""
    pages = _living(page.space, with_drafts).filter(pk__in=placing.branch(page))
    yield Said(page, 0, blocks_of(page))
    for one, depth in placing.in_order(pages, page.pk):
        yield Said(one, depth + 1, blocks_of(one))


def of_all(space: Space, *, with_drafts: bool) -> Iterator[Said]:
    """Every page of the space, one at a time: ten thousand of them never stand in memory together.

    A page under a draft that is left out stands at the first level, as it does in the list.
    """
    pages = list(_living(space, with_drafts))
    known = {page.pk for page in pages}
    for page in pages:
        page.parent_id = page.parent_id if page.parent_id in known else None
    for one, depth in placing.in_order(pages):
        yield Said(one, depth, blocks_of(one))


def blocks_of(page: Page) -> Blocks:
    """Its text, under the banner of its outline."""
    outline = OUTLINES.get(page.outline)
    banner = (Notice(str(outline.banner), "now"),) if outline and outline.banner else ()
    return (*banner, *api.blocks_of(page.document))


def credits_of(page: Page) -> list[str]:
    """Who wrote it, each as they chose to be named; none of the names: « les participant·es »."""
    return credited(api.authors_of(page.document))


def credited(members: list[Member]) -> list[str]:
    return sorted({member.credited for member in members if member.credited})


def _living(space: Space, with_drafts: bool) -> "models.QuerySet[Page]":
    pages: models.QuerySet[Page] = space.pages.select_related("document")
    return pages if with_drafts else pages.filter(document__is_draft=False)
