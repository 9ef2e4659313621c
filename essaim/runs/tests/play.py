"""A run played in memory: what the tests of pure rules write their vectors with."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from essaim.runs.codec import encode
from essaim.runs.definition import Act, Method
from essaim.runs.fold import fold, prepared, step
from essaim.runs.guards import check_back, check_command, check_goto, check_input, roles_of
from essaim.runs.state import Event, RunState, Seat

START = datetime(2027, 3, 2, 9, 0, tzinfo=UTC)
FACILITATOR = "amina"


class Play:
    def __init__(
        self, method: Method[Any, Any], params: Mapping[str, Any], people: Iterable[str], **opening: Any
    ) -> None:
        self.method, self.at = method, START
        self.params = method.read_params(params)
        self.events: list[Event] = []
        self.state: RunState[Any, Any] = prepared(method, self.params)
        roll = [encode(Seat(one)) for one in people]
        self.log("opened", params=method.freeze(self.params), roll=roll, **opening)

    def log(self, kind: str, by: str = FACILITATOR, event_id: str = "", **data: Any) -> None:
        number = len(self.events) + 1
        event = Event(number, event_id or f"e{number}", kind, self.at, by, data)
        self.events.append(event)
        self.state = step(self.method, self.state, event)

    def wait(self, seconds: int) -> "Play":
        self.at += timedelta(seconds=seconds)
        return self

    def give(self, who: str, kind: str, *, proxy: str = "", **value: Any) -> "Play":
        facilitator = who == FACILITATOR
        roles = roles_of(self.method, self.state, who, facilitator=facilitator)
        if proxy:
            roles |= roles_of(self.method, self.state, proxy, facilitator=False)
        check_input(self.method, self.state, Act(kind, who, self.at, value, roles, proxy))
        self.log("input", who, input=kind, value=value, **({"for": proxy} if proxy else {}))
        return self

    def next(self) -> "Play":
        check_command(self.state, "next", self.state.steered)
        phase = self.method.next_phase(self.state)
        return self.close() if phase is None else self._enter(phase, "next")

    def back(self) -> "Play":
        return self._enter(check_back(self.method, self.state), "back")

    def goto(self, phase: str) -> "Play":
        return self._enter(phase, check_goto(self.method, self.state, phase, self.at))

    def to(self, phase: str) -> "Play":
        while self.state.phase != phase:
            self.next()
        return self

    def _enter(self, phase: str, how: str) -> "Play":
        self.log("phase_entered", phase=phase, how=how)
        return self

    def close(self) -> "Play":
        self.method.may_close(self.state)
        self.log("closed")
        return self

    @property
    def phase(self) -> str:
        return self.state.phase

    @property
    def outcome(self) -> Any:
        return self.method.outcome(self.state, str)

    def replayed(self) -> RunState[Any, Any]:
        return fold(self.method, self.params, self.events)
