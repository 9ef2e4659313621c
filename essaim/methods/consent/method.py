"""Décision par consentement: adopted when nobody sees a reasoned objection, to try until its review date."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from essaim.base.errors import Refused
from essaim.methods.consent import checks, rules, showing
from essaim.methods.consent.card import CARD
from essaim.methods.consent.params import Params
from essaim.methods.consent.phases import PHASES
from essaim.methods.consent.rules import Data, State
from essaim.runs.definition import Act, HandOver, Method, Names, Outcome, People, Phase
from essaim.runs.state import Anonymity, Event, Seat


class Consent(Method[Params, Data]):
    key = "consent"
    name = gettext_lazy("Décision par consentement")
    section = 10
    params, data = Params, Data
    templates = "methods/consent"
    anonymity = (Anonymity.NAMED, Anonymity.HIDDEN_UNTIL_REVEAL)
    people = People(2, 60, 25)
    late = "next_phase"
    card = CARD
    phases = PHASES

    def check_params(self, params: Params) -> None:
        super().check_params(params)
        if len(params.text) > checks.LONGEST_PROPOSAL:
            raise Refused(_("La proposition fait plus de 1 500 signes. Gardez qui, quoi, quand."), field="text")
        if params.review:
            try:
                date.fromisoformat(params.review)
            except ValueError as wrong:
                raise Refused(_("Écrivez la date comme 2027-01-31."), field="review") from wrong

    def anonymity_for(self, params: Params, people: int) -> Anonymity:
        return Anonymity.HIDDEN_UNTIL_REVEAL if params.mode == "s3" else Anonymity.NAMED

    def first_phase(self, params: Params) -> str:
        if not params.text.strip():
            return "PREP"
        return "PRESENTATION" if params.short else "PERTINENCE"

    def is_quiet(self, state: State, kind: str) -> bool:
        """Hidden answers tell the others nothing, until the last one reveals them all."""
        return kind == "answer" and not rules.shown(state)

    def start(self, params: Params, roll: tuple[Seat, ...]) -> Data:
        return rules.start(params, roll)

    def apply(self, state: State, event: Event) -> Data:
        return rules.apply(state, event)

    def read(self, state: State, kind: str, raw: Mapping[str, Any]) -> Mapping[str, Any]:
        return checks.read(state, kind, super().read(state, kind, raw))

    def holders(self, state: State) -> tuple[str, ...]:
        return (state.params.proposer,) if state.params.proposer else ()

    def check(self, state: State, act: Act) -> None:
        checks.check(state, act)

    def next_phase(self, state: State) -> str | None:
        return checks.next_phase(state)

    def may_enter(self, state: State, phase: Phase, at: datetime) -> None:
        """A console may give up integrating only when the time announced is spent; a deadlock is never a shortcut."""
        if phase.id == "IMPASSE":
            spent = state.opened_at is not None and at >= state.opened_at + timedelta(minutes=state.params.timebox)
            late = state.phase == "INTEGRER" and state.clock.remaining(at) <= 0
            if rules.open_objections(state) and (spent or late):
                return
            raise Refused(
                _("Il reste du temps pour lever l’objection. Le repli ne vient qu’au bout du temps annoncé."),
                code="time_left",
            )
        super().may_enter(state, phase, at)
        if phase.id != "PREP" and state.data.version is None:
            raise Refused(_("Il manque la proposition écrite."), code="no_proposal")

    def may_close(self, state: State) -> None:
        if state.phase == "ADOPTEE" and not state.data.card.review:
            raise Refused(_("Donnez une date de révision : une décision par consentement se revoit."), field="review")

    def outcome(self, state: State, names: Names) -> Outcome:
        return showing.outcome(state, names)

    def hand_overs(self, state: State, names: Names) -> list[HandOver]:
        return showing.hand_overs(state, names)

    def context(self, state: State, names: Names) -> Mapping[str, Any]:
        return showing.context(state, names)

    def context_for(self, state: State, member: str, names: Names) -> Mapping[str, Any]:
        return showing.context_for(state, member, names)


METHOD = Consent()
