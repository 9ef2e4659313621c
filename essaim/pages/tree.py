"""Who stands under whom, without a database: what may be moved where, and what to mend when two copies merged."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

DEEPEST = 8
"""Levels of pages, the first included."""


@dataclass(frozen=True)
class Branch:
    """A page as two copies may disagree about it. `stamp` says which move is the latest."""

    parent: UUID | None
    stamp: int = 0
    is_removed: bool = False


def ancestors(page: UUID, parents: Mapping[UUID, UUID | None]) -> list[UUID]:
    """From its parent up. Raises `ValueError` when they turn in a circle."""
    found: list[UUID] = []
    at = parents.get(page)
    while at is not None:
        if at == page or at in found:
            raise ValueError("pages in a circle")
        found.append(at)
        at = parents.get(at)
    return found


def mended(branches: Mapping[UUID, Branch]) -> dict[UUID, UUID | None]:
    """The pages whose parent must change for all to be reached from the first level, and their new parent.

    After a merge each page stands where it was last moved; together that may be a circle (A under B here, B under A
    there) or a page left under a removed one. Of a circle, the page moved last goes back to the first level; a page
    left alone goes to the nearest page above that is still there. Both copies mend alike.
    """
    changed: dict[UUID, UUID | None] = {}
    parents: dict[UUID, UUID | None] = {one: branch.parent for one, branch in branches.items()}
    settled: set[UUID] = set()
    for start in sorted(branches):
        path: list[UUID] = []
        at: UUID | None = start
        while at is not None and at in branches and at not in settled and at not in path:
            path.append(at)
            at = parents[at]
        if at is not None and at in path:
            circle = path[path.index(at) :]
            last = max(circle, key=lambda one: (branches[one].stamp, one))
            parents[last] = changed[last] = None
        settled.update(path)
    for one, branch in branches.items():
        if branch.is_removed:
            changed.pop(one, None)
            continue
        above = parents[one]
        while above is not None and (above not in branches or branches[above].is_removed):
            above = parents.get(above)
        if above != parents[one]:
            changed[one] = above
    return changed
