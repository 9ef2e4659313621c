"""All open documents of this process, and the one hand that saves them. `start` and `stop` are for the server."""

import asyncio
import logging
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from time import monotonic
from typing import TypeVar
from uuid import UUID

from django.db import connection, connections

from essaim.base import clock
from essaim.documents import storage
from essaim.documents.changes import Changes, Listener
from essaim.documents.link import Link
from essaim.documents.replica import Broken, Stored
from essaim.documents.room import FLUSH_COSTS, FLUSH_MAX_S, FLUSH_MIN_S, Offer, Room

log = logging.getLogger("essaim.documents")

IDLE_S = 20.0
BEAT_S = 10.0

Result = TypeVar("Result")


class Rooms:
    """One per process. `edited` and `close_for` may be called from any thread; the rest runs on the loop."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None

    def start(self, loop: asyncio.AbstractEventLoop, listeners: Iterable[Listener] = ()) -> None:
        self._loop = loop
        # One thread: one writer for all documents, so that what is ready together is saved together.
        self._database = ThreadPoolExecutor(1, thread_name_prefix="documents")
        self._rooms: dict[UUID, asyncio.Task[Room]] = {}
        self._edited_meanwhile: dict[UUID, list[Stored]] = {}
        self._ready: set[Room] = set()
        self._wake = asyncio.Event()
        self._links: set[Link] = set()
        self._revoked: dict[UUID, float] = {}
        self._stopping = False
        self.changes = Changes(loop, listeners)
        self._compactions: set[asyncio.Task[None]] = set()
        self._saving = loop.create_task(self._save())
        self._beating = loop.create_task(self._beat())

    async def stop(self) -> None:
        """Save what waits, close the sockets."""
        if self._loop is None:
            return
        self._stopping = True
        self._wake.set()
        try:
            await self._saving
            self._beating.cancel()
            await asyncio.gather(*self._compactions)
            for link in self._links:
                link.close(1012, "restart")
            await self._in_database(connections.close_all)
            await self.changes.stop()
        finally:
            self._database.shutdown()
            self._loop = None

    # Called from other threads

    def edited(self, document: UUID, rows: list[Stored]) -> None:
        """Say, after the commit, that the program wrote these rows in a document's log."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._edited, document, rows)

    def close_for(self, member: UUID) -> None:
        """Rights changed: end this person's sockets, and the passes given until now."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._close_for, member)

    def close(self, document: UUID) -> None:
        """The document went away, or is not open to the same people any more."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._close, document)

    # Called by the socket

    @property
    def is_running(self) -> bool:
        return self._loop is not None and not self._stopping

    def connected(self, link: Link) -> None:
        self._links.add(link)

    def disconnected(self, link: Link) -> None:
        self._links.discard(link)

    def is_revoked(self, key: UUID, issued: float) -> bool:
        """Whether the passes of this member, or of this document, given at `issued` are worth nothing any more."""
        return issued <= self._revoked.get(key, 0.0)

    def opened(self, document: UUID) -> Room | None:
        """The room of a document that is loaded."""
        task = self._rooms.get(document)
        if task is None or not task.done() or task.exception():
            return None
        return task.result()

    async def open(self, document: UUID) -> Room:
        """The room of a document, loaded when nobody was in it. Raises what the database raises."""
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

    # On the loop

    async def _load(self, document: UUID) -> Room:
        self._edited_meanwhile[document] = []
        try:
            replica, authors = await self._in_database(storage.load, document)
            room = Room(document, replica, authors, self._is_ready, self._presence_moved)
            if rows := self._edited_meanwhile[document]:
                room.changed_elsewhere(rows)
            return room
        finally:
            del self._edited_meanwhile[document]

    def _edited(self, document: UUID, rows: list[Stored]) -> None:
        self.changes.mark(document)
        if document in self._edited_meanwhile:
            self._edited_meanwhile[document] += rows
        elif room := self.opened(document):
            try:
                room.changed_elsewhere(rows)
            except Broken:
                self._drop(room)

    def _close_for(self, member: UUID) -> None:
        self._revoked[member] = clock.now().timestamp()
        for task in self._rooms.values():
            if task.done() and not task.exception():
                for tab in task.result().tabs:
                    if tab.seat.member == member:
                        tab.link.close(4205, "rights")

    def _close(self, document: UUID) -> None:
        self._revoked[document] = clock.now().timestamp()
        if room := self.opened(document):
            for tab in list(room.tabs):
                tab.link.close(4205, "rights")

    def _is_ready(self, room: Room) -> None:
        self._ready.add(room)
        self._wake.set()

    def _presence_moved(self, room: Room) -> None:
        if self._loop is not None and not room.is_presence_timed:
            room.is_presence_timed = True
            self._loop.call_later(max(0.0, room.presence_due - monotonic()), self._tell_presence, room)

    def _tell_presence(self, room: Room) -> None:
        room.is_presence_timed = False
        room.presence_due = monotonic() + room.presence_interval()
        room.tell_presence()

    async def _save(self) -> None:
        """Take whatever is ready for all documents, save it in one transaction, tell it; again."""
        assert self._loop is not None
        while self._ready or not self._stopping:
            await self._wake.wait()
            self._wake.clear()
            now = monotonic()
            due = [room for room in self._ready if room.due <= now or self._stopping]
            self._ready.difference_update(due)
            if due:
                await self._save_together([(room, offers) for room in due if (offers := room.take_offers())])
            if self._ready:
                soonest = min(room.due for room in self._ready)
                self._loop.call_later(max(0.0, soonest - monotonic()), self._wake.set)

    async def _save_together(self, batch: list[tuple[Room, list[Offer]]]) -> None:
        start = monotonic()
        try:
            kept = await self._in_database(storage.append, [room.entry(offers) for room, offers in batch])
        except Exception:
            log.exception("co-writing could not be saved; browsers will send it again")
            if len(batch) > 1:
                # One document that went away must not hold back the others.
                for one in batch:
                    await self._save_together([one])
            else:
                batch[0][0].unsaved(batch[0][1])
            return
        spent = monotonic() - start
        for (room, offers), rows in zip(batch, kept, strict=True):
            told = monotonic()
            try:
                room.saved(offers, rows)
            except Broken:
                log.exception("document %s: the library failed on saved updates; loading it again", room.document)
                self._drop(room)
                continue
            self.changes.mark(room.document, {offer.tab.seat.member for offer in offers})
            now = monotonic()
            room.due = now + min(FLUSH_MAX_S, max(FLUSH_MIN_S, FLUSH_COSTS * (now - told + spent / len(batch))))
            if room.replica.is_long():
                self._compact_soon(room)

    def _compact_soon(self, room: Room) -> None:
        assert self._loop is not None
        ids = room.replica.replaceable()
        if not room.is_compacting and len(ids) > 1:
            room.is_compacting = True
            task = self._loop.create_task(self._compact(room, ids))
            self._compactions.add(task)
            task.add_done_callback(self._compactions.discard)

    async def _compact(self, room: Room, ids: list[int]) -> None:
        whole, nested = room.replica.whole(), room.replica.nested
        try:
            row = await self._in_database(storage.compact, room.document, whole, nested, ids)
            room.replica.replaced(ids, row)
        except Exception:
            log.exception("document %s could not be compacted; it will be tried again", room.document)
        finally:
            room.is_compacting = False

    def _drop(self, room: Room) -> None:
        """Let everybody out: they come back to a document loaded again."""
        self._rooms.pop(room.document, None)
        for tab in list(room.tabs):
            tab.link.close(1012, "again")

    async def _beat(self) -> None:
        """Every ten seconds: a ping to each browser, the end of expired passes, of stuck sockets and of empty rooms."""
        while True:
            await asyncio.sleep(BEAT_S)
            for link in list(self._links):
                link.beat()
            for document, task in list(self._rooms.items()):
                if task.done() and not task.exception():
                    await self._look_at(document, task.result())

    async def _look_at(self, document: UUID, room: Room) -> None:
        now = clock.now().timestamp()
        for tab in list(room.tabs):
            tab.look_at_pass(now)
        if not room.has_been_empty_for(IDLE_S) or room.is_compacting:
            return
        ids = room.replica.replaceable()
        if len(ids) > 1:
            room.is_compacting = True
            await self._compact(room, ids)
        if room.has_been_empty_for(IDLE_S):
            self._rooms.pop(document, None)

    async def _in_database(self, work: Callable[..., Result], *args: object) -> Result:
        assert self._loop is not None
        return await self._loop.run_in_executor(self._database, _with_connection, work, *args)


def _with_connection(work: Callable[..., Result], *args: object) -> Result:
    """Run `work`; after a failure, start from a new connection."""
    try:
        return work(*args)
    except Exception:
        connection.close()
        raise


rooms = Rooms()


def start(loop: asyncio.AbstractEventLoop, listeners: Iterable[Listener] = ()) -> None:
    rooms.start(loop, listeners)


async def stop() -> None:
    await rooms.stop()
