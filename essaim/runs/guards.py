"""What may happen now. Each refusal says why, and what to do."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from essaim.base.anonymity import LEAST
from essaim.base.errors import Refused
from essaim.runs.definition import FACILITATOR, HOLDER, MEMBER, Act, Method, Phase
from essaim.runs.state import Anonymity, D, P, RunState, Status


def roles_of(method: Method[P, D], state: RunState[P, D], member: str, *, facilitator: bool) -> frozenset[str]:
    seat = state.seat(member)
    roles = {FACILITATOR} if facilitator else set()
    if seat is not None and seat.counts:
        roles.add(MEMBER)
    if member in method.holders(state):
        roles.add(HOLDER)
    return frozenset(roles)


def check_input(method: Method[P, D], state: RunState[P, D], act: Act) -> None:
    """Raise `Refused` unless `act` fits the run, its phase, its clock, the roles and the method's rules."""
    _check_running(state)
    phase = method.phase(state)
    allowed = {kind for role in act.roles for kind in phase.inputs.get(role, ())}
    if act.kind not in allowed:
        raise _not_now(method, state, phase, act)
    if act.proxy_for:
        _check_proxy(state, act)
    if FACILITATOR not in act.roles and state.clock.is_over(act.at):
        raise Refused(_("Le temps de cette étape est écoulé. L’animation peut en redonner."), code="time_over")
    method.check(state, act)


def _check_running(state: RunState[Any, Any]) -> None:
    if state.status == Status.PREPARED:
        raise Refused(_("Ce n’est pas encore ouvert. L’animation l’ouvrira."), code="not_open")
    if state.status == Status.PAUSED:
        raise Refused(_("C’est en pause. Vous pourrez répondre à la reprise."), code="paused")
    if state.over:
        raise Refused(_("C’est terminé : on ne peut plus rien y ajouter."), code="over")


def check_roll_move(state: RunState[Any, Any], member: str, *, back: bool) -> None:
    """Raise `Refused` unless `member` is on the roll of a run under way, and the gesture changes something."""
    if not state.running:
        _check_running(state)
    seat = state.seat(member)
    if seat is None:
        raise Refused(_("Cette personne n’est pas dans la liste."), code="not_on_roll")
    if seat.counts != (not back):
        raise Refused(_("C’est déjà fait : regardez la liste."), code="already")


def check_signal(state: RunState[Any, Any], member: str) -> None:
    """Raise `Refused` unless `member` is of the run, and it is open."""
    _check_running(state)
    seat = state.seat(member)
    if seat is None or not seat.counts:
        raise Refused(_("Ce geste revient aux personnes de la liste."), code="not_on_roll")


def _not_now(method: Method[Any, Any], state: RunState[Any, Any], phase: Phase, act: Act) -> Refused:
    seat = state.seat(act.by)
    if seat is not None and seat.status == "waiting":
        return Refused(_("Vous arrivez en cours d’étape : vous pourrez répondre dès la suivante."), code="waiting")
    if seat is not None and seat.status == "recused":
        return Refused(_("Vous vous êtes retiré·e de cette décision."), code="recused")
    if seat is not None and seat.status in ("left", "counted_absent"):
        return Refused(
            _("Vous n’êtes plus dans la liste. Demandez à l’animation de vous y remettre."), code="not_on_roll"
        )
    elsewhere = any(act.kind in kinds for one in method.steps(state.params) for kinds in one.inputs.values())
    here = any(act.kind in kinds for kinds in phase.inputs.values())
    if here or not elsewhere:
        return Refused(_("Ce geste revient à une autre personne."), code="not_your_role")
    return Refused(
        _("Ce n’est pas le moment : étape « {phase} » en cours.").format(phase=phase.label), code="not_this_phase"
    )


