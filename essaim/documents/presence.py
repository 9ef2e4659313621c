"""Who is in a document and where their cursor is (Yjs awareness). Never stored.

A browser speaks for its own clients only, and its name comes from its pass: nobody can lend someone else a cursor.
"""

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from essaim.documents.protocol import Malformed, Reader, blob, uint

MAX_STATE_BYTES = 2048
MAX_CLIENTS_A_TAB = 4
MAX_CLIENTS_A_FRAME = 1000
TONES = 8


@dataclass(slots=True)
class _Here:
    tab: object
    member: UUID
    clock: int
    state: str


class Presence:
    """Of one open document. A tab is whatever object stands for one browser page in it."""

    def __init__(self) -> None:
        self._here: dict[int, _Here] = {}
        self._clients: dict[object, set[int]] = {}
        self._news: dict[int, tuple[int, str]] = {}
        self._everyone: bytes | None = None

    def owner(self, client: int) -> UUID | None:
        here = self._here.get(client)
        return here.member if here else None

    def hear(self, tab: object, member: UUID, name: str, payload: bytes) -> None:
        """Take what a browser says of itself; what it says of others is let fall. Raises `Malformed`."""
        reader = Reader(payload)
        count = reader.uint()
        if count > MAX_CLIENTS_A_FRAME:
            raise Malformed("presence of too many clients")
        for _ in range(count):
            client, clock, state = reader.uint(), reader.uint(), reader.string()
            known = self._here.get(client)
            if known and known.member != member:
                continue
            if state == "null":
                if known and known.tab is tab:
                    self._forget(client)
                continue
            if known and known.clock >= clock and known.tab is tab:
                continue
            if not known and len(self._clients.get(tab, ())) >= MAX_CLIENTS_A_TAB:
                raise Malformed("a browser of too many clients")
            self._remember(client, _Here(tab, member, clock, _signed(state, member, name)))

    def leave(self, tab: object) -> None:
        for client in list(self._clients.get(tab, ())):
            self._forget(client)

    def news(self) -> bytes:
        """What changed since the last call, or nothing."""
        told, self._news = self._news, {}
        return encoded(told) if told else b""

    def has_news(self) -> bool:
        return bool(self._news)

    def everyone(self) -> bytes:
        """All who are here, or nothing."""
        if self._everyone is None:
            states = {client: (here.clock, here.state) for client, here in self._here.items()}
            self._everyone = encoded(states) if states else b""
        return self._everyone

    def _remember(self, client: int, here: _Here) -> None:
        known = self._here.get(client)
        if known and known.tab is not here.tab:
            self._clients[known.tab].discard(client)
        self._here[client] = here
        self._clients.setdefault(here.tab, set()).add(client)
        self._news[client] = (here.clock, here.state)
        self._everyone = None

    def _forget(self, client: int) -> None:
        here = self._here.pop(client)
        mine = self._clients[here.tab]
        mine.discard(client)
        if not mine:
            del self._clients[here.tab]
        self._news[client] = (here.clock, "null")
        self._everyone = None


def encoded(states: dict[int, tuple[int, str]]) -> bytes:
    parts = [uint(len(states))]
    for client, (clock, state) in states.items():
        parts += [uint(client), uint(clock), blob(state.encode())]
    return b"".join(parts)


def _signed(state: str, member: UUID, name: str) -> str:
    """The state with who it really comes from. Raises `Malformed`."""
    if len(state) > MAX_STATE_BYTES:
        raise Malformed("a cursor that says too much")
    try:
        said: Any = json.loads(state)
    except (ValueError, RecursionError) as error:
        raise Malformed("a cursor that is not JSON") from error
    if not isinstance(said, dict):
        raise Malformed("a cursor that is not an object")
    said["user"] = {"id": member.hex, "name": name, "tone": member.int % TONES}
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))
