"""The live parts of boards."""

from uuid import UUID

from django.http import Http404
from django.template.loader import render_to_string

from essaim.boards.models import Board
from essaim.boards.reading import content_of, counted, found_board, names_for_team, names_of
from essaim.boards.showing import counts_page, own_page, wall_columns
from essaim.live.parts import EVERYONE, FACILITATORS, PERSON, WALL, Part, PartContext, topics


def _board(context: PartContext) -> Board:
    try:
        return found_board(context.space, UUID(context.key))
    except ValueError:
        raise Http404 from None


def counts(context: PartContext) -> str:
    """How many notes and families: what phones can follow without being sent every note."""
    return render_to_string("boards/_counts.html", counts_page(_board(context)))


def mine(context: PartContext) -> str:
    board = _board(context)
    return render_to_string("boards/_mine.html", own_page(board, context.member, content_of(board)))


def names(context: PartContext) -> str:
    """Who wrote which note, where the group may know: for notes that come while the page is open."""
    return render_to_string("boards/_names.html", {"names": names_of(_board(context))})


def team_names(context: PartContext) -> str:
    return render_to_string("boards/_names.html", {"names": names_for_team(_board(context))})


def wall(context: PartContext) -> str:
    return render_to_string("boards/_wall.html", wall_page(_board(context)))


def wall_page(board: Board) -> dict[str, object]:
    content = content_of(board)
    return {"board": board, "content": content, "columns": wall_columns(board, content, names_of(board)),
            "counted": counted(content), "legend": board.legend}  # fmt: skip


def boards(context: PartContext) -> str:
    found = context.space.boards.select_related("document").order_by("-created_at")
    return render_to_string("boards/_list.html", {"boards": [(one, counted(content_of(one))) for one in found]})


PARTS = [
    Part("boards", EVERYONE, topics("boards"), boards),
    Part("board", EVERYONE, topics("board:{}", "document:{}"), counts),
    Part("board-mine", PERSON, topics("board-mine:{}"), mine),
    Part("board-names", EVERYONE, topics("board-names:{}"), names),
    Part("board-team-names", FACILITATORS, topics("board-names:{}"), team_names),
    Part("board-wall", WALL, topics("board:{}", "document:{}"), wall),
]
