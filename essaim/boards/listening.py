"""What follows when hands moved something on a board, through the socket of co-writing or by a form."""

from uuid import UUID

from essaim.base.db import writing
from essaim.boards.actions.boards import topics
from essaim.boards.models import Board
from essaim.live.hub import hub
from essaim.search.index import index


def heard(document: UUID) -> None:
    """Pages that show the board show it again; search knows its words. Runs in a thread, outside any transaction."""
    board = Board.objects.filter(document=document).select_related("document", "space").first()
    if board is None:
        return
    hub.publish(board.space.channel, frozenset(topics(board)), 0)
    found = board.found()
    with writing():
        index(board.space, board.pk, found)
