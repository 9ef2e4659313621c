"""A Word document read into blocks: our own files whole, Word's and LibreOffice's for what blocks can say."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _

from .archives import Archive, Unreadable
from .inlines import Inlines
from .nodes import Block, Figure
from .reading import (
    MOST_PICTURES,
    Line,
    Mark,
    ReadPage,
    Words,
    assembled,
    figure,
    kept_href,
    lines_of,
    notices_of,
    one_line,
    table,
)

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_STYLES = {
    "title": "title",
    "quote": "quote",
    "intense quote": "quote",
    "quotations": "quote",
    "html preformatted": "code",
    "preformatted text": "code",
    "source code": "code",
    "code": "code",
    "horizontal line": "rule",
    "caption": "caption",
    "table caption": "table-caption",
    "notice label": "skip",
    "notice end": "end",
    "after table": "skip",
    "list continue": "continue",
}
_MARKS = {"b": "bold", "i": "italic", "strike": "strike", "u": "underline"}
_THROUGH = frozenset(W + name for name in ("ins", "moveTo", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml"))
_DEEPEST = 60


def read_docx(content: bytes) -> ReadPage:
    """Raises `Unreadable` for what is no Word document, or is larger than it should be."""
    archive = Archive(content)
    root = archive.xml("word/document.xml")
    body = root.find(W + "body") if root is not None else None
    if body is None:
        raise Unreadable("no text in it")
    reader = _Reader(archive)
    reader.learn()
    lines = list(reader.lines(body))
    title, blocks = assembled(lines)
    core = archive.xml("docProps/core.xml")
    told = core.findtext("{http://purl.org/dc/elements/1.1/}title") if core is not None else ""
    return ReadPage(title or (told or "").strip(), blocks, reader.pictures, tuple(reader.lost), notices_of(lines))


@dataclass(frozen=True)
class _Style:
    name: str
    parent: str
    outline: int
    number: tuple[str, int] | None
    marks: dict[str, bool]


@dataclass
class _Reader:
    archive: Archive
    styles: dict[str, _Style] = field(default_factory=dict)
    lists: dict[str, dict[int, tuple[bool, int]]] = field(default_factory=dict)
    """A list's levels: whether each is numbered, and its first number."""
    targets: dict[str, str] = field(default_factory=dict)
    pictures: dict[str, bytes] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)

    def learn(self) -> None:
        for relation in self.part("word/_rels/document.xml.rels").iter(RELATION):
            self.targets[relation.get("Id", "")] = relation.get("Target", "")
        for style in self.part("word/styles.xml").iter(W + "style"):
            self.styles[style.get(W + "styleId", "")] = _Style(
                _value(style.find(W + "name")).lower(),
                _value(style.find(W + "basedOn")),
                _whole(_value(style.find(f"{W}pPr/{W}outlineLvl")), -1),
                _number(style.find(f"{W}pPr/{W}numPr")),
                _marks(style.find(W + "rPr")),
            )
        numbering = self.part("word/numbering.xml")
        kinds = {kind.get(W + "abstractNumId", ""): _levels(kind) for kind in numbering.iter(W + "abstractNum")}
        for one in numbering.iter(W + "num"):
            levels = dict(kinds.get(_value(one.find(W + "abstractNumId")), {}))
            for override in one.findall(W + "lvlOverride"):
                level, start = _whole(override.get(W + "ilvl"), 0), override.find(W + "startOverride")
                if start is not None:
                    levels[level] = (levels.get(level, (False, 1))[0], _whole(_value(start), 1))
            self.lists[one.get(W + "numId", "")] = levels

    def part(self, name: str) -> Element:
        found = self.archive.xml(name)
        return Element("nothing") if found is None else found

    # paragraphs

    def lines(self, holder: Element, depth: int = 0) -> Iterator[Line]:
        for element in holder:
            if element.tag == W + "p":
                yield from self.paragraph(element)
            elif element.tag == W + "tbl":
                if made := self.table(element):
                    yield Line(block=made)
            elif element.tag in _THROUGH and depth < _DEEPEST:
                yield from self.lines(element, depth + 1)

    def paragraph(self, element: Element) -> list[Line]:
        line = self.line(element)
        if line.style in ("skip", "rule"):
            return [line]
        words = Words()
        self.words(element, words, frozenset(), "")
        return lines_of(words, line)

    def line(self, element: Element) -> Line:
        told = element.find(W + "pPr")
        key = _value(told.find(W + "pStyle")) if told is not None else ""
        direct = _number(told.find(W + "numPr")) if told is not None else None
        outline = _whole(_value(told.find(W + "outlineLvl")), -1) if told is not None else -1
        for style in self.chain(key):
            if style.name.startswith("heading ") and style.name[8:].isdigit():
                return Line("heading", level=_whole(style.name[8:], 1))
            if style.name in _STYLES:
                return Line(_STYLES[style.name], mark=self.mark(direct))
            if style.name.startswith("notice "):
                return Line("notice-" + style.name.removeprefix("notice "))
            outline = outline if outline >= 0 else style.outline
            direct = direct or style.number
        return Line("heading", level=outline + 1) if 0 <= outline < 9 else Line(mark=self.mark(direct))

    def chain(self, key: str) -> Iterator[_Style]:
        for _turn in range(20):
            style = self.styles.get(key)
            if style is None:
                return
            yield style
            key = style.parent

    def mark(self, number: tuple[str, int] | None) -> Mark | None:
        if number is None or number[0] in ("", "0") or number[0] not in self.lists:
            return None
        key, level = number
        ordered, start = self.lists[key].get(level, (False, 1))
        return Mark(level, key, ordered, min(start, 9999) if ordered else 1)

    def words(self, element: Element, words: Words, marks: frozenset[str], href: str, depth: int = 0) -> None:
        for child in element:
            if child.tag == W + "r":
                self.run(child, words, marks, href)
            elif child.tag == W + "hyperlink":
                address = kept_href(self.targets.get(child.get(R + "id", ""), ""))
                self.words(child, words, marks, address or href, depth + 1)
            elif child.tag in _THROUGH and depth < _DEEPEST:
                self.words(child, words, marks, href, depth + 1)

    def run(self, run: Element, words: Words, before: frozenset[str], href: str) -> None:
        told = run.find(W + "rPr")
        marks = set(before)
        if told is not None:
            worn: dict[str, bool] = {}
            for style in reversed(list(self.chain(_value(told.find(W + "rStyle"))))):
                worn |= style.marks | (
                    {"code": True} if style.name in ("html code", "source text", "verbatim char") else {}
                )
                worn |= {"underline": False} if style.name == "hyperlink" else {}
            worn |= _marks(told)
            marks |= {mark for mark, is_on in worn.items() if is_on}
            marks -= {mark for mark, is_on in worn.items() if not is_on}
        for child in run:
            self.piece(child, words, frozenset(marks), href)

    def piece(self, child: Element, words: Words, marks: frozenset[str], href: str) -> None:
        match child.tag.removeprefix(W):
            case "t":
                words.add(child.text or "", marks, href)
            case "tab" | "ptab":
                words.add(" ", marks, href)
            case "br" | "cr":
                if child.get(W + "type") not in ("page", "column"):
                    words.line_break()
            case "noBreakHyphen":
                words.add("‑", marks, href)
            case "drawing" | "pict" | "object":
                self.drawing(child, words)
            case _ if child.tag == MC + "AlternateContent":
                choice = child.find(MC + "Choice")
                for inner in choice if choice is not None else ():
                    self.piece(inner, words, marks, href)

    def drawing(self, element: Element, words: Words) -> None:
        named = element.find(f".//{WP}docPr")
        alt = (named.get("descr") or named.get("title") or "") if named is not None else ""
        blips = [blip.get(R + "embed", "") for blip in element.iter(A + "blip")]
        for key in blips:
            if made := self.figure(self.targets.get(key, ""), alt):
                words.figure(made)
        if not blips:
            for text in element.iter(W + "t"):
                words.add(f"{text.text or ''} ")

    def figure(self, target: str, alt: str) -> Figure | None:
        name = (
            str(PurePosixPath("word") / target.lstrip("/")) if not target.startswith("/word/") else target.lstrip("/")
        )
        content = self.archive.read(name) if target and len(self.pictures) < MOST_PICTURES else None
        if content is None:
            self.lost.append(_("une image"))
            return None
        src = f"import/{len(self.pictures)}-{PurePosixPath(name).name}"
        self.pictures[src] = content
        return figure(src, alt)

    # tables

    def table(self, element: Element) -> Block | None:
        rows, heads, names = [], 0, []
        for row in element.findall(W + "tr"):
            cells = self.row(row)
            if row.find(f"{W}trPr/{W}tblHeader") is not None and heads == len(rows):
                heads += 1
            elif cells:
                names.append(cells[0][1])
            rows.append([words for words, _is_head in cells])
        return table(rows, head=heads > 0, row_heads=bool(names) and all(names))

    def row(self, row: Element) -> list[tuple[Inlines, bool]]:
        """The words of each cell, and whether it names its row."""
        made: list[tuple[Inlines, bool]] = []
        for cell in row.iter(W + "tc"):
            merged = cell.find(f"{W}tcPr/{W}vMerge")
            paragraphs = [] if merged is not None and _value(merged) != "restart" else list(cell.iter(W + "p"))
            key = _value(paragraphs[0].find(f"{W}pPr/{W}pStyle")) if paragraphs else ""
            names = any(style.name == "table heading" for style in self.chain(key))
            made.append((one_line(self.cell_words(paragraph) for paragraph in paragraphs), names))
            span = _whole(_value(cell.find(f"{W}tcPr/{W}gridSpan")), 1)
            made += [((), False)] * (min(span, 64) - 1)
        return made

    def cell_words(self, paragraph: Element) -> Inlines:
        words = Words()
        self.words(paragraph, words, frozenset(), "")
        return one_line([piece for piece in words.pieces() if not isinstance(piece, Figure)])


