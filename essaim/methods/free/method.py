"""Le mode libre: a question, a clock, a card, what people type. It also runs in place of a method that is missing."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from essaim.base.errors import Refused
from essaim.runs.definition import (
    Act,
    Card,
    HandOver,
    Method,
    Names,
    Outcome,
    People,
    Phase,
    Table,
    Timer,
    no_answer,
    param,
)
from essaim.runs.state import Anonymity, Event, RunState, Seat

LONGEST = 500


@dataclass(frozen=True)
class Params:
    question: str = param("", gettext_lazy("La question, ou ce que l’on fait"))
    minutes: int = param(15, gettext_lazy("Minutes"), gettext_lazy("0 : sans minuteur."), least=0, most=480)
    guide: str = param("", gettext_lazy("Consigne, lue sur les téléphones"), rows=4)
    contributions: bool = param(True, gettext_lazy("Les téléphones peuvent écrire"))
    steps: tuple[str, ...] = param(
        (), gettext_lazy("Étapes, une par ligne"), gettext_lazy("« 10 Récits en binôme » : dix minutes."), rows=4
    )
    instead_of: str = param("", gettext_lazy("Méthode prévue"), advanced=True)


@dataclass(frozen=True)
class Contribution:
    id: str
    member: str
    text: str
    signed: bool = True
    hidden: str = ""


@dataclass(frozen=True)
class Data:
    contributions: tuple[Contribution, ...] = ()
    summary: str = ""

    @property
    def shown(self) -> tuple[Contribution, ...]:
        return tuple(one for one in self.contributions if not one.hidden)


State = RunState[Params, Data]


class Free(Method[Params, Data]):
    key = "free"
    name = gettext_lazy("Mode libre")
    section = 7
    params, data = Params, Data
    quiet = frozenset({"contribute"})
    templates = "methods/free"
    anonymity = (Anonymity.NAMED, Anonymity.UNNAMED_ON_WALL)
    people = People(1, 300, 300)
    card = Card(
        what_for=gettext_lazy("Tenir une question et un temps à l’écran, et recueillir ce que le groupe écrit."),
        when=gettext_lazy("Pour tout ce qui n’a pas de méthode toute faite : un apport, un échange, un jeu."),
        when_not=gettext_lazy("Pour décider : prenez le consentement. Pour choisir : les gommettes."),
        steps=(
            gettext_lazy("Poser la question et lancer le temps."),
            gettext_lazy("Chaque personne peut écrire depuis son téléphone."),
            gettext_lazy("Garder en quelques mots ce qui en sort."),
        ),
    )
    phases = (
        Phase(
            "EN_COURS",
            gettext_lazy("En cours"),
            timer=Timer("soft", 0),
            inputs={"P": ("contribute",), "A": ("contribute", "hide", "summary")},
        ),
    )

    def steps(self, params: Params) -> tuple[Phase, ...]:
        (only,) = self.phases
        written = [_step(line) for line in params.steps if line.strip()]
        if not written:
            return (replace(only, phone=params.guide, wall=params.question, timer=Timer("soft", params.minutes * 60)),)
        return tuple(
            replace(
                only, id=f"ETAPE_{i}", label=label, phone=params.guide, wall=label, timer=Timer("soft", minutes * 60)
            )
            for i, (minutes, label) in enumerate(written, 1)
        )

    def start(self, params: Params, roll: tuple[Seat, ...]) -> Data:
        return Data()

    def apply(self, state: State, event: Event) -> Data:
        data = state.data
        if event.input == "contribute":
            one = Contribution(event.id, event.member, event.text(), bool(event.value.get("signed", True)))
            return replace(data, contributions=(*data.contributions, one))
        if event.input == "hide":
            return replace(data, contributions=tuple(_hidden(one, event) for one in data.contributions))
        if event.input == "summary":
            return replace(data, summary=event.text())
        return data

    def read(self, state: State, kind: str, raw: Mapping[str, Any]) -> Mapping[str, Any]:
        value = dict(super().read(state, kind, raw))
        if kind == "contribute":
            value["signed"] = value.get("signed", "yes") != "no"
        return value

    def check(self, state: State, act: Act) -> None:
        if act.kind == "contribute":
            if not state.params.contributions:
                raise Refused(_("Ici, on parle : rien ne s’écrit depuis les téléphones."), code="spoken")
            if not act.text():
                raise Refused(_("Écrivez quelques mots."), field="text")
            if len(act.text()) > LONGEST:
                raise Refused(_("C’est trop long : 500 signes au plus."), field="text")
        if act.kind == "hide":
            if act.text("of") not in {one.id for one in state.data.contributions}:
                raise Refused(_("Cette contribution n’existe plus."), field="of")
            if not act.text("reason"):
                raise Refused(_("Dites pourquoi : la personne qui a écrit le lira."), field="reason")

    def outcome(self, state: State, names: Names) -> Outcome:
        shown = state.data.shown
        if not shown and not state.data.summary:
            return no_answer()
        written = ngettext("{count} contribution.", "{count} contributions.", len(shown)).format(count=len(shown))
        sentence = " ".join(part for part in (written if shown else "", state.data.summary) if part)
        rows = tuple((one.text, author(state, one, names)) for one in shown)
        table = Table((_("Contribution"), _("Qui")), rows, state.params.question) if rows else None
        return Outcome(sentence, table, {"contributions": len(shown)})

    def hand_overs(self, state: State, names: Names) -> list[HandOver]:
        return [HandOver("note", one.text) for one in state.data.shown]

    def context(self, state: State, names: Names) -> Mapping[str, Any]:
        def shown() -> list[tuple[Contribution, str]]:
            return [(one, author(state, one, names)) for one in reversed(state.data.shown)]

        return {
            "question": state.params.question,
            "guide": state.params.guide,
            "writes": state.params.contributions,
            "contributions": cache(shown),  # three hundred names are not for a phone that answers
            "writers": len({one.member for one in state.data.contributions}),
            "summary": state.data.summary,
        }

    def context_for(self, state: State, member: str, names: Names) -> Mapping[str, Any]:
        return {"mine": [one for one in state.data.contributions if one.member == member]}


def author(state: State, one: Contribution, names: Names) -> str:
    if not one.signed or state.anonymity == Anonymity.UNNAMED_ON_WALL:
        return _("Sans nom")
    return names(one.member)


def _hidden(one: Contribution, event: Event) -> Contribution:
    return replace(one, hidden=event.text("reason")) if one.id == event.text("of") else one


def _step(line: str) -> tuple[int, str]:
    first, _space, rest = line.strip().partition(" ")
    return (int(first), rest.strip()) if first.isdigit() and rest.strip() else (0, line.strip())


METHOD = Free()
