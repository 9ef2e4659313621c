"""What every activity says of itself to the pages that show them all."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True)
class ToDo:
    """One thing a person can do now; the home page shows the most urgent one big.

    `rank` 0 is a live run of the day, 10 something of the current phase, 20 something one may do.
    `href` is relative to the seat; `minutes` is what it takes.
    """

    rank: int
    title: str
    why: str
    action: str
    href: str
    minutes: int | None = None
    eyebrow: str = ""


@dataclass(frozen=True)
class Production:
    """Something the group made: a page, a decision, a board, a file."""

    at: datetime
    title: str
    summary: str
    href: str
    state: str = ""


@dataclass(frozen=True)
class Fresh:
    """Something new to read, for whoever follows the space from a news reader. `who` may be nobody's name."""

    id: UUID
    kind: str
    title: str
    text: str
    who: str
    created_at: datetime
    at: datetime
    href: str