def _check_proxy(state: RunState[Any, Any], act: Act) -> None:
    if FACILITATOR not in act.roles:
        raise Refused(_("Seule l’animation peut répondre pour quelqu’un."), code="not_your_role")
    if state.anonymity == Anonymity.ANONYMOUS:
        raise Refused(
            _("Cette réponse est anonyme : personne ne peut la donner pour quelqu’un d’autre."), code="anonymous"
        )
    seat = state.seat(act.proxy_for)
    if seat is None or not seat.counts:
        raise Refused(_("Cette personne n’est pas dans la liste."), field="for", code="not_on_roll")


def check_command(state: RunState[Any, Any], command: str, expected_seq: int) -> None:
    """Two consoles can never advance twice: a command carries the last command it knew of."""
    allowed = {
        "open": (Status.PREPARED,),
        "resume": (Status.PAUSED,),
        "pause": (Status.OPEN,),
        "publish": (Status.CLOSED,),
        "reopen": (Status.CLOSED, Status.PUBLISHED),
        "cancel": (Status.PREPARED, Status.OPEN, Status.PAUSED),
        "correct": (Status.OPEN, Status.PAUSED, Status.CLOSED, Status.PUBLISHED),
    }.get(command, (Status.OPEN, Status.PAUSED))
    if expected_seq != state.steered:
        raise Refused(
            _("Quelqu’un vient d’agir sur une autre console. Regardez où nous en sommes, puis recommencez si besoin."),
            code="stale",
        )
    if command == "reopen" and state.anonymity == Anonymity.ANONYMOUS:
        raise Refused(_("Les bulletins anonymes ont été mêlés : on ne peut pas rouvrir."), code="anonymous")
    if state.status not in allowed:
        raise Refused(
            _("Ce n’est pas possible maintenant : {status}.").format(status=status_words(state)), code="not_now"
        )


def check_opening(method: Method[Any, Any], people: int, anonymity: Anonymity) -> None:
    if people < method.people.at_least or people > method.people.at_most:
        raise Refused(
            _("Cette méthode demande entre {least} et {most} personnes ; vous êtes {count}.").format(
                least=method.people.at_least, most=method.people.at_most, count=people
            ),
            code="people",
        )
    if anonymity not in method.anonymity:
        raise Refused(_("Cette méthode ne prévoit pas ce niveau d’anonymat."), field="anonymity", code="anonymity")
    if anonymity == Anonymity.ANONYMOUS and people < LEAST:
        raise Refused(
            _("À moins de cinq, une réponse anonyme se devine. Répondez sans nom à l’écran, ou à main levée."),
            field="anonymity",
            code="too_few",
        )


def check_back(method: Method[P, D], state: RunState[P, D]) -> str:
    """The phase « revenir » leads to."""
    if len(state.trail) < 2:
        raise Refused(_("C’est la première étape."), code="first_phase")
    before = state.trail[-2].phase
    if state.anonymity == Anonymity.ANONYMOUS and method.phase(state, before).box:
        raise Refused(
            _("Les bulletins anonymes ont été mêlés : on ne peut plus rouvrir cette étape."), code="anonymous"
        )
    return before


def check_goto(method: Method[P, D], state: RunState[P, D], phase: str, at: datetime) -> str:
    """« next », or « back » when the phase was already lived."""
    target = method.phase(state, phase)
    method.may_enter(state, target, at)
    lived = any(entry.phase == phase for entry in state.trail)
    if (
        lived
        and state.anonymity == Anonymity.ANONYMOUS
        and any(method.phase(state, e.phase).box for e in state.trail[:-1])
    ):
        raise Refused(
            _("Les bulletins anonymes ont été mêlés : on ne peut plus rouvrir cette étape."), code="anonymous"
        )
    return "back" if lived and phase != state.phase else "goto"


def status_words(state: RunState[Any, Any]) -> str:
    return {
        Status.PREPARED: _("pas encore ouvert"),
        Status.OPEN: _("en cours"),
        Status.PAUSED: _("en pause"),
        Status.CLOSED: _("terminé"),
        Status.PUBLISHED: _("publié"),
        Status.CANCELLED: _("annulé"),
    }[state.status]
