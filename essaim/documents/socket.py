"""The WebSocket of co-writing: many documents on one socket. A browser that says nonsense only loses its own socket."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, MutableMapping
from time import monotonic
from typing import Any
from uuid import UUID

from essaim.documents import protocol, tokens
from essaim.documents.link import Link
from essaim.documents.protocol import PING, PONG, Frame, Kind, Malformed, Step
from essaim.documents.room import Tab
from essaim.documents.rooms import Rooms, rooms
from essaim.documents.tokens import BadToken, Pass

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
        if not is_ours(scope) or not self._rooms.is_running:
            await send({"type": "websocket.close", "code": 4403})
            return
        await send({"type": "websocket.accept"})
        await _Visit(self._rooms, receive, send).last()


def is_ours(scope: Scope) -> bool:
    """Whether a page of ours opened this socket: browsers tell where from, and let any site open any socket."""
    headers = dict(scope["headers"])
    origin = headers.get(b"origin", b"").decode("latin-1")
    return bool(origin) and origin.partition("://")[2] == headers.get(b"host", b"").decode("latin-1")


class _Visit:
    """One browser from its arrival to its leaving. Tabs are by address: one document may be open twice on a socket."""

    def __init__(self, rooms: Rooms, receive: Receive, send: Send) -> None:
        self._rooms = rooms
        self._receive = receive
        self._link = Link(send)
        self._tabs: dict[str, Tab] = {}

    async def last(self) -> None:
        self._rooms.connected(self._link)
        tasks = [asyncio.ensure_future(work) for work in (self._listen(), self._link.run(), self._link.lost.wait())]
        stranger = asyncio.get_running_loop().call_later(STRANGER_S, self._close_stranger)
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            stranger.cancel()
            for task in tasks:
                task.cancel()
            for tab in self._tabs.values():
                tab.room.leave(tab)
            self._rooms.disconnected(self._link)
            results = await asyncio.gather(*tasks, return_exceptions=True)
        for error in results:
            if isinstance(error, Exception) and not _is_gone(error):
                log.error("a co-writing socket failed", exc_info=error)

    async def _listen(self) -> None:
        while True:
            message = await self._receive()
            if message["type"] == "websocket.disconnect":
                return
            self._link.heard_at = monotonic()
            data = message.get("bytes")
            try:
                if data is None or len(data) > MAX_FRAME_BYTES:
                    raise Malformed("a frame that is no bytes, or too many")
                await self._hear(data)
            except Malformed as error:
                log.info("a co-writing socket said nonsense: %s", error)
                self._link.close(4400, "malformed")
            if self._link.closing:
                # The other task says why and closes; nothing more is read.
                await asyncio.Event().wait()
            await self._link.may_read()

    async def _hear(self, data: bytes) -> None:
        if data == PING:
            self._link.put(PONG)
            return
        if data == PONG:
            return
        frame = protocol.read(data)
        if frame.kind is Kind.AUTH:
            await self._welcome(frame)
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
                tab.room.offer(tab, payload)
        elif frame.kind is Kind.AWARENESS:
            tab.room.hear(tab, frame.body.bytes())
        elif frame.kind is Kind.QUERY_AWARENESS:
            tab.room.send_presence_to(tab)
        elif frame.kind is Kind.CLOSE:
            del self._tabs[frame.address]
            tab.room.leave(tab)
        # Stateless messages are for programs that extend the protocol; ours has no use for them yet.

    async def _welcome(self, frame: Frame) -> None:
        token = protocol.read_token(frame.body)
        tab = self._tabs.get(frame.address)
        try:
            seat = self._pass_for(frame, token, tab)
        except BadToken as refusal:
            self._link.put(protocol.denied(frame.address, refusal.reason))
            return
        if tab is None:
            try:
                room = await self._rooms.open(seat.document)
            except Exception:
                log.exception("document %s could not be opened", seat.document)
                self._link.close(1011, "unavailable")
                return
            tab = self._tabs[frame.address] = Tab(self._link, frame.address, seat, room)
            self._link.put(protocol.authenticated(frame.address, writer=seat.writer))
            room.join(tab)
        else:
            tab.seat = seat
            self._link.put(protocol.authenticated(frame.address, writer=seat.writer))

    def _pass_for(self, frame: Frame, token: str, tab: Tab | None) -> Pass:
        """Raises `BadToken`."""
        seat = tokens.read(token)
        try:
            asked = UUID(frame.document)
        except ValueError:
            raise BadToken("malformed") from None
        if seat.document != asked or (tab and tab.seat.member != seat.member):
            raise BadToken("foreign")
        if self._rooms.is_revoked(seat.member, seat.issued):
            raise BadToken("revoked")
        if tab is None and len(self._tabs) >= MAX_DOCUMENTS:
            raise BadToken("many")
        return seat

    def _close_stranger(self) -> None:
        if not self._tabs:
            self._link.close(4401, "stranger")


def _is_gone(error: Exception) -> bool:
    """Whether the server says that the browser left while we were writing to it."""
    return isinstance(error, OSError) or type(error).__name__ in ("ClientDisconnected", "RuntimeError")


app = Socket(rooms)
