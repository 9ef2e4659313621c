"""The five phases of an accompaniment: changed by a facilitator's gesture, and by the calendar."""

from datetime import datetime, timedelta
from math import ceil

from django.utils.translation import gettext as _

from essaim.base import clock
from essaim.base.errors import Refused
from essaim.spaces.changes import Journal, change
from essaim.spaces.models import Member, Space
from essaim.spaces.models.space import Phase

ORDER = list(Phase)
# Days from the meeting at which the calendar calls for each phase: the trame sends its questionnaire on day −25, and
# after the last report (day 65) nothing more is written.
FROM_DAY = {Phase.BEFORE: -25, Phase.DAY: 0, Phase.AFTER: 1, Phase.MEMORY: 66}
MORNING_H = 6
GESTURES = ("space.phase_changed", "space.clock_moved")


def called_for(space: Space) -> Phase:
    """The phase that the calendar calls for, on the space's own clock."""
    days = space.days_since()
    # The night that follows still belongs to the day: what goes on after midnight is not « after » yet.
    if days == space.lasts_days and space.local_now().hour < MORNING_H:
        days -= 1
    # Days of the meeting are one step of the calendar, however many they are.
    days = days if days <= 0 else max(0, days - space.lasts_days + 1)
    return max((phase for phase, start in FROM_DAY.items() if days >= start), key=ORDER.index, default=Phase.PREPARE)


def tick(space: Space) -> None:
    """Follow the calendar onwards. A gesture stays until the calendar comes to a later phase."""
    called = called_for(space)
    if ORDER.index(called) <= ORDER.index(Phase(space.phase)):
        return
    more = space.lasts_days - 1 if FROM_DAY[called] > 0 else 0
    begins = space.at(space.day + timedelta(days=FROM_DAY[called] + more), 0)
    chosen = space.events.filter(kind__in=GESTURES).order_by("-number").values_list("at", flat=True).first()
    # A space founded less than 25 days before the meeting is still being prepared: its team says when it is ready.
    if chosen is None and called == Phase.BEFORE:
        chosen = space.created_at
    if chosen is None or chosen < begins:
        with change(space) as journal:
            _enter(space, called, journal)


def go_to(space: Space, phase: str, *, by: Member) -> None:
    if phase not in Phase.values:
        raise Refused(_("Choisissez une des cinq étapes."), field="phase")
    with change(space, by=by) as journal:
        _enter(space, phase, journal)


def _enter(space: Space, phase: str, journal: Journal) -> None:
    """Nobody writes in a memory: what is open for co-writing comes back with the rights it now has."""
    if Phase.MEMORY in (space.phase, phase) and space.phase != phase:
        journal.revoke(space)
    journal.edit(space, "space.phase_changed", "space", "now", phase=phase)


def set_clock(space: Space, moment: datetime | None, *, by: Member | None = None) -> None:
    """Live the space at `moment` (aware), to rehearse; None: at the real time again. The phase follows, both ways."""
    before = called_for(space)
    moved = ceil((moment - clock.now()).total_seconds()) if moment else 0
    with change(space, by=by) as journal:
        journal.edit(space, "space.clock_moved", "space", "now", "programme", clock_offset_s=moved)
        after = called_for(space)
        if after != before:
            _enter(space, _lived(space, after), journal)


def _lived(space: Space, called: Phase) -> Phase:
    """Before the meeting, the calendar opens nothing that the team has not opened, and closes nothing that it has."""
    if ORDER.index(called) > ORDER.index(Phase.BEFORE):
        return called
    opened = space.events.filter(kind="space.phase_changed", data__after__phase=Phase.BEFORE).exists()
    return Phase.BEFORE if opened else Phase.PREPARE
