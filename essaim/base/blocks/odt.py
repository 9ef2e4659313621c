"""Blocks as an OpenDocument text: headings, lists, tables with heads, pictures with words, one style each."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from .archives import escaped, packed, xml
from .book import Bitmap, Book, flow, items_of, outside_href, ready, shares
from .inlines import Break, Inline, Link, Mention, PageLink, Text
from .labels import notice_label
from .nodes import Block, CheckList, Code, Figure, Heading, Listing, Notice, Paragraph, Quote, Rule, Table
from .odt_styles import NAMESPACES, automatic, styles

MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
WIDEST_CM, HIGHEST_CM = 16.0, 20.0


def to_odt(book: Book) -> bytes:
    """The book as an .odt file. Takes a few milliseconds a page, and as long for each picture."""
    writer = _Writer(book)
    body = [xml("text:p", {"text:style-name": "Title"}, escaped(book.title))]
    body += [piece for anchored in flow(book) for piece in writer.block(anchored.block, anchor=anchored.anchor)]
    body += [writer.paragraph("Notice_5f_end", [Text(line)]) for line in book.notices]
    content = _root(
        "office:document-content",
        xml("office:automatic-styles", None, *automatic(writer.marks, writer.columns)),
        xml("office:body", None, xml("office:text", None, *body)),
    )
    parts = [("mimetype", MEDIA_TYPE.encode()), ("content.xml", content), ("styles.xml", styles(book))]
    parts += [("meta.xml", _meta(book)), *((f"Pictures/{n}", bitmap.content) for n, bitmap in writer.pictures.items())]
    return packed([*parts, ("META-INF/manifest.xml", _manifest(parts))], book.written_at)


@dataclass
class _Writer:
    book: Book
    marks: dict[tuple[str, ...], str] = field(default_factory=dict)
    pictures: dict[str, Bitmap] = field(default_factory=dict)
    columns: dict[int, str] = field(default_factory=dict)
    tables: int = 0

    def block(self, block: Block, style: str = "Text_20_body", anchor: str = "") -> list[str]:
        match block:
            case Heading(level=level, inlines=inlines):
                mark = xml("text:bookmark", {"text:name": anchor}) if anchor else ""
                told = {"text:style-name": f"Heading_20_{level}", "text:outline-level": level}
                return [xml("text:h", told, mark + self.words(inlines))]
            case Paragraph(inlines=inlines):
                return [self.paragraph(style, inlines)] if inlines else []
            case Listing() | CheckList():
                return [self.listing(block)] if block.items else []
            case Quote(blocks=inside):
                return [piece for one in inside for piece in self.block(one, "Quotations")]
            case Notice(blocks=inside, tone=tone):
                label = self.paragraph("Notice_5f_label", [Text(notice_label(tone))])
                return [label, *(piece for one in inside for piece in self.block(one, f"Notice_5f_{tone}"))]
            case Code(text=text):
                lines = [
                    part
                    for n, line in enumerate(text.split("\n"))
                    for part in ((Break(), Text(line)) if n else (Text(line),))
                ]
                return [self.paragraph("Preformatted_20_Text", lines)]
            case Table():
                return self.table(block)
            case Figure():
                return self.figure(block)
            case Rule():
                return [xml("text:p", {"text:style-name": "Horizontal_20_Line"})]
        raise TypeError(f"No OpenDocument for {type(block).__name__}: say it plainly in blocks/simple.py.")

    def paragraph(self, style: str, inlines: Iterable[Inline]) -> str:
        return xml("text:p", {"text:style-name": style}, self.words(inlines))

    def words(self, inlines: Iterable[Inline]) -> str:
        return "".join(self.inline(inline) for inline in inlines)

    def inline(self, inline: Inline) -> str:
        match inline:
            case Text(text=text, marks=()):
                return _spaced(text)
            case Text(text=text, marks=marks):
                name = self.marks.setdefault(marks, f"T{len(self.marks) + 1}")
                return xml("text:span", {"text:style-name": name}, _spaced(text))
            case Link(href=href, inlines=inside):
                if not (safe := outside_href(href)):
                    return self.words(inside)
                return xml("text:a", {"xlink:type": "simple", "xlink:href": safe}, self.words(inside) or escaped(safe))
            case Break():
                return xml("text:line-break")
            case Mention() | PageLink():
                raise TypeError("simple() says mentions and links between pages plainly.")

    def listing(self, block: Listing | CheckList) -> str:
        ordered = isinstance(block, Listing) and block.ordered
        style = "Boxes" if isinstance(block, CheckList) else "Numbers" if ordered else "Bullets"
        items = []
        for number, item in enumerate(items_of(block)):
            told = {"text:start-value": block.start} if ordered and not number and block.start != 1 else None  # type: ignore[union-attr]
            inside = [piece for one in item for piece in self.block(one, "List_20_item")]
            items.append(xml("text:list-item", told, "".join(inside) or xml("text:p")))
        return xml("text:list", {"text:style-name": style}, *items)

    def table(self, block: Table) -> list[str]:
        width = max([len(block.head), *map(len, block.rows)], default=0)
        if not width:
            return []
        self.tables += 1
        head = [self.row(block.head, width, is_head=True)] if block.head else []
        rows = [self.row(row, width, row_head=block.row_heads) for row in block.rows]
        told = {"table:name": f"T{self.tables}", "table:style-name": "Grid"}
        columns = "".join(
            xml("table:table-column", {"table:style-name": self.column(share)}) for share in shares(block)
        )
        headed = [xml("table:table-header-rows", None, *head)] if head else []
        caption = [self.paragraph("Table", [Text(block.caption)])] if block.caption else []
        # A table cannot end a document, nor touch the next one: a thin paragraph follows.
        after = xml("text:p", {"text:style-name": "After_20_table"})
        return [*caption, xml("table:table", told, columns, *headed, *(rows or [self.row((), width)])), after]

    def column(self, share: int) -> str:
        return self.columns.setdefault(share, f"C{share}")

    def row(
        self, cells: Iterable[Iterable[Inline]], width: int, *, is_head: bool = False, row_head: bool = False
    ) -> str:
        made = []
        for number, cell in enumerate(cells):
            style = "Table_20_Heading" if is_head or (row_head and not number) else "Table_20_Contents"
            told = {"office:value-type": "string", "table:style-name": "Head" if is_head else "Cell"}
            made.append(xml("table:table-cell", told, self.paragraph(style, cell)))
        empty = xml(
            "table:table-cell", {"table:style-name": "Cell"}, xml("text:p", {"text:style-name": "Table_20_Contents"})
        )
        return xml("table:table-row", None, *made, *([empty] * (width - len(made))))

    def figure(self, block: Figure) -> list[str]:
        bitmap = ready(self.book.picture(block.image.src))
        caption = " · ".join(filter(None, (block.caption, block.credit)))
        said = [self.paragraph("Illustration", [Text(caption)])] if caption else []
        if bitmap is None:
            return [self.paragraph("Text_20_body", [Text(block.image.alt, "italic")]), *said]
        name = f"{len(self.pictures) + 1}.{bitmap.extension}"
        self.pictures[name] = bitmap
        scale = min(WIDEST_CM / bitmap.width, HIGHEST_CM / bitmap.height, 2.54 / 96)
        frame = {
            "draw:name": f"Image {len(self.pictures)}",
            "text:anchor-type": "as-char",
            "svg:width": f"{bitmap.width * scale:.2f}cm",
            "svg:height": f"{bitmap.height * scale:.2f}cm",
        }
        image = {
            "xlink:href": f"Pictures/{name}",
            "xlink:type": "simple",
            "xlink:show": "embed",
            "xlink:actuate": "onLoad",
        }
        drawn = xml("draw:frame", frame, xml("draw:image", image), xml("svg:title", None, escaped(block.image.alt)))
        return [xml("text:p", {"text:style-name": "Figure"}, drawn), *said]


def _spaced(text: str) -> str:
    """Words with each of their spaces: XML would make one of several, and lose tabs and new lines."""
    made, spaces = [], 0
    for char in f"{text}\0":
        if char == " ":
            spaces += 1
            continue
        if spaces:
            made.append(" " if spaces == 1 and made else xml("text:s", {"text:c": spaces}))
            spaces = 0
        made.append(xml("text:tab") if char == "\t" else xml("text:line-break") if char == "\n" else escaped(char))
    return "".join(made)


def _root(name: str, *inside: str) -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n' + xml(name, NAMESPACES | {"office:version": "1.3"}, *inside)
    ).encode()


def _meta(book: Book) -> bytes:
    told = [("dc:title", book.title), ("dc:language", f"{book.language}-{book.region}".rstrip("-"))]
    told += [("dc:creator", ", ".join(book.authors))] if book.authors else []
    told += [("dc:rights", book.foot)] if book.foot else []
    told += [("meta:generator", "Essaim")]
    told += [("dc:date", book.written_at.strftime("%Y-%m-%dT%H:%M:%S"))] if book.written_at else []
    return _root(
        "office:document-meta", xml("office:meta", None, *(xml(name, None, escaped(said)) for name, said in told))
    )


def _manifest(parts: Iterable[tuple[str, bytes]]) -> bytes:
    kinds = {"xml": "text/xml", "png": "image/png", "jpg": "image/jpeg"}
    entries = [
        xml(
            "manifest:file-entry",
            {"manifest:full-path": "/", "manifest:version": "1.3", "manifest:media-type": MEDIA_TYPE},
        )
    ]
    for name, _content in parts:
        if name != "mimetype":
            told = {"manifest:full-path": name, "manifest:media-type": kinds[name.rpartition(".")[2]]}
            entries.append(xml("manifest:file-entry", told))
    root = {"xmlns:manifest": "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0", "manifest:version": "1.3"}
    return ('<?xml version="1.0" encoding="UTF-8"?>\n' + xml("manifest:manifest", root, *entries)).encode()
