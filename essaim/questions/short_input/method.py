"""Apport court: somebody explains, questions queue by « moi aussi », the group keeps three points. Source: methods M31.

Questions are rows of the always-on board, where they go on living; the log keeps what the team showed and the points.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from essaim.base.blocks import Block, Listing
from essaim.base.errors import Refused
from essaim.base.text import one_line
from essaim.questions.short_input import board, slides
from essaim.runs.definition import Act, Card, Method, Names, Outcome, People, Phase, Raw, Timer, no_answer, param
from essaim.runs.state import Anonymity, Event, RunState, Seat

if TYPE_CHECKING:
    from essaim.runs.models import Run
    from essaim.spaces.changes import Journal
    from essaim.spaces.models import Member

MOST_POINTS = 3
LONGEST_POINT = 200


@dataclass(frozen=True)
class Params:
    question: str = param("", gettext_lazy("Ce que l’apport explique, en une question"))
    speaker: str = param("", gettext_lazy("Qui en parle"))
    minutes: int = param(10, gettext_lazy("Minutes d’apport"), gettext_lazy("De 8 à 12 : on écoute bien."), least=2,
                         most=30)  # fmt: skip
    slides: str = param("", gettext_lazy("Ce que l’écran montre, page par page"), slides.HELP, rows=8)


@dataclass(frozen=True)
class Data:
    """`slide` counts from 0; `shown` is the question on the screen; `left` how many were asked, how many answered."""

    slide: int = 0
    shown: str = ""
    points: tuple[str, ...] = ()
    left: tuple[int, int] = (0, 0)


State = RunState[Params, Data]


class ShortInput(Method[Params, Data]):
    key = "short_input"
    name = gettext_lazy("Apport court et questions")
    section = 6
    params, data = Params, Data
    templates = "questions/short_input"
    styles = ("questions/questions.css", "base/css/blocks.css")
    phone_scripts = ("questions/echo-marks.js",)
    anonymity = (Anonymity.UNNAMED_ON_WALL,)
    people = People(1, 300, 100)
    card = Card(
        what_for=gettext_lazy("Donner quelques repères, puis laisser le groupe questionner et répondre."),
        when=gettext_lazy("Quand des mots, des statuts ou une expérience d’ailleurs manquent pour avancer."),
        when_not=gettext_lazy("Pour tout dire : au-delà de douze minutes, on n’écoute plus."),
        steps=(
            gettext_lazy("Expliquer, page par page ; chacun note sa question quand elle vient."),
            gettext_lazy("Prendre les questions les plus partagées : le groupe répond d’abord."),
            gettext_lazy("Garder trois points, que le bilan reprend."),
        ),
    )
    phases = (
        Phase(
            "APPORT", gettext_lazy("Écouter"),
            phone=gettext_lazy("Écoutez. Une question vous vient ? Écrivez-la, elle attendra son tour."),
            wall=gettext_lazy("Écoutons"),
            console=gettext_lazy("Les pages avancent d’ici, ou de votre téléphone. Les questions attendent."),
            timer=Timer("soft", 600), inputs={"A": ("slide", "show")},
        ),
        Phase(
            "QUESTIONS", gettext_lazy("Questionner"),
            phone=gettext_lazy("Dites « moi aussi » aux questions que vous vous posez. Le groupe répond d’abord."),
            wall=gettext_lazy("Qui a un début de réponse ?"),
            console=gettext_lazy("Montrez une question. Demandez d’abord au groupe, répondez ensuite."),
            timer=Timer("soft", 360), inputs={"A": ("slide", "show")},
        ),
        Phase(
            "TRACE", gettext_lazy("Garder trois points"),
            phone=gettext_lazy("Que retenons-nous ? Dites-le à voix haute : l’équipe l’écrit."),
            wall=gettext_lazy("Que retenons-nous ?"),
            timer=Timer("soft", 120), inputs={"A": ("points",)},
        ),
    )  # fmt: skip

    def steps(self, params: Params) -> tuple[Phase, ...]:
        first, *others = self.phases
        return (replace(first, timer=Timer("soft", params.minutes * 60)), *others)

    def check_params(self, params: Params) -> None:
        super().check_params(params)
        if len(slides.pages(params.slides)) > slides.MOST:
            raise Refused(_("{n} pages au plus.").format(n=slides.MOST), field="slides")

    def start(self, params: Params, roll: tuple[Seat, ...]) -> Data:
        return Data()

    def read(self, state: State, kind: str, raw: Raw) -> Mapping[str, Any]:
        value = super().read(state, kind, raw)
        if kind == "slide":
            told = str(value.get("to", ""))
            return {"to": int(told) if told.isdecimal() else -1}
        if kind == "points":
            lines = (one_line(line) for line in str(value.get("text", "")).splitlines())
            return {"points": [line for line in lines if line]}
        return {"question": str(value.get("question", ""))}

    def check(self, state: State, act: Act) -> None:
        points = act.value.get("points", ())
        if act.kind == "slide" and not 0 <= act.value["to"] < len(slides.pages(state.params.slides)):
            raise Refused(_("Cette page n’existe pas."))
        if act.kind == "points" and (len(points) > MOST_POINTS or any(len(one) > LONGEST_POINT for one in points)):
            raise Refused(_("Trois points au plus, un par ligne, de 200 signes au plus."), field="text")

    def apply(self, state: State, event: Event) -> Data:
        data = state.data
        if event.kind == "closed" and "left" in event.data:
            asked, answered = event.data["left"]
            return replace(data, left=(int(asked), int(answered)))
        if event.input == "slide":
            return replace(data, slide=int(event.value["to"]), shown="")
        if event.input == "show":
            return replace(data, shown=str(event.value["question"]))
        if event.input == "points":
            return replace(data, points=tuple(event.value["points"]))
        return data

    def outcome(self, state: State, names: Names) -> Outcome:
        (asked, answered), points = state.data.left, len(state.data.points)
        if not asked and not points:
            return no_answer()
        said = [ngettext("{n} point retenu", "{n} points retenus", points).format(n=points)] if points else []
        if asked:
            said.append(ngettext("{n} question posée", "{n} questions posées", asked).format(n=asked))
        if answered:
            said.append(ngettext("{n} répondue", "{n} répondues", answered).format(n=answered))
        return Outcome(f"{', '.join(said)}.", figures={"asked": asked, "answered": answered, "points": points})

    def blocks(self, state: State, names: Names, outcome: Outcome) -> list[Block]:
        return [Listing(state.data.points)] if state.data.points else []

    def context(self, state: State, names: Names) -> Mapping[str, Any]:
        pages = slides.pages(state.params.slides)
        return {
            "question": state.params.question, "speaker": state.params.speaker, "points": state.data.points,
            "slide": slides.shown(pages, state.data.slide), "slide_number": state.data.slide + 1, "slides": len(pages),
            "before": state.data.slide - 1, "after": state.data.slide + 1,
        }  # fmt: skip

    def around(self, run: "Run", state: State) -> Mapping[str, Any]:
        return board.shown(run, state.data.shown)

    def around_for(self, run: "Run", state: State, member: "Member", *, desk: bool) -> Mapping[str, Any]:
        most = board.WHILE_LISTENING if state.phase == "APPORT" else board.TO_JOIN
        return {} if desk else board.shown_for(run, member, most=most)

    def leaves(self, journal: "Journal", run: "Run", state: State) -> Mapping[str, Any]:
        return {"left": board.left(run)}


METHOD = ShortInput()
