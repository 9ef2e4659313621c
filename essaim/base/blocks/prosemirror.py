"""Blocks and the editor's JSON (ProseMirror, with Tiptap's names).

What comes from the editor comes from browsers: any node, mark or attribute may be in it. Nodes that the schema's
`editor` does not name give their words to what is around them; marks and addresses it does not allow are dropped.
Nothing raises.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from .inlines import IDENTITY, Break, Inline, Link, Mention, PageLink, Text, safe_href, safe_site, safe_src
from .nodes import (
    Block,
    Blocks,
    CheckList,
    Code,
    Embed,
    Figure,
    Heading,
    Listing,
    Notice,
    Paragraph,
    Quote,
    Rule,
    Table,
)
from .plain import inline_text
from .records import Image
from .schema import EDITOR
from .simple import simple
from .tree import DEEPEST

NODES, MARKS, TONES = EDITOR["nodes"], EDITOR["marks"], EDITOR["tones"]
KNOWN = frozenset({"checklist", "notice", "embed", "mention", "page"})
_INLINE_KINDS = frozenset({"text", "break", "mention", "page"})

# --- in ----------------------------------------------------------------------------------------------------------


def from_prosemirror(doc: Any) -> Blocks:
    """The blocks of an editor's document, given whole (`{"type": "doc", …}`) or as its list of nodes."""
    return _blocks(doc if isinstance(doc, list) else _children(doc), 0)


def _children(node: Any) -> list[Any]:
    inside = node.get("content") if isinstance(node, dict) else None
    return inside if isinstance(inside, list) else []


def _kind(node: Any) -> str:
    name = node.get("type") if isinstance(node, dict) else None
    return NODES.get(name, "") if isinstance(name, str) else ""


def _attributes(node: Any) -> dict[str, Any]:
    attrs = node.get("attrs")
    return attrs if isinstance(attrs, dict) else {}


def _blocks(nodes: Sequence[Any], depth: int) -> Blocks:
    made: list[Block] = []
    loose: list[Any] = []

    def settle() -> None:
        if inlines := _inlines(loose, depth):
            made.append(Paragraph(inlines))
        loose.clear()

    for node in nodes:
        if _kind(node) in _INLINE_KINDS:
            loose.append(node)
        else:
            settle()
            made += _block(node, depth + 1)
    settle()
    return tuple(made)


def _block(node: Any, depth: int) -> Iterable[Block]:
    if depth > DEEPEST - 4:
        return
    inside, attrs = _children(node), _attributes(node) if isinstance(node, dict) else {}
    match _kind(node):
        case "heading":
            yield Heading(_whole(attrs.get("level"), 1, 6, 2), _inlines(inside, depth))
        case "paragraph":
            yield Paragraph(_inlines(inside, depth))
        case "list":
            items = tuple(item for item in (_blocks(_children(child), depth) for child in inside) if item)
            if items:
                ordered = node.get("type") == "orderedList"
                yield Listing(items, ordered, start=_whole(attrs.get("start"), 0, 9999, 1) if ordered else 1)
        case "checklist":
            rows = [(child, item) for child in inside if (item := _blocks(_children(child), depth))]
            if rows:
                done = [n for n, (child, _item) in enumerate(rows) if _attributes(child).get("checked") is True]
                yield CheckList(tuple(item for _child, item in rows), done)
        case "notice":
            tone = attrs.get("tone")
            if blocks := _blocks(inside, depth):
                yield Notice(blocks, tone if tone in TONES else "info")
        case "embed":
            if href := safe_site(_string(attrs.get("href"))):
                yield Embed(href, " ".join(_string(attrs.get("title")).split()))
        case "quote":
            if blocks := _blocks(inside, depth):
                yield Quote(blocks)
        case "code":
            yield Code(inline_text(_inlines(inside, depth)))
        case "table":
            if table := _table(inside, depth):
                yield table
        case "figure":
            src, alt = safe_src(_string(attrs.get("src"))), _string(attrs.get("alt")).strip()
            if src:
                size = (_whole(attrs.get(name), 1, 20000, 0) or None for name in ("width", "height"))
                yield Figure(Image(src, alt or _("Image sans description"), *size), _string(attrs.get("title")))
        case "rule":
            yield Rule()
        case _:
            yield from _blocks(inside, depth)


