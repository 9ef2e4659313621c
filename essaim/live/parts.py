"""The parts a live page is made of."""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Audience(StrEnum):
    """For whom a part is rendered. All but PERSON are common: rendered once, and so hold nothing personal."""

    EVERYONE = "everyone"
    FACILITATORS = "facilitators"
    WALL = "wall"
    PERSON = "person"


EVERYONE, FACILITATORS, WALL, PERSON = Audience


@dataclass(frozen=True)
class PartContext:
    """What a part is rendered from. `member` is None in a part common to an audience."""

    space: Any
    key: str
    language: str
    audience: Audience
    member: Any = None


@dataclass(frozen=True)
class Part:
    """A piece of page that stays true.

    `topics(key)` names what it shows: a change that touches one of them makes it out of date.
    `render` returns HTML without form fields; it raises `Http404` when `key` is not of the context's space.
    """

    name: str
    audience: Audience
    topics: Callable[[str], Iterable[str]]
    render: Callable[[PartContext], str]


@dataclass(frozen=True)
class PartRef:
    """One part on one page: `run` of key `0190…`."""

    name: str
    key: str = ""

    @property
    def dom_id(self) -> str:
        return f"{self.name}-{self.key}" if self.key else self.name


@dataclass
class Catalogue:
    """Every part of the product, by name; filled once by the composition."""

    parts: dict[str, Part] = field(default_factory=dict)

    def install(self, parts: Iterable[Part]) -> None:
        for part in parts:
            if part.name in self.parts and self.parts[part.name] is not part:
                raise ValueError(f"two parts are called {part.name!r}")
            self.parts[part.name] = part

    def __getitem__(self, name: str) -> Part:
        return self.parts[name]

    def get(self, name: str) -> Part | None:
        return self.parts.get(name)


catalogue = Catalogue()


def topics(*names: str) -> Callable[[str], list[str]]:
    """Topics of a part; `{}` stands for its key: `topics("programme", "run:{}")`."""
    return lambda key: [name.format(key) for name in names]


def is_key(text: str) -> bool:
    """Whether `text` may be a part's key: an identity or nothing."""
    if not text:
        return True
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True
