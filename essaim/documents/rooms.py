"""All open documents of this process, and the one hand that saves them."""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from types import MappingProxyType
from typing import Any, TypeVar, TypeVarTuple
from uuid import UUID

from django.db import connection, connections

from essaim.base import clock
from essaim.documents import lease, rights, storage
from essaim.documents.changes import Changes, Listener
from essaim.documents.lease import Elsewhere, Lease
from essaim.documents.link import Link
from essaim.documents.replica import Broken, Stored
from essaim.documents.rights import Rights
from essaim.documents.room import Room
from essaim.documents.saver import Saver
from essaim.live.bus import bus
from essaim.live.hub import RIGHTS

log = logging.getLogger("essaim.documents")

IDLE_S = 20.0
# Every browser is looked at once in ten seconds, a few at a time so that words do not wait for it.
BEAT_S = 0.5
BEATS = 20
# Said to the other processes.
EDITED = "edited"

Result = TypeVar("Result")
Arguments = TypeVarTuple("Arguments")


class Rooms:
    """One per process. `edited` may be called from any thread; the rest runs on the loop.

    When the rights of a person, a space or a document change (`Hub.revoke`), what is open under them is closed.
    """

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None

    def start(self, loop: asyncio.AbstractEventLoop, listeners: Mapping[str, Listener] = MappingProxyType({})) -> None:
        self._loop = loop
        # One thread: one writer for all documents, so that what is ready together is saved together.
        self._writing = ThreadPoolExecutor(1, thread_name_prefix="documents")
        # A long document that is opened makes nobody wait who writes.
        self._reading = ThreadPoolExecutor(1, thread_name_prefix="documents-open")
        self._rooms: dict[UUID, asyncio.Task[Room]] = {}
        self._edited_meanwhile: dict[UUID, list[Stored]] = {}
        self._links: set[Link] = set()
        self._stopping = False
        self.changes = Changes(loop, listeners)
        self._saver = Saver(loop, self._in_database, self.changes, self._let_out)
        self._beating = loop.create_task(self._beat())
        self.rights = Rights(loop, self._reading)
        self._tasks: set[asyncio.Task[None]] = set()
        bus.on(RIGHTS, self._rights_changed)
        bus.on(EDITED, self._edited_elsewhere)
        bus.on_gap(lambda: self._do(self._look_again()))

    async def stop(self) -> None:
        """Save what waits, close the sockets."""
        if self._loop is None:
            return
        self._stopping = True
        try:
            await self._saver.stop()
            self._beating.cancel()
            for task in self._tasks:
                task.cancel()
            for link in self._links:
                link.close(1012, "restart")
            if bus.is_shared:
                await self._in_database(lease.give_all_back, bus.name)
            await self._in_database(connections.close_all)
            await self._loop.run_in_executor(self._reading, connections.close_all)
            await self.changes.stop()
        finally:
            self._writing.shutdown()
            self._reading.shutdown()
            self._loop = None

    # Called from other threads

    def edited(self, document: UUID, rows: list[Stored]) -> None:
        """Say, after the commit, that the program wrote these rows in a document's log."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._edited, document, rows)
            bus.tell_others(EDITED, document.hex)

    # Called by the socket

    @property
    def is_running(self) -> bool:
        return self._loop is not None and not self._stopping

    def connected(self, link: Link) -> None:
        self._links.add(link)

    def disconnected(self, link: Link) -> None:
        self._links.discard(link)

    async def open(self, document: UUID) -> Room:
        """The room of a document, loaded when nobody was in it.

        Raises `lease.Elsewhere` when another process has it, and what the database raises.
        """
        assert self._loop is not None
        task = self._rooms.get(document)
        if task is None:
            task = self._rooms[document] = self._loop.create_task(self._load(document))
        try:
            return await asyncio.shield(task)
        except Exception:
            if self._rooms.get(document) is task:
                del self._rooms[document]
            raise

    def opened(self, document: UUID) -> Room | None:
        """The room of a document that is loaded."""
        task = self._rooms.get(document)
        if task is None or not task.done() or task.cancelled() or task.exception():
            return None
        return task.result()

    # On the loop

    async def _load(self, document: UUID) -> Room:
        assert self._loop is not None
        self._edited_meanwhile[document] = []
        try:
            taken = await self._take(document) if bus.is_shared else None
            replica, authors = await self._read(storage.load, document)
            room = Room(document, replica, authors, self._saver.is_ready, self._loop.call_later, taken)
            if rows := self._edited_meanwhile[document]:
                room.changed_elsewhere(rows)
            return room
        finally:
            del self._edited_meanwhile[document]

    async def _take(self, document: UUID) -> Lease:
        """Raises `lease.Elsewhere`; `OSError` when nobody can tell whether who has it is alive."""
        dead: UUID | None = None
        while True:
            try:
                return await self._read(lease.take, document, bus.name, dead)
            except Elsewhere as there:
                if await bus.is_alive(there.process):
                    raise
                dead = there.process

    def _edited_elsewhere(self, document: str) -> None:
        if task := self._rooms.get(UUID(document)):
            self._do(self._catch_up(task))

    async def _catch_up(self, opening: asyncio.Task[Room]) -> None:
        """Take what others wrote in the log of a document that is open here, or about to be."""
        try:
            room = await asyncio.shield(opening)
            rows = await self._read(partial(storage.rows_of, room.document, but=set(room.replica.rows)))
        except Exception:
            return
        if self.opened(room.document) is room:
            try:
                room.changed_elsewhere(rows)
            except Broken:
                self._let_out(room)

    async def _look_again(self) -> None:
        """Other processes may have said things that this one did not hear."""
        self.rights.look_again()
        await self._give_up_lost()
        await asyncio.gather(*map(self._catch_up, list(self._rooms.values())))
        tabs = [tab for room in self._all_opened() for tab in room.tabs]
        standing = await self._read(rights.standing, {tab.seat for tab in tabs})
        for tab in tabs:
            if tab.seat not in standing:
                tab.link.close(4205, "rights")

    async def _give_up_lost(self) -> None:
        """Let everybody out of what another process has taken: nothing would come to them here any more."""
        held = await self._read(lease.held, bus.name)
        for room in self._all_opened():
            if room.lease and held.get(room.document) != room.lease.epoch:
                log.warning("document %s was taken by another process", room.document)
                self._let_out(room)

    def _all_opened(self) -> list[Room]:
        return [room for document in self._rooms if (room := self.opened(document))]

    def _do(self, work: Coroutine[Any, Any, None]) -> None:
        assert self._loop is not None
        task = self._loop.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _edited(self, document: UUID, rows: list[Stored]) -> None:
        self.changes.mark(document)
        if document in self._edited_meanwhile:
            self._edited_meanwhile[document] += rows
        elif room := self.opened(document):
            try:
                room.changed_elsewhere(rows)
            except Broken:
                self._let_out(room)

    def _rights_changed(self, key: str) -> None:
        changed = UUID(key)
        self.rights.revoke(changed)
        for document in self._rooms:
            if room := self.opened(document):
                for tab in list(room.tabs):
                    if changed in tab.seat.grounds:
                        tab.link.close(4205, "rights")

    def _let_out(self, room: Room) -> None:
        """Let everybody out: they come back to a document loaded again, and send again what was not acknowledged."""
        if self.opened(room.document) is room:
            del self._rooms[room.document]
        room.take_offers()
        for tab in list(room.tabs):
            tab.link.close(1012, "again")

    async def _beat(self) -> None:
        """A ping to each browser, the end of expired passes, of silent sockets and of empty rooms."""
        turn = 0
        while True:
            await asyncio.sleep(BEAT_S)
            if bus.is_adrift:
                self._do(self._give_up_lost())
            turn = (turn + 1) % BEATS
            for link in [link for link in self._links if id(link) // 64 % BEATS == turn]:
                link.beat()
            for document in [document for document in self._rooms if document.int % BEATS == turn]:
                if room := self.opened(document):
                    await self._look_at(document, room)

    async def _look_at(self, document: UUID, room: Room) -> None:
        now = clock.now().timestamp()
        for tab in list(room.tabs):
            tab.look_at_pass(now)
        if not room.has_been_empty_for(IDLE_S) or room.is_compacting:
            return
        await self._saver.compact(room)
        if room.has_been_empty_for(IDLE_S) and self.opened(document) is room:
            del self._rooms[document]
            if room.lease:
                await self._in_database(lease.give_back, document, room.lease)

    async def _read(self, work: Callable[[*Arguments], Result], *arguments: *Arguments) -> Result:
        """In the thread that opens documents."""
        assert self._loop is not None
        return await self._loop.run_in_executor(self._reading, _with_connection, work, *arguments)

    async def _in_database(self, work: Callable[[*Arguments], Result], *arguments: *Arguments) -> Result:
        assert self._loop is not None
        return await self._loop.run_in_executor(self._writing, _with_connection, work, *arguments)


def _with_connection(work: Callable[[*Arguments], Result], *arguments: *Arguments) -> Result:
    """Run `work`; after a failure, start from a new connection."""
    try:
        return work(*arguments)
    except Exception:
        connection.close()
        raise


rooms = Rooms()
