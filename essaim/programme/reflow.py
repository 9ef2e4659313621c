"""What a late sequence does to the rest of the day. Pure: minutes in, minutes out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Slot:
    """A sequence as the clock sees it. `start` is in minutes after midnight; `least` is the shortest it may be."""

    id: str
    start: int
    minutes: int
    least: int
    fixed: bool = False
    pause: bool = False

    @property
    def end(self) -> int:
        return self.start + self.minutes

    @property
    def slack(self) -> int:
        return 0 if self.fixed else max(0, self.minutes - self.least)


@dataclass(frozen=True)
class Reflow:
    """The rest of the day after a delay.

    `after_pauses` minutes were still missing once the pauses were at their shortest; `residue` minutes fit nowhere:
    something must be taken out or shortened by hand.
    """

    slots: tuple[Slot, ...]
    after_pauses: int
    residue: int


def shorten(following: Sequence[Slot], actual_end: int, day_end: int | None = None) -> Reflow:
    """Keep the next fixed point: pauses give first, in order, then sequences in proportion of their slack.

    `following` are the slots after the late one, in order; `day_end` counts as a fixed point (None: nothing is kept).
    Sequences that come after the pauses give before those about to begin: nobody shortens what starts right now
    while there is room later.
    """
    count = next((index for index, slot in enumerate(following) if slot.fixed), len(following))
    window, rest = list(following[:count]), list(following[count:])
    limit = rest[0].start if rest else day_end
    missing = 0 if limit is None else max(0, actual_end + sum(slot.minutes for slot in window) - limit)
    window, after_pauses = _take_from_pauses(window, missing)
    last_pause = max((index for index, slot in enumerate(window) if slot.pause), default=-1)
    later, residue = _take_in_proportion(window[last_pause + 1 :], after_pauses)
    sooner, residue = _take_in_proportion(window[: last_pause + 1], residue)
    return Reflow((*_lay(sooner + later, actual_end), *rest), after_pauses, residue)


def shift(following: Sequence[Slot], actual_end: int) -> Reflow:
    """Keep every duration: what follows begins later, free time between two sequences absorbs what it can."""
    return Reflow(tuple(_lay(following, actual_end)), 0, 0)


def _take_from_pauses(slots: list[Slot], missing: int) -> tuple[list[Slot], int]:
    taken = []
    for slot in slots:
        given = min(slot.slack, missing) if slot.pause else 0
        missing -= given
        taken.append(replace(slot, minutes=slot.minutes - given))
    return taken, missing


def _take_in_proportion(slots: list[Slot], missing: int) -> tuple[list[Slot], int]:
    """Take `missing` whole minutes by largest remainder; equal remainders favour the earlier slot."""
    room = sum(slot.slack for slot in slots)
    taking = min(room, missing)
    if not taking:
        return slots, missing
    shares = [divmod(taking * slot.slack, room) for slot in slots]
    extra = taking - sum(share for share, _remainder in shares)
    favoured = sorted(range(len(slots)), key=lambda index: (-shares[index][1], index))[:extra]
    shortened = [
        replace(slot, minutes=slot.minutes - shares[index][0] - (index in favoured)) for index, slot in enumerate(slots)
    ]
    return shortened, missing - taking


def _lay(slots: Sequence[Slot], start: int) -> list[Slot]:
    """One after the other from `start`, none before its planned time."""
    laid = []
    for slot in slots:
        laid.append(replace(slot, start=max(slot.start, start)))
        start = laid[-1].end
    return laid
