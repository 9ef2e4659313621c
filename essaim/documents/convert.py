"""The editor's text in a Yjs document, and blocks.

A browser may have written anything: what is read here is bounded in depth and number, and then only what the blocks'
schema allows is kept (`base.blocks.prosemirror`).
"""

from collections.abc import Iterable
from typing import Any

from pycrdt import Doc, XmlElement, XmlFragment, XmlText

from essaim.base.blocks import Block, Blocks, Paragraph
from essaim.base.blocks.prosemirror import from_prosemirror, to_prosemirror

BODY = "body"
MAX_DEPTH = 24
MAX_NODES = 100_000

# What the editor's schema holds; anything else would be taken out of the document by the first browser that opens it.
_EDITOR_NODES = frozenset(
    {"heading", "paragraph", "bulletList", "orderedList", "listItem", "blockquote", "hardBreak", "text"}
    | {"table", "tableRow", "tableHeader", "tableCell"}
)
_EDITOR_MARKS = frozenset({"bold", "italic", "link"})
_HEADINGS = (2, 3)
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


def append_blocks(doc: Doc[Any], blocks: Iterable[Block]) -> None:
    """Put `blocks` after the text."""
    with doc.transaction():
        body = doc.get(BODY, type=XmlFragment)
        for node in to_prosemirror(blocks)["content"]:
            _write(body, node)


def read_nodes(doc: Doc[Any]) -> list[dict[str, Any]]:
    """The text as the editor's JSON: at most `MAX_NODES` nodes, `MAX_DEPTH` deep."""
    return _Reading().children(doc.get(BODY, type=XmlFragment), 0)


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
    kind, inside = node["type"], node.get("content", [])
    if kind == "codeBlock":
        kind = "paragraph"
    if kind == "image":
        kind, inside = "paragraph", [{"type": "text", "text": node["attrs"].get("title") or node["attrs"]["alt"]}]
    if kind not in _EDITOR_NODES:
        return
    element = XmlElement(kind)
    parent.children.append(element)
    for name, value in _attributes(kind, node.get("attrs", {})).items():
        element.attributes[name] = value
    _write_inside(element, inside)


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
            mark["type"]: mark.get("attrs", {}) for mark in node.get("marks", ()) if mark["type"] in _EDITOR_MARKS
        }
        text.insert(len(text), node["text"], formats)


def _attributes(kind: str, attrs: dict[str, Any]) -> dict[str, Any]:
    if kind == "heading":
        return {"level": min(max(int(attrs.get("level", 2)), _HEADINGS[0]), _HEADINGS[1])}
    if kind == "orderedList":
        return {"start": int(attrs.get("start", 1))}
    return {}
