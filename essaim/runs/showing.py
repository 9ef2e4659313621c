"""What the templates of a run are given: for the wall, for every phone, for the console, for one person."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils.translation import get_language

from essaim.runs.actions import names_of
from essaim.runs.log import State, state_of
from essaim.runs.models import Run
from essaim.runs.registry import method_of
from essaim.spaces.models import Member, Space


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
    page = {
        "run": run, "state": state, "method": method, "phase": phase, "order": order, "voices": voices,
        "gave": len({one.member for one in state.given if one.phase == state.phase}),
        "clock": state.clock, "ends_at": state.clock.ends_at, "names": names,
        "outcome": method.outcome(state, names) if state.running or state.over else None,
        "templates": method.templates, "now": run.space.now(),
        **method.context(state, names),
    }  # fmt: skip
    page["island"] = island_key(run, page)
    page["wall_template"] = f"{method.templates}/wall.html"
    page["phone_template"] = f"{method.templates}/phone.html"
    page["console_template"] = f"{method.templates}/console.html"
    return page


def island_key(run: Run, page: dict[str, Any]) -> str:
    """Changes when the form on the phones must be another one."""
    state = page["state"]
    version, objection = page.get("version"), page.get("objection")
    marks = [state.status, state.phase, len(state.trail), getattr(version, "number", ""), getattr(objection, "id", ""),
             page.get("reacting_id", ""), page.get("current", "")]  # fmt: skip
    return f"{run.pk}/" + "/".join(str(mark) for mark in marks)


def for_person(run: Run, member: Member) -> dict[str, Any]:
    page, state = common(run), state_of(run)
    return {
        **page, "me": str(member.pk), "seat_on_roll": state.seat(str(member.pk)),
        **method_of(run.method).context_for(state, str(member.pk), page["names"]),
    }  # fmt: skip
