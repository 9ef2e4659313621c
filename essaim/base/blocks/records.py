"""Small facts that blocks hold: where they come from, a bar of a chart, a row of a programme."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


def keep(record: object, **fields: Any) -> None:
    """Set the fields of a frozen dataclass from its own constructor."""
    for name, value in fields.items():
        object.__setattr__(record, name, value)


@dataclass(frozen=True)
class Provenance:
    """Where a block comes from.

    `n` people answered out of `of`; `anonymity` is A0 (with names) to A3 (methods.md §2);
    `state` is "to_validate" or "validated"; `authors` are the names people chose to be credited by.
    """

    source: str
    n: int | None
    of: int | None
    anonymity: str
    state: str
    authors: tuple[str, ...]

    def __init__(
        self,
        source: str = "",
        *,
        n: int | None = None,
        of: int | None = None,
        anonymity: str = "",
        state: str = "",
        authors: Iterable[str] = (),
    ) -> None:
        keep(self, source=source, n=n, of=of, anonymity=anonymity, state=state, authors=tuple(authors))


@dataclass(frozen=True)
class Image:
    """A picture kept by the space: `src` is its address in our pages, `alt` says what it shows (never empty)."""

    src: str
    alt: str
    width: int | None = None
    height: int | None = None


@dataclass(frozen=True)
class Bar:
    """One row of a chart. `parts` are the counts of each level, lowest first, for a "scale" chart."""

    label: str
    value: float | None
    parts: tuple[int, ...]
    note: str

    def __init__(self, label: str, value: float | None = None, *, parts: Iterable[int] = (), note: str = "") -> None:
        keep(self, label=label, value=value, parts=tuple(parts), note=note)


@dataclass(frozen=True)
class KeyFigure:
    value: str
    label: str
    note: str = ""


@dataclass(frozen=True)
class ProgrammeRow:
    """One sequence. `time`, `planned`: as written (« 14 h 00 »). `state`: done, now, next, dropped or added."""

    title: str
    time: str = ""
    detail: str = ""
    minutes: int | None = None
    planned: str = ""
    place: str = ""
    state: str = ""
