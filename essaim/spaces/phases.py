"""The five phases of an accompaniment: changed by a facilitator's gesture, and by the calendar."""

from datetime import datetime
from math import ceil

from django.utils.translation import gettext as _

from essaim.base import clock
from essaim.base.errors import Refused
from essaim.spaces.changes import change
from essaim.spaces.models import Member, Space
from essaim.spaces.models.space import Phase

ORDER = list(Phase)
# After the last report (day 65 of the trame) nothing more is written: the space becomes a memory.
MEMORY_AFTER_DAYS = 66


def due(space: Space) -> Phase:
    """The phase that the calendar calls for, never earlier than the present one."""
    days = space.days_since()
    called = Phase.PREPARE
    if days == 0:
        called = Phase.DAY
    elif 0 < days < MEMORY_AFTER_DAYS:
        called = Phase.AFTER
    elif days >= MEMORY_AFTER_DAYS:
        called = Phase.MEMORY
    return max(called, Phase(space.phase), key=ORDER.index)


def tick(space: Space) -> None:
    """Follow the calendar. A gesture that went further stays."""
    called = due(space)
    if called != space.phase:
        with change(space) as journal:
            journal.edit(space, "space.phase_changed", "space", "now", phase=called)


def go_to(space: Space, phase: str, *, by: Member) -> None:
    if phase not in Phase.values:
        raise Refused(_("Choisissez une des cinq étapes."), field="phase")
    with change(space, by=by) as journal:
        journal.edit(space, "space.phase_changed", "space", "now", phase=phase)


def set_clock(space: Space, moment: datetime | None, *, by: Member | None = None) -> None:
    """Live the space at `moment` (aware), to rehearse; None comes back to the real time."""
    moved = ceil((moment - clock.now()).total_seconds()) if moment else 0
    with change(space, by=by) as journal:
        journal.edit(space, "space.clock_moved", "space", "now", "programme", clock_offset_s=moved)
    tick(space)
