"""What the templates of a run are given: for the wall, for every phone, for the console, for one person."""

from dataclasses import replace
from functools import cache, partial
from typing import Any, TypeAlias
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from essaim.base.errors import Refused
from essaim.runs.actions import names_of
from essaim.runs.box import box_of
from essaim.runs.definition import MEMBER, Method, Names, Phase
from essaim.runs.log import State, state_of
from essaim.runs.models import Run
from essaim.runs.registry import method_of
from essaim.runs.state import Anonymity, Input
from essaim.spaces.models import Member, Space

AnyMethod: TypeAlias = Method[Any, Any]


def found_run(space: Space, pk: UUID) -> Run:
    """The run of a space, read once for all the parts of a page. Raises `Http404`."""
    key = ("run", pk)
    if key not in space.shown:
        found: Run = get_object_or_404(space.runs, pk=pk)
        found.space = space
        space.shown[key] = found
    run: Run = space.shown[key]
    return run


def common(run: Run) -> dict[str, Any]:
    """Nothing personal: the same for all readers of an audience. Made once for all the parts of a page."""
    state, made = state_of(run), run.space.shown
    key = (run.pk, state.seq, get_language())
    if key not in made:
        made[key] = _common(run, state)
    return made[key]


def _common(run: Run, state: State) -> dict[str, Any]:
    method, names = method_of(run.method), names_of(run)
    phase = method.phase(state) if state.phase else None
    order = [one for one in method.steps(state.params) if not one.reached_only or one.id == state.phase]
    voices = len(state.voices)
    told = {**_ahead(method, state), **_heard(run, method, state, phase, names)}
    page = {
        "run": run, "state": state, "method": method, "phase": phase, "order": order, "voices": voices,
        "level_said": level_said(state),
        "clock": state.clock, "ends_at": state.clock.ends_at, "names": names,
        "outcome": cache(partial(method.outcome, state, names)) if state.running or state.over else None,
        "templates": method.templates, "now": run.space.now(), **told,
        **method.context(state, names), **method.around(run, state),
    }  # fmt: skip
    page["island"] = island_key(run, page)
    page["wall_template"] = f"{method.templates}/wall.html"
    page["phone_template"] = f"{method.templates}/phone.html"
    page["console_template"] = f"{method.templates}/console.html"
    return page


def _ahead(method: AnyMethod, state: State) -> dict[str, Any]:
    """Where « étape suivante » leads, or what must happen before."""
    if not state.running:
        return {}
    try:
        target = method.next_phase(state)
        if target is None:
            method.may_close(state)
            return {}
    except Refused as refusal:
        return {"blocked": refusal.message}
    ahead = method.phase(state, target)
    seconds = state.timers.get(ahead.id, ahead.timer.seconds) if ahead.timer.kind != "none" else 0
    return {"ahead": ahead, "ahead_minutes": max(1, round(seconds / 60)) if seconds else 0}


# What a phone may send without having given what the phase asks for.
ASIDE = {"recuse", "comment"}


def _heard(run: Run, method: AnyMethod, state: State, phase: Phase | None, names: Names) -> dict[str, Any]:
    """How many gave in this phase and, unless it is anonymous, who did not yet; a method may know better.

    Lists of names are made when they are shown: three hundred of them are not for a phone that answers.
    """
    found = box_of(run, method, state)
    givers = {one.member for one in state.given if one.phase == state.phase}
    asks = bool(phase and set(phase.inputs.get(MEMBER, ())) - ASIDE)
    hidden = state.anonymity == Anonymity.ANONYMOUS or not asks
    return {
        "asks": asks, "gave": found.count() if found else len(givers),
        "silent": [] if hidden else partial(_silent, state, givers, names),
        "away": [(seat, names(seat.member)) for seat in state.roll if not seat.counts],
        "on_roll": partial(_on_roll, state, names),
    }  # fmt: skip


def _silent(state: State, givers: set[str], names: Names) -> list[str]:
    return [names(one) for one in state.voices if one not in givers]


def _on_roll(state: State, names: Names) -> list[tuple[str, str]]:
    return [(one, names(one)) for one in state.voices]


def island_key(run: Run, page: dict[str, Any]) -> str:
    """Changes when the form on the phones must be another one."""
    state = page["state"]
    version, objection = page.get("version"), page.get("objection")
    marks = [state.status, state.phase, len(state.trail), getattr(version, "number", ""), getattr(objection, "id", ""),
             *(page.get(name, "") for name in ("reacting_id", "current", "seen", "seed"))]  # fmt: skip
    # What may change while one is typing in the same step.
    within = page.get("form_marks", ())
    return f"{run.pk}/" + "/".join(str(mark) for mark in marks) + "#" + "/".join(str(mark) for mark in within)


def for_person(run: Run, member: Member, secret: str = "") -> dict[str, Any]:
    """What one phone is shown: `secret` finds its own anonymous ballot again."""
    page, state, method, me = common(run), state_of(run), method_of(run.method), str(member.pk)
    found = box_of(run, method, state)
    kind = method.phase(state).box if state.phase else ""
    if found:
        own = Input("", me, kind, state.phase, value=found.own(secret))
        state, has_cast = replace(state, hidden=(*state.hidden, own)), found.has_cast(member)
    else:
        has_cast = any((one.member, one.kind, one.phase) == (me, kind, state.phase) for one in state.given)
    return {
        **page, "me": me, "seat_on_roll": state.seat(me), "has_cast": has_cast,
        "own_mark": own_mark(state, me, has_cast), "asked_time": me in state.more_time, "is_lost": me in state.lost,
        **method.context_for(state, me, page["names"]), **method.around_for(run, state, member, desk=False),
    }  # fmt: skip


def own_mark(state: State, me: str, has_cast: bool) -> str:
    """Ends the key of one person's form: it is another one once they answered, from this page or from another."""
    given = next((one.id[-8:] for one in reversed(state.given) if (one.member, one.phase) == (me, state.phase)), "")
    return "/" + (given or ("cast" if has_cast else ""))


def level_said(state: State) -> str:
    """Who will know what a phone gives, in words for that phone."""
    return {
        Anonymity.NAMED: _("Vos réponses portent votre prénom."),
        Anonymity.UNNAMED_ON_WALL: _("Sans nom à l’écran ; l’animation peut voir qui a écrit."),
        Anonymity.ANONYMOUS: _(
            "Anonyme : personne ne saura qui a répondu quoi, pas même l’animation. "
            "Tant que c’est ouvert, seule la personne qui tient le serveur pourrait regarder."
        ),
        Anonymity.HIDDEN_UNTIL_REVEAL: _("Caché jusqu’à ce que tout le monde ait répondu, puis avec les prénoms."),
    }[state.anonymity]
