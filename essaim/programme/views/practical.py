"""How to come, who comes how, and the programme in one's calendar."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.http import require_POST, require_safe

from essaim.programme import printing
from essaim.programme.actions import practical as actions
from essaim.programme.calendar import calendar_of
from essaim.programme.forms import ComingForm, SheetForm
from essaim.programme.models import Coming
from essaim.spaces import feeds
from essaim.spaces.addresses import public_address
from essaim.spaces.models import Space
from essaim.spaces.pages import to_page
from essaim.spaces.requests import SeatRequest
from essaim.spaces.rights import for_facilitators, for_members

CALENDAR = "text/calendar; charset=utf-8"


@for_members
def practical(request: SeatRequest) -> HttpResponse:
    """The sheet, and what one says of oneself; the team writes it on the same page."""
    mine = actions.coming_of(request.member)
    initial = {"how": mine.how, "needs": mine.needs} if mine else {}
    form = ComingForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.say_how(request.member, form.cleaned_data["how"], needs=form.cleaned_data["needs"])
        return to_page(request, "programme:practical", fragment="mine")
    return _page(request, 422 if form.errors else 200, form=form)


def _page(request: SeatRequest, status: int = 200, **shown: object) -> HttpResponse:
    space, member = request.space, request.member
    feed = feeds.of(member)
    address = f"{public_address(request)}/agenda/{feeds.address_of(feed)}.ics" if feed else ""
    mine = actions.coming_of(member)
    page = {
        "tab": "home",
        "sheet": actions.sheet_of(space),
        "form": ComingForm(initial={"how": mine.how, "needs": mine.needs} if mine else {}),
        "said": mine is not None,
        "calendar": address,
    }
    if member.can_facilitate():
        page["sheet_form"] = SheetForm(initial={name: getattr(page["sheet"], name) for name in actions.FIELDS})
        page["coming"] = Coming.objects.filter(space=space).select_related("member__person").order_by("how")
        page["totals"] = printing.needs(space)
    return render(request, "programme/practical.html", page | shown, status=status)


@for_facilitators
@require_POST
def sheet(request: SeatRequest) -> HttpResponse:
    form = SheetForm(request.POST)
    if not form.is_valid():
        return _page(request, 422, sheet_form=form)
    actions.write_sheet(request.space, by=request.member, **form.cleaned_data)
    return to_page(request, "programme:practical")


@for_members
def calendar(request: SeatRequest) -> HttpResponse:
    """The programme as it is now, to put in a calendar once."""
    root = public_address(request) + request.seat_root
    return _answer(request.space, root)


@for_members
@require_POST
def subscribe(request: SeatRequest) -> HttpResponse:
    """An address of one's own, that a calendar asks by itself."""
    if feeds.of(request.member) is None:
        feeds.open_anew(request.member)
    return to_page(request, "programme:practical", fragment="calendar")


@require_safe
def followed(request: HttpRequest, address: str) -> HttpResponse:
    """No seat, no cookie: the address is all that is needed, and the programme is all that it opens."""
    member = feeds.reader_of(address)
    if member is None:
        raise Http404
    space, root = member.space, feeds.root_of(member)
    with translation.override(member.person.language or space.language), timezone.override(space.zone):
        return _answer(space, public_address(request) + root if root else "")


def _answer(space: Space, root: str) -> HttpResponse:
    response = HttpResponse(calendar_of(space, actions.sheet_of(space), root=root), content_type=CALENDAR)
    response["Content-Disposition"] = 'attachment; filename="programme.ics"'
    response["X-Robots-Tag"] = "noindex"
    return response
