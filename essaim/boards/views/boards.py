"""The boards of a space: their list, one, several side by side, one on a screen of its own."""

from collections.abc import Callable
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify

from essaim.base import ids
from essaim.base.blocks.markdown import to_markdown
from essaim.base.errors import Refused
from essaim.boards.actions import boards as actions
from essaim.boards.actions.boards import MOST_ON_WALL
from essaim.boards.actions.notes import box_of
from essaim.boards.drawing import board_words
from essaim.boards.forms import BoardForm
from essaim.boards.models import Board
from essaim.boards.picture import Picture
from essaim.boards.reading import content_of, found_board
from essaim.boards.showing import board_page, island_key
from essaim.spaces.box import keep_secret
from essaim.spaces.joining import join_details
from essaim.spaces.pages import to_page
from essaim.spaces.requests import SeatRequest
from essaim.spaces.rights import for_members, for_wall_too

# A wide screen holds no more.
MOST_ASIDE = 4


@for_members
def index(request: SeatRequest) -> HttpResponse:
    form = BoardForm(request.POST or None, initial={"input_id": ids.uuid7()})
    if request.method == "POST" and form.is_valid():
        made = actions.create(request.member, **form.cleaned_data)
        return to_page(request, "boards:show", made.pk)
    page = {"tab": "pages", "form": form, "several": request.space.boards.count() > 1}
    return render(request, "boards/list.html", page, status=422 if form.errors else 200)


@for_members
def show(request: SeatRequest, pk: UUID) -> HttpResponse:
    return board_response(request, found_board(request.space, pk))


def board_response(
    request: SeatRequest, board: Board, refusal: Refused | None = None, status: int = 200, part: str = ""
) -> HttpResponse:
    """The page of a board, or the `part` of it that a script asks for; with what was typed when it was refused."""
    page = {
        **(board_page(board, request.member) if not part else {"board": board, "legend": board.legend}),
        **note_form(request, board, refusal), "tab": "pages",
    }  # fmt: skip
    response = render(request, part or "boards/show.html", page, status=status)
    if board.is_anonymous:
        keep_secret(request, response, box_of(board))
    return response


def note_form(request: SeatRequest, board: Board, refusal: Refused | None = None) -> dict[str, object]:
    """What the form of a note needs, with the notes of this phone that wait in the box."""
    waiting = []
    if board.is_anonymous:
        waiting = box_of(board).own(box_of(board).secret(request)).get("notes", [])
    return {"island": island_key(board), "waiting_notes": waiting, "refusal": refusal,
            "typed": request.POST if refusal else {}}  # fmt: skip


@for_members
def side(request: SeatRequest) -> HttpResponse:
    """Several boards at once, on a wide screen; on a phone, one under the other."""
    boards = _chosen(request, MOST_ASIDE)
    everything = request.space.boards.select_related("document").order_by("-created_at")
    page = {
        "tab": "pages", "boards": [board_page(board, request.member) for board in boards], "everything": everything,
        "chosen": {board.pk for board in boards}, "most": MOST_ASIDE,
        "most_on_wall": MOST_ON_WALL, "asked": request.GET.urlencode(),
    }  # fmt: skip
    return render(request, "boards/side.html", page)


@for_wall_too
def wall(request: SeatRequest, pk: UUID) -> HttpResponse:
    """A screen for this board alone: modules side by side each have theirs."""
    return render(request, "boards/wall.html", {"board": found_board(request.space, pk), **join_details(request)})


@for_wall_too
def wall_side(request: SeatRequest) -> HttpResponse:
    """A screen for several boards: groups that work apart are read together."""
    boards = _chosen(request, MOST_ON_WALL)
    if len(boards) == 1:
        return to_page(request, "boards:wall", boards[0].pk)
    page = {"boards": boards, "part": f"board-wall-{len(boards)}", **join_details(request)}
    return render(request, "boards/wall_side.html", page)


@for_members
def file(request: SeatRequest, pk: UUID, kind: str) -> HttpResponse:
    """The whole board to take away: a drawing, a picture, its words."""
    board = found_board(request.space, pk)
    content = content_of(board)
    makers: dict[str, tuple[str, Callable[[], str | bytes]]] = {
        "svg": ("image/svg+xml", lambda: str(Picture(board, content, whole=True).svg)),
        "png": ("image/png", lambda: Picture(board, content, whole=True).png()),
        "md": ("text/markdown; charset=utf-8", lambda: to_markdown(board_words(board, content))),
    }
    if kind not in makers:
        raise Http404
    media_type, make = makers[kind]
    answer = HttpResponse(make(), content_type=media_type)
    name = slugify(board.title)[:60] or "tableau"
    answer["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return answer


def _chosen(request: SeatRequest, most: int) -> list[Board]:
    """The boards that an address names, of this space. Raises `Http404`."""
    wanted = [one for one in request.GET.getlist("b") if _is_uuid(one)][:most]
    return [found_board(request.space, UUID(one)) for one in dict.fromkeys(wanted)]


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
