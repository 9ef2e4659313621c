"""Families of notes: made, named, put together, taken apart."""

from collections.abc import Callable
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render

from essaim.base.errors import Refused
from essaim.boards.actions import grouping
from essaim.boards.content import LONGEST_NAME
from essaim.boards.models import Board
from essaim.boards.reading import content_of, found_board, names_for_team, names_of
from essaim.boards.showing import columns
from essaim.boards.views.boards import board_response
from essaim.boards.views.notes import after, input_id
from essaim.spaces.requests import SeatRequest
from essaim.spaces.rights import for_members


@for_members
def create(request: SeatRequest, pk: UUID) -> HttpResponse:
    board = found_board(request.space, pk)
    if request.method != "POST":
        return board_response(request, board)
    try:
        grouping.add_group(
            board, request.member, request.POST.get("name", ""), id=input_id(request),
            notes=tuple(request.POST.getlist("note")),
        )  # fmt: skip
    except Refused as refusal:
        return board_response(request, board, refusal, 422)
    return after(request, board)


@for_members
def show(request: SeatRequest, pk: UUID, group: UUID) -> HttpResponse:
    return _group_page(request, found_board(request.space, pk), str(group))


def _group_page(
    request: SeatRequest, board: Board, group: str, refusal: Refused | None = None, status: int = 200
) -> HttpResponse:
    """All that can be done with a family, as forms. Raises `Http404`."""
    content, member = content_of(board), request.member
    names = names_for_team(board) if member.can_facilitate() else names_of(board)
    drawn = columns(board, content, names)
    column = next((one for one in drawn if one.group.id == group and group), None)
    if column is None:
        raise Http404
    page = {
        "tab": "pages", "board": board, "column": column, "group": column.group, "columns": drawn,
        "others": [one for one in content.groups if one.id != group], "can_arrange": board.can_arrange(member),
        "refusal": refusal, "typed": request.POST if refusal else {}, "longest_name": LONGEST_NAME,
    }  # fmt: skip
    return render(request, "boards/group.html", page, status=status)


@for_members
def act(request: SeatRequest, pk: UUID, group: UUID, act: str) -> HttpResponse:
    board, member, one = found_board(request.space, pk), request.member, str(group)
    said = request.POST.get
    acts: dict[str, Callable[[], None]] = {
        "name": lambda: grouping.rename_group(board, member, one, said("name", "")),
        "join": lambda: grouping.join_groups(board, member, one, said("into", "")),
        "part": lambda: grouping.part_group(board, member, one),
        "place": lambda: grouping.place_group(board, member, one, said("before", "")),
        "dissolve": lambda: grouping.dissolve_group(board, member, one),
        "split": lambda: grouping.split_group(
            board, member, one, said("name", ""), tuple(request.POST.getlist("note")), id=input_id(request)
        ),
    }
    if act not in acts:
        raise Http404
    if request.method != "POST":
        return _group_page(request, board, one)
    try:
        acts[act]()
    except Refused as refusal:
        if content_of(board).group(one) is None:
            return board_response(request, board, refusal, 422)
        return _group_page(request, board, one, refusal, 422)
    return after(request, board)


@for_members
def undo(request: SeatRequest, pk: UUID) -> HttpResponse:
    board = found_board(request.space, pk)
    if request.method != "POST":
        return board_response(request, board)
    try:
        grouping.undo(board, request.member)
    except Refused as refusal:
        return board_response(request, board, refusal, 422)
    return after(request, board)
