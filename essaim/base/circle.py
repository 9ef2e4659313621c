"""Where the dots of a circle stand: a person is a dot, and everyone is at the same distance from the middle.

Above sixty people or so one ring would make crumbs, so further rings open inside. Dots fill clockwise from the
top across all rings, so that a full half of the group is a full half of the circle, whatever its size.
"""

from dataclasses import dataclass
from math import cos, floor, pi, sin, tau

RADIUS, SMALLEST_DOT, LARGEST_DOT, MOST_RINGS = 94, 3.5, 13, 5
FINE = 4  # paths are written in quarters, as whole numbers: shorter, and no comma to localise


@dataclass(frozen=True)
class Dots:
    """The dots of one state as one SVG path (zero-length lines with round caps): 300 of them stay under 4 KB."""

    state: str
    path: str
    width: int  # of the stroke: the dot's diameter
    hole: int = 0  # hollow dots: diameter of what shows through
    bar: str = ""  # what tells objections apart without their colour


def circle(states: list[tuple[str, int]]) -> list[Dots]:
    """Dots for `[("full", 10), ("objection", 1), ("pending", 3)]`, in that order clockwise."""
    total = sum(count for _, count in states)
    points, radius = _points(total)
    drawn, start = [], 0
    for state, count in states:
        mine, start = points[start : start + count], start + count
        if mine:
            drawn.append(_drawn(state, mine, radius, alone=total <= 60))
    return drawn


def _drawn(state: str, points: list[tuple[float, float]], radius: float, *, alone: bool) -> Dots:
    path = _path(points)
    if state == "pending" and not alone:
        # Small dots cannot be hollow: those who have not spoken are then half as wide.
        return Dots(state, path, _fine(radius))
    pen = min(2.5, radius * 0.22) if alone else 0
    width = _fine(2 * radius + pen)
    if state == "pending":
        return Dots(state, path, width, hole=_fine(2 * radius - pen))
    if state == "concern":
        return Dots(state, path, width, hole=_fine(radius * 0.9))
    bar = _path([(x - radius / 2, y) for x, y in points], radius) if state == "objection" else ""
    return Dots(state, path, width, bar=bar)


def _path(points: list[tuple[float, float]], line: float = 0) -> str:
    """Moves relative to the dot before, in whole quarters: a few signs a dot are enough."""
    path, x, y, length = "", 0, 0, _fine(line)
    for place in points:
        right, down = _fine(place[0]) - x, _fine(place[1]) - y
        path += f"m{right}{' ' if down >= 0 else ''}{down}h{length}"
        x, y = x + right + length, y + down
    return path


def _fine(number: float) -> int:
    return round(number * FINE)


def _points(total: int) -> tuple[list[tuple[float, float]], float]:
    """Every dot's place, clockwise from the top, and the radius of a dot."""
    if total < 1:
        return [], 0
    radii, radius = _rings(total)
    polar, left = [], total
    for place, ring in enumerate(radii):
        here = left if place == len(radii) - 1 else round(total * ring / sum(radii))
        left -= here
        polar += [(index * tau / here, ring) for index in range(here)]
    polar.sort(key=lambda dot: (round(dot[0], 6), -dot[1]))
    return [(ring * sin(angle), -ring * cos(angle)) for angle, ring in polar], radius


def _rings(total: int) -> tuple[list[float], float]:
    for rings in range(1, MOST_RINGS + 1):
        radii = [RADIUS + 8 - 11.0 * ring for ring in range(rings)] if rings > 1 else [float(RADIUS)]
        radius = min(LARGEST_DOT, pi * sum(radii) / total * 0.82, 4.6 if rings > 1 else LARGEST_DOT)
        if radius >= SMALLEST_DOT or rings == MOST_RINGS:
            break
    return radii, floor(radius * 10) / 10
