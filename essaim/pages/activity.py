"""What pages say of themselves to the pages that show everything."""

from itertools import islice

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from essaim.base.blocks import Block, Heading, Paragraph
from essaim.base.blocks.plain import plain
from essaim.pages import reading
from essaim.search.models import Entry
from essaim.spaces.activity import Production
from essaim.spaces.models import Space
from essaim.spaces.pages import seat_path

LATEST = 30
MOST_IN_REPORT = 100


def place() -> tuple[str, str, str]:
    return seat_path("pages:list"), _("Pages"), _("Écrites à plusieurs, en même temps")


def produced(space: Space) -> list[Production]:
    """The latest pages in which something is written; what they say comes from the index, not from their documents."""
    pages = space.pages.filter(document__is_draft=False).select_related("document").order_by("-document__edited_at")
    latest = list(pages[: 2 * LATEST])
    said = dict(
        Entry.objects.filter(space=space.pk, object_id__in=[page.pk for page in latest]).values_list(
            "object_id", "text"
        )
    )
    made = []
    for page in latest:
        text = " ".join(said.get(page.pk, "")[:400].split())
        if text:
            short = text[:120] + ("…" if len(text) > 120 else "")
            made.append(Production(page.document.edited_at, page.title, short, seat_path("pages:show", page.pk)))
    return made[:LATEST]


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
