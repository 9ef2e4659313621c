"""The words of a tree without their form: for search, counts and summaries."""

from collections.abc import Iterable
from typing import Any

from .inlines import Break, Inline, Link, Mention, PageLink, Text
from .nodes import Block, Listing, Paragraph
from .schema import INLINES
from .tree import dump

_NOT_WORDS = frozenset(
    {"kind", "form", "href", "src", "tone", "state", "marks", "width", "height", "start", "level", "id"}
)


def plain(tree: Iterable[Block]) -> str:
    """Every word people can read in the tree, one line a block or cell. Provenance is left out."""
    return "\n".join(line for node in dump(tree) for line in _lines(node) if line.strip())


def inline_text(inlines: Iterable[Inline]) -> str:
    return "".join(_inline(inline) for inline in inlines)


MANY, SHORT = 8, 60


def is_many(listing: Listing) -> bool:
    """Whether a list reads better in two columns: many items of a few words."""
    return len(listing.items) >= MANY and all(
        len(item) == 1 and isinstance(item[0], Paragraph) and len(inline_text(item[0].inlines)) <= SHORT
        for item in listing.items
    )


def _inline(inline: Inline) -> str:
    match inline:
        case Text(text=text):
            return text
        case Link(inlines=inside):
            return inline_text(inside)
        case Break():
            return "\n"
        case Mention(name=name):
            return f"@{name}"
        case PageLink(title=title):
            return title


def _lines(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, item in value.items():
            if name == "inlines":
                yield _joined(item)
            elif name not in _NOT_WORDS and name != "provenance":
                yield from _lines(item)
    elif isinstance(value, list):
        if value and all(isinstance(item, dict) and item.get("kind") in INLINES for item in value):
            yield _joined(value)
        else:
            for item in value:
                yield from _lines(item)


def _joined(inlines: list[dict[str, Any]]) -> str:
    return "".join(map(_said, inlines))


def _said(node: dict[str, Any]) -> str:
    match node["kind"]:
        case "link":
            return _joined(node["inlines"])
        case "break":
            return "\n"
        case "mention":
            return f"@{node['name']}"
        case "page":
            return str(node["title"])
        case _:
            return str(node["text"])
