"""The controls of a question's form."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from essaim.questionnaires.definition import Choice, say
from essaim.questionnaires.mapping import Frame


@dataclass(frozen=True)
class Option:
    code: str
    label: str
    checked: bool


@dataclass(frozen=True)
class Dot:
    label: str
    x: float
    y: float


@dataclass(frozen=True)
class Map:
    """What is known around, drawn by us."""

    frame: Frame
    dots: tuple[Dot, ...]


@dataclass(frozen=True)
class Input:
    """One control. `shape` names its template: rows, across, ticks, menu, line, lines, number, date, group,
    sums, point, degrees."""

    shape: str
    name: str
    label: str
    value: str = ""
    options: tuple[Option, ...] = ()
    error: str = ""
    inputs: tuple["Input", ...] = field(default_factory=tuple)
    folded: str = ""  # the words that open it, when it may stay out of sight
    hint: str = ""
    map: Map | None = None

    @property
    def id(self) -> str:
        return "f-" + self.name.replace(".", "-").replace(":", "-")


def options(choices: Iterable[Choice], chosen: Iterable[str], language: str) -> tuple[Option, ...]:
    held = set(chosen)
    return tuple(Option(choice.code, say(choice.label, language), choice.code in held) for choice in choices)
