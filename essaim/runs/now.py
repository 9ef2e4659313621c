"""Which run is being lived."""

from uuid import UUID

from essaim.runs.models import Run
from essaim.runs.state import Status
from essaim.spaces.models import Space

LIVE = (Status.OPEN, Status.PAUSED)


def live_runs(space: Space, subject: UUID | None = None) -> list[Run]:
    """The runs that are open, the last opened first."""
    runs = space.runs.filter(status__in=LIVE).order_by("-opened_at")
    return list(runs.filter(subject_ref=subject) if subject else runs)


def wall_run(space: Space) -> Run | None:
    """What the hall's screen shows: the last run opened; until the next one, the result of the last."""
    live = live_runs(space)
    return live[0] if live else None
