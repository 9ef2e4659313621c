"""Valider et ajuster le programme: the group makes the day its own, in half an hour."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from essaim.base.blocks import Block, Heading, Listing
from essaim.base.errors import Refused
from essaim.programme.validation import rules
from essaim.programme.validation.rules import MARKS, TOPICS_EACH, Data, Params
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
LONGEST = 200
LONGEST_REASON = 500


class ProgrammeValidation(Method[Params, Data]):
    key = "programme_validation"
    name = gettext_lazy("Valider le programme")
    section = 4
    params, data = Params, Data
    quiet = frozenset({"mark", "answer"})
    templates = "programme/validation"
    anonymity = (Anonymity.UNNAMED_ON_WALL, Anonymity.NAMED)
    people = People(2, 300, 40)
    card = Card(
        what_for=gettext_lazy("Accorder la journée à ce que le groupe attend, et en faire un contrat commun."),
        when=gettext_lazy("Au début de la journée, après s’être présenté."),
        when_not=gettext_lazy("Si rien ne peut changer : dites-le plutôt franchement."),
        steps=(
            gettext_lazy("Présenter le programme, avec ce que le questionnaire a dit."),
            gettext_lazy(
                "Chaque personne marque chaque séquence : gardée, à ajuster, pas utile ; et dit ce qui manque."
            ),
            gettext_lazy("Ne discuter que ce qui fait question pour au moins 30 % des réponses."),
            gettext_lazy("Ajuster ensemble : durées, ordre, modules."),
            gettext_lazy("Demander le consentement ; une objection fait une boucle, une seule."),
        ),
    )
    phases = (
        Phase(
            "PRESENTER",
            gettext_lazy("Présenter"),
            phone=gettext_lazy("L’animation présente la journée. Vous direz ensuite ce que vous en pensez."),
            wall=gettext_lazy("Notre journée, d’après ce que vous nous avez dit"),
            timer=Timer("soft", 300),
        ),
        Phase(
            "REAGIR",
            gettext_lazy("Réagir"),
            phone=gettext_lazy("Marquez chaque séquence, et dites ce qui manque."),
            wall=gettext_lazy("Que gardez-vous, qu’ajustez-vous ?"),
            timer=Timer("hard", 300),
            inputs={"P": ("mark", "topic", "plus")},
        ),
        Phase(
            "DISCUTER",
            gettext_lazy("Discuter"),
            phone=gettext_lazy("Parlons de ce qui fait question."),
            wall=gettext_lazy("Ce qui fait question"),
            timer=Timer("soft", 600),
            inputs={"P": ("mark", "plus")},
        ),
        Phase(
            "AJUSTER",
            gettext_lazy("Ajuster"),
            phone=gettext_lazy("Le programme s’ajuste sous vos yeux."),
            wall=gettext_lazy("Nous ajustons le programme"),
            timer=Timer("soft", 300),
            inputs={"A": ("change",)},
        ),
        Phase(
            "CONSENTIR",
            gettext_lazy("Consentir"),
            phone=gettext_lazy("Voyez-vous une raison, pour notre but commun, de ne pas suivre ce programme ?"),
            wall=gettext_lazy("Assez bon pour aujourd’hui ?"),
            timer=Timer("soft", 300),
            inputs={"P": ("answer",), "A": ("resolve", "decide")},
        ),
    )

    def check_params(self, params: Params) -> None:
        super().check_params(params)
        if not params.items:
            raise Refused(_("Lancez-la depuis le programme : ouvrez sa séquence, puis « Préparer »."))

    def start(self, params: Params, roll: tuple[Seat, ...]) -> Data:
        return rules.start(params, roll)

    def apply(self, state: State, event: Event) -> Data:
        return rules.apply(state, event)

    def read(self, state: State, kind: str, raw: Raw) -> Mapping[str, Any]:
        if kind == "mark":
            chosen = {
                name.removeprefix("mark-"): values[-1] for name, values in raw.items() if name.startswith("mark-")
            }
            return {"marks": {item: mark for item, mark in chosen.items() if mark}}
        return super().read(state, kind, raw)

    def check(self, state: State, act: Act) -> None:
        checks = {
            "mark": _check_mark,
            "topic": _check_topic,
            "plus": _check_plus,
            "change": _check_reason,
            "answer": _check_answer,
            "resolve": _check_resolve,
            "decide": _check_decide,
        }
        checks[act.kind](state, act)

    def next_phase(self, state: State) -> str | None:
        if state.phase == "PRESENTER" and len(state.voices) <= 2:
            return "DISCUTER"
        return super().next_phase(state)

    def may_close(self, state: State) -> None:
        if state.data.objections and not state.data.decision:
            raise Refused(
                _("Une objection est ouverte. Ajustez le programme, ou décidez en disant pourquoi."), code="open"
            )

    def outcome(self, state: State, names: Names) -> Outcome:
        data = state.data
        if not data.marks and not data.answers:
            return no_answer()
        discussed, topics = rules.to_discuss(data, len(state.voices))
        heard, count = data.respondents, len(discussed)
        said = [
            ngettext("%d personne a réagi au programme.", "%d personnes ont réagi au programme.", heard) % heard,
            ngettext("%d séquence discutée.", "%d séquences discutées.", count) % count,
            _result(data, rules.consented(state)),
        ]
        rows = tuple(
            (
                one.item.title,
                str(one.keep),
                str(one.adjust),
                str(one.drop),
                _("discutée") if one.discussed else _("retenue"),
            )
            for one in rules.standings(data)
        )
        head = (_("Séquence"), _("Gardée"), _("À ajuster"), _("Pas utile"), _("Suite"))
        figures = {
            "respondents": data.respondents,
            "discussed": [one.item.id for one in discussed],
            "topics": [[topic.text, len(topic.plus)] for topic in topics],
            "consented": rules.consented(state),
            "answers": len(data.answers),
            "loops": data.loop,
        }
        return Outcome(" ".join(said), Table(head, rows, str(self.name)), figures)

    def blocks(self, state: State, names: Names, outcome: Outcome) -> list[Block]:
        """The marks, then what the group found missing, whether it found a place in the day or not."""
        made = super().blocks(state, names, outcome)
        topics = sorted(state.data.topics, key=lambda topic: -len(topic.plus))
        if topics:
            said = [f"{topic.text} (+{len(topic.plus)})" if topic.plus else topic.text for topic in topics]
            made += [Heading(3, _("Sujets que le groupe a ajoutés")), Listing(said)]
        return made

    def hand_overs(self, state: State, names: Names) -> list[HandOver]:
        return [
            HandOver("module_idea", topic.text, {"plus": len(topic.plus)})
            for topic in sorted(state.data.topics, key=lambda topic: -len(topic.plus))
        ]

    def context(self, state: State, names: Names) -> Mapping[str, Any]:
        data = state.data
        discussed, topics = rules.to_discuss(data, len(state.voices))
        given: Mapping[str, Any] = {"REAGIR": data.marks, "CONSENTIR": data.answers}.get(state.phase, {})
        return {
            "asks": state.phase in ("REAGIR", "CONSENTIR"),
            "gave": len(given),
            "silent": [names(one) for one in state.voices if one not in given],
            "standings": rules.standings(data),
            "discussed": discussed,
            "topics": topics,
            "respondents": data.respondents,
            "answered": len(data.answers),
            "agreed": sum(answer.ok for answer in data.answers.values()),
            "objections": data.objections,
            "changes": data.changes,
            "can_loop": data.loop == 0,
            "decision": data.decision,
            "consented": rules.consented(state),
        }

    def context_for(self, state: State, member: str, names: Names) -> Mapping[str, Any]:
        data = state.data
        mine = data.marks.get(member) or state.offered(member, "mark").get("marks", {})
        return {
            "lines": [(item, mine.get(item.id, "")) for item in data.items],
            "marks": MARKS,
            "marked": member in data.marks,
            "my_topics": [topic for topic in data.topics if topic.by == member],
            "others": [(topic, member in topic.plus) for topic in data.topics if topic.by != member],
            "topics_left": TOPICS_EACH - sum(topic.by == member for topic in data.topics),
            "my_answer": data.answers.get(member),
        }


def _result(data: Data, consented: bool) -> str:
    if data.decision:
        return _("Sans accord complet, l’animation a décidé : %s") % data.decision
    if consented:
        agreed = len(data.answers)
        return ngettext("Programme consenti par %d personne.", "Programme consenti par %d personnes.", agreed) % agreed
    return _("Le consentement n’a pas été demandé.")


def _check_mark(state: State, act: Act) -> None:
    marks = act.value["marks"]
    if not marks:
        raise Refused(_("Marquez une séquence au moins : gardée, à ajuster ou pas utile."), field="marks")
    known, allowed = {item.id for item in state.data.items}, dict(MARKS)
    if any(item not in known or mark not in allowed for item, mark in marks.items()):
        raise Refused(_("Cette séquence ou cette marque n’existe pas. Rechargez la page."), field="marks")


def _check_topic(state: State, act: Act) -> None:
    if not 0 < len(act.text()) <= LONGEST:
        raise Refused(_("Écrivez en quelques mots ce qui manque, 200 signes au plus."), field="text")
    if sum(topic.by == act.member for topic in state.data.topics) >= TOPICS_EACH:
        raise Refused(_("Vous avez déjà proposé deux sujets. Soutenez-en d’autres par « +1 »."), field="text")


def _check_plus(state: State, act: Act) -> None:
    topic = next((topic for topic in state.data.topics if topic.id == act.value.get("topic")), None)
    if topic is None:
        raise Refused(_("Ce sujet n’existe plus."))
    if topic.by == act.member:
        raise Refused(_("C’est votre sujet : il compte déjà. Soutenez-en d’autres."))


def _check_reason(state: State, act: Act) -> None:
    if not 0 < len(act.text()) <= LONGEST_REASON:
        raise Refused(_("Dites en une phrase ce qui change et pourquoi, 500 signes au plus."), field="text")


def _check_answer(state: State, act: Act) -> None:
    if act.value.get("answer") not in ("ok", "objection"):
        raise Refused(_("Choisissez : « Je consens » ou « J’ai une objection »."), field="answer")
    if act.value["answer"] == "objection" and not 0 < len(act.text()) <= LONGEST_REASON:
        raise Refused(_("Dites quel tort vous voyez pour le groupe, pour que l’on puisse ajuster."), field="text")


def _check_resolve(state: State, act: Act) -> None:
    if not state.data.objections:
        raise Refused(_("Il n’y a pas d’objection à lever."))
    if state.data.loop:
        raise Refused(_("La boucle a déjà eu lieu. Décidez, en disant pourquoi."))
    _check_reason(state, act)


def _check_decide(state: State, act: Act) -> None:
    if not state.data.objections or not state.data.loop:
        raise Refused(_("On ne décide à la place du groupe qu’après une boucle, si une objection demeure."))
    _check_reason(state, act)


METHOD = ProgrammeValidation()
