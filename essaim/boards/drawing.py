"""A board as blocks: what the report, its PDF, a file and the memory show of it."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from essaim.base.blocks import Block, Heading, Listing, Paragraph, Provenance
from essaim.boards.content import Content, Note
from essaim.boards.models import Board
from essaim.boards.reading import counted
from essaim.boards.showing import loose_name
from essaim.runs.log import state_of
from essaim.runs.models import Run
from essaim.runs.registry import method_of


def board_blocks(board: Board, content: Content, *, is_valid: bool, run: Run | None = None) -> list[Block]:
    """Its families, each with its notes, the most said first; nothing when nobody wrote."""
    if not content.shown:
        return []
    said = f"{board.question} " if board.question else ""
    blocks: list[Block] = [
        Heading(2, board.title),
        Paragraph(f"{said}{counted(content)}.", provenance=_source(board, run, is_valid)),
    ]
    words = {key: word for key, _sign, word in board.legend}
    for column in content.columns:
        if not column.notes:
            continue
        if content.groups:
            n = sum(note.times for note in column.notes)
            name = column.name or loose_name()
            blocks.append(Heading(3, ngettext("{name} ({n} note)", "{name} ({n} notes)", n).format(name=name, n=n)))
        blocks.append(Listing(_lines(column.notes, words)))
    return blocks


def _lines(notes: Iterable[Note], words: dict[str, str]) -> list[str]:
    return [
        note.said + (f" — {words[note.kind]}" if note.kind in words else "")
        for note in sorted(notes, key=lambda note: -note.times)
    ]


def _source(board: Board, run: Run | None, is_valid: bool) -> Provenance:
    state = "validated" if is_valid else "to_validate"
    n = board.authors.values("member").distinct().count() or None
    if run is None:
        return Provenance(_("Tableau"), n=n, anonymity=board.level, state=state)
    lived = state_of(run)
    gave = len({one.member for one in lived.given}) or None
    return Provenance(str(method_of(run.method).name), n=gave, of=lived.at_open, anonymity=board.level, state=state)
