"""What the live floor asks of the floors above it: who opens a stream, and what a common part looks like now."""

from http.cookies import SimpleCookie

from django.utils import timezone, translation

from essaim.config import parts
from essaim.live.parts import PartContext, PartRef, catalogue
from essaim.spaces.models import Space
from essaim.spaces.seats import COOKIE, SEAT_PATH, seat_of

parts.install()


def open_stream(path: str, seat_key: str, cookies: str) -> tuple[str, str, str, int] | None:
    """The channel, seat, member and journal number of whoever asks; None for a stranger."""
    found = SEAT_PATH.match(path)
    jar = SimpleCookie(cookies)
    if not found or found.group(2) != seat_key or COOKIE not in jar:
        return None
    seat = seat_of(found.group(1), seat_key, jar[COOKIE].value)
    if seat is None:
        return None
    return seat.space.channel, seat.key, str(seat.member_id or ""), seat.space.last_event


def render_common(channel: str, ref: PartRef, language: str) -> tuple[int, str]:
    """A part common to its audience, with the journal's number it is true at."""
    part = catalogue[ref.name]
    space = Space.objects.select_related("team").get(pk=channel)
    with translation.override(language), timezone.override(space.zone):
        html = part.render(PartContext(space, ref.key, language, part.audience))
    return space.last_event, html
