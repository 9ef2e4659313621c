"""Which run is being lived."""

from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from essaim.runs.models import Run
from essaim.runs.state import Status
from essaim.spaces.models import Space

LIVE = (Status.OPEN, Status.PAUSED)


def live_runs(space: Space, subject: UUID | None = None) -> list[Run]:
    """The runs that are open, the last opened first."""
    runs = space.runs.filter(status__in=LIVE).order_by("-opened_at")
    return list(runs.filter(subject_ref=subject) if subject else runs)


RESULT_STAYS = timedelta(minutes=10)


def wall_run(space: Space, apart: Collection[UUID] = ()) -> Run | None:
    """What the hall's screen follows: the last run opened, leaving aside those of the subjects in `apart`."""
    live = [run for run in live_runs(space) if run.subject_ref not in apart]
    return live[0] if live else None


def just_closed(space: Space, apart: Collection[UUID] = ()) -> Run | None:
    """The run that ended last, a few minutes long: the hall reads what came out of it."""
    ended = space.runs.filter(status__in=(Status.CLOSED, Status.PUBLISHED), closed_at__isnull=False).exclude(
        subject_ref__in=list(apart)
    )
    last: Run | None = ended.order_by("-closed_at").first()
    return last if last and last.closed_at and space.now() - last.closed_at <= RESULT_STAYS else None
