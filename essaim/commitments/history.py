"""What commitments were at a moment, as the journal tells it."""

from datetime import datetime, timedelta

from essaim.commitments.models import Commitment, State
from essaim.spaces.models import Event, Space


def end_of(space: Space, days: int) -> datetime:
    """Midnight after the day that comes `days` after the meeting."""
    return space.at(space.day + timedelta(days=days + 1), 0)


def states_at(space: Space, moment: datetime) -> list[str]:
    """The states of those that were there then, and are not taken back since."""
    living = {one.dom_id for one in Commitment.objects.filter(space=space)}
    told: dict[str, str] = {}
    events = Event.objects.filter(space=space, subject__startswith="commitment-", at__lt=moment).order_by("number")
    for subject, data in events.values_list("subject", "data"):
        state = data.get("after", {}).get("state")
        if subject in living and state:
            told[subject] = state
    return [state for state in told.values() if state != State.DRAFT]
