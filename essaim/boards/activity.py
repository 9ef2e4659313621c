"""What boards say of themselves to the pages that show everything."""

from django.utils.translation import gettext as _

from essaim.base.blocks import Block
from essaim.boards.drawing import board_blocks, picture_path
from essaim.boards.picture import Picture
from essaim.boards.reading import content_of, counted
from essaim.spaces.activity import Production
from essaim.spaces.models import Space
from essaim.spaces.pages import seat_path


def place() -> tuple[str, str, str]:
    return seat_path("boards:list"), _("Tableaux"), _("Des notes écrites par chaque personne, rangées ensemble")


def produced(space: Space) -> list[Production]:
    made = []
    for board in space.boards.select_related("document"):
        content = content_of(board)
        if content.shown:
            state = _("figé") if board.frozen_at else ""
            made.append(
                Production(board.created_at, board.title, counted(content), seat_path("boards:show", board.pk), state)
            )
    return made


def report_blocks(space: Space, section: str, *, draft: bool) -> list[Block]:
    """Projects, brakes, ingredients, leads (section 7): the boards of no run, whose run tells what it left.

    A published report holds what was validated: a board that was frozen.
    """
    if section != "7":
        return []
    found: list[Block] = []
    for board in space.boards.filter(run_ref=None).select_related("document").order_by("created_at"):
        is_valid = board.frozen_at is not None
        if is_valid or draft:
            found += board_blocks(board, content_of(board), is_valid=is_valid)
    return found


def picture(space: Space, src: str) -> bytes | None:
    """The drawing behind an address of `board_blocks`, for what is printed."""
    for board in space.boards.select_related("document"):
        if src == picture_path(board):
            return Picture(board, content_of(board)).png()
    return None
