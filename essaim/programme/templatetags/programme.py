"""Where the day is, and what a delay changes."""

from django import template

from essaim.base import hours
from essaim.programme.actions.running import Delay
from essaim.programme.day import Day, the_day
from essaim.programme.models import Sequence
from essaim.programme.reflow import Reflow
from essaim.spaces.models import Space

register = template.Library()


@register.simple_tag
def day_of(space: Space) -> Day:
    """The programme and where it is, for templates that are given a run only."""
    return the_day(space)


@register.simple_tag
def changes_of(delay: Delay, reflow: Reflow) -> list[tuple[Sequence, str, str]]:
    """Rows whose time changes, their new start, and their new length when it is shorter."""
    return [
        (row, hours.clock_text(start), hours.length_text(minutes) if minutes != row.minutes else "")
        for row, start, minutes in delay.changes(reflow)
    ]
