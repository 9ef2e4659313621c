"""Tour de parole: each voice in its turn, nobody interrupts, passing is always allowed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from essaim.base.errors import Refused
from essaim.runs.circle import EMPTY, Circle, circle_order
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

LONGEST_TRACE = 200

KINDS = (
    ("free", gettext_lazy("Tour de parole")),
    ("inclusion", gettext_lazy("Tour d’ouverture")),
    ("weather", gettext_lazy("Météo")),
    ("closing", gettext_lazy("Tour de clôture")),
)
DIRECTIONS = (
    ("clockwise", gettext_lazy("Dans le sens des aiguilles d’une montre")),
    ("counter_clockwise", gettext_lazy("Dans l’autre sens")),
)


@dataclass(frozen=True)
class Params:
    question: str = param("", gettext_lazy("La question, une seule et claire"))
    seconds: int = param(60, gettext_lazy("Secondes par personne"), least=15, most=600)
    kind: Literal["free", "inclusion", "weather", "closing"] = param(
        "free", gettext_lazy("Sorte de tour"), choices=KINDS
    )
    start: str = param("", gettext_lazy("Qui commence"), member=True)
    direction: Literal["clockwise", "counter_clockwise"] = param(
        "clockwise", gettext_lazy("Dans quel sens"), choices=DIRECTIONS
    )
    last: str = param(
        "", gettext_lazy("Qui parle en dernier (dans une météo : l’animation)"), member=True, advanced=True
    )


@dataclass(frozen=True)
class Data:
    circle: Circle = EMPTY
    since: datetime | None = None  # when the present speaker was given the floor
    more: int = 0  # seconds added for the present speaker
    summary: str = ""


State = RunState[Params, Data]


class Round(Method[Params, Data]):
    key = "round"
    name = gettext_lazy("Tour de parole")
    section = 7
    params, data = Params, Data
    templates = "methods/round"
    anonymity = (Anonymity.NAMED,)
    people = People(2, 60, 15)
    late = "now"
    card = Card(
        what_for=gettext_lazy("Entendre chaque voix, à égalité, sans que personne ne coupe."),
        when=gettext_lazy("En ouverture, en clôture, ou dès que deux ou trois voix prennent toute la place."),
        when_not=gettext_lazy("Pour débattre ou répondre : ici, personne ne répond."),
        steps=(
            gettext_lazy("Poser une seule question, avec le temps de chaque personne."),
            gettext_lazy("Une minute de silence pour y penser."),
            gettext_lazy("Chaque personne parle à son tour, ou passe."),
            gettext_lazy("Une seconde chance pour qui avait passé."),
            gettext_lazy("Quelques mots pour garder une trace."),
        ),
        advice=gettext_lazy("Au-delà de 15 personnes, raccourcissez les tours ou faites plusieurs cercles."),
    )
    phases = (
        Phase(
            "QUESTION",
            gettext_lazy("La question"),
            phone=gettext_lazy("Lisez la question. Vous parlerez à votre tour, et vous pourrez passer."),
            console=gettext_lazy(
                "Lisez la question à voix haute, dites le temps de chacun. L’ordre se change encore ici."
            ),
            wall=gettext_lazy("Une question pour tout le monde"),
            timer=Timer("soft", 60),
            inputs={"A": ("reorder",)},
        ),
        Phase(
            "SILENCE",
            gettext_lazy("Une minute de silence"),
            phone=gettext_lazy("Un moment pour y penser, en silence."),
            console=gettext_lazy("Laissez le silence. C’est le dernier moment pour changer l’ordre."),
            wall=gettext_lazy("Un moment de silence"),
            timer=Timer("soft", 60),
            inputs={"A": ("reorder",)},
        ),
        Phase(
            "TOUR",
            gettext_lazy("Le tour"),
            phone=gettext_lazy("Chacun son tour. Personne ne répond ni ne coupe."),
            console=gettext_lazy(
                "Nommez la personne, remerciez d’un signe, passez à la suivante. Passer est toujours permis."
            ),
            wall=gettext_lazy("Chacun son tour"),
            inputs={"P": ("spoke", "pass"), "A": ("spoke", "pass", "more")},
        ),
        Phase(
            "REPASSE",
            gettext_lazy("Seconde chance"),
            phone=gettext_lazy("Qui avait passé peut parler maintenant, ou passer encore."),
            console=gettext_lazy("Reproposez la parole à qui avait passé, sans insister."),
            wall=gettext_lazy("Une seconde chance"),
            inputs={"P": ("spoke", "pass"), "A": ("spoke", "pass", "more")},
        ),
        Phase(
            "SYNTHESE",
            gettext_lazy("Garder une trace"),
            phone=gettext_lazy("L’animation relève ce que le groupe veut garder."),
            console=gettext_lazy("Proposez quelques mots à voix haute, écrivez-les quand le groupe s’y reconnaît."),
            wall=gettext_lazy("Ce que nous gardons"),
            timer=Timer("soft", 120),
            inputs={"A": ("summary",)},
        ),
    )

    def start(self, params: Params, roll: tuple[Seat, ...]) -> Data:
        people = [seat.member for seat in roll if seat.counts]
        order = circle_order(people, params.start, params.direction) if people else ()
        if params.last in order:
            order = (*(one for one in order if one != params.last), params.last)
        return Data(Circle(order))

    def apply(self, state: State, event: Event) -> Data:
        data = state.data
        if event.kind == "phase_entered" and event.data.get("how") != "back":
            if state.phase == "REPASSE" and not data.circle.second:
                data = replace(data, circle=data.circle.second_chances())
            return _floor(data, event) if state.phase in ("TOUR", "REPASSE") else data
        if event.kind in ("left", "counted_absent", "recused"):
            return self._leaves(data, event)
        if event.kind == "joined":
            return self._joins(state, event)
        handle = {
            "spoke": self._spoke,
            "pass": self._passed,
            "more": self._more,
            "reorder": self._reordered,
            "summary": self._summary,
        }.get(event.input)
        return handle(data, event) if handle else data

    def _leaves(self, data: Data, event: Event) -> Data:
        member = str(event.data.get("member") or event.by)
        held = data.circle.current == member
        data = replace(data, circle=data.circle.leaves(member))
        return _floor(data, event) if held and data.since else data

    def _joins(self, state: State, event: Event) -> Data:
        member = str(event.data.get("member") or event.by)
        seat = state.seat(member)
        if seat is None or not seat.counts:
            return state.data
        return replace(state.data, circle=state.data.circle.joins(member))

    def _spoke(self, data: Data, event: Event) -> Data:
        seconds = round((event.at - data.since).total_seconds()) if data.since else 0
        return _floor(replace(data, circle=data.circle.spoke(event.text(), seconds)), event)

    def _passed(self, data: Data, event: Event) -> Data:
        return _floor(replace(data, circle=data.circle.passes()), event)

    def _more(self, data: Data, event: Event) -> Data:
        return replace(data, more=data.more + 30)

    def _reordered(self, data: Data, event: Event) -> Data:
        wanted = [str(one) for one in event.value.get("order", ())]
        queue = tuple(one for one in wanted if one in data.circle.queue)
        rest = tuple(one for one in data.circle.queue if one not in queue)
        return replace(data, circle=replace(data.circle, queue=queue + rest))

    def _summary(self, data: Data, event: Event) -> Data:
        return replace(data, summary=event.text())

    def read(self, state: State, kind: str, raw: Mapping[str, Any]) -> Mapping[str, Any]:
        if kind == "reorder":
            return {"order": list(raw.get("order", ())) or _moved(state.data.circle.queue, raw)}
        return super().read(state, kind, raw)

    def check(self, state: State, act: Act) -> None:
        circle = state.data.circle
        if act.kind in ("spoke", "pass"):
            if circle.done:
                raise Refused(_("Tout le monde a été entendu."), code="done")
            if "A" not in act.roles and circle.current != act.member:
                raise Refused(_("Ce n’est pas encore votre tour : écoutons."), code="not_your_turn")
            expected = act.text("speaker")  # the console and the speaker may both press « suivant »
            if expected and expected != circle.current:
                raise Refused(_("La parole est déjà passée à la personne suivante."), code="stale")
        if len(act.text()) > (LONGEST_TRACE if act.kind == "spoke" else 2000):
            raise Refused(_("C’est trop long : gardez l’essentiel, 200 signes au plus."), field="text")

    def next_phase(self, state: State) -> str | None:
        circle = state.data.circle
        if state.phase in ("TOUR", "REPASSE") and not circle.done:
            waiting = len(circle.queue)
            raise Refused(
                ngettext(
                    "Une personne n’a pas encore eu la parole. Donnez-la-lui, ou passez son tour.",
                    "{count} personnes n’ont pas encore eu la parole. Donnez-la-leur, ou passez leur tour.",
                    waiting,
                ).format(count=waiting),
                code="not_heard",
            )
        if state.phase == "TOUR":
            return "REPASSE" if circle.passed else "SYNTHESE"
        return super().next_phase(state)

    def outcome(self, state: State, names: Names) -> Outcome:
        circle = state.data.circle
        heard = {turn.member for turn in circle.turns if turn.outcome == "spoke"}
        if not heard:
            return no_answer()
        sentence = ngettext("{count} personne a parlé.", "{count} personnes ont parlé.", len(heard)).format(
            count=len(heard)
        )
        if state.data.summary:
            sentence = f"{sentence} {state.data.summary}"
        traces = tuple((names(turn.member), turn.text) for turn in circle.turns if turn.text)
        table = Table((_("Personne"), _("En une ligne")), traces, str(self.name)) if traces else None
        return Outcome(sentence, table, {"heard": len(heard), "turns": len(circle.turns)})

    def hand_overs(self, state: State, names: Names) -> list[HandOver]:
        return [HandOver("note", state.data.summary)] if state.data.summary else []

    def context(self, state: State, names: Names) -> Mapping[str, Any]:
        data, speaking = state.data, state.phase in ("TOUR", "REPASSE")
        outcome = {turn.member: turn.outcome for turn in data.circle.turns}
        seat = state.seat(data.circle.current)
        return {
            "question": state.params.question,
            "speaking": speaking,
            "current": data.circle.current if speaking else "",
            "current_name": names(data.circle.current) if speaking and data.circle.current else "",
            "following": [names(one) for one in data.circle.queue[(1 if speaking else 0) :][:3]],
            "queue": [(one, names(one)) for one in data.circle.queue],
            "turn_ends": _turn_ends(state, seat) if speaking and state.status == "open" else None,
            "may_reorder": state.running and state.phase in ("QUESTION", "SILENCE"),
            "asks": speaking,
            "gave": sum(one == "spoke" for one in outcome.values()),
            "silent": [],
            "dots": [_dot(one, outcome, data, speaking) for one in state.voices],
            "heard": sum(one == "spoke" for one in outcome.values()),
            "traces": [(names(turn.member), turn.text) for turn in data.circle.turns if turn.text],
            "turns": [(names(turn.member), turn.outcome, turn.seconds) for turn in data.circle.turns],
            "summary": data.summary,
            "done": data.circle.done,
        }

    def context_for(self, state: State, member: str, names: Names) -> Mapping[str, Any]:
        speaking = state.phase in ("TOUR", "REPASSE")
        place = state.data.circle.place_of(member)
        return {
            "place": place,
            "my_turn": speaking and place == 0,
            "said": state.data.circle.last_outcome(member),
        }


def _turn_ends(state: State, seat: Seat | None) -> datetime | None:
    """When the present speaker is gently told; whoever asked for more time has twice as much, and nobody sees why."""
    data = state.data
    allowed = state.params.seconds * (2 if seat and seat.longer else 1) + data.more
    return data.since + timedelta(seconds=allowed) if data.since else None


def _moved(queue: tuple[str, ...], raw: Mapping[str, Any]) -> list[str]:
    """The order once `member` is moved by so many `steps`; « first » and « last » are steps too."""
    who, steps = (str((raw.get(name) or ("",))[-1]) for name in ("member", "steps"))
    order = list(queue)
    if who not in order:
        return order
    at = order.index(who)
    order.remove(who)
    to = {"first": 0, "last": len(order), "-1": max(0, at - 1), "1": at + 1}.get(steps, at)
    order.insert(to, who)
    return order


def _floor(data: Data, event: Event) -> Data:
    return replace(data, since=event.at if data.circle.queue else None, more=0)


def _dot(member: str, outcome: Mapping[str, str], data: Data, speaking: bool) -> str:
    if speaking and member == data.circle.current:
        return "now"
    return {"spoke": "yes", "passed": "passed"}.get(outcome.get(member, ""), "waiting")


def alternate(previous: Params | None, roll: tuple[str, ...]) -> tuple[str, str]:
    """Who starts and which way: neither the same start nor the same direction as the time before."""
    if previous is None or previous.start not in roll:
        return (roll[0] if roll else "", "clockwise")
    start = roll[(roll.index(previous.start) + 1) % len(roll)]
    return start, "counter_clockwise" if previous.direction == "clockwise" else "clockwise"


METHOD = Round()
