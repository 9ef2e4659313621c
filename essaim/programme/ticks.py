"""What the passing of time changes: which sequence is happening, and how late it is."""

from datetime import timedelta

from essaim.live.hub import hub
from essaim.programme.actions.versions import publish_version
from essaim.programme.day import the_day
from essaim.programme.validation import rules
from essaim.programme.validation.method import METHOD
from essaim.runs.log import state_of
from essaim.spaces.models import Space

BEAT_S = 3  # a little more than the time between two calls: no boundary is missed, one may be told twice


def tick(space: Space) -> None:
    keep_validated(space)
    tell_the_time(space)


def keep_validated(space: Space) -> None:
    """A programme that the group validated becomes its next version, once, whoever closed the run and wherever."""
    since = space.now() - timedelta(days=1)
    kept = space.programme_versions.filter(validated_by_run__isnull=False).values("validated_by_run")
    runs = space.runs.filter(method=METHOD.key, status__in=("closed", "published"), closed_at__gte=since)
    for run in runs.exclude(pk__in=kept):
        state = state_of(run)
        if rules.consented(state) or state.data.decision:
            reasons = [change.text for change in state.data.changes] + [state.data.decision]
            publish_version(space, by=None, reason="\n".join(filter(None, reasons)), run=run.pk)


def tell_the_time(space: Space) -> None:
    """Tell the pages that show the day when the minute that begins moves it."""
    now = space.local_now()
    if space.days_since() < 0 or now.second >= BEAT_S:
        return
    day = the_day(space)
    if day.minute is None:
        return
    edges = {edge for line in day.lines for edge in (line.sequence.start, line.sequence.end)}
    if day.minute in edges or (day.now is not None and day.now.late):
        hub.publish(space.channel, frozenset({"programme", "now"}), space.last_event)
