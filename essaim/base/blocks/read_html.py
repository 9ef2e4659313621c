"""HTML read into blocks: an allow-list of what words can wear; scripts, styles and everything else leave no trace."""

import base64
import binascii
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import unquote

from django.utils.translation import gettext as _

from .inlines import Break, Inlines, Text
from .nodes import Block, Blocks, Code, Figure, Heading, Listing, Paragraph, Quote, Rule, Table
from .reading import DEEPEST_LIST, MOST_PICTURES, ReadPage, Words, checks_of, figure, kept_href, one_line, table

MOST_NODES = 200_000
DEEPEST_NODE = 60
LARGEST_PICTURE = 12 * 2**20
_MARKS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "cite": "italic", "u": "underline",
    "ins": "underline",
    "s": "strike", "del": "strike", "strike": "strike", "code": "code", "kbd": "code", "samp": "code", "tt": "code",
}  # fmt: skip
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_SILENT = frozenset(
    "script style template noscript svg math iframe object embed applet canvas audio video form select textarea button "
    "input nav head map".split()
)
_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer "
    "header h1 h2 h3 h4 h5 h6 hr html li main ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
_CLOSES = {
    "li": ({"li"}, {"ul", "ol"}),
    "tr": ({"tr", "td", "th"}, {"table"}),
    "td": ({"td", "th"}, {"tr"}),
    "th": ({"td", "th"}, {"tr"}),
    "dt": ({"dt", "dd"}, {"dl"}),
    "dd": ({"dt", "dd"}, {"dl"}),
    "tbody": ({"thead", "tbody", "tr", "td", "th"}, {"table"}),
    "tfoot": ({"thead", "tbody", "tr", "td", "th"}, {"table"}),
}
"""What an opening tag closes by itself, up to where."""
_SPACES = re.compile(r"[ \t\r\n\f]+")
_DATA = re.compile(r"data:image/(?:png|jpe?g|webp|gif);base64,", re.IGNORECASE)


@dataclass
class Node:
    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    inside: "list[Node | str]" = field(default_factory=list)


def read_html(text: str, picture: Callable[[str], bytes | None] = lambda _src: None) -> ReadPage:
    """`picture` gives the bytes of a picture that came beside the page, by its address there."""
    parser = _Tree()
    parser.feed(text)
    parser.close()
    reader = _Reader(picture)
    blocks = list(reader.blocks(parser.root, 0))
    title = " ".join(parser.title.split())
    first = blocks[0] if blocks else None
    if isinstance(first, Heading) and first.level == 1:
        title = "".join(one.text for one in first.inlines if isinstance(one, Text)) or title
        blocks = blocks[1:]
    return ReadPage(title, tuple(blocks), reader.pictures, tuple(reader.lost))


