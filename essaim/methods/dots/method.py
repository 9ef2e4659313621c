"""Gommettes: prioritise quickly, without deciding for good."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from essaim.base.errors import Refused
from essaim.methods.dots import rules
from essaim.methods.dots.rules import Data, Params
from essaim.runs.definition import (
    Act,
    Card,
    HandOver,
    Method,
    Names,
    Outcome,
    People,
    Phase,
    Raw,
    Table,
    Timer,
    no_answer,
)
from essaim.runs.state import Anonymity, Event, RunState, Seat

State = RunState[Params, Data]
LONGEST = 140


class Dots(Method[Params, Data]):
    key = "dots"
    name = gettext_lazy("Gommettes")
    section = 7
    params, data = Params, Data
    quiet = frozenset({"ballot"})
    templates = "methods/dots"
    anonymity = (Anonymity.ANONYMOUS, Anonymity.UNNAMED_ON_WALL, Anonymity.NAMED)
    people = People(2, 300, 60)
    card = Card(
        what_for=gettext_lazy("Faire ressortir en quelques minutes ce qui compte le plus pour le groupe."),
        when=gettext_lazy("Après une collecte d’idées, pour choisir par quoi commencer."),
        when_not=gettext_lazy("Pour décider quelque chose qui engage : préférez le consentement."),
        steps=(
            gettext_lazy("Lire toutes les options."),
            gettext_lazy("Chaque personne répartit ses gommettes, sans voir celles des autres."),
            gettext_lazy("Le résultat s’affiche d’un coup."),
            gettext_lazy("Le groupe se demande ce qui serait perdu si l’on ne gardait que les premières."),
        ),
    )
    phases = (
        Phase(
            "LECTURE",
            gettext_lazy("Lire les options"),
            phone=gettext_lazy("Lisez toutes les options. Les gommettes viennent juste après."),
            wall=gettext_lazy("Lisons toutes les options"),
            timer=Timer("soft", 120),
            inputs={"P": ("option",), "A": ("option",)},
        ),
        Phase(
            "VOTE",
            gettext_lazy("Coller ses gommettes"),
            phone=gettext_lazy("Répartissez vos gommettes. Vous pouvez les déplacer jusqu’à la fin."),
            wall=gettext_lazy("À vos gommettes"),
            timer=Timer("hard", 180),
            inputs={"P": ("ballot",)},
            box="ballot",
        ),
        Phase(
            "RESULTAT",
            gettext_lazy("Le résultat"),
            phone=gettext_lazy("Voici ce qui ressort."),
            wall=gettext_lazy("Ce qui ressort"),
            inputs={"A": ("draw",)},
        ),
        Phase(
            "DEPARTAGE",
            gettext_lazy("Départager"),
            phone=gettext_lazy("Une seule gommette, entre les ex æquo."),
            wall=gettext_lazy("Départager les ex æquo"),
            timer=Timer("hard", 60),
            inputs={"P": ("ballot",), "A": ("decide",)},
            box="ballot",
        ),
        Phase(
            "COMMENTAIRE",
            gettext_lazy("Ce qui serait perdu"),
            phone=gettext_lazy("Qu’est-ce qui serait perdu si l’on ne gardait que les premières ?"),
            wall=gettext_lazy("Qu’est-ce qui serait perdu ?"),
            timer=Timer("soft", 300),
            inputs={"P": ("loss",), "A": ("loss",)},
        ),
    )

    def check_params(self, params: Params) -> None:
        super().check_params(params)
        count = len(params.options)
        if count > 30 or (count < 2 and not params.own_options):
            raise Refused(_("Donnez entre 2 et 30 options."), field="options")

    def anonymity_for(self, params: Params, people: int) -> Anonymity:
        return Anonymity.NAMED if people == 2 else super().anonymity_for(params, people)

    def start(self, params: Params, roll: tuple[Seat, ...]) -> Data:
        return rules.start(params)

    def apply(self, state: State, event: Event) -> Data:
        return rules.apply(state, event)

    def read(self, state: State, kind: str, raw: Raw) -> Mapping[str, Any]:
        if kind == "ballot":
            return {"dots": {option: _count(values) for option, values in raw.items() if _count(values)}}
        if kind == "decide":
            return {"options": list(raw.get("options", ())), "why": _text(raw, "why")}
        if kind == "draw":
            return {"seed": secrets.token_hex(3)}
        return {"text": _text(raw, "text")}

    def check(self, state: State, act: Act) -> None:
        if act.kind == "ballot":
            self._check_ballot(state, act)
        if act.kind == "option":
            self._check_option(state, act)
        if act.kind == "loss" and not 0 < len(act.text()) <= 500:
            raise Refused(_("Écrivez une phrase, 500 signes au plus."), field="text")
        if act.kind == "decide":
            self._check_decide(state, act)
        if act.kind == "draw" and (state.params.tie != "draw" or state.data.seed or not rules.tied(state)):
            raise Refused(_("Il n’y a rien à tirer au sort."))

    def _check_ballot(self, state: State, act: Act) -> None:
        dots: Mapping[str, int] = act.value["dots"]
        again = state.phase == "DEPARTAGE"
        if again and state.params.tie != "second_vote":
            raise Refused(_("C’est l’animation qui départage, en disant pourquoi."))
        options = set(rules.tied(state)) if again else {one.id for one in state.data.options}
        budget, most = (1, 1) if again else (state.data.dots, state.params.most_on_one)
        if set(dots) - options:
            raise Refused(_("Une de ces options n’existe plus. Vérifiez votre choix."))
        if any(given < 0 or given > most for given in dots.values()):
            raise Refused(
                ngettext(
                    "Une gommette au plus sur une même option.",
                    "{most} gommettes au plus sur une même option.",
                    most,
                ).format(most=most)
            )
        if sum(dots.values()) > budget:
            raise Refused(
                _("Vous avez collé {given} gommettes, vous en avez {budget}. Retirez-en.").format(
                    given=sum(dots.values()), budget=budget
                )
            )

    def _check_option(self, state: State, act: Act) -> None:
        if not state.params.own_options and "A" not in act.roles:
            raise Refused(_("Les options sont déjà fixées."))
        if len(state.data.options) >= 30:
            raise Refused(_("Il y a déjà 30 options : c’est le plus que l’on peut lire."))
        if not 0 < len(act.text()) <= LONGEST:
            raise Refused(_("Écrivez votre option en 140 signes au plus."), field="text")

    def _check_decide(self, state: State, act: Act) -> None:
        equal, chosen = rules.tied(state), act.value["options"]
        room = state.params.keep - len([one for one in rules.kept(state) if one not in equal])
        if state.params.tie != "decide" or not chosen or set(chosen) - set(equal) or len(chosen) > room:
            raise Refused(_("Choisissez parmi les ex æquo, sans dépasser ce qui reste à retenir."), field="options")
        if not act.text("why"):
            raise Refused(_("Dites pourquoi : le groupe le lira."), field="why")

    def next_phase(self, state: State) -> str | None:
        if state.phase == "RESULTAT":
            if rules.tied(state) and state.params.tie in ("second_vote", "decide"):
                return "DEPARTAGE"
            if not rules.settled(state):
                raise Refused(_("Tirez d’abord au sort entre les ex æquo."))
            return "COMMENTAIRE"
        return super().next_phase(state)

    def may_enter(self, state: State, phase: Phase, at: datetime) -> None:
        if phase.id == "DEPARTAGE" and not rules.tied(state):
            raise Refused(_("Il n’y a pas d’ex æquo à départager."))

    def outcome(self, state: State, names: Names) -> Outcome:
        data = state.data
        cast = len(data.counted)
        if data.too_few:
            return Outcome(too_few_said(data.too_few))
        if not cast or not revealed(state):
            return no_answer()
        lines = data.lines
        best = [data.text(line.option) for line in lines if line.rank == 1]
        sentence = ngettext(
            "{count} personne a collé ses gommettes. En tête : {best}.",
            "{count} personnes ont collé leurs gommettes. En tête : {best}.",
            cast,
        ).format(count=cast, best=_(" ; ").join(best))
        if not state.quorum_reached(cast):
            sentence += " " + _("Résultat indicatif (sans quorum).")
        rows = tuple((str(one.rank), data.text(one.option), str(one.dots), str(one.voters)) for one in lines)
        return Outcome(
            sentence,
            Table((_("Rang"), _("Option"), _("Gommettes"), _("Personnes")), rows, str(self.name)),
            {
                "cast": cast,
                "kept": list(rules.kept(state)) if rules.settled(state) else [],
                "lines": [[one.option, one.dots, one.voters, one.rank] for one in lines],
            },
        )

    def hand_overs(self, state: State, names: Names) -> list[HandOver]:
        return [HandOver("note", state.data.text(option)) for option in rules.kept(state)] if revealed(state) else []

    def context(self, state: State, names: Names) -> Mapping[str, Any]:
        data = state.data
        shown = revealed(state)
        return {
            "options": data.options,
            "budget": 1 if state.phase == "DEPARTAGE" else data.dots,
            "most_on_one": 1 if state.phase == "DEPARTAGE" else state.params.most_on_one,
            "too_few": data.too_few,
            "tied": [one for one in data.options if one.id in rules.tied(state)] if shown else [],
            "settled": shown and rules.settled(state),
            "revealed": shown,
            "lines": [(line, data.text(line.option)) for line in data.lines] if shown else [],
            "most": max((line.dots for line in data.lines), default=0) if shown else 0,
            "kept": set(rules.kept(state)) if shown and state.params.keep else set(),
            "seed": data.seed,
            "why": data.why,
            "losses": data.losses,
        }

    def context_for(self, state: State, member: str, names: Names) -> Mapping[str, Any]:
        again = state.phase == "DEPARTAGE"
        mine = state.data.second if again else state.data.ballots
        given = mine.get(member) or state.offered(member, "ballot").get("dots", {})
        tied = rules.tied(state) if again else ()
        shown = [one for one in state.data.options if not again or one.id in tied]
        return {"choices": [(one, given.get(one.id, 0)) for one in shown]}


def revealed(state: State) -> bool:
    """Nothing shows before the vote is closed, so that nobody follows the crowd."""
    return state.over or state.phase in ("RESULTAT", "DEPARTAGE", "COMMENTAIRE")


def too_few_said(count: int) -> str:
    return ngettext(
        "Un seul bulletin : il n’a pas été lu, il se devinerait.",
        "{count} bulletins seulement : ils n’ont pas été lus, ils se devineraient.",
        count,
    ).format(count=count)


def _count(values: Any) -> int:
    try:
        return int(values[-1] or 0)
    except (ValueError, IndexError):
        return 0


def _text(raw: Raw, name: str) -> str:
    values = raw.get(name) or [""]
    return str(values[-1]).strip()


METHOD = Dots()
