"""The facilitators' hand on the programme. Every act is a plain form."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from essaim.base import ids
from essaim.base.errors import Refused, refusals_shown_in
from essaim.hall.forms import NoteForm
from essaim.programme import steps as course
from essaim.programme.actions import adjusting, hearing, running
from essaim.programme.actions.versions import history, publish_version, unpublished
from essaim.programme.day import the_day
from essaim.programme.forms import NewSequenceForm, SequenceForm, VersionForm
from essaim.programme.launch import method_choices
from essaim.programme.models import Sequence
from essaim.spaces.pages import to_page
from essaim.spaces.requests import SeatRequest
from essaim.spaces.rights import for_facilitators

EDITED = (
    "title", "start", "minutes", "min_minutes", "max_minutes", "fixed", "day", "kind", "leads", "room", "material",
    "objective", "text", "production",
)  # fmt: skip


def _new_form(request: SeatRequest, data: Any = None) -> NewSequenceForm:
    sequences = list(request.space.sequences.all())
    return NewSequenceForm(data, sequences=sequences, initial={"input_id": ids.uuid7()})


def _adjust_page(
    request: SeatRequest, form: NewSequenceForm | None = None, refusal: str = "", status: int = 200
) -> HttpResponse:
    page = {"tab": "console", "form": form or _new_form(request), "refusal": refusal}
    return render(request, "programme/adjust.html", page, status=status)


@for_facilitators
def adjust(request: SeatRequest) -> HttpResponse:
    return _adjust_page(request)


@for_facilitators
@require_POST
def sequence_new(request: SeatRequest) -> HttpResponse:
    form = _new_form(request, request.POST)
    if form.is_valid():
        with refusals_shown_in(form):
            after = request.space.sequences.filter(pk=form.cleaned_data["after"] or None).first()
            row = adjusting.add_sequence(
                request.space,
                by=request.member,
                title=form.cleaned_data["title"],
                minutes=form.cleaned_data["minutes"],
                after=after,
                id=form.cleaned_data["input_id"],
            )
            return to_page(request, "programme:sequence_edit", row.pk)
    return _adjust_page(request, form, status=422)


@for_facilitators
def sequence_edit(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Times and words of a sequence."""
    row = get_object_or_404(request.space.sequences, pk=pk)
    initial = {name: getattr(row, name) for name in EDITED} | {"then": adjusting.SHIFT}
    form = SequenceForm(request.POST or None, initial=initial, space=request.space)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            adjusting.adjust(row, by=request.member, **form.cleaned_data)
            return to_page(request, "programme:adjust", fragment=f"row-{row.pk}")
    return _sequence_page(request, row, form, course.rows_of(row.shown_steps), 422 if form.errors else 200)


def _sequence_page(
    request: SeatRequest, row: Sequence, form: forms.Form, rows: list[course.StepRow], status: int, refusal: str = ""
) -> HttpResponse:
    page = {
        "tab": "console",
        "sequence": row,
        "form": form,
        "rows": rows,
        "methods": method_choices(row.steps),
        "refusal": refusal,
        "note_form": NoteForm(initial={"input_id": ids.uuid7(), "about": row.pk}),
    }
    return render(request, "programme/sequence_edit.html", page, status=status)


@for_facilitators
@require_POST
def steps(request: SeatRequest, pk: UUID) -> HttpResponse:
    """The course of a sequence: its methods, one a row."""
    row = get_object_or_404(request.space.sequences, pk=pk)
    rows = course.read_rows(request.POST, {key for key, _name in method_choices(row.steps)})
    refusal = ""
    if not any(one.error for one in rows):
        try:
            adjusting.set_steps(row, by=request.member, steps=course.steps_of(rows, row.steps))
            return to_page(request, "programme:sequence_edit", row.pk, fragment="steps")
        except Refused as refused:
            refusal = refused.message
    initial = {name: getattr(row, name) for name in EDITED} | {"then": adjusting.SHIFT}
    return _sequence_page(request, row, SequenceForm(initial=initial, space=request.space), rows, 422, refusal)


