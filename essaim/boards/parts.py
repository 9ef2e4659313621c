"""The live parts of boards."""

from collections.abc import Callable, Sequence
from uuid import UUID

from django.http import Http404
from django.template.loader import render_to_string

from essaim.boards.actions.boards import MOST_ON_WALL
from essaim.boards.models import Board
from essaim.boards.reading import content_of, counted, found_board, names_for_team, names_of
from essaim.boards.showing import counts_page, own_page, wall_page
from essaim.live.parts import EVERYONE, FACILITATORS, PERSON, WALL, Part, PartContext, topics
from essaim.runs.actions import RUNS

# More do not come in the second between two renders, and a part that is pushed stays small.
LATEST = 40


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
    """Who wrote the latest notes, where the group may know: those that come while the page is open."""
    return render_to_string("boards/_names.html", {"names": names_of(_board(context), LATEST)})


def team_names(context: PartContext) -> str:
    return render_to_string("boards/_names.html", {"names": names_for_team(_board(context), LATEST)})


def wall(context: PartContext) -> str:
    return wall_html([_board(context)])


def wall_html(boards: Sequence[Board]) -> str:
    """One board, or several side by side, on the hall's screen."""
    pages = [wall_page(one, content_of(one), across=len(boards)) for one in boards]
    if len(pages) == 1:
        return render_to_string("boards/_wall.html", pages[0])
    return render_to_string("boards/_wall_side.html", {"pages": pages})


def beside(across: int) -> Callable[[PartContext], str]:
    """One of `across` boards that share a screen."""

    def wall_beside(context: PartContext) -> str:
        board = _board(context)
        return render_to_string("boards/_wall_aside.html", wall_page(board, content_of(board), across=across))

    return wall_beside


def boards(context: PartContext) -> str:
    found = context.space.boards.select_related("document").order_by("-created_at")
    return render_to_string("boards/_list.html", {"boards": [(one, counted(content_of(one))) for one in found]})


# What hands do, and the end of a vote with dots.
ON_IT = topics("board:{}", "document:{}", RUNS)

PARTS = [
    Part("boards", EVERYONE, topics("boards"), boards),
    Part("board", EVERYONE, ON_IT, counts),
    Part("board-mine", PERSON, topics("board-mine:{}"), mine),
    Part("board-names", EVERYONE, topics("board-names:{}"), names),
    Part("board-team-names", FACILITATORS, topics("board-names:{}"), team_names),
    Part("board-wall", WALL, ON_IT, wall),
    *(Part(f"board-wall-{n}", WALL, ON_IT, beside(n)) for n in range(2, MOST_ON_WALL + 1)),
]
