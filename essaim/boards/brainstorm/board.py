"""The board of a brainstorm: made when notes are shown, filled by the run, arranged by hands, kept afterwards."""

from typing import TYPE_CHECKING, Any

from essaim.boards.actions import boards
from essaim.boards.actions.notes import put
from essaim.boards.brainstorm import together
from essaim.boards.models import Board
from essaim.boards.reading import board_of_run, content_of, own_notes
from essaim.boards.showing import board_page, wall_page
from essaim.documents.models import Hands
from essaim.runs.models import Run
from essaim.runs.state import Anonymity, RunState, Status
from essaim.spaces.changes import Journal
from essaim.spaces.models import Member

if TYPE_CHECKING:
    from essaim.boards.brainstorm.data import Data
    from essaim.boards.brainstorm.method import Params


def pour(journal: Journal, run: Run, state: "RunState[Params, Data]") -> None:
    """Put on the board the notes given that are not there yet, all at once when they are shown."""
    board = board_of_run(run.pk)
    if board is None:
        board = boards.make(
            journal, run.title, question=state.params.question, level=state.anonymity, hands=Hands.TEAM,
            kinds=state.params.kinds, run=run.pk,
        )  # fmt: skip
    named = state.anonymity != Anonymity.ANONYMOUS
    wanted = {note.author for note in state.data.notes if note.author} if named else set()
    members = Member.everything.in_bulk(list(wanted)) if wanted else {}
    authors = {str(pk): member for pk, member in members.items()}
    notes = state.data.notes
    if state.params.way != "simple":
        notes = tuple(together.posted(state.data))
    rows = [(note.id, note.text, note.kind, authors.get(note.author)) for note in notes]
    put(journal, board, rows, into={note.id: note.into for note in notes if note.into})


def left(run: Run) -> list[tuple[str, str, int]]:
    """What stands on the board: family, words, how many said it; families in order."""
    board = board_of_run(run.pk)
    content = content_of(board) if board else None
    groups = [*content.groups, content.columns[0]] if content else []
    return [(group.name, note.text, note.times) for group in groups for note in group.notes]


def shown(run: Run) -> dict[str, Any]:
    """For every audience: nothing personal."""
    board = _board(run)
    if board is None:
        return {}
    content = content_of(board)
    families = [(group.name, sum(note.times for note in group.notes)) for group in content.groups]
    said = "…" if run.status in (Status.CLOSED, Status.PUBLISHED) else ""
    return {**wall_page(board, content, said=said), "count": content.count, "families": families}


def shown_for(run: Run, member: Member, *, desk: bool) -> dict[str, Any]:
    """The whole board on the console; on a phone, the person's own notes and what became of them."""
    board = _board(run)
    if board is None:
        return {}
    return board_page(board, member) if desk else {"own": own_notes(board, member, content_of(board))}


def _board(run: Run) -> Board | None:
    board = board_of_run(run.pk)
    if board is not None:
        board.space = board.document.space = run.space
    return board
