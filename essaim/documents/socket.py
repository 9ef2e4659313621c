"""The WebSocket of co-writing: many documents on one socket. A browser that says nonsense only loses its own socket."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from uuid import UUID

from essaim.documents import protocol, tokens
from essaim.documents.link import Link
from essaim.documents.protocol import PING, PONG, Frame, Kind, Malformed, Step
from essaim.documents.room import Room, Tab
from essaim.documents.rooms import Rooms, rooms
from essaim.documents.tokens import BadToken, Pass
from essaim.documents.wire import EXTENSION, Wire

log = logging.getLogger("essaim.documents")

MAX_FRAME_BYTES = 2 * 1024 * 1024
MAX_DOCUMENTS = 50
# A socket that shows no pass is closed.
STRANGER_S = 15.0

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]


class Socket:
    """An ASGI application for `/ws`."""

    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "websocket":
            await send({"type": "http.response.start", "status": 426, "headers": [(b"upgrade", b"websocket")]})
            await send({"type": "http.response.body", "body": b""})
            return
        await receive()
        wire: Wire | None = scope["extensions"].get(EXTENSION)
        if wire is None:
            log.error("co-writing needs this program's own server: start it by `essaim serve`")
        if wire is None or not is_ours(scope) or not self._rooms.is_running:
            await send({"type": "websocket.close", "code": 4403})
            return
        visit = _Visit(self._rooms, wire)
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


class _Visit:
    """One browser from its arrival to its leaving. Tabs are by address: one document may be open twice on a socket."""

    def __init__(self, rooms: Rooms, wire: Wire) -> None:
        self._rooms = rooms
        self._link = Link(wire)
        self._tabs: dict[str, Tab] = {}
        # How an update of the tab that wrote last begins.
        self._usual: tuple[bytes, Tab] | None = None
        # While a document is being loaded, what the browser says next waits.
        self._opening: asyncio.Task[None] | None = None
        self._later: deque[bytes] = deque()
        self._stranger = asyncio.get_running_loop().call_later(STRANGER_S, self._close_stranger)
        wire.take(self.hear, self._link.filled, self._link.drained)
        rooms.connected(self._link)

    def leave(self) -> None:
        self._stranger.cancel()
        if self._opening is not None:
            self._opening.cancel()
        self._link.close(1001, "gone")
        for tab in self._tabs.values():
            tab.room.leave(tab)
        self._rooms.disconnected(self._link)

    def hear(self, data: bytes | None) -> None:
        if not self._link.heard(len(data or b"")):
            return
        if self._opening is not None and data is not None:
            self._later.append(data)
            return
        try:
            if data is None or len(data) > MAX_FRAME_BYTES:
                raise Malformed("a frame that is no bytes, or too many")
            if self._usual and data.startswith(self._usual[0]):
                self._usual[1].room.offer(self._usual[1], protocol.last_blob(data, len(self._usual[0])))
            else:
                self._hear(data)
        except Malformed as error:
            log.info("a co-writing socket said nonsense: %s", error)
            self._link.close(4400, "malformed")

    def _hear(self, data: bytes) -> None:
        if data == PING:
            self._link.put(PONG)
            return
        if data == PONG:
            return
        frame = protocol.read(data)
        if frame.kind is Kind.AUTH:
            self._welcome(frame)
            return
        tab = self._tabs.get(frame.address)
        if tab is None:
            # What a browser sends along with a pass that was refused, or after it left.
            return
        if frame.kind in (Kind.SYNC, Kind.SYNC_REPLY):
            step, payload = protocol.read_sync(frame.body)
            if step is Step.ASK:
                tab.room.ask(tab, payload)
            else:
                tab.room.offer(tab, payload, step)
                self._usual = (protocol.update_begins(tab.address), tab)
        elif frame.kind is Kind.AWARENESS:
            tab.room.hear(tab, frame.body.bytes())
        elif frame.kind is Kind.QUERY_AWARENESS:
            tab.room.welcome(tab)
        elif frame.kind is Kind.STATELESS:
            tab.earlier = protocol.read_earlier(frame.body)
        elif frame.kind is Kind.CLOSE:
            self._usual = None
            del self._tabs[frame.address]
            tab.room.leave(tab)

    def _welcome(self, frame: Frame) -> None:
        token = protocol.read_token(frame.body)
        tab = self._tabs.get(frame.address)
        try:
            seat = self._pass_for(frame, token, tab)
        except BadToken as refusal:
            self._link.put(protocol.denied(frame.address, refusal.reason))
            return
        if (room := self._rooms.opened(seat.document)) and not self._rooms.rights.must_look(seat):
            self._join(frame.address, seat, room)
        else:
            self._link.hold("opening")
            self._opening = asyncio.get_running_loop().create_task(self._open(frame.address, seat))

    def _join(self, address: str, seat: Pass, room: Room) -> None:
        """With a first pass, or with the next one."""
        self._link.put(protocol.authenticated(address, writer=seat.writer))
        if tab := self._tabs.get(address):
            tab.seat = seat
        else:
            tab = self._tabs[address] = Tab(self._link, address, seat, room)
            room.join(tab)

    async def _open(self, address: str, seat: Pass) -> None:
        rights = self._rooms.rights
        try:
            stands = not rights.must_look(seat) or await rights.still_stands(seat)
            room = await self._rooms.open(seat.document)
        except Exception:
            log.exception("document %s could not be opened", seat.document)
            self._link.close(1011, "unavailable")
            return
        if not stands or rights.is_revoked(seat):
            self._link.put(protocol.denied(address, "revoked"))
        else:
            self._join(address, seat, room)
        self._opening = None
        while self._later and self._opening is None and not self._link.closing:
            self.hear(self._later.popleft())
        if self._opening is None:
            self._link.go_on("opening")

    def _pass_for(self, frame: Frame, token: str, tab: Tab | None) -> Pass:
        """Raises `BadToken`."""
        seat = tokens.read(token)
        try:
            asked = UUID(frame.document)
        except ValueError:
            raise BadToken("malformed") from None
        if seat.document != asked or (tab and tab.seat.member != seat.member):
            raise BadToken("foreign")
        if self._rooms.rights.is_revoked(seat):
            raise BadToken("revoked")
        if tab is None and len(self._tabs) >= MAX_DOCUMENTS:
            raise BadToken("many")
        return seat

    def _close_stranger(self) -> None:
        if not self._tabs:
            self._link.close(4401, "stranger")


app = Socket(rooms)
