"""What the passing of time changes: which sequence is happening, and how late it is."""

from essaim.live.hub import hub
from essaim.programme.day import the_day
from essaim.spaces.models import Space

BEAT_S = 3  # a little more than the time between two calls: no boundary is missed, one may be told twice


def tick(space: Space) -> None:
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
