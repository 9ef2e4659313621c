"""What mind maps say of themselves to the pages that show everything."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from essaim.base.blocks import Block, Figure, Heading, Image, Listing, Paragraph, Provenance
from essaim.documents import api
from essaim.mindmaps.layout import layout
from essaim.mindmaps.reading import MindMap, maps_of, read
from essaim.mindmaps.tree import ROOT
from essaim.runs.models import Run
from essaim.runs.state import Status
from essaim.spaces.activity import Production
from essaim.spaces.models import Space
from essaim.spaces.pages import seat_path

SECTION = "6"
DEEPEST_LIST = 6


def place() -> tuple[str, str, str]:
    return seat_path("mindmaps:list"), _("Cartes mentales"), _("Des idées autour d’un mot ou d’une question")


def produced(space: Space) -> list[Production]:
    made = []
    for document in maps_of(space):
        found = read(document)
        if found.count:
            where = seat_path("mindmaps:show", document.pk)
            made.append(Production(document.created_at, document.title, found.counted, where))
    return made


def report_blocks(space: Space, section: str, *, draft: bool) -> list[Block]:
    """What the group thought together (section 6): each map as a drawing and as a nested list.

    A map made in a run goes in a published report when the run was validated.
    """
    if section != SECTION:
        return []
    blocks: list[Block] = []
    for document in reversed(maps_of(space)):
        run = Run.objects.filter(pk=document.pk).first()
        if draft or run is None or run.status == Status.PUBLISHED:
            blocks += map_blocks(read(document))
    return blocks


def map_blocks(found: MindMap) -> list[Block]:
    if not found.count:
        return []
    document, drawn = found.document, layout(found.tree)
    authors = tuple(sorted({one.credited for one in api.authors_of(document) if one.credited}))
    picture = Image(seat_path("mindmaps:file", document.pk, "png"), found.title, drawn.width, drawn.height)
    return [
        Heading(2, document.title),
        Figure(picture, found.counted, provenance=Provenance(_("Carte mentale"), anonymity="A1", authors=authors)),
        _listing(found, found.tree.branches[ROOT].children, 1),
    ]


def _listing(found: MindMap, ids: Sequence[str], level: int) -> Listing:
    """A list in a list, to `DEEPEST_LIST`; what hangs deeper follows on that level."""
    items = []
    for id in ids:
        branch = found.tree.branches[id]
        said = f"{branch.text} ({words})" if (words := found.legend.get(branch.tone)) else branch.text
        below = branch.children if level < DEEPEST_LIST else ()
        items.append([Paragraph(said), *([_listing(found, below, level + 1)] if below else [])])
        if branch.children and not below:
            items += [[Paragraph(found.tree.branches[one].text)] for one in found.tree.under(id)]
    return Listing(items)


def picture(space: Space, src: str) -> bytes | None:
    """The drawing behind an address of `map_blocks`, for what is printed."""
    for document in maps_of(space):
        if src == seat_path("mindmaps:file", document.pk, "png"):
            return read(document).png()
    return None
