"""What pages say of themselves to the pages that show everything."""

from itertools import islice
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from essaim.base.blocks import Block, Heading, Paragraph
from essaim.base.blocks.plain import plain
from essaim.pages import listing, reading
from essaim.search.models import Entry
from essaim.spaces.activity import Fresh, Production
from essaim.spaces.models import Member, Space
from essaim.spaces.pages import seat_path

LATEST = 30
MOST_IN_REPORT = 100
LONGEST = 500


def place() -> tuple[str, str, str]:
    return seat_path("pages:list"), _("Pages"), _("Écrites à plusieurs, en même temps")


def produced(space: Space) -> list[Production]:
    """The latest pages in which something is written; what they say comes from the index, not from their documents."""
    pages = space.pages.filter(document__is_draft=False).select_related("document").order_by("-document__edited_at")
    latest = list(pages[: 2 * LATEST])
    said = _said(space, [page.pk for page in latest])
    made = []
    for page in latest:
        text = " ".join(said.get(page.pk, "")[:400].split())
        if text:
            short = text[:120] + ("…" if len(text) > 120 else "")
            made.append(Production(page.document.edited_at, page.title, short, seat_path("pages:show", page.pk)))
    return made[:LATEST]


def fresh(space: Space, member: Member, limit: int) -> list[Fresh]:
    """The pages last written in, that this person may open."""
    latest = list(listing.readable(space, member).order_by("-document__edited_at")[:limit])
    said = _said(space, [page.pk for page in latest])
    return [
        Fresh(
            page.pk,
            _("Page"),
            page.title,
            said.get(page.pk, "")[:LONGEST],
            "",
            page.created_at,
            page.document.edited_at,
            seat_path("pages:show", page.pk),
        )
        for page in latest
    ]


def _said(space: Space, pages: list[UUID]) -> dict[UUID, str]:
    """What they say, from the index."""
    return dict(Entry.objects.filter(space=space.pk, object_id__in=pages).values_list("object_id", "text"))


def report_blocks(space: Space, section: str, *, draft: bool) -> list[Block]:
    """What was written together stands with the projects, brakes and leads (7); the page of a module, with it (9)."""
    if section != "7":
        return []
    found: list[Block] = []
    # A module's page stands with its module.
    of_modules = set(space.modules.filter(document__isnull=False).values_list("document", flat=True))
    written = (
        said
        for said in reading.of_all(space, with_drafts=False)
        if said.page.pk not in of_modules and plain(said.blocks).strip()
    )
    for said in islice(written, MOST_IN_REPORT):
        found += [Heading(min(4, 2 + said.depth), said.page.title), *said.blocks]
    others = space.pages.filter(document__is_draft=False).count() - MOST_IN_REPORT
    if others > 0:
        words = ngettext("Et {n} autre page, dans l’espace.", "Et {n} autres pages, dans l’espace.", others)
        found.append(Paragraph(words.format(n=others)))
    return found
