"""From a log to a state, the same one each time."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from essaim.runs.codec import decode, encode
from essaim.runs.definition import Method, Phase
from essaim.runs.quorum import read_quorum
from essaim.runs.state import (
    Anonymity,
    Child,
    Clock,
    Correction,
    D,
    Entry,
    Event,
    Floor,
    Input,
    P,
    RunState,
    Seat,
    Status,
)

STEERING = {
    "opened", "phase_entered", "extended", "paused", "resumed", "closed", "published", "cancelled", "reopened",
}  # fmt: skip


def prepared(method: Method[P, D], params: P) -> RunState[P, D]:
    return RunState(method=method.key, version=method.version, params=params, data=method.start(params, ()))


def fold(method: Method[P, D], params: P, events: Iterable[Event]) -> RunState[P, D]:
    """Replay `events`. `params` serve only before the run opens: opening freezes its own."""
    state = prepared(method, params)
    for event in _counted(events):
        state = step(method, state, event)
    return state


def step(method: Method[P, D], state: RunState[P, D], event: Event) -> RunState[P, D]:
    """One event more. A correction needs the whole log: use `fold`."""
    if event.kind == "sealed":
        return replace(unsealed(method, event.data["state"]), seq=event.seq)
    state = replace(state, seq=event.seq, steered=event.seq if event.kind in STEERING else state.steered)
    handle = _HANDLERS.get(event.kind)
    if handle is not None:
        state = handle(method, state, event)
    return replace(state, data=method.apply(state, event))


def sealed(state: RunState[P, D]) -> dict[str, Any]:
    """The resulting state, to put in place of the events that led to it."""
    return {"state": encode(replace(state, sealed=True))}


def unsealed(method: Method[P, D], raw: Mapping[str, Any]) -> RunState[P, D]:
    trail = tuple(decode(Entry, {**entry, "before": None}) for entry in raw["trail"])
    befores = [decode(method.data, entry["before"]) if entry["before"] is not None else None for entry in raw["trail"]]
    state: RunState[P, D] = decode(RunState, {**raw, "trail": [], "earlier": []}, {P: method.params, D: method.data})
    return replace(
        state,
        trail=tuple(replace(entry, before=before) for entry, before in zip(trail, befores, strict=True)),
        earlier=tuple(decode(method.data, data) for data in raw["earlier"]),
    )


def _counted(events: Iterable[Event]) -> list[Event]:
    """Each act once, in order; what was sealed replaced by its seal; what was corrected as corrected."""
    seen: set[str] = set()
    kept: list[Event] = []
    for event in sorted(events, key=lambda one: one.seq):
        if event.id in seen:
            continue
        seen.add(event.id)
        kept = [event] if event.kind == "sealed" else [*kept, event]
    changes = {str(event.data["event"]): event.data for event in kept if event.kind == "corrected"}
    return [
        replace(event, data={**event.data, **_new_value(event, changes)}) for event in kept if _stays(event, changes)
    ]


def _stays(event: Event, changes: Mapping[str, Mapping[str, Any]]) -> bool:
    return event.id not in changes or "value" in changes[event.id]


def _new_value(event: Event, changes: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Any]:
    return {"value": changes[event.id]["value"]} if event.id in changes else {}


def _opened(method: Method[P, D], state: RunState[P, D], event: Event) -> RunState[P, D]:
    data = event.data
    params: P = decode(method.params, data.get("params", {}))
    roll = tuple(decode(Seat, seat) for seat in data.get("roll", ()))
    state = replace(
        state,
        version=data.get("version", method.version),
        status=Status.OPEN,
        params=params,
        data=method.start(params, roll),
        anonymity=Anonymity(data.get("anonymity", method.anonymity[0])),
        quorum=read_quorum(data.get("quorum", "")),
        fallback=data.get("fallback", ""),
        timers=dict(data.get("timers", {})),
        roll=roll,
        at_open=len(roll),
        opened_at=event.at,
    )
    return _enter(method, state, data.get("phase") or method.first_phase(params), event)


def _enter(method: Method[P, D], state: RunState[P, D], phase: str, event: Event) -> RunState[P, D]:
    state = replace(state, trail=(*state.trail, Entry(phase, event.at, state.data)))
    return _settle(method, state, phase, event)


def _settle(method: Method[P, D], state: RunState[P, D], phase: str, event: Event) -> RunState[P, D]:
    return replace(
        state,
        phase=phase,
        clock=_clock(method.phase(state, phase), state, event),
        roll=tuple(replace(seat, status="here") if seat.status == "waiting" else seat for seat in state.roll),
        more_time=(),
        lost=(),
        floor=Floor(),
    )


def _clock(phase: Phase, state: RunState[Any, Any], event: Event) -> Clock:
    seconds = state.timers.get(phase.id, phase.timer.seconds)
    if phase.timer.kind == "none" or not seconds:
        return Clock()
    clock = Clock(phase.timer.kind, seconds, event.at + timedelta(seconds=seconds))
    return clock if state.status != Status.PAUSED else replace(clock, ends_at=None, left=seconds)


def _phase_entered(method: Method[P, D], state: RunState[P, D], event: Event) -> RunState[P, D]:
    phase = str(event.data["phase"])
    if event.data.get("how") == "back":
        state = _abandon(state, phase)
        return _settle(method, state, phase, event)
    return _enter(method, state, phase, event)


def _abandon(state: RunState[P, D], phase: str) -> RunState[P, D]:
    """Return to the moment `phase` was left: what came after is hidden, never lost."""
    at = max((i for i, entry in enumerate(state.trail) if entry.phase == phase), default=None)
    if at is None or at + 1 >= len(state.trail):
        return state
    kept = tuple(one for one in state.given if one.depth <= at + 1)
    hidden = (*state.hidden, *(one for one in state.given if one.depth > at + 1))
    return replace(state, data=state.trail[at + 1].before, trail=state.trail[: at + 1], given=kept, hidden=hidden)


def _extended(method: Method[P, D], state: RunState[P, D], event: Event) -> RunState[P, D]:
    seconds = int(event.data["seconds"])
    clock = replace(state.clock, seconds=max(0, state.clock.seconds + seconds))
    if clock.kind == "none":
        return state
    if clock.ends_at is None:
        return replace(state, clock=replace(clock, left=(clock.left or 0) + seconds))
    # More time given after the end counts from now, otherwise a late gesture would give nothing.
    start = max(clock.ends_at, event.at) if seconds > 0 else clock.ends_at
    return replace(state, clock=replace(clock, ends_at=start + timedelta(seconds=seconds)), more_time=())


def _paused(method: Method[P, D], state: RunState[P, D], event: Event) -> RunState[P, D]:
    clock = state.clock
    if clock.kind != "none":
        clock = replace(clock, left=clock.remaining(event.at), ends_at=None)
    return replace(state, status=Status.PAUSED, clock=clock)


def _resumed(method: Method[P, D], state: RunState[P, D], event: Event) -> RunState[P, D]:
    clock = state.clock
    if clock.kind != "none":
        clock = replace(clock, ends_at=event.at + timedelta(seconds=clock.left or 0), left=None)
    return replace(state, status=Status.OPEN, clock=clock)


def _ended(status: Status) -> Any:
    def handle(method: Method[P, D], state: RunState[P, D], event: Event) -> RunState[P, D]:
        return replace(
            state,
            status=status,
            closed_at=event.at,
            clock=Clock(),
            floor=Floor(),
            reason=str(event.data.get("reason", "")),
        )

    return handle


def _published(method: Method[P, D], state: RunState[P, D], event: Event) -> RunState[P, D]:
    return replace(state, status=Status.PUBLISHED)


def _reopened(method: Method[P, D], state: RunState[P, D], event: Event) -> RunState[P, D]:
    state = replace(
        state,
        status=Status.OPEN,
        earlier=(*state.earlier, state.data),
        reason=str(event.data["reason"]),
        closed_at=None,
    )
    return replace(state, clock=_clock(method.phase(state), state, event))


def _joined(method: Method[P, D], state: RunState[P, D], event: Event) -> RunState[P, D]:
    """A person of the roll who comes back takes their seat again; a new one waits if the method says so."""
    member = str(event.data.get("member") or event.by)
    known = state.seat(member)
    late = method.phase(state).late or method.late
    status = {"now": "here", "next_phase": "waiting"}.get(late)
    if known is None and status is None:
        return state
    if known is not None and known.status in ("here", "waiting", "recused"):
        return state
    seat = Seat(
        member,
        "here" if known else status,
        str(event.data.get("structure", "")),
        bool(event.data.get("longer", False)),  # type: ignore[arg-type]
    )
    others = tuple(one for one in state.roll if one.member != member)
    if known is None:
        return replace(state, roll=(*others, seat))
    return replace(
        state, roll=tuple(replace(one, status="here") if one.member == member else one for one in state.roll)
    )


def _moved(status: Any) -> Any:
    def handle(method: Method[P, D], state: RunState[P, D], event: Event) -> RunState[P, D]:
        member = str(event.data.get("member") or event.by)
        roll = tuple(replace(seat, status=status) if seat.member == member else seat for seat in state.roll)
        hands = tuple(who for who in state.floor.hands if who != member)
        speaker = "" if state.floor.speaker == member else state.floor.speaker
        return replace(state, roll=roll, floor=replace(state.floor, hands=hands, speaker=speaker))

    return handle


def _input(method: Method[P, D], state: RunState[P, D], event: Event) -> RunState[P, D]:
    one = Input(event.id, event.member, event.input, state.phase, len(state.trail), event.value)
    return replace(state, given=(*state.given, one))


def _signalled(method: Method[P, D], state: RunState[P, D], event: Event) -> RunState[P, D]:
    """What a phone says beside its answer, or takes back: more time, lost, hand up, hand down."""
    signal, who = event.data["signal"], event.by
    hands = state.floor.hands
    if signal in ("more_time", "lost"):
        others = tuple(one for one in getattr(state, signal) if one != who)
        return replace(state, **{signal: others if event.data.get("off") else (*others, who)})
    if signal == "hand" and who not in hands:
        return replace(state, floor=replace(state.floor, hands=(*hands, who)))
    if signal == "hand_down":
        return replace(state, floor=replace(state.floor, hands=tuple(one for one in hands if one != who)))
    return state


def _floor_given(method: Method[P, D], state: RunState[P, D], event: Event) -> RunState[P, D]:
    member = str(event.data.get("member", ""))
    hands = tuple(one for one in state.floor.hands if one != member)
    return replace(state, floor=Floor(hands, member, event.at if member else None))


def _parked(method: Method[P, D], state: RunState[P, D], event: Event) -> RunState[P, D]:
    return replace(state, parked=(*state.parked, str(event.data["text"])))


def _corrected(method: Method[P, D], state: RunState[P, D], event: Event) -> RunState[P, D]:
    done = Correction(str(event.data["event"]), str(event.data["reason"]), event.at)
    return replace(state, corrections=(*state.corrections, done))


def _child_opened(method: Method[P, D], state: RunState[P, D], event: Event) -> RunState[P, D]:
    child = Child(state.phase, str(event.data["run"]), str(event.data["method"]))
    return replace(state, children=(*state.children, child))


def _child_closed(method: Method[P, D], state: RunState[P, D], event: Event) -> RunState[P, D]:
    run, result = str(event.data["run"]), event.data.get("result", {})
    children = tuple(replace(child, result=result) if child.run == run else child for child in state.children)
    return replace(state, children=children)


_HANDLERS: dict[str, Any] = {
    "opened": _opened,
    "phase_entered": _phase_entered,
    "extended": _extended,
    "paused": _paused,
    "resumed": _resumed,
    "closed": _ended(Status.CLOSED),
    "cancelled": _ended(Status.CANCELLED),
    "published": _published,
    "reopened": _reopened,
    "joined": _joined,
    "left": _moved("left"),
    "counted_absent": _moved("counted_absent"),
    "recused": _moved("recused"),
    "input": _input,
    "signalled": _signalled,
    "floor_given": _floor_given,
    "parked": _parked,
    "corrected": _corrected,
    "child_opened": _child_opened,
    "child_closed": _child_closed,
}
