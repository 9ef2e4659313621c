"""What the live floor asks of the floors above it: who opens a stream, and what a common part looks like now."""

from http.cookies import SimpleCookie

from django.db import connection
from django.utils import timezone, translation

from essaim.config import parts
from essaim.live.hub import Seat
from essaim.live.parts import PartContext, PartRef, catalogue
from essaim.spaces import models
from essaim.spaces.models import Space
from essaim.spaces.seats import COOKIE, SEAT_PATH, is_open, seat_of

parts.install()


def open_stream(path: str, seat_key: str, cookies: str) -> tuple[Seat, int] | None:
    """The seat of whoever asks, and the journal's number; None for a stranger."""
    found = SEAT_PATH.match(path)
    jar = SimpleCookie(cookies)
    if not found or found.group(2) != seat_key or COOKIE not in jar:
        return None
    seat = seat_of(found.group(1), seat_key, jar[COOKIE].value)
    if seat is None:
        return None
    return Seat(seat.space.channel, seat.key, str(seat.member_id or ""), _role(seat)), seat.space.last_event


def standing(seats: frozenset[Seat]) -> set[Seat]:
    """Those that would be opened today as they were."""
    try:
        rows = models.Seat.objects.filter(key__in=[seat.key for seat in seats]).select_related("space", "member")
        return {
            Seat(row.space.channel, row.key, str(row.member_id or ""), _role(row)) for row in rows if is_open(row)
        } & seats
    finally:
        connection.close_if_unusable_or_obsolete()


def _role(seat: models.Seat) -> str:
    return seat.member.role if seat.member else ""


def render_common(channel: str, ref: PartRef, language: str) -> tuple[int, str]:
    """A part common to its audience, with the journal's number it is true at."""
    part = catalogue[ref.name]
    space = Space.objects.select_related("team").get(pk=channel)
    with translation.override(language), timezone.override(space.zone):
        html = part.render(PartContext(space, ref.key, language, part.audience))
    return space.last_event, html
