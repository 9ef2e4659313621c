"""An OpenDocument text read into blocks: our own files whole, LibreOffice's for what blocks can say."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _

from .archives import Archive, Unreadable
from .inlines import Break, Inlines
from .nodes import Block, Figure, Listing
from .reading import (
    DEEPEST_LIST,
    MOST_PICTURES,
    Line,
    ReadPage,
    Words,
    assembled,
    checks_of,
    figure,
    kept_href,
    lines_of,
    notices_of,
    one_line,
    table,
)

_OASIS = "{urn:oasis:names:tc:opendocument:xmlns:"
TEXT, STYLE, TABLE, DRAW, FO, OFFICE, SVG = (
    f"{_OASIS}{name}:1.0}}"
    for name in ("text", "style", "table", "drawing", "xsl-fo-compatible", "office", "svg-compatible")
)
HREF = "{http://www.w3.org/1999/xlink}href"
_SPACES = re.compile(r"[ \t\r\n]+")
_HARD = "\ue000"
"""Stands for a space that was asked for, until the others are made one."""
_MOST_SPACES = 100
_STYLES = {
    "Title": "title",
    "Quotations": "quote",
    "Preformatted Text": "code",
    "Horizontal Line": "rule",
    "Table": "table-caption",
    "Illustration": "caption",
    "Figure": "body",
    "Caption": "caption",
    "Drawing": "caption",
    "Notice_label": "skip",
    "Notice_end": "end",
}
_MOST_COLUMNS = 64
_SKIPPED = frozenset(
    TEXT + name
    for name in ("table-of-content", "tracked-changes", "sequence-decls", "alphabetical-index", "note-citation")
) | {OFFICE + "annotation", OFFICE + "forms", DRAW + "glue-point"}


def read_odt(content: bytes) -> ReadPage:
    """Raises `Unreadable` for what is no OpenDocument text, or is larger than it should be."""
    archive = Archive(content)
    root = archive.xml("content.xml")
    body = root.find(f"{OFFICE}body/{OFFICE}text") if root is not None else None
    if root is None or body is None:
        raise Unreadable("no text in it")
    reader = _Reader(archive)
    for part in (archive.xml("styles.xml"), root):
        reader.learn(part)
    lines = list(reader.lines(body))
    title, blocks = assembled(lines)
    meta = archive.xml("meta.xml")
    told = meta.findtext(".//{http://purl.org/dc/elements/1.1/}title") if meta is not None else ""
    return ReadPage(title or (told or "").strip(), blocks, reader.pictures, tuple(reader.lost), notices_of(lines))


@dataclass(frozen=True)
class _Style:
    name: str
    parent: str
    marks: dict[str, bool]
    is_automatic: bool


@dataclass
class _Reader:
    archive: Archive
    styles: dict[tuple[str, str], _Style] = field(default_factory=dict)
    lists: dict[str, dict[int, bool]] = field(default_factory=dict)
    """A list style's levels: whether each is numbered."""
    pictures: dict[str, bytes] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)

    def learn(self, part: Element | None) -> None:
        for automatic, holder in ((False, "styles"), (True, "automatic-styles")):
            for style in part.findall(f"{OFFICE}{holder}/*") if part is not None else ():
                name = style.get(STYLE + "name", "")
                if style.tag == TEXT + "list-style":
                    self.lists[name] = {
                        _whole(level.get(TEXT + "level"), 1): level.tag == TEXT + "list-level-style-number"
                        and bool(level.get(STYLE + "num-format"))
                        for level in style
                    }
                elif style.tag == STYLE + "style":
                    told = _Style(name, style.get(STYLE + "parent-style-name", ""), _marks(style), automatic)
                    self.styles[style.get(STYLE + "family", ""), name] = told

    # paragraphs

    def lines(self, holder: Element, depth: int = 0) -> Iterator[Line]:
        for element in holder:
            match element.tag.removeprefix(TEXT):
                case "h":
                    yield from self.paragraph(
                        element, Line("heading", level=_whole(element.get(TEXT + "outline-level"), 1))
                    )
                case "p":
                    yield from self.paragraph(element, Line(self.style_of(element)))
                case "list":
                    if (made := self.listing(element, "", 1)) is not None:
                        yield Line(block=made)
                case "section" | "index-body" if depth < DEEPEST_LIST:
                    yield from self.lines(element, depth + 1)
                case _ if element.tag == TABLE + "table":
                    if made := self.table(element):
                        yield Line(block=made)

    def paragraph(self, element: Element, line: Line) -> list[Line]:
        if line.style in ("skip", "rule"):
            return [line]
        words = Words()
        self.words(element, words, self.own_marks(element), "")
        return lines_of(_settled(words, is_code=line.style == "code"), line)

    def style_of(self, element: Element) -> str:
        name, seen = element.get(TEXT + "style-name", ""), 0
        while name and seen < 20:
            shown = name.replace("_20_", " ").replace("_5f_", "_")
            if shown in _STYLES:
                return _STYLES[shown]
            if shown.startswith("Notice_"):
                return "notice-" + shown.removeprefix("Notice_")
            style = self.styles.get(("paragraph", name))
            name, seen = style.parent if style else "", seen + 1
        return "body"

    def own_marks(self, element: Element) -> frozenset[str]:
        """Those of a paragraph that somebody set in bold as a whole; a named style is a role, not a mark."""
        style = self.styles.get(("paragraph", element.get(TEXT + "style-name", "")))
        return (
            frozenset(mark for mark, worn in style.marks.items() if worn)
            if style and style.is_automatic
            else frozenset()
        )

    def worn(self, name: str, before: frozenset[str]) -> frozenset[str]:
        chain, seen = [], 0
        while (style := self.styles.get(("text", name))) and seen < 20:
            chain.append(style)
            name, seen = style.parent, seen + 1
        marks = set(before)
        for style in reversed(chain):
            marks |= {mark for mark, worn in style.marks.items() if worn}
            marks -= {mark for mark, worn in style.marks.items() if not worn}
            if style.name in ("Source_20_Text", "Teletype"):
                marks.add("code")
        return frozenset(marks)

    def words(self, element: Element, words: Words, marks: frozenset[str], href: str, depth: int = 0) -> None:
        words.add(_flat(element.text), marks, href)
        for child in element:
            self.piece(child, words, marks, href, depth + 1)
            words.add(_flat(child.tail), marks, href)

    def piece(self, child: Element, words: Words, marks: frozenset[str], href: str, depth: int) -> None:
        match child.tag.removeprefix(TEXT):
            case "span":
                self.words(child, words, self.worn(child.get(TEXT + "style-name", ""), marks), href, depth)
            case "a":
                self.words(child, words, marks, kept_href(child.get(HREF, "")) or href, depth)
            case "s":
                words.add(_HARD * min(_whole(child.get(TEXT + "c"), 1), _MOST_SPACES), marks, href)
            case "tab":
                words.add(_HARD, marks, href)
            case "line-break":
                words.line_break()
            case "note":
                note = Words()
                for inner in child.findall(f"{TEXT}note-body/{TEXT}p"):
                    self.words(inner, note, frozenset(), "", depth)
                said = "".join(getattr(one, "text", " ") for one in note.parts).strip()
                words.add(_(" (note : {text})").format(text=said) if said else "", marks, href)
            case _ if child.tag == DRAW + "frame":
                self.frame(child, words, marks, href, depth)
            case _ if child.tag not in _SKIPPED:
                self.words(child, words, marks, href, depth)

    def frame(self, frame: Element, words: Words, marks: frozenset[str], href: str, depth: int) -> None:
        image = frame.find(DRAW + "image")
        if image is not None:
            alt = frame.findtext(SVG + "title") or frame.findtext(SVG + "desc") or ""
            made = self.figure(image.get(HREF, ""), alt)
            if made:
                words.figure(made)
        else:
            for inner in frame.iter(TEXT + "p"):
                self.words(inner, words, marks, href, depth)
                words.line_break()

    def figure(self, href: str, alt: str) -> Figure | None:
        name = str(PurePosixPath(href.removeprefix("./")))
        content = self.archive.read(name) if len(self.pictures) < MOST_PICTURES else None
        if content is None:
            self.lost.append(_("une image"))
            return None
        src = f"import/{len(self.pictures)}-{PurePosixPath(name).name}"
        self.pictures[src] = content
        return figure(src, alt)

    # lists and tables

    def listing(self, element: Element, style: str, level: int) -> Block | None:
        style = element.get(TEXT + "style-name") or style
        ordered = self.lists.get(style, {}).get(level, False)
        items = element.findall(TEXT + "list-item")
        start = _whole(items[0].get(TEXT + "start-value"), 1) if items else 1
        made = [tuple(self.item(item, style, level)) for item in [*element.findall(TEXT + "list-header"), *items]]
        made = [item for item in made if item]
        return checks_of(Listing(made, ordered, start=min(start, 9999) if ordered else 1)) if made else None

    def item(self, item: Element, style: str, level: int) -> Iterator[Block]:
        for child in item:
            if child.tag == TEXT + "list" and level < DEEPEST_LIST:
                if (inner := self.listing(child, style, level + 1)) is not None:
                    yield inner
            elif child.tag in (TEXT + "p", TEXT + "h"):
                lines = self.paragraph(child, Line(self.style_of(child)))
                yield from assembled([one if one.style != "title" else Line("body", one.inlines) for one in lines])[1]

    def table(self, element: Element) -> Block | None:
        heads = element.find(TABLE + "table-header-rows")
        body = [row for row in element.iter(TABLE + "table-row") if heads is None or row not in list(heads)]
        head_rows = [self.row(row) for row in heads] if heads is not None else []
        rows = [self.row(row) for row in body]
        named = [cells[0][1] for cells in rows if cells]
        cells = [[words for words, _is_head in row] for row in [*head_rows, *rows]]
        return table(cells, head=bool(head_rows), row_heads=bool(named) and all(named))

    def row(self, row: Element) -> list[tuple[Inlines, bool]]:
        """The words of each cell, and whether it names its row."""
        made: list[tuple[Inlines, bool]] = []
        for cell in row:
            if cell.tag not in (TABLE + "table-cell", TABLE + "covered-table-cell"):
                continue
            paragraphs = list(cell.iter(TEXT + "p"))
            names = bool(paragraphs) and self.names(paragraphs[0])
            words = one_line(self.cell_words(paragraph) for paragraph in paragraphs)
            times = min(_whole(cell.get(TABLE + "number-columns-repeated"), 1), _MOST_COLUMNS - len(made))
            made += [(words, names)] * max(times, 0)
        while len(made) > 1 and not made[-1][0] and not made[-1][1] and len(made) >= _MOST_COLUMNS:
            made.pop()
        return made

    def cell_words(self, paragraph: Element) -> Inlines:
        words = Words()
        self.words(paragraph, words, self.own_marks(paragraph), "")
        pieces = _settled(words).pieces()
        return one_line([piece for piece in pieces if not isinstance(piece, Figure)])

    def names(self, paragraph: Element) -> bool:
        name, seen = paragraph.get(TEXT + "style-name", ""), 0
        while name and seen < 20:
            if name == "Table_20_Heading":
                return True
            style = self.styles.get(("paragraph", name))
            name, seen = style.parent if style else "", seen + 1
        return False


