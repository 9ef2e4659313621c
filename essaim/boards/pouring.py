"""Notes that other moments left (answers of a questionnaire, an earlier collection) are put on a board."""

from dataclasses import dataclass
from uuid import uuid4

from django.utils.translation import gettext as _

from essaim.base.errors import Refused
from essaim.boards.actions.boards import frozen
from essaim.boards.actions.notes import put
from essaim.boards.content import LONGEST_NAME
from essaim.boards.models import Board
from essaim.spaces import handovers
from essaim.spaces.changes import change
from essaim.spaces.models import HandOver, Member, Space


@dataclass(frozen=True)
class Source:
    """Where notes come from, as it is said on the board."""

    name: str
    notes: tuple[HandOver, ...]


def sources(space: Space) -> list[Source]:
    """What waits, by where it comes from."""
    runs = {run.dom_id: run.title for run in space.runs.all()}
    found: dict[str, list[HandOver]] = {}
    for one in handovers.waiting(space, "note"):
        found.setdefault(_name(one, runs), []).append(one)
    return [Source(name, tuple(notes)) for name, notes in found.items()]


def _name(one: HandOver, runs: dict[str, str]) -> str:
    if one.source in runs:
        return runs[one.source][:LONGEST_NAME]
    origin = str(one.data.get("origin", ""))
    return origin[:LONGEST_NAME] or (_("Questionnaire") if "questionnaire" in one.data else _("Autre"))


def pour(board: Board, member: Member, wanted: set[str]) -> None:
    """Put the chosen ones on the board. Each keeps its author where they let their name be shown, and its origin."""
    if board.frozen_at is not None:
        raise Refused(frozen(), code="frozen")
    chosen = [(source, [one for one in source.notes if str(one.pk) in wanted]) for source in sources(board.space)]
    if not any(notes for _source, notes in chosen):
        raise Refused(_("Choisissez au moins une note."), field="note")
    with change(board.space, by=member) as journal:
        for source, notes in chosen:
            if not notes:
                continue
            put(journal, board, [_given(one, board) for one in notes], source.name)
            for one in notes:
                handovers.take(journal, one, into=board)


def _given(one: HandOver, board: Board) -> tuple[str, str, str, Member | None]:
    """The identity of a hand-over holds its time: a note without author takes another."""
    author = None if board.is_anonymous else one.author
    return (str(one.pk) if author else str(uuid4())), one.title, "", author
