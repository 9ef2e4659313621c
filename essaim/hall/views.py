"""What the team does in the hall, and a phone that asks to speak. Every act is a plain form."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from essaim.base import ids
from essaim.base.errors import Refused, refusals_shown_in
from essaim.hall import floor, notes, screens
from essaim.hall.forms import MessageForm, NoteForm, SpeakerForm
from essaim.hall.models import TeamNote, Turn
from essaim.spaces.pages import to_page
from essaim.spaces.requests import SeatRequest
from essaim.spaces.rights import for_facilitators, for_members


@for_members
@require_POST
def hand(request: SeatRequest) -> HttpResponse:
    """« Demander la parole », or taking it back."""
    if request.POST.get("act") == "down":
        floor.lower_hand(request.member)
    else:
        floor.raise_hand(request.member, input_id=ids.read(request.POST.get("input_id", "")))
    return _after(request, "home")


def _after(request: SeatRequest, page: str) -> HttpResponse:
    """A page that is alive shows its part again by itself."""
    return HttpResponse(status=204) if "X-Island" in request.headers else to_page(request, page)


@for_facilitators
def room(request: SeatRequest) -> HttpResponse:
    """The hall: who speaks, what the screens show, who is connected, what the team tells itself."""
    return page(request)


def page(request: SeatRequest, status: int = 200, **forms: Any) -> HttpResponse:
    shown = {
        "tab": "console",
        "message_form": MessageForm(),
        "note_form": NoteForm(initial={"input_id": ids.uuid7()}),
        "speaker_form": SpeakerForm(space=request.space),
        "here": floor.here_mark(request.space),
    }
    return render(request, "hall/hall.html", shown | forms, status=status)


@for_facilitators
def speaker(request: SeatRequest) -> HttpResponse:
    """The list of those who may be given the floor, as it is now."""
    page = {"speaker_form": SpeakerForm(space=request.space), "here": floor.here_mark(request.space)}
    return render(request, "hall/_speaker.html", page)


@for_facilitators
@require_POST
def give(request: SeatRequest) -> HttpResponse:
    """Give the floor to someone of the queue, or of the list."""
    form = SpeakerForm(request.POST, space=request.space)
    if form.is_valid():
        with refusals_shown_in(form):
            someone = get_object_or_404(request.space.members, pk=ids.read(form.cleaned_data["member"]))
            someone.space = request.space
            floor.give_floor(someone, by=request.member)
            return _after(request, "hall:room")
    return page(request, 422, speaker_form=form)


@for_facilitators
@require_POST
def end(request: SeatRequest, pk: UUID) -> HttpResponse:
    floor.end_turn(get_object_or_404(Turn.objects.filter(space=request.space), pk=pk), by=request.member)
    return _after(request, "hall:room")


@for_facilitators
@require_POST
def clear(request: SeatRequest) -> HttpResponse:
    floor.clear(request.space, by=request.member)
    return _after(request, "hall:room")


@for_facilitators
@require_POST
def message(request: SeatRequest) -> HttpResponse:
    form = MessageForm(request.POST)
    if form.is_valid():
        with refusals_shown_in(form):
            minutes = form.cleaned_data["minutes"] or 0
            said = form.cleaned_data["message"]
            screens.set_screens(request.space, "message", by=request.member, message=said, minutes=minutes)
            return _after(request, "hall:room")
    return page(request, 422, message_form=form)


@for_facilitators
@require_POST
def extend(request: SeatRequest) -> HttpResponse:
    try:
        screens.extend(request.space, 2, by=request.member)
    except Refused as refusal:
        return page(request, 422, refusal=refusal.message)
    return _after(request, "hall:room")


@for_facilitators
@require_POST
def lead(request: SeatRequest) -> HttpResponse:
    screens.take_lead(request.member)
    return _after(request, "hall:room")


@for_facilitators
@require_POST
def note(request: SeatRequest) -> HttpResponse:
    form = NoteForm(request.POST)
    if form.is_valid():
        with refusals_shown_in(form):
            given = form.cleaned_data
            notes.say(request.member, given["text"], input_id=given["input_id"], about=given["about"])
            if given["about"]:
                return to_page(request, "programme:sequence_edit", given["about"], fragment="notes-title")
            return to_page(request, "hall:room", fragment="team-notes")
    return page(request, 422, note_form=form)


@for_facilitators
@require_POST
def note_done(request: SeatRequest, pk: UUID) -> HttpResponse:
    notes.done(get_object_or_404(TeamNote.objects.filter(space=request.space), pk=pk), by=request.member)
    return _after(request, "hall:room")
