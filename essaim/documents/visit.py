"""One browser in co-writing: many documents on one socket. One that says nonsense only loses its own socket."""

import asyncio
import logging
from collections import deque
from typing import Protocol
from uuid import UUID

from essaim.documents import protocol, tokens
from essaim.documents.lease import Elsewhere
from essaim.documents.link import Carrier, Link
from essaim.documents.protocol import PING, PONG, Frame, Kind, Malformed, Step
from essaim.documents.room import Room
from essaim.documents.rooms import Rooms
from essaim.documents.tab import Tab
from essaim.documents.tokens import BadToken, Pass

log = logging.getLogger("essaim.documents")

MAX_FRAME_BYTES = 2 * 1024 * 1024
MAX_DOCUMENTS = 50
# A socket that shows no pass is closed.
STRANGER_S = 15.0


class Ferry(Protocol):
    """Carries what a browser says to the process that has its document; see `relay.py`."""

    def say(self, data: bytes) -> None: ...
    def filled(self) -> None: ...
    def drained(self) -> None: ...
    def gone(self) -> None: ...


class Harbour(Protocol):
    def board(self, visit: "Visit", process: UUID) -> Ferry: ...


class Visit:
    """From arrival to leaving. Tabs are by address: one document may be open twice on a socket.

    A document that another process has is reached through `harbour`; what comes from another process has none.
    """

    def __init__(self, rooms: Rooms, wire: Carrier, harbour: Harbour | None) -> None:
        self._rooms, self._harbour = rooms, harbour
        self.link = Link(wire)
        # By process, and the addresses that go by each.
        self._ferries: dict[UUID, Ferry] = {}
        self._away: dict[str, Ferry] = {}
        self._tabs: dict[str, Tab] = {}
        # How an update of the tab that wrote last begins.
        self._usual: tuple[bytes, Tab] | None = None
        # While a document is being loaded, what the browser says next waits.
        self._opening: asyncio.Task[None] | None = None
        self._later: deque[bytes] = deque()
        self._stranger: asyncio.TimerHandle | None = None
        if harbour is not None:
            # The process that a browser came to looks after its socket.
            self._stranger = asyncio.get_running_loop().call_later(STRANGER_S, self._close_stranger)
            rooms.connected(self.link)

    def lost(self) -> None:
        """Its connection is gone: nothing can be written to it any more."""
        self.link.close(1001, "gone")

    def leave(self) -> None:
        if self._stranger is not None:
            self._stranger.cancel()
        if self._opening is not None:
            self._opening.cancel()
        self.lost()
        for tab in self._tabs.values():
            tab.room.leave(tab)
        for ferry in self._ferries.values():
            ferry.gone()
        self._rooms.disconnected(self.link)

    def filled(self) -> None:
        self.link.filled()
        for ferry in self._ferries.values():
            ferry.filled()

    def drained(self) -> None:
        self.link.drained()
        for ferry in self._ferries.values():
            ferry.drained()

    def hear(self, data: bytes | None) -> None:
        if not self.link.heard(len(data or b"")):
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
            self.link.close(4400, "malformed")

    def _hear(self, data: bytes) -> None:
        if data == PING:
            self.link.put(PONG)
            return
        if data == PONG:
            return
        frame = protocol.read(data)
        if ferry := self._away.get(frame.address):
            ferry.say(data)
            if frame.kind is Kind.CLOSE:
                del self._away[frame.address]
            return
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
            tab.room.cursors.hear(tab, frame.body.bytes())
        elif frame.kind is Kind.QUERY_AWARENESS:
            tab.room.cursors.welcome(tab)
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
            self.link.put(protocol.denied(frame.address, refusal.reason))
            return
        if (room := self._rooms.opened(seat.document)) and not self._rooms.rights.must_look(seat):
            self._join(frame.address, seat, room)
        else:
            self.link.hold("opening")
            self._opening = asyncio.get_running_loop().create_task(self._open(frame, seat))

    def _join(self, address: str, seat: Pass, room: Room) -> None:
        """With a first pass, or with the next one."""
        self.link.put(protocol.authenticated(address, writer=seat.writer))
        if tab := self._tabs.get(address):
            tab.seat = seat
        else:
            tab = self._tabs[address] = Tab(self.link, address, seat, room)
            room.join(tab)

    async def _open(self, frame: Frame, seat: Pass) -> None:
        rights = self._rooms.rights
        try:
            stands = not rights.must_look(seat) or await rights.still_stands(seat)
            room = await self._rooms.open(seat.document) if stands else None
            if room is None or rights.is_revoked(seat):
                self.link.put(protocol.denied(frame.address, "revoked"))
            else:
                self._join(frame.address, seat, room)
        except Elsewhere as there:
            self._go_away(frame, there.process)
        except Exception:
            log.exception("document %s could not be opened", seat.document)
            self.link.close(1011, "unavailable")
            return
        self._opening = None
        while self._later and self._opening is None and not self.link.closing:
            self.hear(self._later.popleft())
        if self._opening is None:
            self.link.go_on("opening")

    def _go_away(self, frame: Frame, process: UUID) -> None:
        if self._harbour is None:
            # It was here a moment ago: the browser finds where it is now.
            self.link.close(1012, "again")
            return
        ferry = self._ferries.get(process)
        if ferry is None:
            ferry = self._ferries[process] = self._harbour.board(self, process)
        self._away[frame.address] = ferry
        ferry.say(frame.body.data)

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
        if tab is None and len(self._tabs) + len(self._away) >= MAX_DOCUMENTS:
            raise BadToken("many")
        return seat

    def _close_stranger(self) -> None:
        if not self._tabs and not self._away:
            self.link.close(4401, "stranger")
