"""What the passing of time does to boards."""

from essaim.boards.actions import notes
from essaim.spaces.models import Space


def tick(space: Space) -> None:
    """Take the traces of opened boxes out of the file."""
    for board in space.boards.filter(to_scrub=True):
        notes.scrub(board)