def _levels(kind: Element) -> dict[int, tuple[bool, int]]:
    made = {}
    for level in kind.findall(W + "lvl"):
        form = _value(level.find(W + "numFmt"))
        made[_whole(level.get(W + "ilvl"), 0)] = (
            form not in ("bullet", "none", ""),
            _whole(_value(level.find(W + "start")), 1),
        )
    return made


def _number(told: Element | None) -> tuple[str, int] | None:
    if told is None:
        return None
    return _value(told.find(W + "numId")), min(_whole(_value(told.find(W + "ilvl")), 0), 8)


def _marks(told: Element | None) -> dict[str, bool]:
    """The marks that properties put on (true) or take off (false)."""
    if told is None:
        return {}
    made = {}
    for name, mark in _MARKS.items():
        if (found := told.find(W + name)) is not None:
            made[mark] = _value(found) not in ("0", "false", "none", "off")
    fonts = told.find(W + "rFonts")
    font = (fonts.get(W + "ascii") or "").lower() if fonts is not None else ""
    if "mono" in font or "courier" in font or "consolas" in font:
        made["code"] = True
    return made


def _value(element: Element | None) -> str:
    return element.get(W + "val", "") if element is not None else ""


def _whole(value: str | None, otherwise: int) -> int:
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 9 else otherwise
