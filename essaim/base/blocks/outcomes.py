"""Blocks for what a group reaches together: decisions, commitments, figures, the day as it went."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from .nodes import Block
from .records import KeyFigure, ProgrammeRow, Provenance, keep


@dataclass(frozen=True)
class Decision(Block):
    """What the group decided: the sentence adopted, by which rule, who carries it, when it is looked at again."""

    kind = "decision"
    text: str
    title: str
    rule: str
    owner: str
    effect_date: date | None
    review_date: date | None
    criteria: tuple[str, ...]
    concerns: tuple[str, ...]
    objections: tuple[str, ...]
    tally: str

    def __init__(
        self,
        text: str,
        rule: str = "",
        owner: str = "",
        review_date: date | None = None,
        concerns: Iterable[str] = (),
        *,
        title: str = "",
        effect_date: date | None = None,
        criteria: Iterable[str] = (),
        objections: Iterable[str] = (),
        tally: str = "",
        provenance: Provenance | None = None,
    ) -> None:
        keep(
            self,
            text=text,
            title=title,
            rule=rule,
            owner=owner,
            effect_date=effect_date,
            review_date=review_date,
            criteria=tuple(criteria),
            concerns=tuple(concerns),
            objections=tuple(objections),
            tally=tally,
            provenance=provenance,
        )


@dataclass(frozen=True)
class CommitmentBlock(Block):
    """Who does what with whom, the first step, until when. `state` is read as written (« tenu », « en cours »)."""

    kind = "commitment"
    text: str
    owner: str
    partners: tuple[str, ...]
    first_step: str
    due: date | None
    support: str
    state: str

    def __init__(
        self,
        text: str,
        owner: str = "",
        partners: Iterable[str] = (),
        first_step: str = "",
        due: date | None = None,
        *,
        support: str = "",
        state: str = "",
        provenance: Provenance | None = None,
    ) -> None:
        keep(
            self,
            text=text,
            owner=owner,
            partners=tuple(partners),
            first_step=first_step,
            due=due,
            support=support,
            state=state,
            provenance=provenance,
        )


@dataclass(frozen=True)
class KeyFigures(Block):
    kind = "key_figures"
    figures: tuple[KeyFigure, ...]

    def __init__(self, figures: Iterable[KeyFigure], *, provenance: Provenance | None = None) -> None:
        keep(self, figures=tuple(figures), provenance=provenance)


@dataclass(frozen=True)
class Programme(Block):
    kind = "programme"
    rows: tuple[ProgrammeRow, ...]
    caption: str

    def __init__(
        self, rows: Iterable[ProgrammeRow], caption: str = "", *, provenance: Provenance | None = None
    ) -> None:
        keep(self, rows=tuple(rows), caption=caption, provenance=provenance)
