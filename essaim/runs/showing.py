"""What the templates of a run are given: for the wall, for every phone, for the console, for one person."""

from typing import Any

from essaim.runs.actions import names_of
from essaim.runs.log import state_of
from essaim.runs.models import Run
from essaim.runs.registry import method_of
from essaim.spaces.models import Member


def common(run: Run) -> dict[str, Any]:
    """Nothing personal: the same for all readers of an audience."""
    method, state, names = method_of(run.method), state_of(run), names_of(run)
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
    method, state, names = method_of(run.method), state_of(run), names_of(run)
    seat = state.seat(str(member.pk))
    return {
        **common(run), "me": str(member.pk), "seat_on_roll": seat,
        **method.context_for(state, str(member.pk), names),
    }  # fmt: skip
