"""The kinds of blocks. Whatever a group produced can be said with these, and read on a page, on paper or in a file.

Constructors take plain text wherever words are expected: `Paragraph("Bonjour")`, `Listing(["un", "deux"])`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias
from urllib.parse import urlsplit

from .inlines import INLINE_TYPES, Inline, Inlines, Words, words
from .records import Bar, Image, Provenance, keep

BLOCK_CLASSES: "dict[str, type[Block]]" = {}


@dataclass(frozen=True)
class Block:
    """`kind` is its name in the schema."""

    kind = ""
    provenance: Provenance | None

    def __init_subclass__(cls) -> None:
        BLOCK_CLASSES[cls.kind] = cls


Blocks: TypeAlias = tuple[Block, ...]
Content: TypeAlias = "str | Inline | Block | Iterable[str | Inline | Block]"
"""What constructors accept for blocks. Plain text is a paragraph, several texts are several; inlines make one."""


def content(value: Content) -> Blocks:
    if isinstance(value, Block):
        return (value,)
    if isinstance(value, (str, *INLINE_TYPES)):
        return (Paragraph(value),) if value != "" else ()
    parts = tuple(value)
    if any(isinstance(part, INLINE_TYPES) for part in parts):
        return (Paragraph(tuple(part for part in parts if not isinstance(part, Block))),)
    return tuple(block for part in parts for block in content(part))


@dataclass(frozen=True)
class Heading(Block):
    kind = "heading"
    level: int
    inlines: Inlines

    def __init__(self, level: int, inlines: Words, *, provenance: Provenance | None = None) -> None:
        keep(self, level=level, inlines=words(inlines), provenance=provenance)


@dataclass(frozen=True)
class Paragraph(Block):
    kind = "paragraph"
    inlines: Inlines

    def __init__(self, inlines: Words, *, provenance: Provenance | None = None) -> None:
        keep(self, inlines=words(inlines), provenance=provenance)


@dataclass(frozen=True)
class Listing(Block):
    """Each item is made of blocks; a nested list is a `Listing` among them."""

    kind = "list"
    items: tuple[Blocks, ...]
    ordered: bool
    start: int

    def __init__(
        self, items: Iterable[Content], ordered: bool = False, *, start: int = 1, provenance: Provenance | None = None
    ) -> None:
        keep(self, items=tuple(content(item) for item in items), ordered=ordered, start=start, provenance=provenance)


@dataclass(frozen=True)
class CheckList(Block):
    """Things to do; `checked` are the places, from 0, of those that are done."""

    kind = "checklist"
    items: tuple[Blocks, ...]
    checked: tuple[int, ...]

    def __init__(
        self, items: Iterable[Content], checked: Iterable[int] = (), *, provenance: Provenance | None = None
    ) -> None:
        keep(
            self,
            items=tuple(content(item) for item in items),
            checked=tuple(sorted(set(checked))),
            provenance=provenance,
        )


@dataclass(frozen=True)
class Quote(Block):
    """What someone said, in their words; `by` is how they asked to be named (empty: no name)."""

    kind = "quote"
    blocks: Blocks
    by: str

    def __init__(self, blocks: Content, by: str = "", *, provenance: Provenance | None = None) -> None:
        keep(self, blocks=content(blocks), by=by, provenance=provenance)


@dataclass(frozen=True)
class Code(Block):
    """Text kept exactly as typed."""

    kind = "code"
    text: str

    def __init__(self, text: str, *, provenance: Provenance | None = None) -> None:
        keep(self, text=text, provenance=provenance)


@dataclass(frozen=True)
class Table(Block):
    """`row_heads` says that the first cell of each row names it."""

    kind = "table"
    head: tuple[Inlines, ...]
    rows: tuple[tuple[Inlines, ...], ...]
    caption: str
    row_heads: bool

    def __init__(
        self,
        head: Iterable[Words],
        rows: Iterable[Iterable[Words]],
        caption: str = "",
        *,
        row_heads: bool = False,
        provenance: Provenance | None = None,
    ) -> None:
        cells = tuple(tuple(words(cell) for cell in row) for row in rows)
        keep(
            self,
            head=tuple(words(c) for c in head),
            rows=cells,
            caption=caption,
            row_heads=row_heads,
            provenance=provenance,
        )


@dataclass(frozen=True)
class Figure(Block):
    kind = "figure"
    image: Image
    caption: str
    credit: str

    def __init__(
        self, image: Image, caption: str = "", *, credit: str = "", provenance: Provenance | None = None
    ) -> None:
        keep(self, image=image, caption=caption, credit=credit, provenance=provenance)


@dataclass(frozen=True)
class Chart(Block):
    """Figures as a drawing, a table and a sentence.

    `form`: "bars" (counts, longest bar = `of` or the largest), "ranking" (the same with ranks, ties share one),
    "scale" (each bar's `parts` stacked, one per level; `levels` names them, by default 0, 1, 2…).
    `of` is the number who answered; `unit` follows the values (« voix », « réponses »).
    An empty `sentence` is written from the figures.
    """

    kind = "chart"
    form: str
    title: str
    bars: tuple[Bar, ...]
    sentence: str
    of: int | None
    unit: str
    levels: tuple[str, ...]

    def __init__(
        self,
        form: str,
        title: str,
        bars: Iterable[Bar],
        sentence: str = "",
        *,
        of: int | None = None,
        unit: str = "",
        levels: Iterable[str] = (),
        provenance: Provenance | None = None,
    ) -> None:
        keep(
            self,
            form=form,
            title=title,
            bars=tuple(bars),
            sentence=sentence,
            of=of,
            unit=unit,
            levels=tuple(levels),
            provenance=provenance,
        )


@dataclass(frozen=True)
class Notice(Block):
    """A remark set apart: `tone` is info, now, good or harm."""

    kind = "notice"
    blocks: Blocks
    tone: str

    def __init__(self, blocks: Content, tone: str = "info", *, provenance: Provenance | None = None) -> None:
        keep(self, blocks=content(blocks), tone=tone, provenance=provenance)


@dataclass(frozen=True)
class Embed(Block):
    """Something that lives on another site (a pad, a map, a video…), shown as a card until someone asks for more."""

    kind = "embed"
    href: str
    title: str

    def __init__(self, href: str, title: str = "", *, provenance: Provenance | None = None) -> None:
        keep(self, href=href, title=title, provenance=provenance)

    @property
    def host(self) -> str:
        """« framapad.org »."""
        return (urlsplit(self.href).hostname or "").removeprefix("www.")


@dataclass(frozen=True)
class Rule(Block):
    """A line across the page."""

    kind = "rule"

    def __init__(self, *, provenance: Provenance | None = None) -> None:
        keep(self, provenance=provenance)
