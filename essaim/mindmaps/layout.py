"""Where each idea stands on the drawing: `static/mindmaps/layout.js` computes the same, to the pixel.

The branches of the centre go right and left in turn, each with what is under it beside it. Whole numbers only.
"""

from collections.abc import Collection
from dataclasses import dataclass, field

from essaim.base.lettering import width_of, wrapped
from essaim.mindmaps.tree import ROOT, Tree

SIZES = ((20, 26, 260), (17, 22, 210), (16, 20, 200))
"""For each level from the centre, the last one for those that follow: size of the letters, of a line, of the widest."""
PAD_X, PAD_Y, GAP_X, GAP_Y, GAP_BRANCH, MARGIN = 12, 7, 40, 8, 18, 16
NARROWEST = 48


@dataclass
class Place:
    """One idea on the drawing: its box, its lines of text, its side (1 right, -1 left, 0 the centre)."""

    id: str
    parent: str
    level: int
    side: int
    tone: str
    lines: list[str]
    width: int
    height: int
    hidden: int = 0  # how many ideas are folded under it
    x: int = 0
    y: int = 0
    link: str = ""


@dataclass
class Layout:
    width: int
    height: int
    places: list[Place] = field(default_factory=list)


def layout(
    tree: Tree, *, folded: Collection[str] = (), deepest: int = 1000, narrow: int = 0, beside: int = 0
) -> Layout:
    """The drawing of a tree, without what is under the `folded` ideas, nor beyond the level `deepest`.

    `narrow` takes as much from every width: a wall is wide, and has few lines. `beside`: how many ideas are left out
    of `tree`, which the centre says.
    """
    places = _places(tree, folded, deepest, narrow, beside)
    below: dict[str, list[Place]] = {}
    for place in places.values():
        below.setdefault(place.parent, []).append(place)
    heights = _heights(list(places.values()), below)
    centre = places[ROOT]
    for side in (1, -1):
        _put(centre, [one for one in below.get(ROOT, ()) if one.side == side], side, heights, below)
    return _framed(list(places.values()), places)


def sizes_of(level: int) -> tuple[int, int, int]:
    return SIZES[min(level, len(SIZES) - 1)]


def _places(tree: Tree, folded: Collection[str], deepest: int, narrow: int, beside: int) -> dict[str, Place]:
    places: dict[str, Place] = {}
    said = {ROOT: beside}
    for id, branch in tree.branches.items():
        above = places.get(branch.parent)
        if id != ROOT and (above is None or above.hidden):
            continue
        size, line, widest = sizes_of(branch.level)
        lines = wrapped(branch.text, size, widest - narrow)
        hidden = len(tree.under(id)) if id != ROOT and (id in folded or branch.level >= deepest) else 0
        more = said.get(id) or hidden
        label = [*lines[:-1], f"{lines[-1]} +{more}"] if more else lines
        side = 0
        if above is not None:
            side = above.side or (-1 if tree.branches[ROOT].children.index(id) % 2 else 1)
        places[id] = Place(
            id,
            branch.parent,
            branch.level,
            side,
            branch.tone,
            lines,
            max(NARROWEST, *(width_of(one, size) + 2 * PAD_X for one in label)),
            len(lines) * line + 2 * PAD_Y,
            hidden,
        )
    places[ROOT].hidden = beside
    return places


def _heights(places: list[Place], below: dict[str, list[Place]]) -> dict[str, int]:
    """What each idea takes with all that is under it."""
    heights: dict[str, int] = {}
    for place in reversed(places):
        heights[place.id] = max(place.height, _stacked(below.get(place.id, []), heights))
    return heights


def _stacked(places: list[Place], heights: dict[str, int]) -> int:
    return sum(heights[one.id] for one in places) + sum(_gap(one) for one in places[1:])


def _gap(place: Place) -> int:
    return GAP_BRANCH if place.level == 1 else GAP_Y


def _put(
    parent: Place, children: list[Place], side: int, heights: dict[str, int], below: dict[str, list[Place]]
) -> None:
    waiting = [(parent, children)]
    while waiting:
        parent, children = waiting.pop()
        top = parent.y + parent.height // 2 - _stacked(children, heights) // 2
        for at, child in enumerate(children):
            top += _gap(child) if at else 0
            child.x = parent.x + parent.width + GAP_X if side > 0 else parent.x - GAP_X - child.width
            child.y = top + heights[child.id] // 2 - child.height // 2
            top += heights[child.id]
            waiting.append((child, below.get(child.id, [])))


def _framed(places: list[Place], known: dict[str, Place]) -> Layout:
    left, top = min(one.x for one in places) - MARGIN, min(one.y for one in places) - MARGIN
    for place in places:
        place.x -= left
        place.y -= top
    for place in places:
        if place.parent:
            place.link = _link(known[place.parent], place)
    width = max(one.x + one.width for one in places) + MARGIN
    height = max(one.y + one.height for one in places) + MARGIN
    return Layout(width, height, places)


def _link(parent: Place, child: Place) -> str:
    """A curve from the side of the parent to the near side of the child."""
    x1 = parent.x + parent.width if child.side > 0 else parent.x
    x2 = child.x if child.side > 0 else child.x + child.width
    y1, y2, half = parent.y + parent.height // 2, child.y + child.height // 2, (x1 + x2) // 2
    return f"M{x1} {y1}C{half} {y1} {half} {y2} {x2} {y2}"