def _table(rows: Sequence[Any], depth: int) -> Table | None:
    lines = [_children(row) for row in rows if _kind(row) == "row"]
    cells = [[_cell(cell, depth) for cell in line if _kind(cell) == "cell"] for line in lines]
    if not any(cells):
        return None
    headed = bool(lines[0]) and all(_is_head(cell) for cell in lines[0])
    body = lines[1:] if headed else lines
    row_heads = bool(body) and all(line and _is_head(line[0]) for line in body)
    return Table(cells[0], cells[1:], row_heads=row_heads) if headed else Table((), cells, row_heads=row_heads)


def _is_head(cell: Any) -> bool:
    return isinstance(cell, dict) and cell.get("type") == "tableHeader"


def _cell(cell: Any, depth: int) -> tuple[Inline, ...]:
    """A cell holds words: the paragraphs in it are put one under another."""
    made: list[Inline] = []
    for block in _blocks(_children(cell), depth):
        inlines = block.inlines if isinstance(block, Paragraph | Heading) else _words_of(block)
        made += [*([Break()] if made and inlines else []), *inlines]
    return tuple(made)


def _words_of(block: Block) -> tuple[Inline, ...]:
    match block:
        case Listing(items=items) | CheckList(items=items):
            lines = [_words_of(inner) for item in items for inner in item]
        case Quote(blocks=blocks) | Notice(blocks=blocks):
            lines = [_words_of(inner) for inner in blocks]
        case Paragraph(inlines=inlines) | Heading(inlines=inlines):
            return inlines
        case Code(text=text):
            return (Text(text, "code"),)
        case _:
            return ()
    return tuple(part for n, line in enumerate(lines) for part in ((Break(), *line) if n else line))


def _inlines(nodes: Sequence[Any], depth: int) -> tuple[Inline, ...]:
    made: list[Inline] = []
    for node in nodes:
        match _kind(node):
            case "text":
                text = _string(node.get("text"))
                if not text:
                    continue
                href, marks = _marks(node.get("marks"))
                last = made[-1] if made else None
                piece = Text(text, marks)
                if href and isinstance(last, Link) and last.href == href:
                    made[-1] = Link(href, (*last.inlines, piece))
                elif href:
                    made.append(Link(href, (piece,)))
                elif isinstance(last, Text) and last.marks == piece.marks:
                    made[-1] = Text(last.text + text, marks)
                else:
                    made.append(piece)
            case "break":
                made.append(Break())
            case "mention" | "page" as kind:
                made += _pointed(kind, _attributes(node))
            case _ if depth < DEEPEST:
                made += _inlines(_children(node), depth + 1)
    return tuple(made)


def _pointed(kind: str, attrs: dict[str, Any]) -> Iterable[Inline]:
    """A person or a page known by identity; without one, only the words are left."""
    id, name = _string(attrs.get("id")).lower(), " ".join(_string(attrs.get("label")).split())
    if IDENTITY.fullmatch(id) and (name or kind == "page"):
        yield Mention(id, name) if kind == "mention" else PageLink(id, name)
    elif name:
        yield Text(f"@{name}" if kind == "mention" else name)


def _marks(marks: Any) -> tuple[str, list[str]]:
    """The address of the link, if any, and the marks. Overlapping marks of Yjs are named `bold--<hash>`."""
    href, found = "", []
    for mark in marks if isinstance(marks, list) else []:
        kind = MARKS.get(_string(mark.get("type")).partition("--")[0]) if isinstance(mark, dict) else None
        if kind == "link":
            href = safe_href(_string(_attributes(mark).get("href")))
        elif kind:
            found.append(kind)
    return href, found


