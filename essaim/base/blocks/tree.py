"""Trees in and out of JSON, checked against the schema."""

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, TypeAlias

from .inlines import IDENTITY, Break, Link, Mention, PageLink, Text, safe_href, safe_site, safe_src
from .nodes import BLOCK_CLASSES, Block, Blocks
from .records import Bar, Image, KeyFigure, ProgrammeRow, Provenance
from .schema import BLOCKS, INLINES, MARKS, RECORDS, Attribute

Json: TypeAlias = dict[str, Any]
DEEPEST = 24
"""Lists inside quotes inside lists… go no deeper: no page could show it, and no renderer may run out of stack."""

INLINE_CLASSES: dict[str, type[Any]] = {
    "text": Text,
    "link": Link,
    "break": Break,
    "mention": Mention,
    "page": PageLink,
}
RECORD_CLASSES: dict[str, type[Any]] = {
    "image": Image,
    "bar": Bar,
    "key_figure": KeyFigure,
    "programme_row": ProgrammeRow,
    "provenance": Provenance,
}
_INLINE_KINDS = {cls: kind for kind, cls in INLINE_CLASSES.items()}


class Malformed(ValueError):
    """A tree the schema does not allow: the message gives the place and what was expected there."""


# --- out ---------------------------------------------------------------------------------------------------------


def dump(tree: Iterable[Block]) -> list[Json]:
    """The tree as JSON data. Attributes that say nothing (empty, none, false) are left out."""
    return [_dump(block) for block in tree]


