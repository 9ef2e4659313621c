"""Ways in: the room's code, a personal link, coming back; and what a seat itself can do."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from essaim.base import ids
from essaim.base.errors import Refused, refusals_shown_in
from essaim.live.parts import PartContext, catalogue, is_key
from essaim.spaces import seats
from essaim.spaces.doors import known_seat, remember_seat, way_back
from essaim.spaces.forms import BackForm, CodeForm, JoinForm, MineForm
from essaim.spaces.models import Space
from essaim.spaces.models.member import SeatKind
from essaim.spaces.pages import to_page, to_seat
from essaim.spaces.preferences import set_preferences
from essaim.spaces.requests import SeatRequest
from essaim.spaces.rights import for_members, for_wall_too, may_read

SHARED = "shared"
HINT_LIVES_S = 400 * 86400


def enter(request: HttpRequest) -> HttpResponse:
    """The room's code, typed by hand."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return redirect("room", code=form.cleaned_data["code"].replace(" ", ""))
    return render(request, "spaces/enter.html", {"form": form}, status=422 if form.errors else 200)


def _room(code: str) -> Space:
    space = seats.space_by_code(code)
    if space is None:
        raise Http404
    return space


def room(request: HttpRequest, code: str) -> HttpResponse:
    """Joining from the QR code: a first name and a structure, nothing else."""
    space = seats.space_by_code(code)
    if space is None:
        asked = CodeForm({"code": code})
        asked.is_valid()
        return render(request, "spaces/enter.html", {"form": asked}, status=404)
    form = JoinForm(request.POST or None, initial={"input_id": ids.uuid7()})
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            opened = seats.enter_room(
                space,
                name=form.cleaned_data["name"],
                structure=form.cleaned_data["structure"],
                language=translation.get_language() or "fr",
                member_id=form.cleaned_data["input_id"],
                kind=_kind(request),
            )
            response = to_seat(request, opened)
            if opened.seat.kind == SeatKind.PHONE:
                remember_seat(request, response, opened, path="/r/")
            return response
    page = {
        "form": form,
        "room": space,
        "structures": space.structures.order_by("folded"),
        "known": known_seat(request, space),
        "code": code,
        "is_shared": _kind(request) == SeatKind.SHARED,
    }
    return render(request, "spaces/room.html", page, status=422 if form.errors else 200)


def room_back(request: HttpRequest, code: str) -> HttpResponse:
    """Coming back on another phone: the name, and the four figures shown on the first one."""
    space = _room(code)
    form = BackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            given = form.cleaned_data
            opened = seats.come_back(space, name=given["name"], code=given["code"], kind=_kind(request))
            return to_seat(request, opened)
    page = {"form": form, "room": space, "code": code, "is_shared": _kind(request) == SeatKind.SHARED}
    return render(request, "spaces/room_back.html", page, status=422 if form.errors else 200)


def _kind(request: HttpRequest) -> str:
    """A device that serves several people says so in its address, from one form to the next."""
    return SeatKind.SHARED if SHARED in request.GET else SeatKind.PHONE


def link(request: HttpRequest, token: str) -> HttpResponse:
    """A personal link. Reading it changes nothing: mail scanners read; a person presses."""
    try:
        invitation = seats.link_of(token)
        if request.method == "POST":
            opened = seats.use_link(token)
            return to_seat(request, opened, {"wall": "wall/", "console": "console/"}.get(opened.seat.kind, ""))
    except Refused as refusal:
        return _dead(request, token, refusal)
    return render(request, "spaces/link.html", {"invitation": invitation, "room": invitation.space})


def _dead(request: HttpRequest, token: str, refusal: Refused) -> HttpResponse:
    """What to do with a link that opens nothing, or nothing any more."""
    space = seats.space_of_link(token)
    is_today = space is not None and space.join_open and 0 <= space.days_since() < space.lasts_days
    page = {
        "reason": refusal.message,
        "title": _("Ce lien n’ouvre rien") if refusal.code == "unknown" else _("Ce lien ne sert plus"),
        "back": reverse("room_back", args=[space.join_code.replace(" ", "").lower()]) if space and is_today else "",
    }
    return render(request, "spaces/link_dead.html", page, status=410)


@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    chosen = request.POST.get("language", "")
    back = request.POST.get("back", "/")
    # Only a path of ours: never another site.
    safe = back if back.startswith("/") and not back.startswith("//") else "/"
    response = HttpResponseRedirect(safe)
    if chosen in ("fr", "en"):
        response.set_cookie("lang", chosen, max_age=HINT_LIVES_S, samesite="Lax")
    return response


@for_members
@require_POST
def arrival(request: SeatRequest) -> HttpResponse:
    """« Je suis là »"""
    seats.arrive(request.member)
    return to_page(request, "home")


@for_wall_too
@require_POST
def done(request: SeatRequest) -> HttpResponse:
    """« J’ai fini », on a shared device: the place is closed, and the door is open to whoever comes next."""
    if request.seat.kind != SeatKind.SHARED:
        return to_page(request, "home")
    seats.hand_on(request.seat)
    code = request.space.join_code.replace(" ", "").lower()
    door = way_back(request) or f"{reverse('room', settings.ROOT_URLCONF, [code])}?{SHARED}"
    response = HttpResponseRedirect(door)
    response.status_code = 303
    for name in request.COOKIES:
        response.delete_cookie(name, path=request.seat_root)
    # Where the browser knows it (HTTPS): nothing of the last person behind « back ».
    response["Clear-Site-Data"] = '"cache"'
    return response


@for_members
def mine(request: SeatRequest) -> HttpResponse:
    """My place: my code for another phone, how I am credited, leaving."""
    member = request.member
    form = MineForm(
        request.POST or None,
        initial={"credit": member.credit, "language": member.person.language, "more_time": member.person.more_time},
    )
    if request.method == "POST" and form.is_valid():
        set_preferences(member, **form.cleaned_data)
        return to_page(request, "mine")
    return render(request, "spaces/mine.html", {"form": form}, status=422 if form.errors else 200)


@for_wall_too
def part(request: SeatRequest, name: str, key: str) -> HttpResponse:
    """One live part, with this seat's own rights."""
    found = catalogue.get(name)
    key = "" if key == "-" else key
    if found is None or not is_key(key) or not may_read(found.audience, request):
        raise Http404
    member = request.member if found.audience == "person" else None
    context = PartContext(request.space, key, request.LANGUAGE_CODE, found.audience, member)
    return HttpResponse(found.render(context))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "spaces/not_found.html", {"root": getattr(request, "seat_root", "")}, status=404)


def not_understood(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What the framework refused before any view read it: too large a body, too many fields, a torn one."""
    is_large = isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent)
    page = {"root": getattr(request, "seat_root", ""), "is_large": is_large}
    return render(request, "spaces/not_understood.html", page, status=413 if is_large else 400)


def failed(request: HttpRequest) -> HttpResponse:
    return render(request, "spaces/failed.html", status=500)
