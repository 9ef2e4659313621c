"""Reads a Yjs update (encoding v1) far enough to know whose it is and that it is safe to apply.

The CRDT library trusts what it decodes: a value nested 40 000 times, or 40 000 elements inside one another, ends the
process (measured with pycrdt 0.14). Every update from a browser is therefore walked here first; the walk does not
recurse. What a hand on a keyboard sends all day, some text after some text, is recognised without the walk.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from essaim.documents.protocol import MAX_INTEGER, Malformed, Reader

MAX_VALUE_DEPTH = 64
# Clocks are 32-bit in the CRDT library.
MAX_CLOCK = 2**31
EMPTY = b"\x00\x00"

Clocks = dict[int, int]
"""Yjs client → how far it is known."""

_TYPES_WITH_A_NAME = (3, 5)
_LAST_TYPE = 6


@dataclass(slots=True)
class Contents:
    """`written` says up to where each client wrote in it; `deleted` are ranges (client, start, end).

    `needs` is how far a document must know each client to hold all of it; `nested` counts the types held by a type.
    """

    written: Clocks = field(default_factory=dict)
    deleted: list[tuple[int, int, int]] = field(default_factory=list)
    needs: Clocks = field(default_factory=dict)
    nested: int = 0

    def beyond(self, known: Clocks) -> set[int]:
        """The clients that say here something that who knows `known` does not know."""
        return {client for client, clock in self.written.items() if clock > known.get(client, 0)}


class Keystroke(NamedTuple):
    """An update that only adds text of one client, from the clock `start` to `end`.

    `beside` are the letters it stands between, or the type it is in, as (client, clock).
    """

    client: int
    start: int
    end: int
    beside: tuple[tuple[int, int], ...]


_UINT = rb"([\x80-\xff]{0,7}[\x00-\x7f])"
_KEYSTROKE = re.compile(
    # One client and one struct of text, after a letter, before one, between two, or the first in its type.
    rb"\x01\x01%(n)s%(n)s(?:\x84%(n)s%(n)s|\x44%(n)s%(n)s|\xc4%(n)s%(n)s%(n)s%(n)s|\x04\x00%(n)s%(n)s)([\x01-\x7f])"
    % {b"n": _UINT},
    re.DOTALL,
)


def keystroke(update: bytes) -> Keystroke | None:
    """The update as a keystroke, when it is one; anything else is for `contents_of` to judge."""
    found = _KEYSTROKE.match(update)
    if found is None:
        return None
    text = update[found.end() : -1]
    if len(text) != update[found.end() - 1] or update[-1]:
        return None
    if text.isascii():
        length = len(text)
    else:
        try:
            length = len(text.decode().encode("utf-16-le")) // 2
        except UnicodeDecodeError:
            return None
    client, start, *rest = [_uint(group) for group in found.groups()[:-1] if group is not None]
    end = start + length
    if max(client, *rest) > MAX_INTEGER or end > MAX_CLOCK:
        return None
    return Keystroke(client, start, end, tuple(zip(rest[::2], rest[1::2], strict=True)))


def _uint(encoded: bytes) -> int:
    value = shift = 0
    for byte in encoded:
        value |= (byte & 127) << shift
        shift += 7
    return value


def contents_of(update: bytes) -> Contents:
    """Raises `Malformed` for what the CRDT library must never be given."""
    reader = Reader(update)
    contents = Contents()
    for _ in range(_count(reader)):
        structs = _count(reader)
        client, clock = reader.uint(), reader.uint()
        for _ in range(structs):
            clock += _struct(reader, contents)
            if clock > MAX_CLOCK:
                raise Malformed("a clock is too large")
        if structs:
            contents.written[client] = contents.needs[client] = max(clock, contents.needs.get(client, 0))
    for _ in range(_count(reader)):
        client = reader.uint()
        for _ in range(_count(reader)):
            start = reader.uint()
            end = start + reader.uint()
            if end > MAX_CLOCK:
                raise Malformed("a deletion is too large")
            contents.deleted.append((client, start, end))
            contents.needs[client] = max(end, contents.needs.get(client, 0))
    if reader.left:
        raise Malformed("bytes after the end of the update")
    return contents


def read_state_vector(state: bytes) -> Clocks:
    """Raises `Malformed`."""
    reader = Reader(state)
    clocks = {}
    for _ in range(_count(reader)):
        client = reader.uint()
        clocks[client] = reader.uint()
        if clocks[client] > MAX_CLOCK:
            raise Malformed("a clock is too large")
    if reader.left:
        raise Malformed("bytes after the end of the state vector")
    return clocks


def covers(known: Clocks, needs: Clocks) -> bool:
    return all(known.get(client, 0) >= clock for client, clock in needs.items())


class Deletions:
    """What a document has forgotten, to tell whether a browser says anything new."""

    def __init__(self, ranges: Iterable[tuple[int, int, int]]) -> None:
        self._ranges: dict[int, list[tuple[int, int]]] = {}
        for client, start, end in sorted(ranges):
            mine = self._ranges.setdefault(client, [])
            if mine and start <= mine[-1][1]:
                mine[-1] = (mine[-1][0], max(end, mine[-1][1]))
            else:
                mine.append((start, end))

    def hold(self, ranges: Iterable[tuple[int, int, int]]) -> bool:
        return all(
            any(low <= start and end <= high for low, high in self._ranges.get(client, ()))
            for client, start, end in ranges
        )


def _count(reader: Reader) -> int:
    number = reader.uint()
    if number > reader.left:
        raise Malformed("more things announced than bytes that follow")
    return number


def _struct(reader: Reader, contents: Contents) -> int:
    """Walk one struct; give its length on the client's clock."""
    info = reader.byte()
    kind = info & 31
    if kind in (0, 10):  # collected, skipped
        return reader.uint()
    if info & 128:
        reader.uint()
        reader.uint()
    if info & 64:
        reader.uint()
        reader.uint()
    in_a_type = False
    if not info & 192:
        if reader.uint() == 1:
            reader.bytes()
        else:
            reader.uint()
            reader.uint()
            in_a_type = True
        if info & 32:
            reader.bytes()
    return _content(reader, kind, contents, in_a_type)


