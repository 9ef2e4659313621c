"""Where the day is: what is done, what is happening, what comes next."""

from collections.abc import Sequence as Several
from dataclasses import dataclass

from essaim.programme.models import Sequence
from essaim.spaces.models import Space

PAST, NOW, NEXT, LATER = "past", "now", "next", ""


# What a hall reads at ten metres, with the sequence of now unfolded.
WALL_LINES = 8


@dataclass(frozen=True)
class Line:
    """One sequence and its state. `late` minutes past its planned end when it is happening."""

    sequence: Sequence
    state: str
    late: int = 0
    left: int | None = None

    @property
    def is_now(self) -> bool:
        return self.state == NOW


@dataclass(frozen=True)
class Day:
    lines: tuple[Line, ...]
    minute: int | None
    """Minutes after midnight, on a day of the programme; None on another day."""

    @property
    def now(self) -> Line | None:
        return next((line for line in self.lines if line.state == NOW), None)

    @property
    def next(self) -> Line | None:
        return next((line for line in self.lines if line.state == NEXT), None)

    @property
    def on_wall(self) -> tuple[Line, ...]:
        """The lines around now, from the one just ended: as many as a hall can read."""
        here = next((index for index, line in enumerate(self.lines) if line.state in (NOW, NEXT)), len(self.lines))
        first = max(0, min(here - 1, len(self.lines) - WALL_LINES))
        return self.lines[first : first + WALL_LINES]

    @property
    def after_wall(self) -> int:
        """How many sequences follow the last line of the wall."""
        return len(self.lines) - self.lines.index(self.on_wall[-1]) - 1 if self.lines else 0


def the_day(space: Space) -> Day:
    """The programme of the space, read once, with where it is on the space's own clock."""
    return situate(list(space.sequences.all()), days_since=space.days_since(), minute=minute_of(space))


def minute_of(space: Space) -> int:
    now = space.local_now()
    return now.hour * 60 + now.minute


def situate(sequences: Several[Sequence], *, days_since: int, minute: int) -> Day:
    """A facilitator's gesture wins over the clock: what was started goes on until it is ended or another starts."""
    current = _current(sequences, days_since, minute)
    at = next((index for index, one in enumerate(sequences) if one is current), None)
    lines = []
    for index, sequence in enumerate(sequences):
        state = LATER
        if at is not None and index == at:
            state = NOW
        elif (at is not None and index < at) or sequence.ended_at is not None or _passed(sequence, days_since, minute):
            state = PAST
        elif not any(line.state == NEXT for line in lines):
            state = NEXT
        today = state == NOW and sequence.day == days_since
        left = sequence.end - minute if today else None
        lines.append(Line(sequence, state, max(0, -left) if left is not None else 0, left))
    return Day(tuple(lines), minute if any(one.day == days_since for one in sequences) else None)


def _current(sequences: Several[Sequence], days_since: int, minute: int) -> Sequence | None:
    started = [one for one in sequences if one.started_at is not None]
    if started:
        last = max(started, key=lambda one: (one.started_at or one.created_at, one.ended_at is None))
        if last.ended_at is None and last.day == days_since:
            return last
        # Ended by hand: the clock decides again, but never goes back before it.
        sequences = sequences[list(sequences).index(last) + 1 :]
    on_time = (
        one for one in sequences if one.day == days_since and one.start <= minute < one.end and one.ended_at is None
    )
    return next(on_time, None)


def _passed(sequence: Sequence, days_since: int, minute: int) -> bool:
    return sequence.day < days_since or (sequence.day == days_since and sequence.end <= minute)
