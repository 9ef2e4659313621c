"""The editor's text in a Yjs document, and blocks.

A browser may have written anything: what is read here is bounded in depth and number, and then only what the blocks'
schema allows is kept (`base.blocks.prosemirror`).
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import Any
from uuid import UUID

from pycrdt import Doc, Map, Text, XmlElement, XmlFragment, XmlText

from essaim.base.blocks import Block, Blocks, Paragraph
from essaim.base.blocks.prosemirror import from_prosemirror, to_prosemirror
from essaim.base.blocks.schema import EDITOR

BODY = "body"
_LINES = frozenset({"paragraph", "heading", "codeBlock"})
MAX_DEPTH = 24
MAX_NODES = 100_000
MAX_LABEL = 500
HEADINGS: list[int] = EDITOR["heading_levels"]

# What the editor's schema holds (`static/documents/schema.js`): kind → its attributes, each made what it must be.
_EDITOR_NODES: dict[str, dict[str, Callable[[Any], Any]]] = {
    "paragraph": {},
    "heading": {"level": lambda level: min(max(int(level), HEADINGS[0]), HEADINGS[-1])},
    "bulletList": {},
    "orderedList": {"start": int},
    "listItem": {},
    "taskList": {},
    "taskItem": {"checked": bool},
    "blockquote": {},
    "callout": {"tone": str},
    "codeBlock": {},
    "horizontalRule": {},
    "image": {"src": str, "alt": str, "title": str, "width": int, "height": int},
    "embed": {"href": str, "title": str},
    "table": {},
    "tableRow": {},
    "tableHeader": {},
    "tableCell": {},
    "hardBreak": {},
    "mention": {"id": str, "label": str},
    "pageLink": {"id": str, "label": str},
}
_EDITOR_MARKS = frozenset(EDITOR["marks"])
_COMMENT = "comment"
_EMPTY = Paragraph(())


def read_blocks(doc: Doc[Any]) -> Blocks:
    """What was written, as blocks; empty lines are left out."""
    return tuple(block for block in from_prosemirror(read_nodes(doc)) if block != _EMPTY)


def write_blocks(doc: Doc[Any], blocks: Iterable[Block]) -> None:
    """Put `blocks` in the place of the text. None of them is one empty paragraph: people start on the same line."""
    with doc.transaction():
        body = doc.get(BODY, type=XmlFragment)
        if len(body.children):
            del body.children[0 : len(body.children)]
        for node in to_prosemirror(blocks)["content"]:
            _write(body, node)


def write_nodes(doc: Doc[Any], nodes: Iterable[dict[str, Any]]) -> None:
    """Put the editor's nodes in the place of the text, with the remarks they carry: what was read by `read_nodes`."""
    with doc.transaction():
        body = doc.get(BODY, type=XmlFragment)
        if len(body.children):
            del body.children[0 : len(body.children)]
        for node in nodes:
            _write(body, node)


def append_blocks(doc: Doc[Any], blocks: Iterable[Block]) -> None:
    """Put `blocks` after the text."""
    with doc.transaction():
        body = doc.get(BODY, type=XmlFragment)
        for node in to_prosemirror(blocks)["content"]:
            _write(body, node)


def read_nodes(doc: Doc[Any]) -> list[dict[str, Any]]:
    """The text as the editor's JSON: at most `MAX_NODES` nodes, `MAX_DEPTH` deep."""
    return _Reading().children(doc.get(BODY, type=XmlFragment), 0)


def all_blocks(blocks: Iterable[Block]) -> Iterator[Block]:
    """Each block, and those inside it."""
    for block in blocks:
        yield block
        yield from all_blocks(getattr(block, "blocks", ()))
        for item in getattr(block, "items", ()):
            yield from all_blocks(item)


def commented(doc: Doc[Any]) -> dict[UUID, str]:
    """The threads of remarks that the text carries, in reading order, with the words each is about."""
    found: dict[UUID, str] = {}
    nodes = read_nodes(doc)
    nodes.reverse()
    while nodes:
        node = nodes.pop()
        nodes += reversed(node.get("content", []))
        for mark in node.get("marks", []):
            thread = _thread(mark)
            if thread:
                found[thread] = found.get(thread, "") + node.get("text", "")
    return found


def _thread(mark: dict[str, Any]) -> UUID | None:
    """Marks that may overlap are named `comment--<hash>` by the editor."""
    attrs = mark.get("attrs")
    if mark["type"].partition("--")[0] != _COMMENT or not isinstance(attrs, dict):
        return None
    try:
        return UUID(str(attrs.get("thread")))
    except ValueError:
        return None


def read_labels(doc: Doc[Any]) -> list[str]:
    """The words of a document made of a flat map of nodes, each with its `text`, but those that are `gone`."""
    nodes: Any = doc.get("nodes", type=Map)
    kept = [node for id in nodes if isinstance(node := nodes[id], Map) and node.get("gone") is not True]
    return [str(text)[:MAX_LABEL] for node in kept if isinstance(text := node.get("text"), str | Text) and str(text)]


class _Reading:
    def __init__(self) -> None:
        self._left = MAX_NODES

    def children(self, parent: Any, depth: int) -> list[dict[str, Any]]:
        made: list[dict[str, Any]] = []
        for child in parent.children:
            self._left -= 1
            if self._left < 0:
                break
            if isinstance(child, XmlText):
                made += self._runs(child)
            elif isinstance(child, XmlElement):
                node: dict[str, Any] = {"type": child.tag, "attrs": _attributes_of(child)}
                if depth < MAX_DEPTH:
                    node["content"] = self.children(child, depth + 1)
                made.append(node)
        return made

    def _runs(self, text: XmlText) -> list[dict[str, Any]]:
        made: list[dict[str, Any]] = []
        for run, formats in text.diff():
            self._left -= 1
            if self._left < 0:
                break
            if isinstance(run, str) and run:
                marks = [{"type": name, "attrs": value} for name, value in (formats or {}).items() if value is not None]
                made.append({"type": "text", "text": run, "marks": marks})
        return made


def _attributes_of(element: XmlElement) -> dict[str, Any]:
    names: Any = element.attributes
    return dict(names)


def _write(parent: Any, node: dict[str, Any]) -> None:
    attributes = _EDITOR_NODES.get(node["type"])
    if attributes is None:
        return
    element = XmlElement(node["type"])
    parent.children.append(element)
    given = node.get("attrs", {})
    for name, made in attributes.items():
        if given.get(name) is not None:
            with suppress(TypeError, ValueError, OverflowError):
                element.attributes[name] = made(given[name])
    _write_inside(element, node.get("content", []))
    if node["type"] in _LINES and not len(element.children):
        # Several who begin the same empty line write in the same text: two texts side by side would be merged by
        # deleting one of them.
        element.children.append(XmlText())


def _write_inside(element: XmlElement, nodes: list[dict[str, Any]]) -> None:
    text: XmlText | None = None
    for node in nodes:
        if node["type"] != "text":
            text = None
            _write(element, node)
            continue
        if text is None:
            text = XmlText()
            element.children.append(text)
        formats = {
            mark["type"]: mark.get("attrs", {})
            for mark in node.get("marks", ())
            if mark["type"] in _EDITOR_MARKS or _thread(mark)
        }
        text.insert(len(text), node["text"], formats)
