"""Where kept pages stand: each as pieces compressed once, with slots between them for what is each reader's own."""

import gzip
import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import TypeVar
from uuid import UUID

from django.db import connection
from django.http import HttpResponse

from essaim.base import clock, ids
from essaim.base.packed import Packed, gzipped, pack, stored

MAX_BYTES = 80 * 2**20
"""Room for ten thousand pages of 500 words, or so."""
MOST_MISSED = 500
"""Lines of the journal that are read to tell whether a kept page is concerned; after more, it is made again."""
_PAGE_WEIGHS, _PIECE_WEIGHS = 1200, 160
_SHARED_UNDER = 256
_INPUT_ID = re.compile(rb'name="input_id" value="([0-9a-f-]{36})"')
_MISSED = "SELECT subject FROM spaces_event WHERE space_id = %s AND number > %s AND number <= %s"

Same = TypeVar("Same", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Reader:
    """Who asks, as far as a kept page needs to know."""

    root: str
    seat_key: str
    kind: str
    space: UUID
    last_event: int
    member: UUID | None
    role: str
    name: str
    language: str
    # When the database was asked who it is.
    known_at: datetime


Slot = Callable[[Reader], str]
Now = Callable[[], Hashable]


@dataclass(frozen=True, slots=True)
class Keeping:
    """What a view says of its page, see `keep`; at `until`, a day of the space ends."""

    now: Now
    shown: Hashable
    about: tuple[str, ...]
    slots: dict[str, Slot]
    stills: tuple[str, ...]
    until: datetime


@dataclass(slots=True)
class _Kept:
    """In `pieces`, a number stands where the slot of that number goes."""

    last_event: int
    now: Now
    shown: Hashable
    about: tuple[str, ...]
    until: datetime
    pieces: tuple[Packed | int, ...]
    slots: tuple[Slot, ...]
    headers: tuple[tuple[str, str], ...]
    weight: int


class Shelf:
    """The pages last asked for, up to `max_bytes`."""

    def __init__(self, max_bytes: int = MAX_BYTES) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[Hashable, _Kept] = OrderedDict()
        self._bytes = 0
        self._max_bytes = max_bytes
        self.hits = 0

    def answer(self, key: Hashable, reader: Reader, *, as_gzip: bool = False) -> HttpResponse | None:
        """The page as it would be rendered now for this reader, or None."""
        with self._lock:
            kept = self._kept.get(key)
            if kept is None:
                return None
            self._kept.move_to_end(key)
        if not _is_true(kept, reader):
            self._drop(key)
            return None
        self.hits += 1
        filled = [stored(slot(reader).encode()) for slot in kept.slots]
        body = gzipped(filled[piece] if isinstance(piece, int) else piece for piece in kept.pieces)
        if not as_gzip:
            return HttpResponse(gzip.decompress(body), headers=dict(kept.headers))
        own = {"Content-Encoding": "gzip", "Content-Length": str(len(body)), "Vary": "Accept-Encoding"}
        return HttpResponse(body, headers=dict(kept.headers) | own)

    def put(self, key: Hashable, reader: Reader, response: HttpResponse, keeping: Keeping) -> None:
        slots = keeping.slots | {reader.root: _root} | _fresh_inputs(response.content)
        values = sorted((value for value in slots if value), key=len, reverse=True)
        pieces: list[Packed | int | bytes] = [response.content]
        weight = _PAGE_WEIGHS
        for still in keeping.stills:
            pieces = _cut(pieces, still.encode(), _packed_once(still.encode()))
        for number, value in enumerate(values):
            pieces = _cut(pieces, value.encode(), number)
        packed: list[Packed | int] = []
        for piece in pieces:
            if isinstance(piece, bytes):
                piece = _packed_once(piece) if len(piece) < _SHARED_UNDER else pack(piece)
                weight += len(piece.body) + _PIECE_WEIGHS
            packed.append(piece)
        kept = _Kept(
            reader.last_event,
            keeping.now,
            keeping.shown,
            keeping.about,
            keeping.until,
            tuple(packed),
            tuple(slots[value] for value in values),
            same(tuple(response.headers.items())),
            weight,
        )
        self._drop(key)
        with self._lock:
            self._kept[key] = kept
            self._bytes += weight
            while self._bytes > self._max_bytes:
                self._bytes -= self._kept.popitem(last=False)[1].weight

    def clear(self) -> None:
        with self._lock:
            self._kept.clear()
            self._bytes = 0

    def _drop(self, key: Hashable) -> None:
        with self._lock:
            kept = self._kept.pop(key, None)
            if kept is not None:
                self._bytes -= kept.weight


def _is_true(kept: _Kept, reader: Reader) -> bool:
    if clock.now() >= kept.until:
        return False
    if kept.last_event != reader.last_event:
        if not _is_untouched(kept, reader):
            return False
        kept.last_event = reader.last_event
    return kept.now() == kept.shown


def _is_untouched(kept: _Kept, reader: Reader) -> bool:
    """Whether what the journal holds since is about other things. A line that is not there could be about anything."""
    missed = reader.last_event - kept.last_event
    if not 0 < missed <= MOST_MISSED:
        return False
    space = reader.space if connection.features.has_native_uuid_field else reader.space.hex
    with connection.cursor() as cursor:
        cursor.execute(_MISSED, [space, kept.last_event, reader.last_event])
        subjects = [row[0] for row in cursor.fetchall()]
    about = kept.about
    return len(subjects) == missed and not any(
        subject in about or subject.partition("-")[0] in about for subject in subjects
    )


def _cut(pieces: list[Packed | int | bytes], value: bytes, instead: Packed | int) -> list[Packed | int | bytes]:
    """What is still bytes, with `instead` wherever `value` was."""
    return [
        one for piece in pieces for one in (_around(piece, value, instead) if isinstance(piece, bytes) else (piece,))
    ]


def _around(piece: bytes, value: bytes, instead: Packed | int) -> Iterator[Packed | int | bytes]:
    for number, part in enumerate(piece.split(value)):
        if number:
            yield instead
        if part:
            yield part


@lru_cache(512)
def _packed_once(plain: bytes) -> Packed:
    """Of what many pages have in common."""
    return pack(plain)


def same(thing: Same) -> Same:
    """One object for all that are equal: ten thousand pages have the same headers."""
    return _same(thing)  # type: ignore[return-value]


@lru_cache(512)
def _same(thing: Hashable) -> Hashable:
    return thing


def _root(reader: Reader) -> str:
    return reader.root


def _fresh_input(_reader: Reader) -> str:
    return str(ids.uuid7())


def _fresh_inputs(content: bytes) -> dict[str, Slot]:
    """The identity of what a form will send is never that of another reader's form."""
    return {value.decode(): _fresh_input for value in _INPUT_ID.findall(content)}
