"""What pages say of themselves to the pages that show everything."""

from django.utils.translation import gettext as _

from essaim.base.blocks import Block, Heading
from essaim.documents import api
from essaim.pages.actions import KIND
from essaim.spaces.activity import Production
from essaim.spaces.models import Space
from essaim.spaces.pages import seat_path


def place() -> tuple[str, str, str]:
    return seat_path("pages:list"), _("Pages"), _("Écrites à plusieurs, en même temps")


def produced(space: Space) -> list[Production]:
    made = []
    for document in space.documents.filter(kind=KIND):
        text = " ".join(api.plain_text(document).split())
        if text:
            said = text[:120] + ("…" if len(text) > 120 else "")
            made.append(Production(document.created_at, document.title, said, seat_path("pages:show", document.pk)))
    return made


def report_blocks(space: Space, section: str, *, draft: bool) -> list[Block]:
    """What was written together stands with the projects, brakes and leads (7); the page of a module, with it (9)."""
    if section != "7":
        return []
    found: list[Block] = []
    of_modules = space.modules.filter(document__isnull=False).values("document")
    for document in space.documents.filter(kind=KIND).exclude(pk__in=of_modules).order_by("created_at"):
        if api.plain_text(document).strip():
            found += [Heading(2, document.title), *api.blocks_of(document)]
    return found
