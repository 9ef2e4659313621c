"""What the templates of a board are given; the same shapes on a phone, on the console, on the wall, in a list."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from essaim.boards import fitting
from essaim.boards.actions.boards import shown_on_wall
from essaim.boards.actions.notes import box_of
from essaim.boards.content import LONGEST, LONGEST_NAME, Content, Group, Note
from essaim.boards.models import Board
from essaim.boards.reading import content_of, counted, names_for_team, names_of, names_on_wall, own_notes
from essaim.boards.weighing import dots_of
from essaim.documents import api
from essaim.documents.models import Hands
from essaim.spaces.models import Member

NIL = "00000000-0000-0000-0000-000000000000"


@dataclass(frozen=True)
class Shown:
    """One note as it is drawn: what its colour means, and who wrote it where that is said."""

    note: Note
    kind: tuple[str, str, str] | None = None
    who: str = ""
    is_mine: bool = False
    dots: int = 0


@dataclass(frozen=True)
class Column:
    group: Group
    name: str
    notes: tuple[Shown, ...]
    count: int
    more: int = 0
    dots: int = 0


def loose_name() -> str:
    return _("À ranger")


def columns(
    board: Board, content: Content, names: Mapping[str, str] | None = None, mine: frozenset[str] = frozenset()
) -> list[Column]:
    draw = Drawer(board, names or {}, mine)
    return [draw.column(one, one.notes) for one in content.columns]


def wall_page(board: Board, content: Content, *, across: int = 1, said: str = "") -> dict[str, Any]:
    """The notes that fit on a hall's screen, alone or `across` boards side by side; `said`: a sentence over them."""
    names = names_on_wall(board)
    about = bool(names or any(note.kind or note.source for note in content.shown))
    title = board.question or board.title
    width, height = fitting.room(title, legend=bool(board.legend), across=across)
    draw = Drawer(board, names)
    height -= fitting.SAID if said else 0
    found = fitting.fit(content, width, height, about=about, dotted=bool(draw.dots))
    rows = [[draw.column(one.group, one.notes, one.more) for one in row] for row in found.rows]
    return {
        "board": board, "content": content, "rows": rows, "fit": found, "counted": counted(content),
        "legend": board.legend, "wall_title": title,
    }  # fmt: skip


class Drawer:
    """Gives notes what is around them: the words of their colour, their author, the dots they were given."""

    def __init__(self, board: Board, names: Mapping[str, str], mine: frozenset[str] = frozenset()) -> None:
        self._kinds = {kind[0]: kind for kind in board.legend}
        self._names, self._mine, self.dots = names, mine, dots_of(board)

    def note(self, note: Note) -> Shown:
        who = ", ".join(dict.fromkeys(self._names[one] for one in note.ids if one in self._names))
        is_mine = not self._mine.isdisjoint(note.ids)
        return Shown(note, self._kinds.get(note.kind), who or note.source, is_mine, self.dots.get(note.id, 0))

    def column(self, group: Group, notes: tuple[Note, ...], more: int = 0) -> Column:
        count = sum(note.times for note in group.notes)
        drawn = tuple(map(self.note, notes))
        return Column(group, group.name or loose_name(), drawn, count, more, self.dots.get(group.id, 0))


def blank(board: Board) -> dict[str, Any]:
    """What the script copies for a note or a family that comes later."""
    return {"note": Shown(Note(NIL, "…")), "column": Column(Group(NIL, "…"), "…", (), 0)}


def board_page(board: Board, member: Member) -> dict[str, Any]:
    """A whole board, for one person."""
    content = content_of(board)
    names = names_for_team(board) if member.can_facilitate() else names_of(board)
    mine = frozenset(note.id for note, _shown in own_notes(board, member, content))
    can_arrange = board.can_arrange(member)
    return {
        "board": board, "content": content, "columns": columns(board, content, names, mine), "legend": board.legend,
        "names": names,
        "counted": counted(content), "can_arrange": can_arrange, "mine": " ".join(sorted(mine)),
        "token": api.token(board.document, member, writer=can_arrange), "blank": blank(board),
        "longest": LONGEST, "longest_name": LONGEST_NAME, "is_open": board.document.hands == Hands.ALL,
        "on_wall": ", ".join(one.title for one in shown_on_wall(board.space)) if member.can_facilitate() else "",
    }  # fmt: skip


def own_page(board: Board, member: Member, content: Content) -> dict[str, Any]:
    """A person's own notes: where they are now, which were hidden and why."""
    return {"board": board, "own": own_notes(board, member, content)}


def counts_page(board: Board) -> dict[str, Any]:
    """What every phone shows above its form. Nothing personal."""
    content = content_of(board)
    waiting = box_of(board).count() if board.is_anonymous else 0
    return {"board": board, "content": content, "counted": counted(content), "waiting": waiting,
            "island": island_key(board), "dots": [one for one in dots_of(board).items() if one[1]]}  # fmt: skip


def island_key(board: Board) -> str:
    """Changes when the form on the phones must be another one."""
    return f"{board.pk}/{board.level}/{'frozen' if board.frozen_at else 'open'}/{len(board.legend)}"
