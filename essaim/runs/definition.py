"""What a method is: its phases, who may do what in each, its clocks, and the pure rules that fold its log."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeAlias

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from essaim.base import blocks
from essaim.base.anonymity import LEAST
from essaim.base.errors import Refused
from essaim.runs.codec import decode, encode
from essaim.runs.state import Anonymity, D, Event, P, RunState, Seat

if TYPE_CHECKING:
    from essaim.runs.models import Run
    from essaim.spaces.changes import Journal
    from essaim.spaces.models import Member

Text: TypeAlias = str | Promise
Names: TypeAlias = Callable[[str], str]
Late: TypeAlias = Literal["now", "next_phase", "listen"]
Raw: TypeAlias = Mapping[str, Sequence[str]]

FACILITATOR, MEMBER, HOLDER = "A", "P", "X"


@dataclass(frozen=True)
class Timer:
    """`soft` counts and never advances by itself; `hard` closes the inputs ten seconds after zero."""

    kind: Literal["soft", "hard", "none"] = "none"
    seconds: int = 0


@dataclass(frozen=True)
class Phase:
    id: str
    label: Text
    phone: Text = ""
    wall: Text = ""
    console: Text = ""
    timer: Timer = Timer()
    inputs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    late: Late | None = None
    box: str = ""  # the kind of input that goes in an anonymous box when the run is anonymous
    child: str = ""  # the key of a method that runs inside this phase
    reached_only: bool = False  # the rules lead here; a console cannot jump to it


@dataclass(frozen=True)
class Card:
    """What a facilitator reads before choosing a method."""

    what_for: Text
    when: Text
    when_not: Text
    steps: tuple[Text, ...]
    advice: Text = ""


@dataclass(frozen=True)
class People:
    at_least: int
    at_most: int
    comfortable: int


@dataclass(frozen=True)
class Table:
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""


@dataclass(frozen=True)
class Outcome:
    """What came out, as a sentence for screen readers and reports, a table, and figures for programs."""

    sentence: str
    table: Table | None = None
    figures: Mapping[str, Any] = field(default_factory=dict)
    answered: bool = True


@dataclass(frozen=True)
class HandOver:
    kind: str
    title: str
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Act:
    """What someone asks to do now."""

    kind: str
    by: str
    at: datetime
    value: Mapping[str, Any] = field(default_factory=dict)
    roles: frozenset[str] = frozenset()
    proxy_for: str = ""

    @property
    def member(self) -> str:
        return self.proxy_for or self.by

    def text(self, name: str = "text") -> str:
        return str(self.value.get(name, "")).strip()


def no_answer() -> Outcome:
    return Outcome(_("Sans réponse."), answered=False)


def param(default: Any, label: Text, help: Text = "", **more: Any) -> Any:
    """A parameter with what its form says. `more`: `choices`, `least`, `most`, `rows`, `advanced`."""
    return field(default=default, metadata={"label": label, "help": help, **more})


class Method(Generic[P, D]):
    """One folder, one method. Rules are pure: they read a state and never the time, the database or the network."""

    key: str
    version: int = 1
    name: Text
    section: int = 0  # of the report
    card: Card
    params: type[P]
    data: type[D]
    phases: tuple[Phase, ...]
    anonymity: tuple[Anonymity, ...] = (Anonymity.NAMED,)
    people: People = People(2, 300, 25)
    late: Late = "now"
    templates: str = ""
    # Scripts of the console, by their address among static files.
    scripts: tuple[str, ...] = ()
    # Its style sheets, the same way; phones load those of a method only when it has scripts for them.
    styles: tuple[str, ...] = ()
    phone_scripts: tuple[str, ...] = ()
    # Inputs that change nothing on another person's own part of the page: its counts tell them.
    quiet: frozenset[str] = frozenset()

    def is_quiet(self, state: RunState[P, D], kind: str) -> bool:
        """Whether the input `kind`, after which `state` is, leaves what the others are told as it was."""
        return kind in self.quiet

    def reach(self, state: RunState[P, D], kind: str, member: str) -> tuple[str, ...] | None:
        """Whose own part of the page changes after the input `kind` of `member`; None: everybody's."""
        return (member,) if self.is_quiet(state, kind) else None

    def steps(self, params: P) -> tuple[Phase, ...]:
        return self.phases

    def phase(self, state: RunState[P, D], key: str = "") -> Phase:
        wanted = key or state.phase
        found = next((phase for phase in self.steps(state.params) if phase.id == wanted), None)
        if found is None:
            raise Refused(_("Cette étape n’existe pas dans cette méthode."), code="no_such_phase")
        return found

    def read_params(self, raw: Mapping[str, Any]) -> P:
        """Freeze the parameters. Raises `Refused` with the field that does not fit."""
        known = {one.name for one in fields(self.params)}  # type: ignore[arg-type]
        for name, value in raw.items():
            if name not in known:
                raise Refused(_("Le réglage « {name} » n’existe pas pour cette méthode.").format(name=name), field=name)
            try:
                decode(self.params, {name: value})
            except (TypeError, ValueError) as wrong:
                raise Refused(_("La valeur de « {name} » ne convient pas.").format(name=name), field=name) from wrong
        params: P = decode(self.params, dict(raw))
        self.check_params(params)
        return params

    def check_params(self, params: P) -> None:
        for one in fields(params):  # type: ignore[arg-type]
            value, meta = getattr(params, one.name), one.metadata
            if isinstance(value, int) and not isinstance(value, bool):
                if not meta.get("least", value) <= value <= meta.get("most", value):
                    raise Refused(
                        _("Choisissez un nombre entre {least} et {most}.").format(
                            least=meta.get("least", 0), most=meta.get("most", "…")
                        ),
                        field=one.name,
                    )
            choices = meta.get("choices")
            if choices and value not in dict(choices):
                raise Refused(_("Choisissez une des possibilités."), field=one.name)

    def anonymity_for(self, params: P, people: int) -> Anonymity:
        """The level proposed at opening: the method's own, or the next one when the group is too small for it."""
        fitting = [one for one in self.anonymity if one != Anonymity.ANONYMOUS or people >= LEAST]
        return fitting[0] if fitting else Anonymity.NAMED

    def first_phase(self, params: P) -> str:
        return self.steps(params)[0].id

    def start(self, params: P, roll: tuple[Seat, ...]) -> D:
        raise NotImplementedError

    def apply(self, state: RunState[P, D], event: Event) -> D:
        """The method's own data after `event`; the engine has already taken its part of it into `state`."""
        return state.data

    def read(self, state: RunState[P, D], kind: str, raw: Raw) -> Mapping[str, Any]:
        """What a form sent, as the value of an input. Raises `Refused` with a field."""
        return {name: values[-1].strip() for name, values in raw.items() if values}

    def check(self, state: RunState[P, D], act: Act) -> None:
        """Raise `Refused` when the rules of the method do not allow `act`; phase and role are already checked."""

    def next_phase(self, state: RunState[P, D]) -> str | None:
        """Where « étape suivante » leads; None: the end. Raises `Refused` when something must happen first."""
        order = [phase.id for phase in self.steps(state.params) if not phase.reached_only]
        at = order.index(state.phase)
        return order[at + 1] if at + 1 < len(order) else None

    def may_enter(self, state: RunState[P, D], phase: Phase, at: datetime) -> None:
        """Raise `Refused` when a console may not jump to `phase`."""
        if phase.reached_only:
            raise Refused(_("On n’arrive à cette étape que par la règle de la méthode."), code="reached_only")

    def may_close(self, state: RunState[P, D]) -> None:
        """Raise `Refused` when something required is missing."""

    def holders(self, state: RunState[P, D]) -> tuple[str, ...]:
        """The members who hold the method's own role (proposer…)."""
        return ()

    def child_params(self, state: RunState[P, D], phase: Phase) -> Mapping[str, Any] | None:
        """How to open the run inside `phase`; None: nothing to run, the phase is skipped."""
        return None

    def outcome(self, state: RunState[P, D], names: Names) -> Outcome:
        return no_answer()

    def blocks(self, state: RunState[P, D], names: Names, outcome: Outcome) -> list[blocks.Block]:
        """What the report says after the sentence of `outcome`: its table, unless the method has better to show."""
        table = outcome.table
        return [blocks.Table(table.head, table.rows, table.caption or str(self.name))] if table else []

    def hand_overs(self, state: RunState[P, D], names: Names) -> list[HandOver]:
        return []

    def context(self, state: RunState[P, D], names: Names) -> Mapping[str, Any]:
        """What the method's templates need, computed once for all of them. Nothing personal."""
        return {}

    def context_for(self, state: RunState[P, D], member: str, names: Names) -> Mapping[str, Any]:
        """What the templates of one person's own phone need."""
        return {}

    def around(self, run: "Run", state: RunState[P, D]) -> Mapping[str, Any]:
        """What the templates need that is kept outside the log: rows that live on after the run."""
        return {}

    def around_for(self, run: "Run", state: RunState[P, D], member: "Member", *, desk: bool) -> Mapping[str, Any]:
        """The same for one person: on their phone, or on the console (`desk`)."""
        return {}

    def bring(self, journal: "Journal", run: "Run", state: RunState[P, D]) -> None:
        """Bring what the log now says to what lives on after the run, inside the change that made it say so."""

    def leaves(self, journal: "Journal", run: "Run", state: RunState[P, D]) -> Mapping[str, Any]:
        """What the log must keep, at closing, of what lived outside it: the rules read nothing else."""
        return {}

    def mixed(self, contents: list[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
        """What goes to the log of the ballots of an opened box."""
        return contents

    def freeze(self, params: P) -> dict[str, Any]:
        return dict(encode(params))
