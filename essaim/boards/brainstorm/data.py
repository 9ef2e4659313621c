"""What a brainstorm keeps in its log."""

from dataclasses import dataclass

from essaim.runs.groups import Group


@dataclass(frozen=True)
class Note:
    """A note as it was given. Once it is on the board, what becomes of it is there.

    In 1-2-4: `into` is the note of its group that says the same; its pair may leave it `aside`, its four have it
    `chosen`, and it is on the board when it was `posted`.
    """

    id: str
    text: str
    author: str = ""
    kind: str = ""
    into: str = ""
    aside: bool = False
    chosen: bool = False
    posted: bool = False


@dataclass(frozen=True)
class Left:
    """A note as it stood on the board at closing: its family, its words, how many said it."""

    family: str
    text: str
    times: int = 1


@dataclass(frozen=True)
class Data:
    notes: tuple[Note, ...] = ()
    too_few: int = 0  # anonymous ballots that were opened without being read
    left: tuple[Left, ...] | None = None
    pairs: tuple[Group, ...] = ()
    fours: tuple[Group, ...] = ()
