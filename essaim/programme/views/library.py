"""The team's library: trames and sequences kept from one space to the next."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.text import slugify
from django.views.decorators.http import require_POST

from essaim.base import ids
from essaim.base.errors import Refused
from essaim.programme.actions import library as actions
from essaim.programme.forms import BringSequenceForm, BringTrameForm, SaveTrameForm
from essaim.programme.models import SavedSequence, SavedTrame
from essaim.programme.trame import TrameError
from essaim.programme.trame.write import write_trame
from essaim.spaces.pages import to_page
from essaim.spaces.requests import SeatRequest
from essaim.spaces.rights import for_facilitators


@for_facilitators
def library(request: SeatRequest) -> HttpResponse:
    return _page(request)


def _page(request: SeatRequest, status: int = 200, **shown: Any) -> HttpResponse:
    space = request.space
    page = {
        "tab": "console",
        "trames": SavedTrame.objects.filter(team=space.team_id).select_related("author"),
        "sequences": SavedSequence.objects.filter(team=space.team_id),
        "save_form": SaveTrameForm(initial={"input_id": ids.uuid7(), "title": space.title}),
        "bring_form": BringTrameForm(initial={"input_id": ids.uuid7()}),
        "place_form": BringSequenceForm(sequences=list(space.sequences.all())),
        "may_replace": not space.sequences.filter(started_at__isnull=False).exists(),
    }
    return render(request, "programme/library.html", page | shown, status=status)


@for_facilitators
def trame(request: SeatRequest) -> HttpResponse:
    """The programme as it is now, to take away."""
    return _as_file(write_trame(request.space), request.space.title)


@for_facilitators
def saved_trame(request: SeatRequest, pk: UUID) -> HttpResponse:
    found = _trame(request, pk)
    return _as_file(found.text, found.title)


def _as_file(text: str, title: str) -> HttpResponse:
    name = slugify(title)[:60] or "trame"
    headers = {"Content-Disposition": f'attachment; filename="{name}.yml"'}
    return HttpResponse(text, content_type="application/yaml; charset=utf-8", headers=headers)


def _trame(request: SeatRequest, pk: UUID) -> SavedTrame:
    found: SavedTrame = get_object_or_404(SavedTrame.objects.filter(team=request.space.team_id), pk=pk)
    return found


def _sequence(request: SeatRequest, pk: UUID) -> SavedSequence:
    found: SavedSequence = get_object_or_404(SavedSequence.objects.filter(team=request.space.team_id), pk=pk)
    return found


@for_facilitators
@require_POST
def save_trame(request: SeatRequest) -> HttpResponse:
    form = SaveTrameForm(request.POST)
    if not form.is_valid():
        return _page(request, 422, save_form=form)
    given = form.cleaned_data
    try:
        actions.save_trame(request.space, by=request.member, title=given["title"], id=given["input_id"])
    except TrameError as wrong:
        return _page(request, 422, save_form=form, problems=wrong.problems)
    return to_page(request, "programme:library")


@for_facilitators
@require_POST
def bring_trame(request: SeatRequest) -> HttpResponse:
    form = BringTrameForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, 422, bring_form=form)
    try:
        actions.keep_text(request.space, form.written(), by=request.member, id=form.cleaned_data["input_id"])
    except TrameError as wrong:
        return _page(request, 422, bring_form=form, problems=wrong.problems)
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        return _page(request, 422, bring_form=form)
    return to_page(request, "programme:library")


@for_facilitators
@require_POST
def use_trame(request: SeatRequest, pk: UUID) -> HttpResponse:
    try:
        actions.use_trame(_trame(request, pk), request.space, by=request.member)
    except Refused as refusal:
        return _page(request, 422, refusal=refusal.message)
    return to_page(request, "programme:adjust")


@for_facilitators
@require_POST
def forget_trame(request: SeatRequest, pk: UUID) -> HttpResponse:
    actions.forget(_trame(request, pk), request.space, by=request.member)
    return to_page(request, "programme:library")


@for_facilitators
@require_POST
def save_sequence(request: SeatRequest, pk: UUID) -> HttpResponse:
    actions.save_sequence(get_object_or_404(request.space.sequences, pk=pk), by=request.member)
    return to_page(request, "programme:library")


@for_facilitators
@require_POST
def bring_sequence(request: SeatRequest, pk: UUID) -> HttpResponse:
    saved = _sequence(request, pk)
    form = BringSequenceForm(request.POST, sequences=list(request.space.sequences.all()))
    if not form.is_valid():
        return _page(request, 422, refusal=next(iter(form.errors.values()))[0])
    after = request.space.sequences.filter(pk=form.cleaned_data["after"] or None).first()
    try:
        row = actions.bring_sequence(
            saved, request.space, by=request.member, after=after, id=form.cleaned_data["input_id"]
        )
    except Refused as refusal:
        return _page(request, 422, refusal=refusal.message)
    return to_page(request, "programme:sequence_edit", row.pk)


@for_facilitators
@require_POST
def forget_sequence(request: SeatRequest, pk: UUID) -> HttpResponse:
    actions.forget(_sequence(request, pk), request.space, by=request.member)
    return to_page(request, "programme:library")