class _Tree(HTMLParser):
    """The tags of a page as a tree, mended where they are not closed; bounded in depth and number."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("html")
        self.title = ""
        self._open = [self.root]
        self._silent: list[str] = []
        self._count = 0
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in_title = tag == "title"
        if tag in _SILENT and tag not in _VOID:
            # What a page hides in its head is no content, but `<head>` left open must not hide its body.
            if tag != "head":
                self._silent.append(tag)
            return
        if self._silent or tag in ("html", "body", "title", "meta", "link", "base"):
            return
        self._count += 1
        if self._count > MOST_NODES:
            return
        self._mend(tag)
        node = Node(tag, {name: value or "" for name, value in attrs})
        self._open[-1].inside.append(node)
        if tag not in _VOID and len(self._open) < DEEPEST_NODE:
            self._open.append(node)

    def _mend(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._close_up_to({"p"}, {"table", "td", "th", "li", "blockquote", "div"})
        if tag in _CLOSES:
            closed, until = _CLOSES[tag]
            self._close_up_to(closed, until)

    def _close_up_to(self, closed: set[str], until: set[str]) -> None:
        """Close the innermost open one of `closed`, and those of them around it, unless one of `until` is met first."""
        place = len(self._open)
        for at in range(len(self._open) - 1, 0, -1):
            if self._open[at].tag in until:
                break
            if self._open[at].tag in closed:
                place = at
        del self._open[place:]

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self._in_title = False
        if self._silent:
            if tag == self._silent[-1]:
                self._silent.pop()
            return
        for at in range(len(self._open) - 1, 0, -1):
            if self._open[at].tag == tag:
                del self._open[at:]
                return

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title = (self.title + data)[:300]
        elif not self._silent:
            self._open[-1].inside.append(data)


@dataclass
class _Reader:
    picture: Callable[[str], bytes | None]
    pictures: dict[str, bytes] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)

    def blocks(self, node: Node, lists: int) -> Iterator[Block]:
        """The blocks of a node; words between blocks are paragraphs. `lists`: how many lists it stands in."""
        run: list[Node | str] = []
        for child in node.inside:
            if isinstance(child, Node) and (child.tag in _BLOCKS or _holds_blocks(child)):
                yield from self.paragraph(run)
                run = []
                yield from self.block(child, lists)
            else:
                run.append(child)
        yield from self.paragraph(run)

    def block(self, node: Node, lists: int) -> Iterator[Block]:
        match node.tag:
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                words = one_line(self.pieces(node.inside))
                if words:
                    yield Heading(int(node.tag[1]), words)
            case "p" if not _holds_blocks(node):
                yield from self.paragraph(node.inside)
            case "ul" | "ol" if lists < DEEPEST_LIST:
                items = [tuple(self.blocks(item, lists + 1)) for item in self.items(node)]
                if items := [item for item in items if item]:
                    start = node.attributes.get("start", "")
                    first = int(start) if start.isascii() and start.isdigit() and len(start) < 5 else 1
                    yield checks_of(Listing(items, node.tag == "ol", start=first if node.tag == "ol" else 1))
            case "blockquote" if lists < DEEPEST_LIST:
                if inside := tuple(self.blocks(node, lists + 1)):
                    yield Quote(inside)
            case "pre":
                if text := _raw(node).strip("\n"):
                    yield Code(text)
            case "hr":
                yield Rule()
            case "table":
                yield from self.table(node)
            case "figure":
                yield from self.figure_block(node, lists)
            case _:
                yield from self.blocks(node, lists)

    def items(self, node: Node) -> list[Node]:
        """The items; a list put straight into a list, as some editors do, belongs to the item before."""
        items: list[Node] = []
        for child in node.inside:
            if isinstance(child, str):
                if child.strip():
                    items.append(Node("li", {}, [child]))
            elif child.tag in ("ul", "ol") and items:
                items[-1].inside.append(child)
            else:
                items.append(child if child.tag == "li" else Node("li", {}, [child]))
        return items

    def figure_block(self, node: Node, lists: int) -> Iterator[Block]:
        captions = [child for child in node.inside if isinstance(child, Node) and child.tag == "figcaption"]
        rest = Node("div", {}, [child for child in node.inside if child not in captions])
        caption = " ".join(" ".join(_raw(one) for one in captions).split())
        blocks = list(self.blocks(rest, lists))
        pictures = [n for n, block in enumerate(blocks) if isinstance(block, Figure)]
        if caption and len(pictures) == 1:
            kept = blocks[pictures[0]]
            assert isinstance(kept, Figure)
            blocks[pictures[0]] = Figure(kept.image, caption)
        elif caption:
            blocks.append(Paragraph(caption))
        yield from blocks

    def table(self, node: Node) -> Iterator[Block]:
        rows, head, names = [], False, []
        for row, in_head in _rows(node):
            cells = [child for child in row.inside if isinstance(child, Node) and child.tag in ("td", "th")]
            is_head = in_head or (not rows and bool(cells) and all(cell.tag == "th" for cell in cells))
            head = head or (is_head and not rows)
            if cells and not (is_head and not rows):
                names.append(cells[0].tag == "th")
            words = []
            for cell in cells:
                words.append(self.cell(cell))
                words += [()] * (min(_span(cell), 64) - 1)
            if words:
                rows.append(words)
        captions = [child for child in node.inside if isinstance(child, Node) and child.tag == "caption"]
        caption = " ".join(" ".join(_raw(one) for one in captions).split())
        if made := table(rows, head=head, row_heads=bool(names) and all(names), caption=caption):
            yield made

    def cell(self, node: Node) -> Inlines:
        pieces: list[Inlines] = []
        for block in self.blocks(node, DEEPEST_LIST):
            if isinstance(block, Paragraph | Heading):
                pieces.append(block.inlines)
            elif isinstance(block, Code):
                pieces.append((Text(block.text, "code"),))
            elif isinstance(block, Table):
                pieces += [one_line(row) for row in block.rows]
        return one_line(pieces)

    # words

    def paragraph(self, run: Sequence[Node | str]) -> Iterator[Block]:
        words = Words()
        self.words(run, words, frozenset(), "")
        for piece in _settled(words).pieces():
            yield piece if isinstance(piece, Figure) else Paragraph(piece)

    def pieces(self, run: Sequence[Node | str]) -> list[Inlines]:
        words = Words()
        self.words(run, words, frozenset(), "")
        return [piece for piece in _settled(words).pieces() if not isinstance(piece, Figure)]

    def words(self, run: Sequence[Node | str], words: Words, marks: frozenset[str], href: str) -> None:
        for child in run:
            if isinstance(child, str):
                words.add(_SPACES.sub(" ", child), marks, href)
            elif child.tag == "br":
                words.line_break()
            elif child.tag == "img":
                self.image(child, words, marks, href)
            elif child.tag == "a":
                self.words(child.inside, words, marks, kept_href(child.attributes.get("href", "")) or href)
            else:
                worn = marks | {_MARKS[child.tag]} if child.tag in _MARKS else marks
                self.words(child.inside, words, worn, href)
                if child.tag in _BLOCKS:
                    words.line_break()

    def image(self, node: Node, words: Words, marks: frozenset[str], href: str) -> None:
        alt, src = node.attributes.get("alt", ""), node.attributes.get("src", "").strip()
        content = self.bytes_of(src) if len(self.pictures) < MOST_PICTURES else None
        if content is None:
            if src:
                self.lost.append(_("une image"))
            words.add(alt, marks, href)
            return
        key = f"import/{len(self.pictures)}"
        self.pictures[key] = content
        words.figure(figure(key, alt))

    def bytes_of(self, src: str) -> bytes | None:
        if found := _DATA.match(src):
            if len(src) > LARGEST_PICTURE * 4 // 3:
                return None
            try:
                return base64.b64decode(unquote(src[found.end() :]), validate=False)
            except (binascii.Error, ValueError):
                return None
        return None if ":" in src or src.startswith("//") else self.picture(unquote(src.split("?")[0].split("#")[0]))


def _holds_blocks(node: Node) -> bool:
    return any(isinstance(child, Node) and (child.tag in _BLOCKS or _holds_blocks(child)) for child in node.inside)


def _rows(node: Node) -> Iterator[tuple[Node, bool]]:
    for child in node.inside:
        if isinstance(child, Node):
            if child.tag == "tr":
                yield child, False
            elif child.tag in ("thead", "tbody", "tfoot"):
                yield from ((row, child.tag == "thead") for row, _in_head in _rows(child))


def _span(cell: Node) -> int:
    told = cell.attributes.get("colspan", "1")
    return int(told) if told.isascii() and told.isdigit() and 0 < len(told) < 4 and int(told) else 1


def _raw(node: Node) -> str:
    made = []
    for child in node.inside:
        made.append(child if isinstance(child, str) else "\n" if child.tag == "br" else _raw(child))
    return "".join(made)


def _settled(words: Words) -> Words:
    """No two spaces where two pieces meet, none at the beginning of a line."""
    made, ends_in_space = Words(), True
    for part in words.parts:
        if isinstance(part, Break | Figure):
            made.parts.append(part)
            ends_in_space = True
            continue
        for one in [part] if isinstance(part, Text) else getattr(part, "inlines", ()):
            text = one.text.lstrip(" ") if ends_in_space else one.text
            ends_in_space = text.endswith(" ") if text else ends_in_space
            made.add(text, one.marks, getattr(part, "href", ""))
    return made


def blocks_of_html(text: str) -> Blocks:
    """The blocks of a fragment, its heading among them."""
    parser = _Tree()
    parser.feed(text)
    parser.close()
    return tuple(_Reader(lambda _src: None).blocks(parser.root, 0))
