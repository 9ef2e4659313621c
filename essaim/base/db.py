"""Writing to the database: one fair queue, then one transaction."""

import threading
import zlib
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.db.models import Model


class FairLock:
    """A lock given in the order it was asked for.

    SQLite lets one writer in at a time and makes the others retry at random: under 300 votes the unlucky wait long.
    """

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._waiting: deque[threading.Lock] = deque()
        self._held = False

    def acquire(self) -> None:
        with self._guard:
            if not self._held:
                self._held = True
                return
            turn = threading.Lock()
            turn.acquire()
            self._waiting.append(turn)
        turn.acquire()

    def release(self) -> None:
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._held = False


def hold(row: Model) -> None:
    """Until the end of the transaction, whoever holds the same row waits. A SQLite file has one writer anyway."""
    if connection.features.has_select_for_update:
        type(row)._base_manager.select_for_update().get(pk=row.pk)


@contextmanager
def alone(what: str) -> Iterator[None]:
    """Not while another process of this installation does the same; a SQLite file has one process anyway."""
    if connection.vendor != "postgresql":
        yield
        return
    number = zlib.crc32(f"essaim:{what}".encode())
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [number])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [number])


_turn = FairLock()
_inside = threading.local()


@contextmanager
def writing() -> Iterator[None]:
    """A transaction, begun when it is our turn. Render nothing and call nothing outside within it.

    Raises `RuntimeError` when nested: one change is one transaction.
    """
    if getattr(_inside, "writing", False):
        raise RuntimeError("writing() does not nest: make one change out of the two.")
    # A database that locks rows lets writers of different spaces through at once: no queue there.
    queued = not connection.features.has_select_for_update
    if queued:
        _turn.acquire()
    _inside.writing = True
    try:
        with transaction.atomic():
            yield
    finally:
        _inside.writing = False
        if queued:
            _turn.release()


def tidy() -> None:
    """Take what SQLite's log holds back into its file, as far as nobody reads or writes there; nobody waits for it."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(PASSIVE)")
            cursor.fetchall()
