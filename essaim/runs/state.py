"""A run as its log tells it. Everything here is frozen: a new event makes a new state."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Generic, Literal, TypeVar

from essaim.runs.quorum import Quorum

P = TypeVar("P")
D = TypeVar("D")

GRACE = timedelta(seconds=10)  # after a hard timer, for what was on its way


class Status(StrEnum):
    PREPARED = "prepared"
    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"
    PUBLISHED = "published"
    CANCELLED = "cancelled"


class Anonymity(StrEnum):
    """Who can link a contribution to a person. It is frozen at opening and said on every phone."""

    NAMED = "A0"
    UNNAMED_ON_WALL = "A1"
    ANONYMOUS = "A2"
    HIDDEN_UNTIL_REVEAL = "A3"


@dataclass(frozen=True)
class Event:
    """One line of a run's log. `id` is made where the act is born: a replayed act counts once."""

    seq: int
    id: str
    kind: str
    at: datetime
    by: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)

    @property
    def input(self) -> str:
        """The kind of input, for an `input` event; otherwise nothing."""
        return str(self.data.get("input", "")) if self.kind == "input" else ""

    @property
    def member(self) -> str:
        """Who it is from: the person a proxy writes for, otherwise the author."""
        return str(self.data.get("for") or self.by)

    @property
    def value(self) -> Mapping[str, Any]:
        return self.data.get("value") or {}

    def text(self, name: str = "text") -> str:
        return str(self.value.get(name, "")).strip()


@dataclass(frozen=True)
class Seat:
    """One person on the roll."""

    member: str
    status: Literal["here", "waiting", "left", "counted_absent", "recused"] = "here"
    structure: str = ""
    longer: bool = False  # asked for more time to speak; never shown to others

    @property
    def counts(self) -> bool:
        return self.status == "here"


@dataclass(frozen=True)
class Clock:
    kind: Literal["soft", "hard", "none"] = "none"
    seconds: int = 0
    ends_at: datetime | None = None
    left: int | None = None  # while paused

    def remaining(self, at: datetime) -> int:
        """Seconds left at `at`; negative when late."""
        if self.ends_at is None:
            return self.left or 0
        return round((self.ends_at - at).total_seconds())

    def is_over(self, at: datetime) -> bool:
        """True when a hard clock no longer accepts anything, its grace included."""
        return self.kind == "hard" and self.ends_at is not None and at > self.ends_at + GRACE


@dataclass(frozen=True)
class Entry:
    """A phase that was entered, with the state of the method just before: what going back returns to."""

    phase: str
    at: datetime
    before: Any = None


@dataclass(frozen=True)
class Input:
    """An input as it was given; kept here when its phase was abandoned, to be offered again."""

    id: str
    member: str
    kind: str
    phase: str
    depth: int = 0  # how many phases had been entered
    value: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Floor:
    """Hands raised, in order, and who was given the floor."""

    hands: tuple[str, ...] = ()
    speaker: str = ""
    since: datetime | None = None


@dataclass(frozen=True)
class Correction:
    event: str
    reason: str
    at: datetime


@dataclass(frozen=True)
class Child:
    phase: str
    run: str
    method: str
    result: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class RunState(Generic[P, D]):
    method: str
    params: P
    data: D
    version: int = 1
    status: Status = Status.PREPARED
    seq: int = 0
    steered: int = 0  # seq of the last act of a console: what its next command must know
    anonymity: Anonymity = Anonymity.NAMED
    quorum: Quorum | None = None
    fallback: str = ""
    roll: tuple[Seat, ...] = ()
    at_open: int = 0
    phase: str = ""
    clock: Clock = Clock()
    timers: Mapping[str, int] = field(default_factory=dict)
    trail: tuple[Entry, ...] = ()
    hidden: tuple[Input, ...] = ()
    given: tuple[Input, ...] = ()
    floor: Floor = Floor()
    parked: tuple[str, ...] = ()
    more_time: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()  # « je n’ai pas compris », counted only
    children: tuple[Child, ...] = ()
    corrections: tuple[Correction, ...] = ()
    earlier: tuple[Any, ...] = ()  # results before each reopening
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    reason: str = ""
    sealed: bool = False

    @property
    def running(self) -> bool:
        return self.status in (Status.OPEN, Status.PAUSED)

    @property
    def over(self) -> bool:
        return self.status in (Status.CLOSED, Status.PUBLISHED, Status.CANCELLED)

    def seat(self, member: str) -> Seat | None:
        return next((seat for seat in self.roll if seat.member == member), None)

    @property
    def voices(self) -> tuple[str, ...]:
        """Those who count now: neither gone, nor counted absent, nor withdrawn, nor waiting for the next phase."""
        return tuple(seat.member for seat in self.roll if seat.counts)

    @property
    def needed(self) -> int:
        if self.quorum is None:
            return 0
        return self.quorum.needed(self.at_open if self.quorum.of == "roll" else len(self.voices))

    def quorum_reached(self, answered: int) -> bool:
        return answered >= self.needed

    def offered(self, member: str, kind: str) -> Mapping[str, Any]:
        """What `member` had given in this phase before it was abandoned."""
        mine = (one for one in reversed(self.hidden) if (one.member, one.kind, one.phase) == (member, kind, self.phase))
        return next((one.value for one in mine), {})