def _dump(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_dump(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    if not dataclasses.is_dataclass(value):
        return value
    kind = value.kind if isinstance(value, Block) else _INLINE_KINDS.get(type(value))
    described = BLOCKS.get(kind or "") or INLINES.get(kind or "") or ()
    needed = {attribute.name for attribute in described if not attribute.optional}
    fields = {field.name: _dump(getattr(value, field.name)) for field in dataclasses.fields(value)}
    kept = {name: item for name, item in fields.items() if name in needed or not _silent(item)}
    if kind == "list" and kept.get("start") == 1:
        del kept["start"]
    return {"kind": kind, **kept} if kind else kept


def _silent(item: Any) -> bool:
    return item is None or item is False or item == "" or item == []


# --- in ----------------------------------------------------------------------------------------------------------


def load(tree: Any) -> Blocks:
    """The blocks that JSON data describe. Raises `Malformed` when the schema does not allow them."""
    _blocks(tree, "tree", 0)
    return tuple(_build(node) for node in tree)


def check(tree: Any) -> None:
    """Raise `Malformed` unless the schema allows this tree, given as blocks or as JSON data."""
    if isinstance(tree, Iterable) and not isinstance(tree, str | Mapping):
        tree = [_dump(node) if isinstance(node, Block) else node for node in tree]
    _blocks(tree, "tree", 0)


def _build(node: Any) -> Any:
    """Checked JSON → nodes. Lists of nodes become tuples inside the constructors."""
    if isinstance(node, list):
        return tuple(_build(item) for item in node)
    if not isinstance(node, dict):
        return node
    kind = node.get("kind", "")
    described = {attribute.name: attribute for attribute in (*BLOCKS.get(kind, ()), *INLINES.get(kind, ()))}
    made: dict[str, Any] = {}
    for name, value in node.items():
        if name == "kind":
            continue
        if name == "provenance":
            made[name] = Provenance(**value)
            continue
        attribute = described[name]
        if attribute.type in ("record", "records"):
            cls = RECORD_CLASSES[attribute.detail]
            made[name] = cls(**value) if attribute.type == "record" else tuple(cls(**item) for item in value)
        elif attribute.type == "date":
            made[name] = date.fromisoformat(value)
        else:
            made[name] = _build(value)
    if kind == "table":
        made.setdefault("head", ())
    return (BLOCK_CLASSES.get(kind) or INLINE_CLASSES[kind])(**made)


def _stop(where: str, expected: str, found: Any) -> Malformed:
    shown = repr(found)
    return Malformed(f"{where}: expected {expected}, found {shown if len(shown) <= 60 else shown[:57] + '…'}.")


def _node(node: Any, where: str, kinds: Mapping[str, tuple[Attribute, ...]], what: str, depth: int) -> None:
    if depth > DEEPEST:
        raise Malformed(f"{where}: nested deeper than {DEEPEST}.")
    if not isinstance(node, dict):
        raise _stop(where, f"{what} (an object with its kind)", node)
    kind = node.get("kind")
    if not isinstance(kind, str) or kind not in kinds:
        raise _stop(f"{where}.kind", f"one of {', '.join(kinds)}", kind)
    extra = {"kind", "provenance"} if kinds is BLOCKS else {"kind"}
    if node.get("provenance") is not None:
        _fields(node["provenance"], f"{where}.provenance", RECORDS["provenance"], set(), depth)
    _fields(node, f"{where}({kind})", kinds[kind], extra, depth)


def _fields(node: Any, where: str, attributes: tuple[Attribute, ...], extra: set[str], depth: int) -> None:
    if not isinstance(node, dict):
        raise _stop(where, "an object", node)
    names = {attribute.name for attribute in attributes}
    if unknown := sorted(str(name) for name in node if name not in names | extra):
        raise Malformed(f"{where}: unknown attribute {', '.join(unknown)}; expected {', '.join(sorted(names))}.")
    for attribute in attributes:
        place = f"{where}.{attribute.name}"
        if attribute.name not in node:
            if not attribute.optional:
                raise Malformed(f"{place}: missing.")
        else:
            _CHECKS[attribute.type](node[attribute.name], place, attribute, depth)


def _each(value: Any, where: str, what: str, one: Callable[[Any, str], None], at_least: int = 0) -> None:
    if not isinstance(value, list) or len(value) < at_least:
        raise _stop(where, f"a list of {what}", value)
    for number, item in enumerate(value):
        one(item, f"{where}[{number}]")


def _blocks(value: Any, where: str, depth: int) -> None:
    _each(value, where, "blocks", lambda node, place: _node(node, place, BLOCKS, "a block", depth + 1))


def _inlines(value: Any, where: str, depth: int) -> None:
    _each(value, where, "inlines", lambda node, place: _node(node, place, INLINES, "an inline", depth + 1))


def _cells(value: Any, where: str, depth: int) -> None:
    _each(value, where, "cells", lambda cell, place: _inlines(cell, place, depth))


def _string(value: Any, where: str, attribute: Attribute | None = None, depth: int = 0) -> None:
    if not isinstance(value, str):
        raise _stop(where, "a text", value)


def _text(value: Any, where: str, attribute: Attribute, depth: int) -> None:
    if not isinstance(value, str) or not value.strip():
        raise _stop(where, "a text that is not empty", value)


def _integer(value: Any, where: str, attribute: Attribute, depth: int) -> None:
    low, _, high = attribute.detail.partition("-")
    top = int(high) if high.isdigit() else None
    limits = f"from {low} to {top}" if top is not None else f"of {low} or more"
    if isinstance(value, bool) or not isinstance(value, int) or value < int(low) or (top is not None and value > top):
        raise _stop(where, f"a whole number {limits}", value)


def _whole(value: Any, where: str) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise _stop(where, "a whole number of 0 or more", value)


def _number(value: Any, where: str, attribute: Attribute, depth: int) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 1e15:
        raise _stop(where, "a number of 0 or more", value)


def _boolean(value: Any, where: str, attribute: Attribute, depth: int) -> None:
    if not isinstance(value, bool):
        raise _stop(where, "true or false", value)


def _choice(value: Any, where: str, attribute: Attribute, depth: int) -> None:
    if value not in attribute.detail.split(","):
        raise _stop(where, f"one of {attribute.detail.replace(',', ', ')}", value)


def _date(value: Any, where: str, attribute: Attribute, depth: int) -> None:
    try:
        date.fromisoformat(value)
    except (TypeError, ValueError):
        raise _stop(where, "a date such as 2026-10-12", value) from None


def _marks(value: Any, where: str, attribute: Attribute, depth: int) -> None:
    if not isinstance(value, list) or any(mark not in MARKS for mark in value):
        raise _stop(where, f"some of {', '.join(MARKS)}", value)


def _href(value: Any, where: str, attribute: Attribute, depth: int) -> None:
    if not isinstance(value, str) or not safe_href(value):
        raise _stop(where, "an address (https, http, mailto, tel, or our own)", value)


def _src(value: Any, where: str, attribute: Attribute, depth: int) -> None:
    if not isinstance(value, str) or not safe_src(value):
        raise _stop(where, "the address of a picture of this space", value)


def _site(value: Any, where: str, attribute: Attribute, depth: int) -> None:
    if not isinstance(value, str) or not safe_site(value):
        raise _stop(where, "the address of a site (https or http)", value)


def _id(value: Any, where: str, attribute: Attribute, depth: int) -> None:
    if not isinstance(value, str) or not IDENTITY.fullmatch(value):
        raise _stop(where, "an identity (a UUID)", value)


_CHECKS: dict[str, Callable[[Any, str, Attribute, int], None]] = {
    "string": _string,
    "text": _text,
    "integer": _integer,
    "number": _number,
    "boolean": _boolean,
    "choice": _choice,
    "date": _date,
    "marks": _marks,
    "href": _href,
    "src": _src,
    "site": _site,
    "id": _id,
    "strings": lambda value, where, _attribute, _depth: _each(value, where, "texts", _string),
    "integers": lambda value, where, _attribute, _depth: _each(value, where, "whole numbers", _whole),
    "blocks": lambda value, where, _attribute, depth: _blocks(value, where, depth),
    "inlines": lambda value, where, _attribute, depth: _inlines(value, where, depth),
    "cells": lambda value, where, _attribute, depth: _cells(value, where, depth),
    "items": lambda value, where, _attribute, depth: _each(
        value, where, "items", lambda item, place: _blocks(item, place, depth)
    ),
    "rows": lambda value, where, _attribute, depth: _each(
        value, where, "rows", lambda row, place: _cells(row, place, depth)
    ),
    "record": lambda value, where, attribute, depth: _fields(value, where, RECORDS[attribute.detail], set(), depth),
    "records": lambda value, where, attribute, depth: _each(
        value,
        where,
        attribute.detail,
        lambda item, place: _fields(item, place, RECORDS[attribute.detail], set(), depth),
    ),
}
