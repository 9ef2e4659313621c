"""Pages that say the same to a whole audience are kept, filled in for each seat, until what they show changes.

A page of a group is read far more often than it is written. A view whose page shows nothing of its reader says so with
`keep(...)`; asked for again, such a page costs one look at the seat, one at what it shows, and a join. What differs
between two seats (their address, their passes) is cut out as slots and made anew each time.
"""

import secrets
from collections.abc import Callable, Hashable, Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from essaim.base import clock
from essaim.people.models import hashed
from essaim.spaces.models import Space
from essaim.spaces.seats import COOKIE, SEAT_LIVES, SEAT_PATH
from essaim.spaces.shelf import Keeping, Now, Reader, Shelf, Slot, same

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


def keep(
    request: HttpRequest,
    response: HttpResponse,
    *,
    now: Now,
    shown: Hashable,
    about: Iterable[str],
    slots: dict[str, Slot],
) -> HttpResponse:
    """Say that the page shows nothing of its reader but `slots`, and is true while `about` and `now()` do not move.

    `about` are the kinds of rows that it shows (`comment`), or single ones by their name in the journal
    (`document-0190…`). `shown` is what `now()` said before the page was made. `slots` maps what was written in the page
    for this reader to what makes it for another: it holds no object of this request. A page with a live part of a
    person's own, or of a status other than 200, is not kept.
    """
    if not request.is_personal:  # type: ignore[attr-defined]
        response.keeping = Keeping(  # type: ignore[attr-defined]
            now,
            shown,
            tuple(about),
            request.page_slots | slots,  # type: ignore[attr-defined]
            tuple(request.page_stills),  # type: ignore[attr-defined]
            _end_of_day(request.space),  # type: ignore[attr-defined]
        )
    return response


def _end_of_day(space: Space) -> datetime:
    tomorrow = space.today() + timedelta(days=1)
    return space.at(tomorrow, 0) - timedelta(seconds=space.clock_offset_s)


def reader_of(space_key: str, seat_key: str, secret: str) -> Reader | None:
    """The reader behind a cookie; None for anyone whom `seats.seat_of` would not know."""
    if not secret:
        return None
    asked = clock.now()
    with connection.cursor() as cursor:
        cursor.execute(_STANDING, [asked - SEAT_LIVES, seat_key, space_key])
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
        known_at=asked,
    )


def _uuid(value: UUID | str) -> UUID:
    return value if isinstance(value, UUID) else UUID(value)


shelf = Shelf()


def kept_pages(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """The middleware around all others: a kept page goes out as it came in, with the headers it then had."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        found = SEAT_PATH.match(request.path_info) if request.method == "GET" else None
        if found is None:
            return get_response(request)
        space_key, seat_key, rest = found.groups()
        reader = reader_of(space_key, seat_key, request.COOKIES.get(COOKIE, ""))
        if reader is None:
            return get_response(request)
        audience = (reader.space, reader.role, reader.kind, reader.member is None)
        language = request.COOKIES.get("lang") or reader.language or request.headers.get("Accept-Language", "")
        key = (same(audience), rest, request.META.get("QUERY_STRING", ""), same(language))
        as_gzip = "gzip" in request.headers.get("Accept-Encoding", "")
        kept = shelf.answer(key, reader, as_gzip=as_gzip)
        if kept is not None:
            return kept
        response = get_response(request)
        keeping = getattr(response, "keeping", None)
        if keeping is None or response.status_code != 200 or response.cookies or not isinstance(response, HttpResponse):
            return response
        shelf.put(key, reader, response, keeping)
        return response

    return middleware
