"""Counts of answers: no words, no person, no database."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from essaim.base.anonymity import LEAST


@dataclass(frozen=True)
class Spread:
    """How answers lie along a scale. `expressed` leaves out 0 where 0 says nothing; mean and median are of those."""

    n: int
    expressed: int
    distribution: tuple[int, ...]
    mean: float | None
    lower_median: int | None
    is_split: bool  # both extremes at 40 % or more: the mean alone would hide it


def spread(values: Iterable[int], levels: Sequence[int], *, silent: int | None = None) -> Spread:
    values = list(values)
    counts = Counter(values)
    expressed = sorted(value for value in values if value != silent)
    ends = [level for level in levels if level != silent]
    low, high = counts[ends[0]], counts[ends[-1]]
    return Spread(
        n=len(values),
        expressed=len(expressed),
        distribution=tuple(counts[level] for level in levels),
        mean=round(sum(expressed) / len(expressed), 2) if expressed else None,
        lower_median=lower_median(expressed),
        is_split=bool(expressed) and min(low, high) * 5 >= len(expressed) * 2,
    )


def lower_median(values: Iterable[int]) -> int | None:
    """The middle value; of two, the lower."""
    ordered = sorted(values)
    return ordered[(len(ordered) - 1) // 2] if ordered else None


def tally(answers: Iterable[Any], codes: Iterable[str]) -> dict[str, int]:
    """How many chose each code; an answer is a code or several. Codes no longer offered come last."""
    counts = Counter(code for answer in answers for code in ([answer] if isinstance(answer, str) else answer))
    known = list(codes)
    return {code: counts[code] for code in [*known, *(c for c in counts if c not in known)]}


def points(rankings: Iterable[Sequence[str]], codes: Iterable[str], ranks: int = 3) -> dict[str, tuple[int, int]]:
    """Points (of three ranks: 3, 2, 1) and first choices, highest first; ties keep the order of `codes`."""
    totals = {code: [0, 0] for code in codes}
    for ranking in rankings:
        for place, code in enumerate(ranking[:ranks]):
            kept = totals.setdefault(code, [0, 0])
            kept[0] += ranks - place
            kept[1] += place == 0
    ordered = sorted(totals.items(), key=lambda item: (-item[1][0], -item[1][1]))
    return {code: (total, firsts) for code, (total, firsts) in ordered}


def mean_ranks(rankings: Iterable[Sequence[str]], ranks: int = 3) -> dict[str, float]:
    """The mean place of each code among those who ranked it; a code that nobody ranked has none."""
    places: dict[str, list[int]] = {}
    for ranking in rankings:
        for place, code in enumerate(ranking[:ranks], start=1):
            places.setdefault(code, []).append(place)
    return {code: round(sum(found) / len(found), 1) for code, found in places.items()}


MOST_BARS = 12


def spans(numbers: Iterable[int], most: int = MOST_BARS) -> list[tuple[int, int, int]]:
    """Numbers counted one by one while they are few, else in equal spans: (first, last, how many), empty spans too."""
    counts = Counter(numbers)
    if len(counts) <= most:
        return [(number, number, counts[number]) for number in sorted(counts)]
    low, high = min(counts), max(counts)
    width = next(
        step for scale in (1, 10, 100, 1000, 10_000) for step in (scale, 2 * scale, 5 * scale)
        if high // step - low // step < most
    )  # fmt: skip
    inside: Counter[int] = Counter()
    for number, n in counts.items():
        inside[number // width] += n
    return [(k * width, k * width + width - 1, inside[k]) for k in range(low // width, high // width + 1)]


def grid(
    answers: Iterable[Mapping[str, str]], rows: Iterable[str], columns: Sequence[str]
) -> dict[str, tuple[int, ...]]:
    """For each row, how many chose each column."""
    counts = Counter(pair for answer in answers for pair in answer.items())
    return {row: tuple(counts[row, column] for column in columns) for row in rows}


def sums(answers: Iterable[Mapping[str, int]], codes: Iterable[str]) -> dict[str, int]:
    """The points that each code was given. Codes no longer offered come last."""
    totals = dict.fromkeys(codes, 0)
    for answer in answers:
        for code, number in answer.items():
            totals[code] = totals.get(code, 0) + number
    return totals


def best_slots(counts: Mapping[str, Sequence[int]]) -> list[str]:
    """The rows that suit most: the fewest who did not say yes nor « s’il le faut », then the most who said yes."""
    scored = {row: (yes + maybe, yes) for row, (yes, maybe, *_no) in counts.items()}
    best = max(scored.values(), default=(0, 0))
    return [row for row, score in scored.items() if score == best] if best > (0, 0) else []


def merged(cells: Mapping[str, int], *, least: int = LEAST) -> tuple[dict[str, int], int]:
    """Cells of at least `least`, and the sum of the others, so that no small group shows.

    When that sum is itself too small to hide anyone, the smallest cell shown joins it.
    """
    kept = {name: count for name, count in cells.items() if count >= least}
    rest = sum(cells.values()) - sum(kept.values())
    if 0 < rest < least and kept:
        smallest = min(kept, key=lambda name: kept[name])
        rest += kept.pop(smallest)
    return kept, rest


def rate(count: int, of: int) -> int | None:
    """Percentage, rounded; None when nobody was asked."""
    return round(100 * count / of) if of else None
