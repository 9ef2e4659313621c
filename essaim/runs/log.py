"""Reading a run from its log, and adding to it."""

import threading
from collections import OrderedDict
from typing import Any
from uuid import UUID

from essaim.base import ids
from essaim.runs.fold import fold, step
from essaim.runs.models import Run, RunEvent
from essaim.runs.registry import method_of
from essaim.runs.state import Event, RunState
from essaim.spaces.changes import Journal
from essaim.spaces.models import Member

State = RunState[Any, Any]
# States are frozen: the last ones are kept, and only what came since is folded.
_LAST: "OrderedDict[UUID, State]" = OrderedDict()
_KEPT = 64
_LOCK = threading.Lock()


def _is_ahead(known: State, run: Run) -> bool:
    """Others wrote since `run` was read: what they wrote is folded already, unless it was taken back."""
    if known.seq <= run.seq:
        return False
    committed = Run.objects.filter(pk=run.pk).values_list("seq", flat=True).first()
    return committed is not None and committed >= known.seq


def state_of(run: Run) -> State:
    """What the log says now."""
    method = method_of(run.method)
    known = _LAST.get(run.pk)
    if known is not None and known.seq and (known.seq == run.seq or _is_ahead(known, run)):
        return known
    rows = RunEvent.objects.filter(run=run).order_by("seq")
    if known is None or known.seq > run.seq or not known.seq:
        state = fold(method, method.read_params(run.params), [_event(row) for row in rows])
    else:
        state = known
        for row in rows.filter(seq__gt=known.seq):
            event = _event(row)
            if event.kind == "corrected":
                state = fold(method, method.read_params(run.params), [_event(one) for one in rows])
                break
            state = step(method, state, event)
    with _LOCK:
        _LAST[run.pk] = state
        _LAST.move_to_end(run.pk)
        while len(_LAST) > _KEPT:
            _LAST.popitem(last=False)
    return state


def _event(row: RunEvent) -> Event:
    return Event(row.seq, str(row.pk), row.kind, row.at, str(row.actor_id or ""), row.data)


def append(
    journal: Journal, run: Run, kind: str, data: dict[str, Any], *, by: Member | None, input_id: UUID | None = None
) -> None:
    """Add one line, in the caller's change. `run` must have been read, locked, in that same change."""
    run.seq += 1
    RunEvent.objects.create(
        id=input_id or ids.uuid7(), run=run, seq=run.seq, kind=kind, actor=by, at=journal.space.now(), data=data
    )


def forget(run: Run) -> None:
    """Drop what memory holds of a run, when a change was rolled back."""
    _LAST.pop(run.pk, None)