def _marks(style: Element) -> dict[str, bool]:
    """The marks that a style puts on (true) or takes off (false)."""
    told = style.find(STYLE + "text-properties")
    if told is None:
        return {}
    made: dict[str, bool] = {}
    if weight := told.get(FO + "font-weight"):
        made["bold"] = weight in ("bold", "600", "700", "800", "900")
    if slant := told.get(FO + "font-style"):
        made["italic"] = slant in ("italic", "oblique")
    for mark, name in (("underline", "text-underline-style"), ("strike", "text-line-through-style")):
        if line := told.get(STYLE + name):
            made[mark] = line != "none"
    font = (told.get(STYLE + "font-name") or told.get(FO + "font-family") or "").lower()
    if font:
        made["code"] = "mono" in font or "courier" in font or "consolas" in font
    return made


def _flat(text: str | None) -> str:
    return _SPACES.sub(" ", (text or "").replace(_HARD, ""))


def _settled(words: Words, *, is_code: bool = False) -> Words:
    """The spaces that were asked for are spaces again; the others were made one where two pieces meet."""
    made = Words()
    ends_in_space = True
    for part in words.parts:
        if isinstance(part, Break | Figure):
            made.parts.append(part)
            ends_in_space = True
            continue
        for one in [part] if hasattr(part, "text") else getattr(part, "inlines", ()):
            text = one.text
            if ends_in_space and not is_code:
                text = text.lstrip(" ")
            ends_in_space = text.endswith(" ") or (not text and ends_in_space)
            made.add(
                text.replace(_HARD, " "),
                [m for m in one.marks if not (is_code and m == "code")],
                getattr(part, "href", ""),
            )
    return made


def _whole(value: str | None, otherwise: int) -> int:
    return min(int(value), 9999) if value and value.isascii() and value.isdigit() and len(value) < 9 else otherwise
