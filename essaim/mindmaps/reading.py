"""A map read from its document, for pages, files and reports."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from essaim.base.typeset.png import png
from essaim.documents import api
from essaim.documents.models import Document, Kind
from essaim.mindmaps import content
from essaim.mindmaps.drawing import fitted, svg, under
from essaim.mindmaps.layout import Layout, layout
from essaim.mindmaps.tree import ROOT, Branch, Tree
from essaim.spaces.models import Space

WALL_WIDTH, WALL_HEIGHT = 1790, 700
LEAST_ON_WALL = 1.75
"""16 px × 1.75 = 28 px on a screen 1920 wide: under that a hall does not read, and branches are folded."""
MOST_ON_WALL = 2.6
"""What is larger shouts."""


@dataclass(frozen=True)
class Row:
    """One line of the outline."""

    branch: Branch
    at: int
    of: int
    folder: bool
    tone_said: str


@dataclass(frozen=True)
class MindMap:
    document: Document
    tree: Tree
    legend: dict[str, str]
    words: dict[str, str]
    """The text of what was removed, by identity."""

    @property
    def count(self) -> int:
        return len(self.tree.branches) - 1

    @property
    def counted(self) -> str:
        return ngettext("{n} idée", "{n} idées", self.count).format(n=self.count)

    @property
    def title(self) -> str:
        """What stands for the drawing when it is not seen."""
        said = _("Carte mentale « {title} »").format(title=self.document.title)
        branches = [self.tree.branches[id].text for id in self.tree.branches[ROOT].children]
        if not branches:
            return said
        n = ngettext("{n} branche", "{n} branches", len(branches)).format(n=len(branches))
        return _("{map} : {n}, {names}.").format(map=said, n=n, names=", ".join(branches))

    def rows(self) -> list[Row]:
        branches = self.tree.branches
        rows = []
        for branch in branches.values():
            siblings = branches[branch.parent].children if branch.parent else (ROOT,)
            said = self.legend.get(branch.tone, "")
            rows.append(Row(branch, siblings.index(branch.id) + 1, len(siblings), bool(branch.children), said))
        return rows

    def used(self) -> dict[str, str]:
        """The words of the tones that are on the map."""
        tones = {branch.tone for branch in self.tree.branches.values()}
        return {tone: said for tone, said in self.legend.items() if tone in tones}

    def svg(self, found: Layout | None = None, *, is_file: bool = False) -> SafeString:
        prefix = f"map-{self.document.pk}"
        return svg(found or layout(self.tree), title=self.title, legend=self.used(), prefix=prefix, is_file=is_file)

    def for_wall(self) -> SafeString:
        words = self.used()
        height = WALL_HEIGHT - int(under(words) * LEAST_ON_WALL)
        found = fitted(self.tree, width=WALL_WIDTH, height=height, least=LEAST_ON_WALL)
        least = (int(WALL_WIDTH / MOST_ON_WALL), int(WALL_HEIGHT / MOST_ON_WALL))
        return svg(found, title=self.title, legend=words, prefix=f"map-{self.document.pk}", least=least)

    def png(self) -> bytes:
        drawn = layout(self.tree)
        return png(self.svg(drawn, is_file=True), drawn.width, drawn.height)


def read(document: Document) -> MindMap:
    def look(doc: "content.Doc[object]") -> MindMap:
        written = content.written(doc)
        tree = content.resolve(written)
        return MindMap(document, tree, content.legend_of(doc), {id: written[id].text for id in tree.removed})

    return api.look(document, look)


def maps_of(space: Space) -> list[Document]:
    """The latest opened first."""
    return list(space.documents.filter(kind=Kind.MIND_MAP).order_by("-created_at"))


def map_of(space: Space, pk: UUID) -> Document | None:
    found: Document | None = space.documents.filter(kind=Kind.MIND_MAP, pk=pk).first()
    return found
