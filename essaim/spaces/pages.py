"""Addresses inside a seat."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from essaim.spaces.seats import COOKIE, SEAT_LIVES, OpenedSeat


def seat_path(name: str, *args: Any) -> str:
    """The address of a page relative to the root of any seat: `runs/0190…/`."""
    return reverse(name, urlconf=settings.SEAT_URLCONF, args=args).lstrip("/")


def to_page(request: HttpRequest, name: str, *args: Any, fragment: str = "") -> HttpResponse:
    """Send the browser to another page of this seat, after a write."""
    address = request.seat_root + seat_path(name, *args)  # type: ignore[attr-defined]
    response = HttpResponseRedirect(address + (f"#{fragment}" if fragment else ""))
    response.status_code = 303
    return response


def to_seat(request: HttpRequest, opened: OpenedSeat, page: str = "") -> HttpResponse:
    """Send the browser to the seat it has just taken, with its cookie."""
    path = opened.seat.path
    response = HttpResponseRedirect(path + page)
    response.status_code = 303
    response.set_cookie(
        COOKIE, opened.secret, path=path, max_age=SEAT_LIVES, httponly=True, samesite="Lax", secure=request.is_secure()
    )
    return response
