"""What the passing of time does to runs."""

from essaim.runs import box
from essaim.spaces.models import Space


def tick(space: Space) -> None:
    """Take the traces of opened boxes out of the file, after the vote was shown and not while it is."""
    for run in space.runs.filter(to_scrub=True):
        box.scrub(run)
