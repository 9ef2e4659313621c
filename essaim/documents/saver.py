"""The one hand that saves: what is ready in all documents goes into one transaction, then is told and acknowledged."""

import asyncio
import logging
from collections.abc import Callable
from time import monotonic
from typing import Protocol, TypeVar, TypeVarTuple

from django.db import OperationalError

from essaim.documents import storage
from essaim.documents.changes import Changes
from essaim.documents.judging import Offer
from essaim.documents.lease import Lost
from essaim.documents.replica import Stored
from essaim.documents.room import Room

log = logging.getLogger("essaim.documents")

# A document is saved at once when it was idle, then after a pause that grows with what telling its readers costs: once
# in ten times that takes a tenth of the processor, until people would notice. Saving takes part of the pause.
PAUSE_MIN_S = 0.005
CALM_S = 0.022
PAUSE_MAX_S = 0.050
CALM_COSTS, BUSY_COSTS = 10, 1.4
# All documents together: at most half of the time, so that more of them share a transaction.
TURN_MAX_S = 0.002
# While the disk takes nothing.
RETRY_S = 1.0

Batch = list[tuple[Room, list[Offer]]]
Result = TypeVar("Result")
Arguments = TypeVarTuple("Arguments")


class InDatabase(Protocol):
    """Run something in the one thread that writes."""

    async def __call__(self, work: Callable[[*Arguments], Result], *arguments: *Arguments) -> Result: ...


class Saver:
    """On the loop. `let_out` is called with a room whose replica broke."""

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        in_database: InDatabase,
        changes: Changes,
        let_out: Callable[[Room], None],
    ) -> None:
        self._loop = loop
        self._in_database = in_database
        self._changes = changes
        self._let_out = let_out
        self._ready: set[Room] = set()
        self._wake = asyncio.Event()
        self._stopping = False
        self._is_failing = False
        self._compactions: set[asyncio.Task[None]] = set()
        self._task = loop.create_task(self._save())

    def is_ready(self, room: Room) -> None:
        self._ready.add(room)
        self._wake.set()

    async def stop(self) -> None:
        """Save what waits."""
        self._stopping = True
        self._wake.set()
        await self._task
        await asyncio.gather(*self._compactions)

    async def _save(self) -> None:
        while self._ready or not self._stopping:
            await self._wake.wait()
            self._wake.clear()
            began = monotonic()
            due = [room for room in self._ready if room.due <= began or self._stopping]
            self._ready.difference_update(due)
            batch = [(room, offers) for room in due if (offers := room.take_offers())]
            if batch:
                await self._save_together(batch, began)
                if self._stopping and self._is_failing:
                    return
                if not self._stopping:
                    await asyncio.sleep(min(TURN_MAX_S, monotonic() - began))
            if self._ready:
                soonest = min(room.due for room in self._ready)
                self._loop.call_later(max(0.0, soonest - monotonic()), self._wake.set)

    async def _save_together(self, batch: Batch, began: float) -> None:
        if not batch:
            return
        try:
            entries = [room.entry(offers) for room, offers in batch]
            kept = await self._in_database(storage.append, entries)
        except OperationalError:
            self._keep_for_later(batch)
        except Lost as lost:
            for room, _offers in batch:
                if room.document in lost.documents:
                    log.warning("document %s was taken by another process", room.document)
                    self._let_out(room)
            await self._save_together([one for one in batch if one[0].document not in lost.documents], began)
        except Exception:
            if len(batch) > 1:
                # One document that went away must not hold back the others.
                for one in batch:
                    await self._save_together([one], began)
            else:
                room, offers = batch[0]
                log.exception("document %s could not be saved; its browsers will send it again", room.document)
                room.unsaved(offers)
        else:
            self._is_failing = False
            for (room, offers), rows in zip(batch, kept, strict=True):
                self._tell(room, offers, rows, began)

    def _tell(self, room: Room, offers: list[Offer], rows: list[Stored], began: float) -> None:
        told = monotonic()
        try:
            room.saved(offers, rows)
        except Exception:
            # Above all the library's own failures. Whatever it is, the other documents are saved and told.
            log.exception("document %s could not be told what is saved; loading it again", room.document)
            self._let_out(room)
            return
        if rows:
            self._changes.mark(room.document, {offer.tab.seat.member for offer in offers})
        now = monotonic()
        cost = now - told
        room.due = max(now + PAUSE_MIN_S, began + cost + _pause(cost))
        if room.replica.is_long():
            self.compact_soon(room)

    def _keep_for_later(self, batch: Batch) -> None:
        """A full disk, a database that is away: nothing is told, nothing is lost, and it is tried again."""
        if not self._is_failing:
            log.exception("co-writing cannot be saved now; it is kept in memory and tried again")
        self._is_failing = True
        for room, offers in batch:
            room.kept_for_later(offers)
            room.due = monotonic() + RETRY_S
            self._ready.add(room)

    # A long log is replaced by one row

    def compact_soon(self, room: Room) -> None:
        if not room.is_compacting:
            room.is_compacting = True
            task = self._loop.create_task(self.compact(room))
            self._compactions.add(task)
            task.add_done_callback(self._compactions.discard)

    async def compact(self, room: Room) -> None:
        room.is_compacting = True
        try:
            await self._look_at_unread(room)
            ids = room.replica.replaceable()
            if len(ids) > 1:
                row = await self._in_database(
                    storage.keep_whole, room.document, room.replica.whole(), room.replica.nested, room.lease
                )
                room.replica.replaced(ids, row)
                for some in storage.slices(ids):
                    await self._in_database(storage.forget, room.document, some, room.lease)
        except Lost:
            self._let_out(room)
        except Exception:
            log.exception("document %s could not be compacted; it will be tried again", room.document)
        finally:
            room.is_compacting = False

    async def _look_at_unread(self, room: Room) -> None:
        if unread := list(room.replica.unread):
            known = dict(room.replica.clocks())
            waiting = await self._in_database(storage.waiting_of, room.document, unread, known)
            room.replica.looked_at(unread, waiting)


def _pause(cost_s: float) -> float:
    return min(PAUSE_MAX_S, max(PAUSE_MIN_S, min(CALM_S, CALM_COSTS * cost_s) - cost_s, BUSY_COSTS * cost_s))
