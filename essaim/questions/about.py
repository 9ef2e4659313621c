"""What a question is about: a sequence, a module, a page, a resource… anything that search knows of in this space."""

from collections.abc import Collection
from typing import NamedTuple
from uuid import UUID

from essaim.search.index import known
from essaim.spaces.models import Space

KINDS = ("sequence", "module", "page", "resource", "board", "mind_map", "run", "commitment", "report")


class About(NamedTuple):
    pk: UUID
    title: str
    path: str


def abouts(space: Space, keys: Collection[UUID]) -> dict[UUID, About]:
    """Those of `keys` that everyone may still read."""
    return {pk: About(pk, title, path) for pk, kind, title, path in known(space, keys) if kind in KINDS}


def about(space: Space, key: UUID | None) -> About | None:
    return abouts(space, [key]).get(key) if key else None
