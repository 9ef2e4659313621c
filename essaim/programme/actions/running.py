"""The day as it happens: starting, ending, being late."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from essaim.base.errors import Refused
from essaim.programme.actions.adjusting import SHIFT, SHORTEN, TOPICS, retime
from essaim.programme.day import A_DAY, Day, the_day
from essaim.programme.models import Sequence
from essaim.programme.reflow import Reflow, shift, shorten
from essaim.spaces.changes import change
from essaim.spaces.models import Member, Space
from essaim.spaces.models.space import Phase


@dataclass(frozen=True)
class Delay:
    """What happening late does to the rest: both ways out, before choosing."""

    sequence: Sequence
    minutes: int
    actual_end: int
    shifted: Reflow
    shortened: Reflow
    following: tuple[Sequence, ...]

    def changes(self, reflow: Reflow) -> list[tuple[Sequence, int, int]]:
        """Sequences whose time changes, with their new start and minutes."""
        by_id = {slot.id: slot for slot in reflow.slots}
        rows = [(row, by_id[str(row.pk)]) for row in self.following]
        return [
            (row, slot.start, slot.minutes)
            for row, slot in rows
            if (row.start, row.minutes) != (slot.start, slot.minutes)
        ]


def start_sequence(sequence: Sequence, *, by: Member | None) -> Sequence:
    """Begin now; what was happening ends. Starting again what is happening changes nothing."""
    with change(sequence.space, by=by) as journal:
        sequence = sequence.space.sequences.get(pk=sequence.pk)
        if sequence.started_at is not None and sequence.ended_at is None:
            return sequence
        now = sequence.space.now()
        for other in sequence.space.sequences.filter(started_at__isnull=False, ended_at__isnull=True):
            journal.edit(other, "sequence.ended", ended_at=now)
        return journal.edit(sequence, "sequence.started", *TOPICS, "runs", started_at=now, ended_at=None)


def end_sequence(sequence: Sequence, *, by: Member | None) -> Sequence:
    with change(sequence.space, by=by) as journal:
        sequence = sequence.space.sequences.get(pk=sequence.pk)
        if sequence.ended_at is not None:
            return sequence
        now = sequence.space.now()
        return journal.edit(sequence, "sequence.ended", *TOPICS, started_at=sequence.started_at or now, ended_at=now)


@dataclass(frozen=True)
class Back:
    """The sequence one may return to, and what one leaves then; "" when nothing is happening."""

    sequence: Sequence
    leaves: str


def back_from(day: Day) -> Back | None:
    """The last sequence that someone ended, by a gesture."""
    ended = [line.sequence for line in day.lines if line.sequence.ended_at is not None]
    if not ended:
        return None
    last = max(ended, key=lambda one: one.ended_at or one.created_at)
    if day.now is not None and day.now.sequence.day != last.day:
        return None
    return Back(last, str(day.now.sequence.pk) if day.now else "")


def step_back(space: Space, *, by: Member | None, leaves: str) -> Sequence:
    """Return to the sequence that was ended last: a gesture too soon is undone. What it left begins again later.

    `leaves` is what the console showed as happening: pressed twice, or from two consoles, it goes back once.
    """
    with change(space, by=by) as journal:
        day = the_day(space)
        back = back_from(day)
        if back is None:
            raise Refused(_("Aucune séquence n’a encore été close."))
        if back.leaves != leaves:
            raise Refused(_("Quelqu’un vient d’agir sur une autre console. Regardez où nous en sommes."))
        if day.now is not None and day.now.sequence.started_at is not None:
            journal.edit(day.now.sequence, "sequence.unstarted", *TOPICS, started_at=None)
        return journal.edit(back.sequence, "sequence.reopened", *TOPICS, "runs", ended_at=None)


def start_next(space: Space, *, by: Member | None) -> Sequence:
    """« Étape suivante »: end what is happening and begin what follows."""
    following = the_day(space).next
    if following is None:
        raise Refused(_("La journée est terminée : il n’y a pas de séquence suivante."))
    return start_sequence(following.sequence, by=by)


def actual_end(day: Day, space: Space, more: int = 0) -> int | None:
    """When what is happening will end: as long as planned from when it began, now if that has passed."""
    line = day.now
    if line is None or space.phase not in (Phase.DAY, Phase.BEFORE, Phase.PREPARE):
        return None
    now = minute_on(space.local_now(), line.sequence)
    return max(line.sequence.end, began(line.sequence) + line.sequence.minutes, now) + more


def began(sequence: Sequence) -> int:
    """When it really began, in minutes of the day; as planned when it was not late."""
    return max(sequence.start, opened(sequence))


def opened(sequence: Sequence) -> int:
    """When it was opened, early or late, in minutes of the day; as planned when nobody said."""
    if sequence.started_at is None:
        return sequence.start
    return minute_on(sequence.started_at.astimezone(sequence.space.zone), sequence)


def minute_on(local: datetime, sequence: Sequence) -> int:
    """A time where the meeting takes place, in minutes of the day of `sequence`: past 1 440 the night after it."""
    return (local.date() - sequence.date).days * A_DAY + local.hour * 60 + local.minute


def delay(space: Space, more: int = 0, day: Day | None = None) -> Delay | None:
    """How late the day is, and what can be done; None when it is on time. `more` minutes are asked for."""
    day = day or the_day(space)
    end = actual_end(day, space, more)
    if day.now is None or end is None:
        return None
    sequence = day.now.sequence
    following = tuple(
        line.sequence for line in day.lines if line.sequence.day == sequence.day and line.sequence.start >= sequence.end
    )
    late = end - sequence.end
    if late <= 0:
        return None
    slots = [row.slot() for row in following]
    day_end = max((slot.end for slot in slots), default=None)
    return Delay(sequence, late, end, shift(slots, end), shorten(slots, end, day_end), following)


def absorb(space: Space, *, by: Member, how: str, end: int) -> None:
    """Apply one of the two ways out of a delay. `end` is what the facilitator saw: minutes of the day."""
    with change(space, by=by) as journal:
        day = the_day(space)
        if day.now is None:
            raise Refused(_("Aucune séquence n’est en cours."))
        sequence = day.now.sequence
        following = [
            line.sequence
            for line in day.lines
            if line.sequence.day == sequence.day and line.sequence.start >= sequence.end
        ]
        if not sequence.end < end <= sequence.end + 12 * 60:
            raise Refused(_("La journée n’est plus en retard de ce temps. Regardez à nouveau."))
        slots = [row.slot() for row in following]
        day_end = max((slot.end for slot in slots), default=None)
        if how not in (SHIFT, SHORTEN):
            raise Refused(_("Choisissez : décaler ou raccourcir."))
        reflow = shift(slots, end) if how == SHIFT else shorten(slots, end, day_end)
        if reflow.residue:
            raise Refused(_("Il reste %d min à retirer ou à raccourcir à la main.") % reflow.residue)
        start = began(sequence)
        lived = max(end - start, 1)
        shortest = min(sequence.min_minutes, lived)
        journal.edit(sequence, "sequence.prolonged", *TOPICS, start=start, minutes=lived, min_minutes=shortest)
        retime(journal, following, reflow.slots)
