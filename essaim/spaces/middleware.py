"""The seat is in the path: `/e/<space>/<seat>/…` is read as that seat, in that space, with the seat's own pages."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from essaim.base.disk import full, is_full
from essaim.base.errors import Refused
from essaim.spaces.seats import COOKIE, SEAT_PATH, seat_of

Handler = Callable[[HttpRequest], HttpResponse]
LARGEST_BODY = 32 * 2**20
_SAFE = ("GET", "HEAD", "OPTIONS")


def sizes(get_response: Handler) -> Handler:
    """Refuse, before reading it, what is far larger than any form of ours takes."""

    def middleware(request: HttpRequest) -> HttpResponse:
        told = request.META.get("CONTENT_LENGTH") or "0"
        if not told.isdigit() or int(told) > LARGEST_BODY:
            said = _("Cet envoi est trop lourd. Un fichier peut peser 10 Mo au plus ; pour plus, donnez un lien.")
            return render(request, "spaces/refused.html", {"reason": said}, status=413)
        return get_response(request)

    return middleware


def same_origin(get_response: Handler) -> Handler:
    """Refuse a write that another site sends with our cookies. No token to render, so parts can be shared."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method not in _SAFE:
            origin = request.headers.get("Origin", "")
            if origin.split("://")[-1] != request.get_host():
                return render(
                    request, "spaces/refused.html", {"reason": _("Cet envoi ne vient pas de nos pages.")}, status=403
                )
        return get_response(request)

    return middleware


def refusals(get_response: Handler) -> Handler:
    """What no page caught is still a sentence for the person, never a failure of ours."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_exception(request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Refused):
            return render(request, "spaces/refused.html", {"reason": exception.message}, status=422)
        if is_full(exception):
            return render(request, "spaces/refused.html", {"reason": full()}, status=507)
        return None

    middleware.process_exception = process_exception  # type: ignore[attr-defined]
    return middleware


def seats(get_response: Handler) -> Handler:
    def middleware(request: HttpRequest) -> HttpResponse:
        request.seat = request.member = request.space = None  # type: ignore[attr-defined]
        request.live_parts, request.is_personal = [], False  # type: ignore[attr-defined]
        request.page_slots, request.page_stills = {}, []  # type: ignore[attr-defined]
        found = SEAT_PATH.match(request.path_info)
        if not found:
            return get_response(request)
        space_key, seat_key, rest = found.groups()
        seat = seat_of(space_key, seat_key, request.COOKIES.get(COOKIE, ""))
        if seat is None:
            return render(request, "spaces/no_seat.html", status=404)
        request.seat, request.member, request.space = seat, seat.member, seat.space  # type: ignore[attr-defined]
        if seat.member is not None:
            seat.member.space = seat.space
        request.seat_root = seat.path  # type: ignore[attr-defined]
        request.path_info = rest
        request.urlconf = settings.SEAT_URLCONF  # type: ignore[attr-defined]
        with timezone.override(seat.space.zone):
            return get_response(request)

    return middleware


def language(get_response: Handler) -> Handler:
    """The language chosen on this device, else the person's, else the browser's, else French."""

    def middleware(request: HttpRequest) -> HttpResponse:
        member = getattr(request, "member", None)
        chosen = request.COOKIES.get("lang") or (member.person.language if member else "")
        if chosen not in ("fr", "en"):
            chosen = translation.get_language_from_request(request)
        with translation.override(chosen if chosen in ("fr", "en") else "fr"):
            request.LANGUAGE_CODE = translation.get_language() or "fr"
            response = get_response(request)
        response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
        return response

    return middleware


def headers(get_response: Handler) -> Handler:
    """What a browser must know of every page: nothing foreign, nothing inline, nothing kept by others."""
    policy = (
        "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'self'; "
        "form-action 'self'; frame-ancestors 'none'"
    )

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers.setdefault("Referrer-Policy", "same-origin")
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    return middleware
