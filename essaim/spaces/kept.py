"""Pages that say the same to a whole audience are kept, filled in for each seat, until something changes.

A page of a group is read far more often than it is written. A view whose page shows nothing of its reader says so with
`keep(...)`; asked for again, such a page costs one look at the seat, one at what it shows, and a join. What differs
between two seats (their address, their passes) is cut out as slots and made anew each time.
"""

import re
import secrets
import threading
import zlib
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from essaim.base import clock, ids
from essaim.people.models import hashed
from essaim.spaces.seats import SEAT_LIVES

MAX_BYTES = 48 * 2**20
_MARK = b"\0"
_INPUT_ID = re.compile(rb'name="input_id" value="([0-9a-f-]{36})"')

# Written out: this is asked for each page, and putting it together anew would cost twenty times what running it does.
_STANDING = """
SELECT seat.secret_hash, seat.created_at > %s, seat.kind, space.id, space.last_event, member.id, member.role,
       person.name, person.language
FROM spaces_seat seat
JOIN spaces_space space ON space.id = seat.space_id
LEFT JOIN spaces_member member ON member.id = seat.member_id
LEFT JOIN people_person person ON person.id = member.person_id
WHERE seat.key = %s AND space.key = %s AND seat.revoked_at IS NULL AND space.deleted_at IS NULL
  AND member.deleted_at IS NULL
"""


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


Slot = Callable[[Reader], str]
Now = Callable[[], Hashable]


@dataclass(frozen=True)
class Keeping:
    """What a view says of its page, see `keep`."""

    now: Now
    shown: Hashable
    slots: dict[str, Slot]


@dataclass(frozen=True, slots=True)
class _Kept:
    """`body` is compressed; in it, `_MARK number _MARK` stands where the slot of that number goes."""

    last_event: int
    now: Now
    shown: Hashable
    body: bytes
    slots: tuple[Slot, ...]
    headers: dict[str, str]


def keep(
    request: HttpRequest, response: HttpResponse, *, now: Now, shown: Hashable, slots: dict[str, Slot]
) -> HttpResponse:
    """Say that the page shows nothing of its reader but `slots`, and is true while the journal and `now()` do not move.

    `shown` is what `now()` said before the page was made. `slots` maps what was written in the page for this reader to
    what makes it for another. A page with a live part of a person's own, or of a status other than 200, is not kept.
    """
    if not request.is_personal:  # type: ignore[attr-defined]
        response.keeping = Keeping(now, shown, request.page_slots | slots)  # type: ignore[attr-defined]
    return response


def reader_of(space_key: str, seat_key: str, secret: str) -> Reader | None:
    """The reader behind a cookie; None for anyone whom `seats.seat_of` would not know."""
    if not secret:
        return None
    with connection.cursor() as cursor:
        cursor.execute(_STANDING, [clock.now() - SEAT_LIVES, seat_key, space_key])
        row = cursor.fetchone()
    if row is None or not row[1] or not secrets.compare_digest(row[0], hashed(secret)):
        return None
    member = row[5]
    return Reader(
        root=f"/e/{space_key}/{seat_key}/",
        seat_key=seat_key,
        kind=row[2],
        space=_uuid(row[3]),
        last_event=row[4],
        member=None if member is None else _uuid(member),
        role=row[6] or "",
        name=row[7] or "",
        language=row[8] or "",
    )


def _uuid(value: UUID | str) -> UUID:
    return value if isinstance(value, UUID) else UUID(value)


class Shelf:
    """The pages last asked for, up to `max_bytes`."""

    def __init__(self, max_bytes: int = MAX_BYTES) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[Hashable, _Kept] = OrderedDict()
        self._bytes = 0
        self._max_bytes = max_bytes
        self.hits = 0

    def answer(self, key: Hashable, reader: Reader) -> HttpResponse | None:
        """The page as it would be rendered now for this reader, or None."""
        with self._lock:
            kept = self._kept.get(key)
            if kept is None:
                return None
            self._kept.move_to_end(key)
        if kept.last_event != reader.last_event or kept.now() != kept.shown:
            self._drop(key)
            return None
        self.hits += 1
        pieces = zlib.decompress(kept.body).split(_MARK)
        for place in range(1, len(pieces), 2):
            pieces[place] = kept.slots[int(pieces[place])](reader).encode()
        return HttpResponse(b"".join(pieces), headers=kept.headers)

    def put(self, key: Hashable, reader: Reader, response: HttpResponse, keeping: Keeping) -> None:
        if _MARK in response.content:
            return
        slots = keeping.slots | {reader.root: lambda other: other.root} | _fresh_inputs(response.content)
        values = sorted((value.encode() for value in slots if value), key=len, reverse=True)
        found = re.split(b"(" + b"|".join(map(re.escape, values)) + b")", response.content)
        found[1::2] = [_MARK + str(values.index(value)).encode() + _MARK for value in found[1::2]]
        makers = tuple(slots[value.decode()] for value in values)
        body = zlib.compress(b"".join(found), 1)
        self._drop(key)
        with self._lock:
            self._kept[key] = _Kept(
                reader.last_event, keeping.now, keeping.shown, body, makers, dict(response.headers.items())
            )
            self._bytes += len(body)
            while self._bytes > self._max_bytes:
                self._bytes -= len(self._kept.popitem(last=False)[1].body)

    def clear(self) -> None:
        with self._lock:
            self._kept.clear()
            self._bytes = 0

    def _drop(self, key: Hashable) -> None:
        with self._lock:
            kept = self._kept.pop(key, None)
            if kept is not None:
                self._bytes -= len(kept.body)


def _fresh_inputs(content: bytes) -> dict[str, Slot]:
    """The identity of what a form will send is never that of another reader's form."""
    return {value.decode(): lambda _: str(ids.uuid7()) for value in _INPUT_ID.findall(content)}


shelf = Shelf()


def answer(request: HttpRequest, path: str, reader: Reader, render: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """The kept page at `path` of the seat, or the one that `render` makes, kept when its view says so."""
    audience = (reader.space, reader.role, reader.kind, reader.member is None)
    language = request.COOKIES.get("lang") or reader.language or request.headers.get("Accept-Language", "")
    key = (audience, path, request.META.get("QUERY_STRING", ""), language)
    kept = shelf.answer(key, reader)
    if kept is not None:
        return kept
    response = render()
    keeping = getattr(response, "keeping", None)
    if keeping is not None and response.status_code == 200 and isinstance(response, HttpResponse):
        shelf.put(key, reader, response, keeping)
    return response
