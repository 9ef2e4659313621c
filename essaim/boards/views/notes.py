"""A note is given, and what may be done with it."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render

from essaim.base import ids
from essaim.base.errors import Refused
from essaim.boards.actions import grouping
from essaim.boards.actions import notes as actions
from essaim.boards.content import LONGEST
from essaim.boards.models import Board
from essaim.boards.reading import content_of, found_board, names_for_team, names_of, own_notes
from essaim.boards.showing import Drawer, columns
from essaim.boards.views.boards import board_response
from essaim.spaces.pages import to_page
from essaim.spaces.requests import SeatRequest
from essaim.spaces.rights import for_members

FORM = "boards/_note_form.html"


@for_members
def create(request: SeatRequest, pk: UUID) -> HttpResponse:
    """A note, by a plain form; a live page asks for its form only."""
    board = found_board(request.space, pk)
    is_live = "X-Island" in request.headers
    if request.method != "POST":
        return board_response(request, board, part=FORM)
    try:
        actions.add(
            board, request.member, request.POST.get("text", ""), kind=request.POST.get("kind", ""),
            input_id=input_id(request), secret=actions.box_of(board).secret(request),
        )  # fmt: skip
    except Refused as refusal:
        return board_response(request, board, refusal, 422, FORM if is_live else "")
    return board_response(request, board, part=FORM) if is_live else to_page(request, "boards:show", pk)


@for_members
def take_back(request: SeatRequest, pk: UUID) -> HttpResponse:
    """An anonymous note that still waits leaves the box."""
    board = found_board(request.space, pk)
    if request.method == "POST":
        number = request.POST.get("number", "")
        try:
            actions.take_out_of_box(
                board, request.member, int(number) if number.isdigit() else -1, actions.box_of(board).secret(request)
            )
        except Refused as refusal:
            return board_response(request, board, refusal, 422, FORM if "X-Island" in request.headers else "")
        if "X-Island" not in request.headers:
            return to_page(request, "boards:show", pk)
    return board_response(request, board, part=FORM)


@for_members
def show(request: SeatRequest, pk: UUID, note: UUID) -> HttpResponse:
    return _note_page(request, found_board(request.space, pk), str(note))


def _note_page(
    request: SeatRequest, board: Board, note: str, refusal: Refused | None = None, status: int = 200
) -> HttpResponse:
    """All that can be done with a note, as forms. Raises `Http404`."""
    content, member = content_of(board), request.member
    found = content.all_notes.get(note)
    if found is None or (found.hidden and not (member.can_facilitate() or board.is_of(note, member))):
        raise Http404
    shown = content.shown_note(note)
    names = names_for_team(board) if member.can_facilitate() else names_of(board)
    is_mine = board.is_of(note, member)
    mine = frozenset(one.id for one, _by in own_notes(board, member, content))
    draw = Drawer(board, names, mine)
    alike = (shown, *shown.joined) if shown else ()
    page = {
        "tab": "pages", "board": board, "one": found, "shown": shown, "who": names.get(note, ""),
        "together": [draw.note(replace(one, joined=())) for one in alike],
        "columns": columns(board, content, names), "group": content.group_of(shown) if shown else "",
        "legend": board.legend, "can_arrange": board.can_arrange(member), "is_mine": is_mine,
        "may_reword": board.frozen_at is None and (member.can_facilitate() or is_mine),
        "refusal": refusal, "typed": request.POST if refusal else {}, "longest": LONGEST,
    }  # fmt: skip
    return render(request, "boards/note.html", page, status=status)


@for_members
def act(request: SeatRequest, pk: UUID, note: UUID, act: str) -> HttpResponse:
    board, member, one = found_board(request.space, pk), request.member, str(note)
    said = request.POST.get
    acts: dict[str, Callable[[], None]] = {
        "move": lambda: grouping.move(board, member, one, said("to", ""), said("before", "")),
        "kind": lambda: grouping.set_kind(board, member, one, said("kind", "")),
        "merge": lambda: grouping.merge(board, member, one, said("into", "")),
        "split": lambda: grouping.split(board, member, one),
        "text": lambda: actions.reword(board, member, one, said("text", "")),
        "hide": lambda: actions.hide(board, member, one, said("reason", "")),
        "show": lambda: actions.show(board, member, one),
    }
    if act not in acts:
        raise Http404
    if request.method != "POST":  # the page of a refusal, read again
        return _note_page(request, board, one)
    try:
        acts[act]()
    except Refused as refusal:
        if one not in content_of(board).all_notes:
            return board_response(request, board, refusal, 422)
        return _note_page(request, board, one, refusal, 422)
    return after(request, board)


def after(request: SeatRequest, board: Board) -> HttpResponse:
    """Back to the page the gesture was made from; a script that drew it already needs nothing."""
    if "X-Island" in request.headers:
        return HttpResponse(status=204)
    if request.POST.get("from") == "console" and board.run_ref and request.member.can_facilitate():
        return to_page(request, "runs:console", board.run_ref)
    return to_page(request, "boards:show", board.pk)


def input_id(request: SeatRequest) -> UUID:
    try:
        return UUID(request.POST.get("input_id", ""))
    except ValueError:
        return ids.uuid7()
