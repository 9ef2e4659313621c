"""The log of a dot vote, folded."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from django.utils.translation import gettext_lazy as _

from essaim.methods.dots.tally import Line, default_dots, draw, retained, tally
from essaim.runs.definition import param
from essaim.runs.state import Event, RunState

TIES = (
    ("include_all", _("Garder tous les ex æquo")),
    ("second_vote", _("Revoter entre les ex æquo, une gommette chacun")),
    ("decide", _("L’animation choisit et dit pourquoi")),
    ("draw", _("Tirer au sort, avec un numéro affiché")),
)


@dataclass(frozen=True)
class Option:
    id: str
    text: str
    by: str = ""


@dataclass(frozen=True)
class Params:
    options: tuple[str, ...] = param((), _("Options, une par ligne"), rows=6)
    dots: int = param(0, _("Gommettes par personne"), _("0 : selon le nombre d’options."), least=0, most=10)
    most_on_one: int = param(2, _("Au plus sur une même option"), least=1, most=10)
    keep: int = param(0, _("Combien en retenir"), _("0 : aucune coupure."), least=0, most=30)
    tie: Literal["include_all", "second_vote", "decide", "draw"] = param(
        "include_all", _("Si des ex æquo tombent sur la coupure"), choices=TIES
    )
    own_options: bool = param(False, _("Chaque personne peut proposer une option pendant la lecture"))
    # The board these options come from, and what each of them is there: their dots are then shown on it.
    board: str = ""
    items: tuple[str, ...] = ()


@dataclass(frozen=True)
class Data:
    options: tuple[Option, ...] = ()
    dots: int = 3
    ballots: Mapping[str, Mapping[str, int]] = field(default_factory=dict)  # by person, when they are not anonymous
    mixed: tuple[Mapping[str, int], ...] | None = None  # from an opened box
    too_few: int = 0  # ballots of a box that was opened without being read
    second: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    second_mixed: tuple[Mapping[str, int], ...] | None = None
    chosen: tuple[str, ...] = ()
    why: str = ""
    seed: str = ""
    losses: tuple[str, ...] = ()  # « qu’est-ce qui serait perdu ? »

    def text(self, option: str) -> str:
        return next((one.text for one in self.options if one.id == option), option)

    @property
    def lines(self) -> tuple[Line, ...]:
        return tally([one.id for one in self.options], self.counted)

    @property
    def counted(self) -> tuple[Mapping[str, int], ...]:
        return self.mixed if self.mixed is not None else tuple(self.ballots.values())

    @property
    def counted_again(self) -> tuple[Mapping[str, int], ...]:
        return self.second_mixed if self.second_mixed is not None else tuple(self.second.values())


def start(params: Params) -> Data:
    options = tuple(Option(f"o{i}", text) for i, text in enumerate(params.options, 1))
    return Data(options=options, dots=params.dots or default_dots(len(options)))


def tied(state: RunState[Params, Data]) -> tuple[str, ...]:
    return retained(state.data.lines, state.params.keep)[1]


def kept(state: RunState[Params, Data]) -> tuple[str, ...]:
    """The options retained once ties are settled; with no cut-off, all that received a dot."""
    data, params = state.data, state.params
    sure, equal = retained(data.lines, params.keep)
    if not equal:
        return sure
    if params.tie == "include_all":
        return sure + equal
    room = params.keep - len(sure)
    if params.tie == "draw":
        return sure + (draw(equal, data.seed)[:room] if data.seed else ())
    if params.tie == "second_vote":
        first, still = retained(tally(list(equal), data.counted_again), room)
        return sure + first + still
    return sure + tuple(option for option in data.chosen if option in equal)


def settled(state: RunState[Params, Data]) -> bool:
    """False while a tie across the cut-off waits for its rule."""
    if not tied(state) or state.params.tie == "include_all":
        return True
    if state.params.tie == "draw":
        return bool(state.data.seed)
    if state.params.tie == "second_vote":
        return bool(state.data.counted_again)
    return bool(state.data.chosen)


def apply(state: RunState[Params, Data], event: Event) -> Data:
    data = state.data
    if event.kind == "box_opened":
        contents = tuple(one.get("dots", {}) for one in event.data["contents"])
        too_few = 0 if contents else int(event.data["n"])
        if event.data["phase"] == "DEPARTAGE":
            return replace(data, second_mixed=contents)
        return replace(data, mixed=contents, too_few=too_few)
    handle = _INPUTS.get(event.input)
    return handle(state, event) if handle else data


def _ballot(state: RunState[Params, Data], event: Event) -> Data:
    data, ballot = state.data, dict(event.value.get("dots", {}))
    if state.phase == "DEPARTAGE":
        return replace(data, second={**data.second, event.member: ballot})
    return replace(data, ballots={**data.ballots, event.member: ballot})


def _option(state: RunState[Params, Data], event: Event) -> Data:
    data = state.data
    options = (*data.options, Option(event.id, event.text(), event.member))
    return replace(data, options=options, dots=state.params.dots or default_dots(len(options)))


def _decided(state: RunState[Params, Data], event: Event) -> Data:
    return replace(state.data, chosen=tuple(event.value.get("options", ())), why=event.text("why"))


def _drawn(state: RunState[Params, Data], event: Event) -> Data:
    return replace(state.data, seed=str(event.value.get("seed", "")))


def _loss(state: RunState[Params, Data], event: Event) -> Data:
    return replace(state.data, losses=(*state.data.losses, event.text()))


_INPUTS: dict[str, Any] = {"ballot": _ballot, "option": _option, "decide": _decided, "draw": _drawn, "loss": _loss}
