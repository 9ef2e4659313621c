"""Who may see a page. Every view of a space carries one of these marks; a house test fails on a view without."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from essaim.spaces.models.member import SeatKind

View = Callable[..., HttpResponseBase]


def _mark(view: View, rights: str, allowed: Callable[[Any], bool]) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if getattr(request, "seat", None) is None:
            raise Http404
        if not allowed(request):
            return render(request, "spaces/forbidden.html", status=403)
        return view(request, *args, **kwargs)

    guarded.rights = rights  # type: ignore[attr-defined]
    return guarded


def for_members(view: View) -> View:
    """A person with a seat, whatever the role. Writing by observers is refused: they see, and are never counted."""

    def allowed(request: Any) -> bool:
        return request.member is not None and (request.method in ("GET", "HEAD") or request.member.can_contribute())

    return _mark(view, "members", allowed)


def for_facilitators(view: View) -> View:
    return _mark(view, "facilitators", lambda request: request.member is not None and request.member.can_facilitate())


def for_wall_too(view: View) -> View:
    """Members, and the room's screen."""

    def allowed(request: Any) -> bool:
        return request.member is not None or request.seat.kind == SeatKind.WALL

    return _mark(view, "wall", allowed)


def may_read(audience: str, request: Any) -> bool:
    """Whether this seat may be shown a part made for `audience`."""
    facilitates = request.member is not None and request.member.can_facilitate()
    return {
        "everyone": True,
        "facilitators": facilitates,
        "wall": facilitates or request.seat.kind == SeatKind.WALL,
        "person": request.member is not None,
    }[audience]
