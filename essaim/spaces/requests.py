"""A request to a page of a seat, as `middleware.seats` completes it."""

from django.http import HttpRequest

from essaim.live.parts import PartRef
from essaim.spaces.models import Member, Seat, Space


class SeatRequest(HttpRequest):
    """`member` is typed as present: the marks of `rights` let no view run without one, but those for the wall."""

    seat: Seat
    member: Member
    space: Space
    seat_root: str
    live_parts: list[PartRef]
    LANGUAGE_CODE: str
