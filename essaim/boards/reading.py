"""What a board says now, for the pages that show it."""

from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils.translation import ngettext

from essaim.boards.content import Content, Note, read
from essaim.boards.models import Board
from essaim.documents import api
from essaim.runs.state import Anonymity
from essaim.spaces.models import Member, Space


def found_board(space: Space, pk: UUID) -> Board:
    """Raises `Http404` when it is not of this space."""
    found: Board = get_object_or_404(space.boards.select_related("document"), pk=pk)
    found.space = space
    found.document.space = space
    return found


def board_of_run(run: UUID) -> Board | None:
    return Board.objects.filter(run_ref=run).select_related("document", "space").first()


def content_of(board: Board) -> Content:
    return api.look(board.document, read)


def names_of(board: Board, last: int | None = None) -> dict[str, str]:
    """Note → how its author is shown to the group; empty where names are not. `last`: of as many, the latest given."""
    return _names(board, last) if board.level == Anonymity.NAMED else {}


def names_for_team(board: Board, last: int | None = None) -> dict[str, str]:
    return _names(board, last) if board.level != Anonymity.ANONYMOUS else {}


def names_on_wall(board: Board) -> dict[str, str]:
    """The person alone: a hall has no room for more."""
    if board.level != Anonymity.NAMED:
        return {}
    return {str(note): name for note, name in board.authors.values_list("note", "member__person__name")}


def _names(board: Board, last: int | None = None) -> dict[str, str]:
    rows = board.authors.order_by("-id").values_list("note", "member__person__name", "member__structure__name")[:last]
    return {str(note): " · ".join(filter(None, (name, structure))) for note, name, structure in rows}


def own_notes(board: Board, member: Member, content: Content) -> list[tuple[Note, Note | None]]:
    """The person's notes, each with the one that shows it now (none when it is hidden)."""
    mine = board.authors.filter(member=member).order_by("id").values_list("note", flat=True)
    known = [content.all_notes[str(id)] for id in mine if str(id) in content.all_notes]
    return [(note, content.shown_note(note.id)) for note in known]


def counted(content: Content) -> str:
    """« 24 notes, 4 familles »."""
    said = ngettext("{n} note", "{n} notes", content.count).format(n=content.count)
    if not content.groups:
        return said
    return f"{said}, " + ngettext("{n} famille", "{n} familles", len(content.groups)).format(n=len(content.groups))
