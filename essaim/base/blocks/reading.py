"""What every reader of foreign files shares: the words of a paragraph, lines put together into blocks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile
from typing import NamedTuple

from django.utils.translation import gettext as _

from .book import DONE, TO_DO
from .inlines import Break, Inline, Inlines, Link, Text, safe_href
from .nodes import Block, Blocks, CheckList, Code, Figure, Heading, Listing, Notice, Paragraph, Quote, Rule, Table
from .plain import inline_text
from .records import Image, Provenance
from .schema import EDITOR
from .tree import DEEPEST

MOST_PICTURES = 100
DEEPEST_LIST = DEEPEST // 3
"""Each level of list is three of the tree: the list, its item, what the item holds."""


@dataclass(frozen=True)
class ReadPage:
    """A file read. `pictures` are the bytes behind the addresses of its figures; `lost` says what was left out."""

    title: str
    blocks: Blocks
    pictures: dict[str, bytes] = field(default_factory=dict)
    lost: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    """Its licence and its authors, as the document says them at its end."""


@dataclass
class Words:
    """The words of one paragraph as they are met; pictures among them cut it."""

    parts: list[Inline | Figure] = field(default_factory=list)

    def add(self, text: str, marks: Iterable[str] = (), href: str = "") -> None:
        if not text:
            return
        piece = Text(text, marks)
        last = self.parts[-1] if self.parts else None
        if href:
            if isinstance(last, Link) and last.href == href:
                before = last.inlines[-1] if last.inlines else None
                if isinstance(before, Text) and before.marks == piece.marks:
                    self.parts[-1] = Link(href, (*last.inlines[:-1], Text(before.text + text, piece.marks)))
                else:
                    self.parts[-1] = Link(href, (*last.inlines, piece))
            else:
                self.parts.append(Link(href, (piece,)))
        elif isinstance(last, Text) and last.marks == piece.marks:
            self.parts[-1] = Text(last.text + text, piece.marks)
        else:
            self.parts.append(piece)

    def line_break(self) -> None:
        self.parts.append(Break())

    def figure(self, figure: Figure) -> None:
        self.parts.append(figure)

    def pieces(self) -> list[Inlines | Figure]:
        """Runs of words and pictures, in order; what is only spaces between them is nothing."""
        made: list[Inlines | Figure] = []
        run: list[Inline] = []
        for part in [*self.parts, None]:
            if part is not None and not isinstance(part, Figure):
                run.append(part)
                continue
            words = trimmed(run)
            if words:
                made.append(words)
            if isinstance(part, Figure):
                made.append(part)
            run = []
        return made


def trimmed(inlines: Sequence[Inline]) -> Inlines:
    """Without spaces and line breaks at both ends."""
    kept = list(inlines)
    while kept and (isinstance(kept[0], Break) or (isinstance(kept[0], Text) and not kept[0].text.strip())):
        kept.pop(0)
    while kept and (isinstance(kept[-1], Break) or (isinstance(kept[-1], Text) and not kept[-1].text.strip())):
        kept.pop()
    if kept and isinstance(kept[0], Text):
        kept[0] = Text(kept[0].text.lstrip(), kept[0].marks)
    if kept and isinstance(kept[-1], Text):
        kept[-1] = Text(kept[-1].text.rstrip(), kept[-1].marks)
    return tuple(kept)


class Mark(NamedTuple):
    """The mark of an item: its level from 0, which list it belongs to, its kind and first number."""

    level: int
    list_key: str
    ordered: bool = False
    start: int = 1


@dataclass(frozen=True)
class Line:
    """One paragraph of a flat document, or a block ready made.

    `style`: body, title, heading, quote, notice-<tone>, skip, end, code, rule, caption, table-caption, continue.
    """

    style: str = "body"
    inlines: Inlines = ()
    level: int = 0
    block: Block | None = None
    mark: Mark | None = None


def lines_of(words: Words, line: Line) -> list[Line]:
    """A paragraph as lines: one, or several when pictures cut it. The first wears the mark."""
    made: list[Line] = []
    for piece in words.pieces() or [()]:
        whole = Line(block=piece) if isinstance(piece, Figure) else replace(line, inlines=piece)
        made.append(
            replace(whole, mark=None if made else line.mark, style=whole.style if not made else "continue")
            if line.mark
            else whole
        )
    return made


def assembled(lines: Sequence[Line]) -> tuple[str, Blocks]:
    """The title of the document, and its blocks."""
    title, made, at = "", list[Block](), 0
    while at < len(lines):
        line = lines[at]
        if line.mark:
            run = list(takewhile(lambda one: one.mark or one.style == "continue", lines[at:]))
            made += _lists(run)
        elif line.style.startswith(("quote", "notice", "code")):
            run = list(takewhile(lambda one, style=line.style: one.style == style and not one.mark, lines[at:]))  # type: ignore[misc]
            made.append(_together(line.style, run))
        else:
            run = [line]
            if line.style == "title" and not title and not made:
                title = _text(line.inlines)
            else:
                made += _alone(line, made)
        at += len(run)
    return title, tuple(_captioned(made))


def notices_of(lines: Iterable[Line]) -> tuple[str, ...]:
    return tuple(_text(line.inlines) for line in lines if line.style == "end")


def _alone(line: Line, before: list[Block]) -> list[Block]:
    if line.block is not None:
        return [line.block]
    if line.style == "rule":
        return [Rule()]
    if line.style in ("skip", "end") or not line.inlines:
        return []
    if line.style in ("heading", "title"):
        return [Heading(min(max(line.level, 1), 6), line.inlines)]
    last = before[-1] if before else None
    if line.style == "caption" and isinstance(last, Figure) and not last.caption:
        before[-1] = replace(last, caption=_text(line.inlines))
        return []
    if line.style == "table-caption":
        return [Paragraph(line.inlines, provenance=_CAPTION)]
    return [Paragraph(line.inlines)]


_CAPTION = Provenance("caption")
"""Marks, while reading, a paragraph that names the table after it, if there is one."""


def _captioned(blocks: list[Block]) -> Iterable[Block]:
    caption: Paragraph | None = None
    for block in [*blocks, None]:
        if caption is not None and not isinstance(block, Table):
            yield Paragraph(caption.inlines)
        if isinstance(block, Paragraph) and block.provenance is _CAPTION:
            caption = block
            continue
        if block is not None:
            yield replace(block, caption=_text(caption.inlines)) if isinstance(block, Table) and caption else block
        caption = None


def _together(style: str, run: Sequence[Line]) -> Block:
    if style == "code":
        return Code("\n".join(_text(line.inlines) for line in run))
    blocks = [line.block or Paragraph(line.inlines) for line in run if line.block or line.inlines]
    if style.startswith("notice"):
        tone = style.removeprefix("notice-")
        return Notice(tuple(blocks), tone if tone in EDITOR["tones"] else "info")
    last = blocks[-1] if len(blocks) > 1 else None
    by = _text(last.inlines) if isinstance(last, Paragraph) else ""
    return Quote(tuple(blocks[:-1]), by[2:].strip()) if by.startswith("— ") else Quote(tuple(blocks))


def _lists(run: Sequence[Line]) -> list[Block]:
    """Lines with marks → lists in lists. A level that is skipped is the next one."""
    made: list[Block] = []
    at = 0
    while at < len(run):
        base = run[at].mark
        assert base is not None  # a run begins with a mark, and so does each of its lists
        end = at + 1
        while end < len(run) and ((mark := run[end].mark) is None or mark.level > base.level or mark[:2] == base[:2]):
            end += 1
        made.append(checks_of(Listing(_items(run[at:end], base.level), base.ordered, start=base.start)))
        at = end
    return made


def _items(run: Sequence[Line], level: int, depth: int = 0) -> list[Blocks]:
    items: list[list[Block]] = []
    at = 0
    while at < len(run):
        line = run[at]
        if (line.mark and line.mark.level <= level) or not items:
            items.append([line.block or Paragraph(line.inlines)] if line.block or line.inlines else [])
            at += 1
        elif line.mark is None:
            items[-1] += [line.block or Paragraph(line.inlines)] if line.block or line.inlines else []
            at += 1
        else:
            end = at + 1
            while end < len(run) and ((mark := run[end].mark) is None or mark.level > level):
                end += 1
            if depth < DEEPEST_LIST:
                items[-1] += _lists(run[at:end])
            else:
                items[-1] += [Paragraph(one.inlines) for one in run[at:end] if one.inlines]
            at = end
    return [tuple(item) for item in items]


def checks_of(block: Listing) -> Listing | CheckList:
    """The list as things to do, when each of its items begins with a box."""
    boxes = [_box(item) for item in block.items]
    if block.ordered or not block.items or not all(boxes):
        return block
    return CheckList(
        [_unboxed(item) for item in block.items], [n for n, box in enumerate(boxes) if box == DONE.strip()]
    )


def _box(item: Blocks) -> str:
    first = item[0].inlines[0] if item and isinstance(item[0], Paragraph) and item[0].inlines else None
    sign = first.text[:1] if isinstance(first, Text) else ""
    return {"☐": TO_DO, "☑": DONE, "☒": DONE}.get(sign, "").strip()


def _unboxed(item: Blocks) -> Blocks:
    first = item[0]
    assert isinstance(first, Paragraph) and isinstance(first.inlines[0], Text)
    rest = first.inlines[0].text[1:].lstrip()
    words = ((Text(rest, first.inlines[0].marks),) if rest else ()) + first.inlines[1:]
    return (Paragraph(words), *item[1:])


def table(rows: Sequence[Sequence[Inlines]], *, head: bool, row_heads: bool, caption: str = "") -> Table | None:
    """The rows of a table, even; None when nothing is in them. Without a head, a first row all in bold is one."""
    kept = [tuple(row) for row in rows]
    width = max(map(len, kept), default=0)
    if not any(cell for row in kept for cell in row):
        return None
    kept = [(*row, *((),) * (width - len(row))) for row in kept]
    if not head and len(kept) > 1 and all(map(_is_bold, kept[0])):
        kept[0] = tuple(tuple(Text(one.text) for one in cell if isinstance(one, Text)) for cell in kept[0])
        head = True
    return Table(kept[0] if head else (), kept[1:] if head else kept, caption, row_heads=row_heads)


def _is_bold(cell: Inlines) -> bool:
    return bool(cell) and all(isinstance(one, Text) and "bold" in one.marks for one in cell)


def one_line(pieces: Iterable[Inlines]) -> Inlines:
    """Several paragraphs as the words of one cell, one under another."""
    made: list[Inline] = []
    for piece in pieces:
        made += [*([Break()] if made and piece else []), *piece]
    return tuple(made)


def kept_href(href: str) -> str:
    """An address worth keeping from a foreign file; `#…` leads nowhere here."""
    safe = safe_href(href)
    return "" if safe.startswith("#") else safe


def picture_alt(told: str, name: str = "") -> str:
    return " ".join(told.split())[:400] or name or _("Image sans description")


def figure(src: str, alt: str, caption: str = "") -> Figure:
    return Figure(Image(src, picture_alt(alt)), caption)


def _text(inlines: Iterable[Inline]) -> str:
    return inline_text(inlines)
