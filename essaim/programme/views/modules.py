"""Modules as everybody sees them: offered, wished for, then lived."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from essaim.base import ids
from essaim.base.blocks.html import to_html
from essaim.base.errors import Refused, refusals_shown_in
from essaim.documents import api as documents
from essaim.programme.actions import choosing, offering, placing
from essaim.programme.forms import ModuleForm, WishForm
from essaim.programme.launch import course
from essaim.programme.models import Module, ModuleState
from essaim.programme.parts import may_take_a_place, offered
from essaim.spaces.joining import join_details
from essaim.spaces.models import HandOver
from essaim.spaces.pages import to_page
from essaim.spaces.requests import SeatRequest
from essaim.spaces.rights import for_members, for_wall_too


def _wish_form(request: SeatRequest, data: Any = None) -> WishForm:
    modules = list(request.space.modules.all())
    mine = choosing.wish_of(request.space, request.member)
    names = dict(zip(("first", "second", "third"), mine.modules if mine else (), strict=False))
    return WishForm(data, modules=modules, initial={"input_id": ids.uuid7(), **names})


def _list_page(
    request: SeatRequest, form: WishForm | None = None, refusal: str = "", status: int = 200
) -> HttpResponse:
    space = request.space
    groups = offered(space)
    opened: list[Module] = groups["open_modules"]
    may_wish = request.member.can_contribute() and bool(groups["offered_modules"]) and not opened
    page = {
        "tab": "home",
        **groups,
        "form": (form or _wish_form(request)) if may_wish else None,
        "wished": choosing.wish_of(space, request.member) is not None,
        "place": placing.place_of(space, request.member),
        "rooms": [(one, one.max_people - one.places.count()) for one in opened if may_take_a_place(space)],
        "refusal": refusal,
    }
    return render(request, "programme/modules.html", page, status=status)


@for_members
def modules(request: SeatRequest) -> HttpResponse:
    return _list_page(request)


@for_members
@require_POST
def wishes(request: SeatRequest) -> HttpResponse:
    form = _wish_form(request, request.POST)
    if form.is_valid():
        with refusals_shown_in(form):
            choosing.wish(request.space, by=request.member, modules=form.ranked(), id=form.cleaned_data["input_id"])
            return to_page(request, "programme:modules")
    return _list_page(request, form, status=422)


@for_members
def module_new(request: SeatRequest) -> HttpResponse:
    """Offering a module, from nothing or from an idea the group had."""
    idea = _idea(request)
    initial = {"input_id": ids.uuid7(), "title": idea.title if idea else request.GET.get("title", "")[:160]}
    form = ModuleForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            given = dict(form.cleaned_data)
            offering.offer_module(request.space, by=request.member, id=given.pop("input_id"), idea=idea, **given)
            return to_page(request, "programme:modules")
    page = {"tab": "home", "form": form, "idea": idea}
    return render(request, "programme/module_new.html", page, status=422 if form.errors else 200)


def _idea(request: SeatRequest) -> HandOver | None:
    asked = request.POST.get("idea") or request.GET.get("idea") or ""
    try:
        return HandOver.objects.filter(space=request.space, kind="module_idea", pk=UUID(asked)).first()
    except ValueError:
        return None


@for_members
def module(request: SeatRequest, pk: UUID) -> HttpResponse:
    found = get_object_or_404(request.space.modules, pk=pk)
    return _module_page(request, found)


def _module_page(request: SeatRequest, found: Module, refusal: str = "", status: int = 200) -> HttpResponse:
    mine = placing.place_of(request.space, request.member)
    document = request.space.documents.filter(pk=found.document).first() if found.document else None
    page = {
        "tab": "home",
        "module": found,
        "course": course(found),
        "document": document,
        "html": to_html(documents.blocks_of(document), base_level=3) if document else "",
        "token": documents.token(document, request.member) if document else "",
        "is_mine": mine is not None and mine.module_id == found.pk,
        "may_withdraw": found.state == ModuleState.OFFERED
        and (request.member.can_facilitate() or found.proposed_by_id == request.member.pk),
        "refusal": refusal,
    }
    return render(request, "programme/module.html", page, status=status)


@for_members
@require_POST
def seat(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Someone late takes a free seat; a facilitator seats someone."""
    found = get_object_or_404(request.space.modules, pk=pk)
    try:
        placing.seat(request.space, by=request.member, member=request.member, module=found)
    except Refused as refused:
        return _list_page(request, refusal=refused.message, status=422)
    return to_page(request, "programme:module", found.pk)


@for_members
@require_POST
def withdraw(request: SeatRequest, pk: UUID) -> HttpResponse:
    found = get_object_or_404(request.space.modules, pk=pk)
    try:
        offering.withdraw_module(found, by=request.member)
    except Refused as refused:
        return _module_page(request, found, refused.message, 422)
    return to_page(request, "programme:modules")


@for_wall_too
def wall_rooms(request: SeatRequest) -> HttpResponse:
    """The plan of the rooms."""
    return render(request, "programme/wall_rooms.html", {"title": _("Les modules"), **join_details(request)})


@for_wall_too
def wall_module(request: SeatRequest, pk: UUID) -> HttpResponse:
    """The screen of one module's room."""
    found = get_object_or_404(request.space.modules, pk=pk)
    return render(request, "programme/wall_module.html", {"module": found, **join_details(request)})
