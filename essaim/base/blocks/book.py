"""A document made of blocks for an office suite: its chapters, who wrote it, under which licence."""

import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from PIL import Image as Picture
from PIL import ImageOps

from .inlines import Text, safe_href
from .nodes import Block, Blocks, CheckList, Heading, Listing, Paragraph, Table
from .plain import inline_text
from .simple import simple

KNOWN = frozenset({"checklist", "notice"})
"""What both formats say beyond the plainest kinds."""
DONE, TO_DO = "☑ ", "☐ "
LARGEST_SIDE = 1600


@dataclass(frozen=True)
class Chapter:
    """One page of the book. `anchor` is what `#…` links of other chapters lead to; `depth` 0 stands at the top."""

    title: str
    blocks: Blocks
    anchor: str = ""
    depth: int = 0


@dataclass(frozen=True)
class Book:
    """`notices` end it (licence, credits); `foot` is on every page. `picture` gives the bytes behind an address."""

    title: str
    chapters: tuple[Chapter, ...]
    language: str = "fr"
    authors: tuple[str, ...] = ()
    foot: str = ""
    licence_href: str = ""
    notices: tuple[str, ...] = ()
    written_at: datetime | None = None
    picture: Callable[[str], bytes | None] = lambda _src: None

    @property
    def region(self) -> str:
        return {"fr": "FR", "en": "GB"}.get(self.language, "")


class Anchored(NamedTuple):
    anchor: str
    block: Block


class Bitmap(NamedTuple):
    content: bytes
    extension: str
    width: int
    height: int


def flow(book: Book) -> Iterator[Anchored]:
    """Every block in order, said plainly. A single chapter has no heading of its own but the document's title."""
    deepest = 0
    for chapter in book.chapters:
        blocks: Iterable[Block] = simple(chapter.blocks, knows=KNOWN)
        base = 0
        if len(book.chapters) > 1:
            # Headings never jump a level: screen readers walk a document by them.
            base = deepest = min(chapter.depth + 1, deepest + 1)
            yield Anchored(chapter.anchor, Heading(min(base, 6), chapter.title))
        else:
            deepest = 0
        highest = min((block.level for block in blocks if isinstance(block, Heading)), default=1)
        for block in blocks:
            if isinstance(block, Heading):
                deepest = min(base + 1 + block.level - highest, deepest + 1, 6)
                block = replace(block, level=deepest)
            yield Anchored("", block)


def outside_href(href: str) -> str:
    """An address that still leads somewhere from a file: whole, or a place of this very document."""
    safe = safe_href(href)
    return safe if ":" in safe or safe.startswith("#") else ""


def ready(content: bytes | None) -> Bitmap | None:
    """A picture that every office suite shows: JPEG, or PNG when something in it is transparent."""
    if not content:
        return None
    try:
        with Picture.open(io.BytesIO(content)) as opened:
            picture = ImageOps.exif_transpose(opened)
            picture.thumbnail((LARGEST_SIDE, LARGEST_SIDE))
            is_clear = picture.has_transparency_data
            saved = io.BytesIO()
            if is_clear:
                picture.convert("RGBA").save(saved, "PNG", optimize=True)
            else:
                picture.convert("RGB").save(saved, "JPEG", quality=85)
            return Bitmap(saved.getvalue(), "png" if is_clear else "jpg", picture.width, picture.height)
    except (OSError, ValueError, SyntaxError, Picture.DecompressionBombError):
        return None


def items_of(block: Listing | CheckList) -> list[Blocks]:
    """The items of a list; those of a check list begin with their box."""
    if isinstance(block, Listing):
        return list(block.items)
    return [_boxed(item, n in block.checked) for n, item in enumerate(block.items)]


def shares(block: Table) -> list[int]:
    """How wide each column of a table is, in thousandths of it: what holds more words has more room."""
    rows = [row for row in (block.head, *block.rows) if row]
    width = max(map(len, rows), default=0)
    wants = []
    for column in range(width):
        words = [inline_text(row[column]) for row in rows if column < len(row)]
        longest = max((len(word) for text in words for word in text.split()), default=0)
        wants.append(max(4, longest, min(40, max(map(len, words), default=0) // 2)))
    return [round(1000 * want / sum(wants)) for want in wants]


def _boxed(item: Blocks, is_done: bool) -> Blocks:
    box = Text(DONE if is_done else TO_DO)
    if item and isinstance(item[0], Paragraph):
        return (replace(item[0], inlines=(box, *item[0].inlines)), *item[1:])
    return (Paragraph(box), *item)
