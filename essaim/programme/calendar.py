"""The programme as a calendar: each sequence at its real time, whatever the summer does to the clocks."""

from datetime import UTC, datetime

from icalendar import Calendar, Event

from essaim.programme.models import Sequence
from essaim.programme.models.practical import Practical
from essaim.spaces.models import Space


def calendar_of(space: Space, sheet: Practical, *, root: str = "") -> bytes:
    """In UTC: a calendar then needs no rules of ours to know when summer time begins. `root`: where pages open."""
    calendar = Calendar()
    calendar.add("prodid", "-//Essaim//programme//FR")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", space.title)
    calendar.add("refresh-interval", "PT1H", parameters={"VALUE": "DURATION"}, encode=False)
    place = " · ".join(filter(None, [space.place_name, sheet.address]))
    for one in space.sequences.all():
        if not one.is_pause:
            calendar.add_component(_event(space, one, place, sheet.video, root))
    return bytes(calendar.to_ical())


def _event(space: Space, one: Sequence, place: str, video: str, root: str) -> Event:
    begins, ends = moments(space, one)
    event = Event()
    event.add("uid", f"{one.pk}@essaim")
    event.add("dtstamp", space.now().astimezone(UTC))
    event.add("dtstart", begins)
    event.add("dtend", ends)
    event.add("sequence", one.version)
    event.add("summary", one.shown_title)
    where = ", ".join(filter(None, [one.room, place])) or video
    if where:
        event.add("location", where)
    said = "\n\n".join(filter(None, [one.shown_objective, video]))
    if said:
        event.add("description", said)
    if root:
        event.add("url", f"{root}programme/sequences/{one.pk}/")
    return event


def moments(space: Space, one: Sequence) -> tuple[datetime, datetime]:
    """When it begins and ends, in UTC: both are read on the wall of the place, even the night the clocks change."""
    return tuple(space.at(one.date, minutes).astimezone(UTC) for minutes in (one.start, one.end))  # type: ignore[return-value]
