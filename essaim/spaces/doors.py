"""Ways in that lead to one page: what a browser remembers of the place it took there."""

import re

from django.http import HttpRequest, HttpResponse

from essaim.spaces.models import Space
from essaim.spaces.seats import OpenedSeat

PLACE, WAY_BACK = "place", "door"
REMEMBERED_S = 400 * 86400
_OURS = re.compile(r"/q/[a-z0-9]{4,24}/\?shared")


def remember_seat(request: HttpRequest, response: HttpResponse, opened: OpenedSeat, *, path: str) -> None:
    """Only where the seat is: its secret stays in the seat's own cookie."""
    response.set_cookie(
        PLACE, f"{opened.seat.space.key}.{opened.seat.key}", path=path, max_age=REMEMBERED_S, httponly=True,
        samesite="Lax", secure=request.is_secure(),
    )  # fmt: skip


def known_seat(request: HttpRequest, space: Space, page: str = "") -> str:
    """The way to the seat that this browser took here, or nothing."""
    space_key, _dot, seat_key = request.COOKIES.get(PLACE, "").partition(".")
    return f"/e/{space_key}/{seat_key}/{page}" if space_key == space.key and seat_key.isalnum() else ""


def came_through(request: HttpRequest, response: HttpResponse, address: str) -> None:
    """A shared device comes back to this door after each person."""
    response.set_cookie(WAY_BACK, address, max_age=86400, httponly=True, samesite="Lax", secure=request.is_secure())


def way_back(request: HttpRequest) -> str:
    """The door by which a shared device serves people; "" when it is the room's."""
    address = request.COOKIES.get(WAY_BACK, "")
    return address if _OURS.fullmatch(address) else ""
