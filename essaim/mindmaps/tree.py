"""From what everybody wrote to one tree, the same everywhere: `static/mindmaps/tree.js` does it alike.

A node keeps an edge to each parent it was ever put under: (how many moves it knew of, its place among its siblings).
The newest edge says where it is. Two moves made apart may close a loop: its nodes are then hung again, one by one, by
the newest of their edges that leads to the centre, as if the other move had not been made. No clock, no client, no
order of arrival is looked at, so any two copies that know the same moves show the same tree.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from typing import Any

ROOT = "root"
MOST_NODES = 5_000
MOST_MOVES = 2**31

_ID = re.compile(r"[0-9a-z-]{1,36}")
_ORDER = re.compile(r"[0-9A-Za-z]{1,200}")


@dataclass(frozen=True)
class Edge:
    parent: str
    moves: int = 0
    order: str = ""

    @property
    def age(self) -> tuple[int, str]:
        """The newest is the greatest; of two moves made apart, the parent's name decides."""
        return (self.moves, self.parent)


@dataclass(frozen=True)
class Written:
    """A node as it was written; nothing here is sure to make sense."""

    text: str = ""
    tone: str = ""
    gone: bool = False
    edges: tuple[Edge, ...] = ()

    def newest(self) -> Edge | None:
        return max(self.edges, key=lambda edge: edge.age, default=None)


@dataclass(frozen=True)
class Branch:
    """A node in its place. `children` are in order; `level` 0 is the centre."""

    id: str
    text: str
    tone: str
    parent: str
    order: str
    level: int
    children: tuple[str, ...]


@dataclass(frozen=True)
class Tree:
    """`branches` is in the order of reading, the centre first. `removed`: what shows no more, right under what does."""

    branches: dict[str, Branch]
    parents: dict[str, Edge]
    removed: tuple[str, ...]

    def under(self, id: str) -> list[str]:
        """Everything below a node, in the order of reading."""
        found: list[str] = []
        waiting = list(reversed(self.branches[id].children))
        while waiting:
            found.append(waiting.pop())
            waiting += reversed(self.branches[found[-1]].children)
        return found

    def above(self, id: str) -> list[str]:
        """From its parent to the centre."""
        found: list[str] = []
        while id != ROOT:
            id = self.branches[id].parent
            found.append(id)
        return found


def is_id(text: Any) -> bool:
    return isinstance(text, str) and _ID.fullmatch(text) is not None


def read_edge(parent: str, value: Any) -> Edge | None:
    """An edge as any browser may have written it."""
    if not is_id(parent) or not isinstance(value, list | tuple) or len(value) != 2:
        return None
    moves, order = value
    if (
        isinstance(moves, bool)
        or not isinstance(moves, int | float)
        or not 0 <= moves < MOST_MOVES
        or moves != int(moves)
    ):
        return None
    return Edge(parent, int(moves), order if isinstance(order, str) and _ORDER.fullmatch(order) else "")


def resolve(written: Mapping[str, Written]) -> Tree:
    """The one tree that these nodes make. There is a centre even when nobody wrote it."""
    nodes = dict(sorted(written.items())[:MOST_NODES])
    nodes[ROOT] = written.get(ROOT, Written())
    parents = _hang(nodes)
    below: dict[str, list[str]] = {}
    for id, edge in parents.items():
        below.setdefault(edge.parent, []).append(id)
    for siblings in below.values():
        siblings.sort(key=lambda id: (parents[id].order, id))
    order = _in_order(below)
    shown = _shown(nodes, parents, order)
    branches: dict[str, Branch] = {}
    for id in order:
        if id in shown:
            edge = parents.get(id, Edge(""))
            level = branches[edge.parent].level + 1 if edge.parent else 0
            children = tuple(child for child in below.get(id, ()) if child in shown)
            branches[id] = Branch(id, nodes[id].text, nodes[id].tone, edge.parent, edge.order, level, children)
    removed = tuple(id for id in order if id not in shown and parents[id].parent in shown)
    return Tree(branches, parents, removed)


def _hang(nodes: Mapping[str, Written]) -> dict[str, Edge]:
    """Each node's edge to its parent: the newest one, unless a loop forbids it."""
    edges = {
        id: [edge for edge in node.edges if edge.parent in nodes and edge.parent != id] for id, node in nodes.items()
    }
    newest = {id: max(mine, key=lambda edge: edge.age) for id, mine in edges.items() if mine and id != ROOT}
    below: dict[str, list[str]] = {}
    for id, edge in newest.items():
        below.setdefault(edge.parent, []).append(id)
    parents: dict[str, Edge] = {}
    held = {ROOT}
    # What each node not held yet could be hung by, once the other end is.
    offered: dict[str, list[tuple[str, Edge]]] = {}
    ways: list[tuple[int, str, str, str]] = []

    def hold(first: str) -> None:
        waiting = [first]
        while waiting:
            id = waiting.pop()
            held.add(id)
            for child, edge in offered.get(id, ()):
                heappush(ways, (-edge.moves, child, edge.parent, edge.order))
            for child in below.get(id, ()):
                if child not in held:
                    parents[child] = newest[child]
                    waiting.append(child)

    hold(ROOT)
    loose = sorted(id for id in nodes if id not in held)
    for id in loose:
        for edge in edges[id]:
            if edge.parent in held:
                ways.append((-edge.moves, id, edge.parent, edge.order))
            else:
                offered.setdefault(edge.parent, []).append((id, edge))
    heapify(ways)
    for id in loose:
        # By the newest edges first; then, what no edge leads to goes to the centre.
        while ways:
            moves, child, parent, order = heappop(ways)
            if child not in held:
                parents[child] = Edge(parent, -moves, order)
                hold(child)
        if id not in held:
            parents[id] = Edge(ROOT)
            hold(id)
    return parents


def _in_order(below: Mapping[str, Iterable[str]]) -> list[str]:
    found: list[str] = []
    waiting = [ROOT]
    while waiting:
        found.append(waiting.pop())
        waiting += reversed(list(below.get(found[-1], ())))
    return found


def _shown(nodes: Mapping[str, Written], parents: Mapping[str, Edge], order: list[str]) -> set[str]:
    """All but what was removed; a removed node stays while something under it was not."""
    shown = {ROOT}
    for id in reversed(order):
        if id not in shown and not nodes[id].gone:
            shown.add(id)
        if id in shown and id != ROOT:
            shown.add(parents[id].parent)
    return shown
