"""What the team does with a board: sets it, freezes it, shows it in the hall, fills it, lets the group weigh it."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from essaim.base.errors import Refused, refusals_shown_in
from essaim.boards import pouring, weighing
from essaim.boards.actions import boards as actions
from essaim.boards.actions.notes import open_box
from essaim.boards.forms import SettingsForm
from essaim.boards.reading import found_board
from essaim.boards.views.boards import board_response
from essaim.documents.models import Hands
from essaim.spaces.pages import to_page
from essaim.spaces.requests import SeatRequest
from essaim.spaces.rights import for_facilitators


@for_facilitators
def settings(request: SeatRequest, pk: UUID) -> HttpResponse:
    board = found_board(request.space, pk)
    hands = board.document.hands if board.frozen_at is None else board.open_hands
    initial = {
        "title": board.title, "question": board.question, "level": board.level,
        "hands": hands if hands in (Hands.ALL, Hands.TEAM) else Hands.TEAM, "kinds": "\n".join(board.kinds),
    }  # fmt: skip
    form = SettingsForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            actions.settle(board, request.member, **form.cleaned_data)
            return to_page(request, "boards:show", pk)
    page = {"tab": "pages", "board": board, "form": form}
    return render(request, "boards/settings.html", page, status=422 if form.errors else 200)


@for_facilitators
def frozen(request: SeatRequest, pk: UUID) -> HttpResponse:
    board = found_board(request.space, pk)
    if request.method == "POST":
        actions.freeze(board, request.member, on=request.POST.get("frozen") != "no")
    return to_page(request, "boards:show", pk)


@for_facilitators
def screen(request: SeatRequest, pk: UUID) -> HttpResponse:
    board = found_board(request.space, pk)
    if request.method == "POST":
        shown = request.POST.get("shown")
        actions.show_on_wall(board, request.member, on=shown != "no", beside=shown == "beside")
    return to_page(request, "boards:show", pk)


@for_facilitators
def opening(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Anonymous notes come out of their box, mixed."""
    board = found_board(request.space, pk)
    if request.method == "POST":
        try:
            open_box(board, request.member)
        except Refused as refusal:
            return board_response(request, board, refusal, 422)
    return to_page(request, "boards:show", pk)


@for_facilitators
def dots(request: SeatRequest, pk: UUID) -> HttpResponse:
    """A vote with dots over the families, or over the notes when there is none."""
    board = found_board(request.space, pk)
    if request.method != "POST":
        return to_page(request, "boards:show", pk)
    try:
        run = weighing.prepare_dots(board, request.member)
    except Refused as refusal:
        return board_response(request, board, refusal, 422)
    return to_page(request, "runs:console", run.pk)


@for_facilitators
def pour(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Notes that answers and other moments left are put on this board, with where they come from."""
    board = found_board(request.space, pk)
    refusal = None
    if request.method == "POST":
        try:
            pouring.pour(board, request.member, set(request.POST.getlist("note")))
            return to_page(request, "boards:show", pk)
        except Refused as refused:
            refusal = refused
    page = {"tab": "pages", "board": board, "sources": pouring.sources(request.space), "refusal": refusal,
            "chosen": set(request.POST.getlist("note"))}  # fmt: skip
    return render(request, "boards/pour.html", page, status=422 if refusal else 200)
