"""A board is made, set, frozen, shown in the hall."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from essaim.base.errors import Refused
from essaim.boards.models import MOST_KINDS, Board
from essaim.documents import api
from essaim.documents.models import Hands, Kind
from essaim.runs.actions import WALL
from essaim.runs.state import Anonymity
from essaim.spaces.changes import Journal, change
from essaim.spaces.models import Member

BOARDS = "boards"
# Side by side, a hall reads no more.
MOST_ON_WALL = 3


def topic(board: Board) -> str:
    """What everyone is shown of the board."""
    return f"board:{board.pk}"


def mine_topic(board: Board) -> str:
    """What each person is told of their own notes."""
    return f"board-mine:{board.pk}"


def topics(board: Board) -> list[str]:
    """Whatever shows this board: its pages, its run, the hall's screen."""
    told = [topic(board), WALL]
    return [*told, f"run:{board.run_ref}"] if board.run_ref else told


def create(
    member: Member,
    title: str,
    *,
    question: str = "",
    level: str = Anonymity.NAMED,
    hands: str = Hands.ALL,
    input_id: UUID,
) -> Board:
    """A new board; pressed twice, it is the same one."""
    with change(member.space, by=member) as journal:
        return make(journal, title, question=question, level=level, hands=hands, id=input_id)


def make(
    journal: Journal, title: str, *, question: str = "", level: str = Anonymity.NAMED, hands: str = Hands.TEAM,
    kinds: tuple[str, ...] = (), run: UUID | None = None, id: UUID | None = None,
) -> Board:  # fmt: skip
    """The same inside a change."""
    document = api.create(journal, journal.space, Kind.BOARD, title[:200], id=id, hands=hands)
    board = Board(
        id=document.pk, space=journal.space, document=document, question=question[:300], level=level,
        kinds=list(kinds[:MOST_KINDS]), run_ref=run,
    )  # fmt: skip
    return journal.add(board, "board.created", BOARDS)


def settle(
    board: Board, member: Member, *, title: str, question: str, level: str, hands: str, kinds: list[str]
) -> None:
    """Change what frames a board. Who can link a note to a person does not change once a note was given."""
    if level != board.level and (board.authors.exists() or board.casts.exists()):
        raise Refused(
            _("Des notes ont déjà été données : ce qui a été dit à leurs auteurs sur l’anonymat ne change plus."),
            field="level",
        )
    if board.frozen_at is not None:
        raise Refused(frozen())
    with change(board.space, by=member) as journal:
        journal.edit(board.document, "document.changed", BOARDS, title=title, hands=hands)
        journal.edit(board, "board.changed", *topics(board), question=question, level=level, kinds=kinds)
        journal.touch(*topics(board))


def freeze(board: Board, member: Member, *, on: bool) -> None:
    """Nothing moves any more, for anybody; or everything does again."""
    if on == (board.frozen_at is not None):
        return
    with change(board.space, by=member) as journal:
        was = board.document.hands
        now: datetime | None = board.space.now() if on else None
        kept: dict[str, Any] = {"frozen_at": now}
        if on:
            journal.edit(board.document, "document.hands", hands=Hands.NOBODY)
            kept["open_hands"] = was
        else:
            journal.edit(board.document, "document.hands", hands=board.open_hands or Hands.TEAM)
        journal.edit(board, "board.frozen" if on else "board.thawed", BOARDS, *topics(board), **kept)


def show_on_wall(board: Board, member: Member, *, on: bool, beside: bool = False) -> None:
    """On the hall's screen when no run is open, in the place of the programme; alone, or `beside` those shown."""
    with change(board.space, by=member) as journal:
        shown = shown_on_wall(board.space)
        others = [one for one in shown if one.pk != board.pk] if on else []
        for other in others[: 1 - MOST_ON_WALL] if beside else others:
            journal.edit(other, "board.off_wall", topic(other), on_wall_at=None)
        journal.edit(board, "board.on_wall" if on else "board.off_wall", *topics(board),
                     on_wall_at=board.space.now() if on else None)  # fmt: skip


def shown_on_wall(space: Any) -> list[Board]:
    """The boards on the hall's screen, the last one put there last."""
    found = space.boards.filter(on_wall_at__isnull=False).select_related("document")
    return list(found.order_by("on_wall_at", "pk"))


def frozen() -> str:
    return _("Ce tableau est figé : on peut le lire, plus le changer. L’animation peut le rouvrir.")
