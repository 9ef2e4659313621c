"""Blocks as a Word document: headings, lists, tables with their heads, pictures with their words, one style each."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain, repeat

from .archives import escaped, packed, xml
from .book import Bitmap, Book, flow, items_of, outside_href, ready, shares
from .docx_styles import BOXES, BULLETS, NAMESPACES, NUMBERS, numbering, styles
from .inlines import Break, Inline, Link, Mention, PageLink, Text
from .labels import notice_label
from .nodes import Block, Blocks, CheckList, Code, Figure, Heading, Listing, Notice, Paragraph, Quote, Rule, Table

WIDEST, HIGHEST = 5_760_000, 7_200_000
"""In EMU, the unit of Office drawings: 16 and 20 centimetres; a centimetre is 360,000."""
EMU_PER_PIXEL = 9525
INDENT = 360
"""A level of list, in twentieths of a point."""
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_MARKS = {
    "bold": xml("w:b"),
    "italic": xml("w:i"),
    "underline": xml("w:u", {"w:val": "single"}),
    "strike": xml("w:strike"),
    "code": xml("w:rStyle", {"w:val": "CodeWords"}),
}
_ORDER = ("code", "bold", "italic", "strike", "underline")
"""Word wants the properties of a run in this order."""


def to_docx(book: Book) -> bytes:
    """The book as a .docx file. Takes a few milliseconds a page, and as long for each picture."""
    writer = _Writer(book)
    body = [writer.paragraph("Title", [Text(book.title)])]
    body += [piece for anchored in flow(book) for piece in writer.block(anchored.block, anchor=anchored.anchor)]
    body += [writer.paragraph("NoticeEnd", [Text(line)]) for line in book.notices]
    page = xml("w:pgSz", {"w:w": 11906, "w:h": 16838}) + xml(
        "w:pgMar",
        {
            "w:top": 1247,
            "w:right": 1247,
            "w:bottom": 1247,
            "w:left": 1247,
            "w:header": 708,
            "w:footer": 708,
            "w:gutter": 0,
        },
    )
    section = xml("w:sectPr", None, xml("w:footerReference", {"w:type": "default", "r:id": "foot"}), page)
    parts = {
        "[Content_Types].xml": _types(),
        "_rels/.rels": _relations(
            ("doc", f"{_REL}/officeDocument", "word/document.xml"),
            (
                "core",
                "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
                "docProps/core.xml",
            ),
        ),
        "docProps/core.xml": _core(book),
        "word/document.xml": _root("w:document", xml("w:body", None, *body, section)),
        "word/styles.xml": styles(book),
        "word/numbering.xml": numbering(writer.lists),
        "word/settings.xml": _settings(book),
        "word/footer1.xml": _footer(book),
        "word/_rels/document.xml.rels": _relations(
            ("styles", f"{_REL}/styles", "styles.xml"),
            ("numbering", f"{_REL}/numbering", "numbering.xml"),
            ("settings", f"{_REL}/settings", "settings.xml"),
            ("foot", f"{_REL}/footer", "footer1.xml"),
            *((f"p{n}", f"{_REL}/image", f"media/{name}") for n, name in enumerate(writer.pictures, start=1)),
            *((key, f"{_REL}/hyperlink", href) for href, key in writer.links.items()),
        ),
        **{f"word/media/{name}": bitmap.content for name, bitmap in writer.pictures.items()},
    }
    return packed(parts.items(), book.written_at)


@dataclass
class _Writer:
    book: Book
    pictures: dict[str, Bitmap] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    lists: list[tuple[int, int]] = field(default_factory=list)
    """Each list of the document: which kind it is, and its first number."""
    bookmarks: int = 0

    def block(self, block: Block, style: str = "BodyText", anchor: str = "", depth: int = 0) -> list[str]:
        """`depth`: how many lists it stands in, beside their marks."""
        match block:
            case Heading(level=level, inlines=inlines):
                return [self.paragraph(f"Heading{level}", inlines, anchor=anchor)]
            case Paragraph(inlines=inlines):
                return [self.paragraph(style, inlines, depth=depth)] if inlines else []
            case Listing() | CheckList():
                return self.listing(block, depth)
            case Quote(blocks=inside):
                return [piece for one in inside for piece in self.block(one, "Quote", depth=depth)]
            case Notice(blocks=inside, tone=tone):
                label = self.paragraph("NoticeLabel", [Text(notice_label(tone))])
                style = f"Notice{tone.capitalize()}"
                return [label, *(piece for one in inside for piece in self.block(one, style, depth=depth))]
            case Code(text=text):
                lines = [
                    part
                    for n, line in enumerate(text.split("\n"))
                    for part in ((Break(), Text(line)) if n else (Text(line),))
                ]
                return [self.paragraph("Code", lines, depth=depth)]
            case Table():
                return self.table(block)
            case Figure():
                return self.figure(block)
            case Rule():
                return [self.paragraph("HorizontalLine", ())]
        raise TypeError(f"No Word document for {type(block).__name__}: say it plainly in blocks/simple.py.")

    def paragraph(
        self,
        style: str,
        inlines: Iterable[Inline],
        *,
        number: tuple[int, int] | None = None,
        depth: int = 0,
        anchor: str = "",
    ) -> str:
        """`number`: the level and the list whose mark it wears."""
        told = xml("w:pStyle", {"w:val": style})
        if number:
            told += xml("w:numPr", None, xml("w:ilvl", {"w:val": number[0]}), xml("w:numId", {"w:val": number[1]}))
        elif depth:
            told += xml("w:ind", {"w:left": INDENT * depth})
        return xml("w:p", None, xml("w:pPr", None, told), self.mark(anchor), self.words(inlines))

    def mark(self, anchor: str) -> str:
        if not anchor:
            return ""
        self.bookmarks += 1
        told = {"w:id": self.bookmarks}
        return xml("w:bookmarkStart", told | {"w:name": anchor}) + xml("w:bookmarkEnd", told)

    def words(self, inlines: Iterable[Inline], look: str = "") -> str:
        return "".join(self.inline(inline, look) for inline in inlines)

    def inline(self, inline: Inline, look: str) -> str:
        match inline:
            case Text(text=text, marks=marks):
                return _run(
                    text,
                    look + "".join(_MARKS[mark] for mark in _ORDER if mark in marks and not (look and mark == "code")),
                )
            case Link(href=href, inlines=inside):
                if not (safe := outside_href(href)):
                    return self.words(inside)
                place = {"w:anchor": safe[1:]} if safe.startswith("#") else {"r:id": self.link(safe)}
                return xml(
                    "w:hyperlink", place, self.words(inside or (Text(safe),), xml("w:rStyle", {"w:val": "Hyperlink"}))
                )
            case Break():
                return xml("w:r", None, xml("w:br"))
            case Mention() | PageLink():
                raise TypeError("simple() says mentions and links between pages plainly.")

    def link(self, href: str) -> str:
        return self.links.setdefault(href, f"l{len(self.links) + 1}")

    def listing(self, block: Listing | CheckList, depth: int) -> list[str]:
        ordered = isinstance(block, Listing) and block.ordered
        kind = BOXES if isinstance(block, CheckList) else NUMBERS if ordered else BULLETS
        self.lists.append((kind, block.start if isinstance(block, Listing) else 1))
        worn = (min(depth, 8), len(self.lists))
        return [piece for item in items_of(block) for piece in self.item(item, worn, depth)]

    def item(self, item: Blocks, worn: tuple[int, int], depth: int) -> list[str]:
        first, rest = (item[0], item[1:]) if item and isinstance(item[0], Paragraph) else (Paragraph(()), item)
        made = [self.paragraph("ListParagraph", first.inlines, number=worn)]  # type: ignore[attr-defined]
        return made + [piece for one in rest for piece in self.block(one, "ListContinue", depth=depth + 1)]

    def table(self, block: Table) -> list[str]:
        if not (widths := shares(block)):
            return []
        rows = [self.row(block.head, widths, is_head=True)] if block.head else []
        rows += [self.row(row, widths, row_head=block.row_heads) for row in (block.rows or ((),))]
        look = {
            "w:val": "04A0",
            "w:firstRow": int(bool(block.head)),
            "w:firstColumn": int(block.row_heads),
            "w:noVBand": 1,
        }
        caption = xml("w:tblCaption", {"w:val": block.caption}) if block.caption else ""
        told = (
            xml("w:tblStyle", {"w:val": "Grid"})
            + xml("w:tblW", {"w:w": 5000, "w:type": "pct"})
            + xml("w:tblLook", look)
            + caption
        )
        grid = xml("w:tblGrid", None, *(xml("w:gridCol", {"w:w": 9412 * share // 1000}) for share in widths))
        said = [self.paragraph("TableCaption", [Text(block.caption)])] if block.caption else []
        # A table cannot end a document, nor touch the next one: a thin paragraph follows.
        return [*said, xml("w:tbl", None, xml("w:tblPr", None, told), grid, *rows), self.paragraph("AfterTable", ())]

    def row(
        self, cells: Iterable[Iterable[Inline]], widths: list[int], *, is_head: bool = False, row_head: bool = False
    ) -> str:
        told = xml("w:trPr", None, xml("w:cantSplit"), *([xml("w:tblHeader")] if is_head else []))
        made = []
        for number, (cell, share) in enumerate(zip(chain(cells, repeat(())), widths, strict=False)):
            style = "TableHeading" if is_head or (row_head and not number) else "TableContents"
            shade = xml("w:shd", {"w:val": "clear", "w:fill": "F2EDE2"}) if is_head else ""
            size = xml("w:tcW", {"w:w": 5 * share, "w:type": "pct"})
            made.append(xml("w:tc", None, xml("w:tcPr", None, size + shade), self.paragraph(style, cell)))
        return xml("w:tr", None, told, *made)

    def figure(self, block: Figure) -> list[str]:
        bitmap = ready(self.book.picture(block.image.src))
        caption = " · ".join(filter(None, (block.caption, block.credit)))
        said = [self.paragraph("Caption", [Text(caption)])] if caption else []
        if bitmap is None:
            return [self.paragraph("BodyText", [Text(block.image.alt, "italic")]), *said]
        number = len(self.pictures) + 1
        self.pictures[f"{number}.{bitmap.extension}"] = bitmap
        drawn = xml("w:r", None, xml("w:drawing", None, _drawing(bitmap, number, block.image.alt)))
        return [xml("w:p", None, xml("w:pPr", None, xml("w:pStyle", {"w:val": "Figure"})), drawn), *said]


def _run(text: str, look: str) -> str:
    """A run; tabs and new lines inside are elements of their own."""
    pieces: list[str] = []
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n")):
        pieces += [xml("w:br")] if number else []
        for place, word in enumerate(line.split("\t")):
            pieces += [xml("w:tab")] if place else []
            pieces += [xml("w:t", {"xml:space": "preserve"}, escaped(word))] if word else []
    return xml("w:r", None, xml("w:rPr", None, look) if look else "", *pieces)


def _drawing(bitmap: Bitmap, number: int, alt: str) -> str:
    scale = min(WIDEST / bitmap.width, HIGHEST / bitmap.height, EMU_PER_PIXEL)
    size = {"cx": int(bitmap.width * scale), "cy": int(bitmap.height * scale)}
    named = {"id": number, "name": f"Image {number}", "descr": alt}
    shape = xml(
        "pic:pic",
        {"xmlns:pic": _PICTURE},
        xml("pic:nvPicPr", None, xml("pic:cNvPr", named), xml("pic:cNvPicPr")),
        xml("pic:blipFill", None, xml("a:blip", {"r:embed": f"p{number}"}), xml("a:stretch", None, xml("a:fillRect"))),
        xml(
            "pic:spPr",
            None,
            xml("a:xfrm", None, xml("a:off", {"x": 0, "y": 0}), xml("a:ext", size)),
            xml("a:prstGeom", {"prst": "rect"}, xml("a:avLst")),
        ),
    )
    data = xml("a:graphicData", {"uri": _PICTURE}, shape)
    return xml(
        "wp:inline",
        {"distT": 0, "distB": 0, "distL": 0, "distR": 0},
        xml("wp:extent", size),
        xml("wp:docPr", named),
        xml("wp:cNvGraphicFramePr", None, xml("a:graphicFrameLocks", {"noChangeAspect": 1})),
        xml("a:graphic", None, data),
    )


def _root(name: str, *inside: str) -> bytes:
    return ('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + xml(name, NAMESPACES, *inside)).encode()


def _footer(book: Book) -> bytes:
    page = xml("w:fldSimple", {"w:instr": " PAGE "}, _run("1", ""))
    words = _run(f"{book.foot} · ", "") if book.foot else ""
    return _root("w:ftr", xml("w:p", None, xml("w:pPr", None, xml("w:pStyle", {"w:val": "Footer"})), words, page))


def _settings(book: Book) -> bytes:
    language = f"{book.language}-{book.region}".rstrip("-")
    return _root(
        "w:settings",
        xml("w:displayBackgroundShape"),
        xml("w:defaultTabStop", {"w:val": 708}),
        xml("w:themeFontLang", {"w:val": language}),
    )


def _core(book: Book) -> bytes:
    told = [
        ("dc:title", book.title),
        ("dc:creator", ", ".join(book.authors)),
        ("dc:language", f"{book.language}-{book.region}".rstrip("-")),
    ]
    told += [("dc:description", book.foot)] if book.foot else []
    inside = [xml(name, None, escaped(said)) for name, said in told if said]
    if book.written_at:
        at = book.written_at.strftime("%Y-%m-%dT%H:%M:%SZ")
        inside += [xml(f"dcterms:{name}", {"xsi:type": "dcterms:W3CDTF"}, at) for name in ("created", "modified")]
    names = {
        "xmlns:cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
        "xmlns:dc": "http://purl.org/dc/elements/1.1/",
        "xmlns:dcterms": "http://purl.org/dc/terms/",
        "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    }
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + xml("cp:coreProperties", names, *inside)
    ).encode()


def _types() -> bytes:
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml."
    kinds = {
        "/word/document.xml": f"{word}document.main+xml",
        "/word/styles.xml": f"{word}styles+xml",
        "/word/numbering.xml": f"{word}numbering+xml",
        "/word/settings.xml": f"{word}settings+xml",
        "/word/footer1.xml": f"{word}footer+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    defaults = {
        "rels": "application/vnd.openxmlformats-package.relationships+xml",
        "xml": "application/xml",
        "png": "image/png",
        "jpg": "image/jpeg",
    }
    inside = [xml("Default", {"Extension": end, "ContentType": kind}) for end, kind in defaults.items()]
    inside += [xml("Override", {"PartName": name, "ContentType": kind}) for name, kind in kinds.items()]
    root = {"xmlns": "http://schemas.openxmlformats.org/package/2006/content-types"}
    return ('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + xml("Types", root, *inside)).encode()


def _relations(*told: tuple[str, str, str]) -> bytes:
    made = []
    for key, kind, target in told:
        outside = {"TargetMode": "External"} if kind.endswith("/hyperlink") else {}
        made.append(xml("Relationship", {"Id": key, "Type": kind, "Target": target} | outside))
    root = {"xmlns": "http://schemas.openxmlformats.org/package/2006/relationships"}
    return ('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + xml("Relationships", root, *made)).encode()
