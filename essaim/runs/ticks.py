"""What the passing of time does to runs."""

from datetime import timedelta

from essaim.live.hub import hub
from essaim.runs import actions, box
from essaim.runs.log import state_of
from essaim.runs.now import RESULT_STAYS, live_runs
from essaim.spaces.models import Space

BEAT = timedelta(seconds=4)  # a little more than the time between two calls


def tick(space: Space) -> None:
    """Follow those who leave the space; take the traces of opened boxes out of the file, once the vote was shown."""
    for run in live_runs(space):
        on_roll = {seat.member for seat in state_of(run).roll if seat.status in ("here", "waiting")}
        for member in space.members.filter(pk__in=on_roll, left_at__isnull=False):
            actions.move_on_roll(run, member, "left", by=None)
    past = space.now() - RESULT_STAYS
    if space.runs.filter(closed_at__lte=past, closed_at__gt=past - BEAT).exists():
        hub.publish(space.channel, frozenset({actions.WALL}), space.last_event)
    for run in space.runs.filter(to_scrub=True):
        box.scrub(run)
