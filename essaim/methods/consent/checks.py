"""What the rules of consent allow now, and where they lead."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from essaim.base.errors import Refused
from essaim.methods.consent import rules
from essaim.methods.consent.rules import State
from essaim.runs.definition import Act

LONGEST_PROPOSAL = 1500
LONGEST = 500
INTEGRATIONS = ("amend", "remove", "add", "postpone", "monitor", "subgroup", "replace")


def read(state: State, kind: str, value: Mapping[str, str]) -> Mapping[str, Any]:
    """A question and an answer may come with spaces only: they count as nothing."""
    return {name: text.strip() for name, text in value.items()}


def check(state: State, act: Act) -> None:
    text = act.text()
    most = LONGEST_PROPOSAL if act.kind in ("propose", "adjust", "amendment") else LONGEST
    if len(text) > most:
        raise Refused(_("C’est trop long : {most} signes au plus.").format(most=most), field="text")
    rule = _CHECKS.get(act.kind)
    if rule:
        rule(state, act)


def next_phase(state: State) -> str | None:
    """The exits of the table of phases, and nothing else."""
    lead = _EXITS[state.phase]
    return lead(state) if callable(lead) else lead


def _text(state: State, act: Act) -> None:
    if not act.text():
        raise Refused(_("Écrivez quelques mots."), field="text")


def _one_of(name: str, *allowed: str) -> Any:
    def rule(state: State, act: Act) -> None:
        if act.text(name) not in allowed:
            raise Refused(_("Choisissez une des réponses."), field=name)

    return rule


def _question(state: State, act: Act) -> None:
    _text(state, act)
    waiting = (one for one in state.data.questions if one.reply is None and not one.retagged)
    if any(one.by == act.member for one in waiting):
        raise Refused(_("Une seule question à la fois : attendez la réponse à la précédente."), code="one_at_a_time")


def _of_question(state: State, act: Act) -> None:
    if act.text("of") not in {one.id for one in state.data.questions}:
        raise Refused(_("Cette question n’existe plus."), field="of")


def _react(state: State, act: Act) -> None:
    circle = state.data.reactions
    if circle.done:
        raise Refused(_("Le tour est fini."), code="done")
    if "A" not in act.roles and circle.current != act.member:
        raise Refused(_("Ce n’est pas encore votre tour : écoutons."), code="not_your_turn")
    expected = act.text("speaker")
    if expected and expected != circle.current:
        raise Refused(_("La parole est déjà passée à la personne suivante."), code="stale")


def _adjust(state: State, act: Act) -> None:
    _one_of("how", "maintain", "clarify", "amend", "withdraw")(state, act)
    if act.text("how") in ("clarify", "amend") and not act.text():
        raise Refused(_("Écrivez le nouveau texte de la proposition."), field="text")


def _answer(state: State, act: Act) -> None:
    kind = act.text("answer")
    _one_of("answer", "consent", "concern", "objection", "pass")(state, act)
    if act.member not in rules.voters(state):
        raise Refused(_("Vous pourrez répondre à la prochaine version."), code="next_version")
    before = state.data.answers.get(act.member)
    if before is not None and before.kind != "pass":
        if state.data.locked:
            raise Refused(_("Votre réponse à cette version est gardée."), code="locked")
        if state.params.mode == "s3" and rules.shown(state):
            raise Refused(_("Les réponses sont révélées : elles ne changent plus."), code="revealed")
    elif state.params.mode == "classique" and rules.in_turn(state)[:1] != (act.member,):
        raise Refused(_("Ce n’est pas encore votre tour : écoutons."), code="not_your_turn")
    if kind == "pass" and before is not None and (before.kind == "pass" or before.passed_before):
        raise Refused(
            _("On peut passer une fois ; maintenant, votre réponse est attendue."), field="answer", code="passed"
        )
    if kind == "objection" and not act.text():
        raise Refused(
            _("Dites en une phrase ce qui vous arrête : le groupe pourra améliorer la proposition."), field="text"
        )
    if kind == "concern" and not act.text():
        raise Refused(_("Dites votre préoccupation en une phrase : elle sera gardée avec la décision."), field="text")


def _reveal(state: State, act: Act) -> None:
    if not rules.heard(state):
        raise Refused(_("Personne n’a encore répondu."), code="nothing_yet")


def _on_objection(state: State, act: Act) -> None:
    objection = rules.current(state)
    if objection is None:
        raise Refused(_("Il n’y a pas d’objection à examiner."), code="no_objection")
    if act.member == objection.holder and act.kind in ("understand", "contest", "uphold"):
        raise Refused(_("C’est votre objection : les autres disent comment ils la comprennent."), code="holder")
    if objection.status == "withdrawn":
        raise Refused(_("Cette objection a été retirée."), code="withdrawn")


def _contest(state: State, act: Act) -> None:
    _on_objection(state, act)
    if not act.text():
        raise Refused(_("Dites pourquoi : le groupe entend la raison avant de répondre."), field="text")


def _uphold(state: State, act: Act) -> None:
    _on_objection(state, act)
    _one_of("answer", "yes", "no")(state, act)
    objection = rules.current(state)
    if objection is not None and not objection.contests:
        raise Refused(_("Personne ne conteste cette objection."), code="no_contest")


def _remains(state: State, act: Act) -> None:
    objection = rules.current(state)
    _one_of("what", "keep", "reword", "withdraw")(state, act)
    if objection is None or (act.member != objection.holder and "A" not in act.roles):
        raise Refused(_("Seule la personne qui porte l’objection dit ce qu’il en reste."), code="not_holder")
    if act.member != objection.holder and act.text("what") == "withdraw" and not act.proxy_for:
        raise Refused(_("L’animation n’écarte jamais seule une objection."), code="never_alone")
    if act.text("what") == "reword" and not act.text():
        raise Refused(_("Écrivez l’objection comme vous la dites maintenant."), field="text")


def _take(state: State, act: Act) -> None:
    chosen = act.text("of")
    waiting = rules.open_objections(state)
    mine = {one.id for one in waiting if one.holder == act.member}
    if chosen not in ({one.id for one in waiting} if "A" in act.roles else mine):
        raise Refused(_("Cette objection n’attend plus."), field="of")


def _amendment(state: State, act: Act) -> None:
    if "A" not in act.roles and act.member not in rules.both(state):
        raise Refused(_("Proposez une idée : qui objecte ou propose écrira la nouvelle version."), code="not_your_role")
    _one_of("how", *INTEGRATIONS)(state, act)
    if not act.text():
        raise Refused(_("Écrivez le texte entier de la version proposée."), field="text")
    if act.text("how") in ("postpone", "monitor", "subgroup") and not act.text("note"):
        raise Refused(_("Dites qui s’en charge et pour quand, ou ce que l’on surveille."), field="note")


def _accept(state: State, act: Act) -> None:
    _one_of("answer", "yes", "no")(state, act)
    if state.data.amendment is None:
        raise Refused(_("Il n’y a pas encore de nouvelle version à accepter."), code="no_amendment")
    if act.member not in rules.both(state):
        raise Refused(
            _("La personne qui objecte et celle qui propose acceptent la nouvelle version."), code="not_your_role"
        )


def _card(state: State, act: Act) -> None:
    try:
        date.fromisoformat(act.text("review"))
    except ValueError as wrong:
        raise Refused(
            _("Donnez une date de révision : une décision par consentement se revoit."), field="review"
        ) from wrong
    if act.text("starts"):
        try:
            date.fromisoformat(act.text("starts"))
        except ValueError as wrong:
            raise Refused(_("Écrivez la date comme 2027-01-31."), field="starts") from wrong


def _vote(state: State, act: Act) -> None:
    if state.params.fallback != "vote_2_3":
        raise Refused(_("Le repli annoncé n’est pas un vote."), code="no_vote")
    _one_of("answer", "for", "against", "abstain")(state, act)


_CHECKS: dict[str, Any] = {
    "propose": _text,
    "comment": _text,
    "relevance": _one_of("answer", "yes", "doubt"),
    "verdict": _one_of("verdict", "keep", "reformulate", "redirect"),
    "question": _question,
    "reply": _of_question,
    "retag": _of_question,
    "react": _react,
    "react_pass": _react,
    "adjust": _adjust,
    "answer": _answer,
    "reveal": _reveal,
    "take": _take,
    "understand": _on_objection,
    "contest": _contest,
    "uphold": _uphold,
    "remains": _remains,
    "idea": _text,
    "amendment": _amendment,
    "accept": _accept,
    "card": _card,
    "vote": _vote,
    "fallback_note": _text,
}


def _after_prep(state: State) -> str:
    if state.data.version is None:
        raise Refused(_("Il manque la proposition écrite."), code="no_proposal")
    return "PRESENTATION" if state.params.short else "PERTINENCE"


def _after_relevance(state: State) -> str | None:
    return {"reformulate": "PREP", "redirect": None}.get(state.data.verdict, "PRESENTATION")


def _after_reactions(state: State) -> str:
    waiting = len(state.data.reactions.queue)
    if waiting:
        raise Refused(
            ngettext(
                "Une personne n’a pas encore réagi. Donnez-lui la parole, ou passez son tour.",
                "{count} personnes n’ont pas encore réagi. Donnez-leur la parole, ou passez leur tour.",
                waiting,
            ).format(count=waiting),
            code="not_heard",
        )
    return "AMENDER"


def _after_answers(state: State) -> str:
    expected, answered = rules.voters(state), rules.heard(state)
    if not expected:
        raise Refused(
            _("Il n’y a plus personne pour répondre. Terminez, ou attendez le retour du groupe."), code="nobody"
        )
    if len(answered) < len(expected):
        raise Refused(
            _("{answered} réponses sur {expected}. Attendez, ou comptez comme absentes les personnes parties.").format(
                answered=len(answered), expected=len(expected)
            ),
            code="not_all",
        )
    if not any(answer.kind == "objection" for answer in answered.values()):
        return "ADOPTEE"
    return "IMPASSE" if state.data.loops >= state.params.most_loops else "TEST"


def _after_test(state: State) -> str:
    objection = rules.current(state)
    if objection is None or objection.status == "withdrawn" or objection.holder not in rules.voters(state):
        return "OBJECTIONS"
    result = rules.contest_result(state, objection)
    if result == "waiting":
        raise Refused(_("Tout le monde n’a pas encore répondu à la contestation."), code="contest_waiting")
    return "OBJECTIONS" if result == "upheld" else "INTEGRER"


def _after_integration(state: State) -> str:
    objection = rules.current(state)
    if objection is None or objection.holder not in rules.voters(state):
        return "OBJECTIONS"
    if not rules.accepted(state):
        raise Refused(
            _("La personne qui objecte et celle qui propose n’ont pas encore accepté une nouvelle version."),
            code="not_accepted",
        )
    return "OBJECTIONS"


_EXITS: dict[str, Any] = {
    "PREP": _after_prep,
    "PERTINENCE": _after_relevance,
    "PRESENTATION": lambda state: "OBJECTIONS" if state.params.short else "CLARIFICATION",
    "CLARIFICATION": "REACTION",
    "REACTION": _after_reactions,
    "AMENDER": lambda state: "RETIREE" if state.data.withdrawn else "OBJECTIONS",
    "OBJECTIONS": _after_answers,
    "TEST": _after_test,
    "INTEGRER": _after_integration,
    "ADOPTEE": None,
    "IMPASSE": None,
    "RETIREE": None,
}
