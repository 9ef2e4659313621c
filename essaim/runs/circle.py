"""Whose turn it is in a circle: one voice at a time, passing always allowed, one second chance."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

Direction = Literal["clockwise", "counter_clockwise"]


def circle_order(people: Sequence[str], start: str, direction: Direction = "clockwise") -> tuple[str, ...]:
    at = people.index(start) if start in people else 0
    if direction == "clockwise":
        return tuple(people[at:]) + tuple(people[:at])
    return tuple(reversed(people[: at + 1])) + tuple(reversed(people[at + 1 :]))


@dataclass(frozen=True)
class Turn:
    member: str
    outcome: Literal["spoke", "passed"]
    text: str = ""
    seconds: int = 0


@dataclass(frozen=True)
class Circle:
    """`queue[0]` holds the floor. Those who passed are asked once more, in the order they passed."""

    queue: tuple[str, ...]
    passed: tuple[str, ...] = ()
    turns: tuple[Turn, ...] = ()
    second: bool = False

    @property
    def current(self) -> str:
        return self.queue[0] if self.queue else ""

    @property
    def done(self) -> bool:
        return not self.queue

    def place_of(self, member: str) -> int | None:
        """0: it is their turn; 2: two people speak before them."""
        return self.queue.index(member) if member in self.queue else None

    def spoke(self, text: str = "", seconds: int = 0) -> "Circle":
        turn = Turn(self.current, "spoke", text, seconds)
        return replace(self, queue=self.queue[1:], turns=(*self.turns, turn)) if self.queue else self

    def passes(self) -> "Circle":
        if not self.queue:
            return self
        who = self.current
        kept = self.passed if self.second else (*self.passed, who)
        return replace(self, queue=self.queue[1:], passed=kept, turns=(*self.turns, Turn(who, "passed")))

    def leaves(self, member: str) -> "Circle":
        without = [tuple(who for who in people if who != member) for people in (self.queue, self.passed)]
        return replace(self, queue=without[0], passed=without[1])

    def joins(self, member: str) -> "Circle":
        known = member in self.queue or member in self.passed or any(turn.member == member for turn in self.turns)
        return self if known else replace(self, queue=(*self.queue, member))

    def second_chances(self) -> "Circle":
        """Whoever had not come to speak yet keeps their first turn, before the second chances."""
        return replace(self, queue=self.queue + self.passed, passed=(), second=True)

    def last_outcome(self, member: str) -> str:
        return next((turn.outcome for turn in reversed(self.turns) if turn.member == member), "")


EMPTY = Circle(())
