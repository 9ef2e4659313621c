"""What changed between two texts: line by line, then word by word inside the lines that changed. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from essaim.base.blocks import (
    Block,
    Blocks,
    CheckList,
    Code,
    Embed,
    Figure,
    Heading,
    Inlines,
    Listing,
    Notice,
    Paragraph,
    Quote,
    Rule,
    Table,
)
from essaim.base.blocks.plain import inline_text, plain

ALIKE = 0.4
"""From this likeness on, a line replaced by another is the same line, changed."""
MOST_LINES = 4_000
MOST_WORDS = 2_000
CONTEXT = 2
"""Unchanged lines shown around a change."""

_WORD = re.compile(r"\w+|\s+|[^\w\s]")


class Change(StrEnum):
    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    RESHAPED = "reshaped"
    """The same words, otherwise set: bold, a link, a heading of another level."""


@dataclass(frozen=True)
class Piece:
    """Some words; `is_other` when the other side does not have them."""

    text: str
    is_other: bool = False


@dataclass(frozen=True)
class Line:
    """A paragraph, a heading, an item or a row of a table; `form` is all that its words do not say."""

    kind: str
    text: str
    form: str = ""


@dataclass(frozen=True)
class Pair:
    """One line of the comparison: what it was, and what it is now."""

    change: Change
    before: tuple[Piece, ...] = ()
    after: tuple[Piece, ...] = ()
    kind: str = ""


@dataclass(frozen=True)
class Gap:
    """Lines that did not change, left out."""

    count: int


def compare(before: Blocks, after: Blocks) -> list[Pair]:
    """Every line of both, in order."""
    old, new = lines_of(before)[:MOST_LINES], lines_of(after)[:MOST_LINES]
    pairs: list[Pair] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pairs += [_pair(Change.SAME, line, line) for line in new[j1:j2]]
        else:
            pairs += _replaced(old[i1:i2], new[j1:j2])
    return pairs


def shortened(pairs: Sequence[Pair]) -> list[Pair | Gap]:
    """The changes with a little of what is around them; the rest counted."""
    near = {
        n + off for n, pair in enumerate(pairs) if pair.change != Change.SAME for off in range(-CONTEXT, CONTEXT + 1)
    }
    made: list[Pair | Gap] = []
    for n, pair in enumerate(pairs):
        if n in near:
            made.append(pair)
        elif made and isinstance(made[-1], Gap):
            made[-1] = Gap(made[-1].count + 1)
        else:
            made.append(Gap(1))
    return made


def counted(pairs: Iterable[Pair]) -> dict[Change, int]:
    found = dict.fromkeys(Change, 0)
    for pair in pairs:
        found[pair.change] += 1
    return found


def lines_of(blocks: Blocks) -> list[Line]:
    return [line for block in blocks for line in _lines(block, "")]


def _lines(block: Block, inside: str) -> Iterable[Line]:
    match block:
        case Heading(level=level, inlines=inlines):
            yield _line("heading", inlines, f"h{level}", inside)
        case Paragraph(inlines=inlines):
            yield _line(inside or "paragraph", inlines, "", inside)
        case Notice(blocks=inner_blocks):
            for inner in inner_blocks:
                yield from _lines(inner, "notice")
        case CheckList(items=items, checked=checked):
            for number, item in enumerate(items):
                for inner in item:
                    for line in _lines(inner, "item"):
                        yield Line("item", f"{'☑' if number in checked else '☐'} {line.text}", line.form)
        case Embed(href=href, title=title):
            yield Line("picture", title or href, href)
        case Listing(items=items, ordered=ordered):
            for item in items:
                for inner in item:
                    yield from _lines(inner, "numbered" if ordered else "item")
        case Quote(blocks=inner_blocks):
            for inner in inner_blocks:
                yield from _lines(inner, "quote")
        case Table(head=head, rows=rows):
            for n, cells in enumerate((head, *rows) if head else rows):
                text = " | ".join(inline_text(cell) for cell in cells)
                yield Line("row", text, f"{'head' if head and not n else ''}{cells!r}")
        case Code(text=text):
            for line in text.splitlines():
                yield Line("code", line)
        case Figure(image=image, caption=caption):
            yield Line("picture", " · ".join(filter(None, (image.alt, caption))), image.src)
        case Rule():
            yield Line("rule", "")
        case _:
            for said in plain([block]).splitlines():
                yield Line("paragraph", said, block.kind)


def _line(kind: str, inlines: Inlines, form: str, inside: str) -> Line:
    return Line(kind, inline_text(inlines), f"{inside} {form} {inlines!r}")


def _replaced(old: Sequence[Line], new: Sequence[Line]) -> list[Pair]:
    """Lines in the place of others: those that are alike are paired, in order; the rest went, or came."""
    pairs: list[Pair] = []
    at = 0
    for line in new:
        found = next((n for n in range(at, min(len(old), at + 50)) if _are_alike(old[n], line)), None)
        if found is None:
            pairs.append(_pair(Change.ADDED, None, line))
            continue
        pairs += [_pair(Change.REMOVED, one, None) for one in old[at:found]]
        pairs.append(_changed(old[found], line))
        at = found + 1
    return pairs + [_pair(Change.REMOVED, one, None) for one in old[at:]]


def _are_alike(one: Line, other: Line) -> bool:
    if one.text == other.text:
        return True
    words = [_WORD.findall(line.text)[:MOST_WORDS] for line in (one, other)]
    match = SequenceMatcher(None, *words, autojunk=False)
    return match.real_quick_ratio() >= ALIKE and match.quick_ratio() >= ALIKE and match.ratio() >= ALIKE


def _changed(before: Line, after: Line) -> Pair:
    if before.text == after.text:
        return _pair(Change.RESHAPED, before, after)
    old, new = _WORD.findall(before.text), _WORD.findall(after.text)
    if len(old) > MOST_WORDS or len(new) > MOST_WORDS:
        return Pair(Change.CHANGED, (Piece(before.text, True),), (Piece(after.text, True),), after.kind)
    left: list[Piece] = []
    right: list[Piece] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        _add(left, "".join(old[i1:i2]), tag != "equal")
        _add(right, "".join(new[j1:j2]), tag != "equal")
    return Pair(Change.CHANGED, tuple(left), tuple(right), after.kind)


def _add(pieces: list[Piece], text: str, is_other: bool) -> None:
    if text and pieces and pieces[-1].is_other == is_other:
        pieces[-1] = Piece(pieces[-1].text + text, is_other)
    elif text:
        pieces.append(Piece(text, is_other))


def _pair(change: Change, before: Line | None, after: Line | None) -> Pair:
    is_other = change in (Change.ADDED, Change.REMOVED)
    line = after or before
    assert line is not None
    return Pair(
        change,
        (Piece(before.text, is_other),) if before else (),
        (Piece(after.text, is_other),) if after else (),
        line.kind,
    )
