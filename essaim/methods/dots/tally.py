"""Counting dots. Dots first, then distinct voters; what is still equal shares its rank (1, 1, 3)."""

import hashlib
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    option: str
    dots: int
    voters: int
    rank: int


def default_dots(options: int) -> int:
    return min(10, max(3, math.ceil(options / 4)))


def tally(options: Sequence[str], ballots: Iterable[Mapping[str, int]]) -> tuple[Line, ...]:
    dots, voters = dict.fromkeys(options, 0), dict.fromkeys(options, 0)
    for ballot in ballots:
        for option, given in ballot.items():
            if option in dots and given > 0:
                dots[option] += given
                voters[option] += 1
    score = {option: (dots[option], voters[option]) for option in options}
    ordered = sorted(options, key=lambda option: (-dots[option], -voters[option], options.index(option)))
    ranks = {option: 1 + sum(score[other] > score[option] for other in options) for option in options}
    return tuple(Line(option, dots[option], voters[option], ranks[option]) for option in ordered)


def retained(lines: Sequence[Line], keep: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Those surely within the first `keep`, and those tied across the cut-off."""
    lines = [line for line in lines if line.dots]
    if not keep or len(lines) <= keep:
        return tuple(line.option for line in lines), ()
    cut = lines[keep - 1].rank
    if lines[keep].rank != cut:
        return tuple(line.option for line in lines[:keep]), ()
    sure = tuple(line.option for line in lines if line.rank < cut)
    return sure, tuple(line.option for line in lines if line.rank == cut)


def draw(options: Sequence[str], seed: str) -> tuple[str, ...]:
    """An order that anybody can find again from the seed shown on the wall."""
    return tuple(sorted(options, key=lambda option: hashlib.sha256(f"{seed}:{option}".encode()).hexdigest()))