@for_facilitators
@require_POST
def move(request: SeatRequest, pk: UUID) -> HttpResponse:
    row = get_object_or_404(request.space.sequences, pk=pk)
    sent = request.POST.get("steps", "")
    if not sent.lstrip("-").isdigit() or not -50 <= int(sent) <= 50:
        return _adjust_page(request, refusal=_("Choisissez « Monter » ou « Descendre »."), status=422)
    try:
        adjusting.move(row, by=request.member, steps=int(sent))
    except Refused as refused:
        return _adjust_page(request, refusal=refused.message, status=422)
    return to_page(request, "programme:adjust", fragment=f"row-{row.pk}")


@for_facilitators
@require_POST
def remove(request: SeatRequest, pk: UUID) -> HttpResponse:
    row = get_object_or_404(request.space.sequences, pk=pk)
    try:
        adjusting.remove_sequence(row, by=request.member)
    except Refused as refused:
        return _adjust_page(request, refusal=refused.message, status=422)
    return to_page(request, "programme:adjust")


@for_facilitators
@require_POST
def publish(request: SeatRequest) -> HttpResponse:
    form = VersionForm(request.POST)
    if form.is_valid():
        with refusals_shown_in(form):
            given = form.cleaned_data
            publish_version(request.space, by=request.member, reason=given["reason"], id=given["input_id"])
            return to_page(request, "programme:versions")
    changes = unpublished(request.space)
    page = {"tab": "home", "history": history(request.space), "changes": changes, "form": form}
    return render(request, "programme/versions.html", page, status=422)


@for_facilitators
@require_POST
def start(request: SeatRequest, pk: UUID) -> HttpResponse:
    running.start_sequence(get_object_or_404(request.space.sequences, pk=pk), by=request.member)
    return to_page(request, "programme:console_day")


@for_facilitators
@require_POST
def end(request: SeatRequest, pk: UUID) -> HttpResponse:
    running.end_sequence(get_object_or_404(request.space.sequences, pk=pk), by=request.member)
    return to_page(request, "programme:console_day")


@for_facilitators
@require_POST
def step_back(request: SeatRequest) -> HttpResponse:
    try:
        running.step_back(request.space, by=request.member, leaves=request.POST.get("from", ""))
    except Refused as refused:
        return _late_page(request, 0, refused.message, 409)
    return to_page(request, "programme:console_day")


@for_facilitators
def late(request: SeatRequest) -> HttpResponse:
    """What a delay does to the rest, both ways, before choosing. `more`: minutes one would like to add."""
    asked = request.GET.get("more", "0")
    more = int(asked) if asked.isdigit() and int(asked) <= 240 else 0
    return _late_page(request, more)


def _late_page(request: SeatRequest, more: int, refusal: str = "", status: int = 200) -> HttpResponse:
    day = the_day(request.space)
    page = {
        "tab": "console",
        "day": day,
        "delay": running.delay(request.space, more, day),
        "asked": more,
        "choices": (5, 10, 15, 20, 30),
        "refusal": refusal,
    }
    return render(request, "programme/late.html", page, status=status)


@for_facilitators
@require_POST
def absorb(request: SeatRequest) -> HttpResponse:
    end = request.POST.get("end", "")
    try:
        if not end.isdigit():
            raise Refused(_("Choisissez : décaler ou raccourcir."))
        running.absorb(request.space, by=request.member, how=request.POST.get("how", ""), end=int(end))
    except Refused as refused:
        return _late_page(request, 0, refused.message, 422)
    return to_page(request, "programme:console_day")


@for_facilitators
@require_POST
def take_proposal(request: SeatRequest) -> HttpResponse:
    """Do what the programme proposes, as it proposes it now: pressed twice, the second time there is nothing to do."""
    kind, sequence = request.POST.get("kind", ""), request.POST.get("sequence", "")
    try:
        hearing.take(request.space, kind, sequence, by=request.member)
    except Refused as refused:
        return _adjust_page(request, refusal=refused.message, status=422)
    return to_page(request, "programme:adjust", fragment=f"row-{sequence}")