def _string(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _whole(value: Any, low: int, high: int, otherwise: int) -> int:
    """A whole number, also when it comes as 2.0 or "2"."""
    try:
        number = int(float(value))
    except (TypeError, ValueError, OverflowError):
        return otherwise
    return min(max(number, low), high)


# --- out ---------------------------------------------------------------------------------------------------------


def to_prosemirror(tree: Iterable[Block]) -> dict[str, Any]:
    """A document the editor can open. Blocks it does not know (decision, chart…) are said plainly."""
    return {"type": "doc", "content": [_node(block) for block in simple(tree, knows=KNOWN)] or [{"type": "paragraph"}]}


def _node(block: Block) -> dict[str, Any]:
    match block:
        case Heading(level=level, inlines=inlines):
            return _with("heading", _out(inlines), level=level)
        case Paragraph(inlines=inlines):
            return _with("paragraph", _out(inlines))
        case Listing(items=items, ordered=ordered, start=start):
            made = [_with("listItem", [_node(inner) for inner in item] or [{"type": "paragraph"}]) for item in items]
            return _with("orderedList", made, start=start) if ordered else _with("bulletList", made)
        case CheckList(items=items, checked=checked):
            made = [
                _with("taskItem", [_node(inner) for inner in item] or [{"type": "paragraph"}], checked=n in checked)
                for n, item in enumerate(items)
            ]
            return _with("taskList", made)
        case Notice(blocks=inside, tone=tone):
            return _with("callout", [_node(inner) for inner in inside] or [{"type": "paragraph"}], tone=tone)
        case Embed(href=href, title=title):
            return _with("embed", [], href=href, title=title)
        case Quote(blocks=inside):
            return _with("blockquote", [_node(inner) for inner in inside] or [{"type": "paragraph"}])
        case Code(text=text):
            return _with("codeBlock", [{"type": "text", "text": text}] if text else [])
        case Table(head=head, rows=rows, row_heads=row_heads):
            # Rows of one length: the editor would mend the others, and so write in a page that someone only opens.
            columns = max([len(head), *(len(row) for row in rows)], default=0)
            lines = [[_table_cell(cell, True) for cell in _padded(head, columns)]] if head else []
            lines += [
                [_table_cell(cell, row_heads and n == 0) for n, cell in enumerate(_padded(row, columns))]
                for row in rows
            ]
            return _with("table", [_with("tableRow", line) for line in lines])
        case Figure(image=image, caption=caption):
            size = {name: n for name, n in (("width", image.width), ("height", image.height)) if n}
            title = {"title": caption} if caption else {}
            return _with("image", [], src=image.src, alt=image.alt, **title, **size)
        case Rule():
            return {"type": "horizontalRule"}
    raise TypeError(f"No editor node for {type(block).__name__}: say it plainly in blocks/simple.py.")


def _padded(row: Sequence[Sequence[Inline]], columns: int) -> list[Sequence[Inline]]:
    return [*row, *([()] * (columns - len(row)))]


def _table_cell(inlines: Sequence[Inline], is_head: bool) -> dict[str, Any]:
    return _with("tableHeader" if is_head else "tableCell", [_with("paragraph", _out(inlines))])


def _with(name: str, inside: list[dict[str, Any]], **attrs: Any) -> dict[str, Any]:
    return {"type": name, **({"attrs": attrs} if attrs else {}), **({"content": inside} if inside else {})}


def _out(inlines: Iterable[Inline], href: str = "") -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = []
    for inline in inlines:
        match inline:
            case Text(text=text, marks=marks) if text:
                worn: list[dict[str, Any]] = [{"type": mark} for mark in marks]
                worn += [{"type": "link", "attrs": {"href": href}}] if href else []
                made.append({"type": "text", "text": text, **({"marks": worn} if worn else {})})
            case Break():
                made.append({"type": "hardBreak"})
            case Link(href=address, inlines=inside):
                made += _out(inside, safe_href(address))
            case Mention(id=id, name=name):
                made.append(_with("mention", [], id=id, label=name))
            case PageLink(id=id, title=title):
                made.append(_with("pageLink", [], id=id, label=title))
    return made
