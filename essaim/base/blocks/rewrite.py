"""A tree with some of its pieces changed: links of a copy, names of today, what a format does not know."""

import dataclasses
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from .inlines import INLINE_TYPES, Inline, Inlines
from .nodes import Block, Blocks
from .tree import dump, load

Change = Callable[[Inline], Inline | Inlines]


def rewrite(tree: Iterable[Block], inline: Change) -> Blocks:
    """The same blocks, each inline put through `inline`: a link after its words. One may become several."""
    return tuple(_rewritten(block, inline) for block in tree)


def inlines_of(tree: Iterable[Block]) -> Iterator[Inline]:
    """Every inline of the tree, in reading order."""
    for block in tree:
        yield from _inside(block)


def _inside(value: Any) -> Iterator[Inline]:
    if isinstance(value, tuple):
        for item in value:
            yield from _inside(item)
    elif isinstance(value, INLINE_TYPES):
        yield value
        yield from _inside(getattr(value, "inlines", ()))
    elif isinstance(value, Block):
        for field in dataclasses.fields(value):
            yield from _inside(getattr(value, field.name))


def _rewritten(value: Any, inline: Change) -> Any:
    if isinstance(value, tuple):
        made: list[Any] = []
        for item in value:
            new = _rewritten(item, inline)
            if isinstance(item, INLINE_TYPES) and isinstance(new, tuple):
                made += new
            else:
                made.append(new)
        return tuple(made)
    if not isinstance(value, (Block, *INLINE_TYPES)):
        return value
    fields = {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    changed = {name: _rewritten(old, inline) for name, old in fields.items() if isinstance(old, tuple)}
    changed = {name: new for name, new in changed.items() if new != fields[name]}
    made_new = dataclasses.replace(value, **changed) if changed else value
    return inline(made_new) if isinstance(made_new, INLINE_TYPES) else made_new


def with_pictures(blocks: Blocks, placed: Callable[[str], str | None]) -> Blocks:
    """Each picture at the address that `placed` gives it; where it gives none, its description stays."""
    return load(_placed(dump(blocks), placed))


def _placed(value: Any, placed: Callable[[str], str | None]) -> Any:
    if isinstance(value, list):
        return [_placed(one, placed) for one in value]
    if not isinstance(value, dict):
        return value
    if value.get("kind") == "figure":
        src = placed(value["image"]["src"])
        if src is not None:
            return {**value, "image": {**value["image"], "src": src}}
        said = " · ".join(filter(None, (value["image"].get("alt", ""), value.get("caption", ""))))
        return {"kind": "paragraph", "inlines": [{"kind": "text", "text": said}]}
    return {name: _placed(item, placed) for name, item in value.items()}
