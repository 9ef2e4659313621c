"""The WebSocket of co-writing, as a raw ASGI application for `/ws`."""

import logging
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from essaim.documents.relay import Relay
from essaim.documents.rooms import Rooms
from essaim.documents.visit import Visit
from essaim.documents.wire import EXTENSION, Wire

log = logging.getLogger("essaim.documents")

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]


class Socket:
    def __init__(self, rooms: Rooms, relay: Relay) -> None:
        self._rooms, self._relay = rooms, relay

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        wire: Wire | None = scope["extensions"].get(EXTENSION)
        if wire is None:
            log.error("co-writing needs this program's own server: start it by `essaim serve`")
        if wire is None or scope["path"] != "/ws" or not is_ours(scope) or not self._rooms.is_running:
            await send({"type": "websocket.close", "code": 4403})
            return
        visit = Visit(self._rooms, wire, self._relay)
        wire.take(visit.hear, visit.filled, visit.drained, visit.lost)
        await send({"type": "websocket.accept"})
        try:
            while (await receive())["type"] != "websocket.disconnect":
                pass
        finally:
            visit.leave()


def is_ours(scope: Scope) -> bool:
    """Whether a page of ours opened this socket: browsers tell where from, and let any site open any socket."""
    headers = dict(scope["headers"])
    origin = headers.get(b"origin", b"").decode("latin-1")
    return bool(origin) and origin.partition("://")[2] == headers.get(b"host", b"").decode("latin-1")
