"""A board as blocks: what the report, its PDF, a file and the memory show of it."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from essaim.base.blocks import Block, Figure, Heading, Image, Listing, Paragraph, Provenance
from essaim.boards.content import Content, Note
from essaim.boards.models import Board
from essaim.boards.picture import Picture
from essaim.boards.reading import counted
from essaim.boards.showing import loose_name
from essaim.spaces.pages import seat_path


def board_blocks(board: Board, content: Content, *, is_valid: bool) -> list[Block]:
    """Its drawing, then its words; nothing when nobody wrote."""
    if not content.shown:
        return []
    drawn = Picture(board, content)
    title, said, *rest = board_words(board, content, is_valid=is_valid)
    return [title, said, Figure(Image(picture_path(board), drawn.title, drawn.width, drawn.height)), *rest]


def board_words(board: Board, content: Content, *, is_valid: bool = True) -> list[Block]:
    """Its families, each with its notes, the most said first."""
    said = f"{board.question} " if board.question else ""
    blocks: list[Block] = [
        Heading(2, board.title),
        Paragraph(f"{said}{counted(content)}.", provenance=_source(board, is_valid)),
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


def picture_path(board: Board) -> str:
    return seat_path("boards:file", board.pk, "png")


def _lines(notes: Iterable[Note], words: dict[str, str]) -> list[str]:
    return [
        note.said + (f" — {words[note.kind]}" if note.kind in words else "")
        for note in sorted(notes, key=lambda note: -note.times)
    ]


def _source(board: Board, is_valid: bool) -> Provenance:
    n = board.authors.values("member").distinct().count() or None
    return Provenance(_("Tableau"), n=n, anonymity=board.level, state="validated" if is_valid else "to_validate")