def _content(reader: Reader, kind: int, contents: Contents, in_a_type: bool) -> int:
    if kind == 1:  # deleted
        return reader.uint()
    if kind == 2:  # JSON values, from old clients
        length = _count(reader)
        for _ in range(length):
            reader.bytes()
        return length
    if kind in (3, 5):  # bytes, one embedded JSON value
        reader.bytes()
        return 1
    if kind == 4:
        return len(reader.string().encode("utf-16-le")) // 2
    if kind == 6:  # the start or the end of a format
        reader.bytes()
        reader.bytes()
        return 1
    if kind == 7:
        type_ = reader.uint()
        if type_ > _LAST_TYPE:
            raise Malformed(f"a shared type of unknown kind {type_}")
        if type_ in _TYPES_WITH_A_NAME:
            reader.bytes()
        contents.nested += in_a_type
        return 1
    if kind == 8:
        length = _count(reader)
        for _ in range(length):
            _value(reader)
        return length
    raise Malformed(f"content of unknown kind {kind}")


def _value(reader: Reader) -> None:
    """Walk one JSON-like value, without recursion."""
    first = reader.byte()
    if first not in (117, 118):
        _plain_value(reader, first)
        return
    todo, keyed = [_count(reader)], [first == 118]
    while todo:
        if not todo[-1]:
            todo.pop()
            keyed.pop()
            continue
        todo[-1] -= 1
        if keyed[-1]:
            reader.bytes()
        kind = reader.byte()
        if kind not in (117, 118):
            _plain_value(reader, kind)
            continue
        if len(todo) >= MAX_VALUE_DEPTH:
            raise Malformed("a value is nested too deep")
        todo.append(_count(reader))
        keyed.append(kind == 118)


def _plain_value(reader: Reader, kind: int) -> None:
    if kind in (116, 119):  # bytes, text
        reader.bytes()
    elif kind == 125:  # integer
        while reader.byte() > 127:
            pass
    elif kind in (122, 123, 124):
        width = 4 if kind == 124 else 8
        if reader.left < width:
            raise Malformed("the frame ends too early")
        reader.at += width
    elif kind not in (120, 121, 126, 127):
        raise Malformed(f"a value of unknown kind {kind}")
