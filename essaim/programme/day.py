"""Where the day is: what is done, what is happening, what comes next."""

from collections.abc import Callable
from collections.abc import Sequence as Several
from dataclasses import dataclass

from essaim.programme.models import Sequence
from essaim.spaces.models import Space

PAST, NOW, NEXT, LATER = "past", "now", "next", ""


A_DAY, MORNING = 24 * 60, 30 * 60

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
    """Minutes after the midnight that began the day under way; None when none is."""
    number: int = 0
    """Which day is under way: 0 is the first."""

    @property
    def now(self) -> Line | None:
        return next((line for line in self.lines if line.state == NOW), None)

    @property
    def next(self) -> Line | None:
        return next((line for line in self.lines if line.state == NEXT), None)

    @property
    def lasts_days(self) -> int:
        return len({line.sequence.day for line in self.lines})

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

    def on(day: int) -> int:
        """Now, in minutes after the midnight that began `day`: 1 470 at half past midnight, the night after."""
        return (days_since - day) * A_DAY + minute

    current = _current(sequences, on)
    at = next((index for index, one in enumerate(sequences) if one is current), None)
    lines = []
    for index, sequence in enumerate(sequences):
        state = LATER
        if at is not None and index == at:
            state = NOW
        elif (at is not None and index < at) or sequence.ended_at is not None or sequence.end <= on(sequence.day):
            state = PAST
        elif not any(line.state == NEXT for line in lines):
            state = NEXT
        left = sequence.end - on(sequence.day) if state == NOW else None
        lines.append(Line(sequence, state, max(0, -left) if left is not None else 0, left))
    number = _lived(sequences, current, on)
    return Day(tuple(lines), None if number is None else on(number), number or 0)


def _current(sequences: Several[Sequence], on: Callable[[int], int]) -> Sequence | None:
    started = [one for one in sequences if one.started_at is not None]
    if started:
        last = max(started, key=lambda one: (one.started_at or one.created_at, one.ended_at is None))
        if last.ended_at is None and 0 <= on(last.day) < MORNING:
            return last
        # Ended by hand: the clock decides again, but never goes back before it.
        sequences = sequences[list(sequences).index(last) + 1 :]
    on_time = (one for one in sequences if one.ended_at is None and one.start <= on(one.day) < one.end)
    return next(on_time, None)


def _lived(sequences: Several[Sequence], current: Sequence | None, on: Callable[[int], int]) -> int | None:
    """The number of the day under way; a night belongs to the day before while something of it goes on."""
    if current is not None:
        return current.day
    return next((one.day for one in sequences if 0 <= on(one.day) < A_DAY), None)
