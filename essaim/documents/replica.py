"""A document in memory, with the rows of the log that it holds."""

from dataclasses import dataclass, field
from typing import Any

from pycrdt import Doc, merge_updates

from essaim.documents.protocol import Malformed
from essaim.documents.updates import EMPTY, Clocks, Contents, Deletions, contents_of, covers, read_state_vector

ROWS_TO_COMPACT = 500
BYTES_TO_COMPACT = 256 * 1024
# Merging costs the square of the number (300 → 0.5 ms, 3000 → 34 ms).
MERGED_AT_ONCE = 200


class Broken(Exception):
    """The CRDT library failed in the middle: the replica must be thrown away and loaded again."""


def merged(updates: list[bytes]) -> list[bytes]:
    """The same updates in fewer rows."""
    if len(updates) == 1:
        return updates
    chunks = [updates[start : start + MERGED_AT_ONCE] for start in range(0, len(updates), MERGED_AT_ONCE)]
    try:
        return [merge_updates(*chunk) for chunk in chunks]
    except ValueError:
        return updates


@dataclass(frozen=True, slots=True)
class Stored:
    """A row of the log."""

    id: int
    update: bytes
    whole: bool = False
    nested: int = 0


@dataclass(eq=False)
class Replica:
    """Used by one thread at a time. `rows` maps the ids of the rows it holds to their size."""

    doc: Doc[Any] = field(default_factory=Doc)
    rows: dict[int, int] = field(default_factory=dict)
    nested: int = 0
    # Bytes of all its rows, and of those that are no snapshot.
    size: int = 0
    log_bytes: int = 0
    # Rows that speak of things not received yet: the library keeps them aside and leaves them out of the whole.
    waiting: dict[int, Clocks] = field(default_factory=dict)
    _fresh: list[bytes] = field(default_factory=list)
    _whole: bytes | None = None
    _deletions: Deletions | None = None
    _clocks: Clocks | None = None

    def __post_init__(self) -> None:
        self._watch = self.doc.observe(lambda event: self._fresh.append(event.update))

    def take(self, rows: list[Stored]) -> list[bytes]:
        """Hold these rows too. Gives what they changed, as updates. Raises `Broken`."""
        with self.doc.transaction():
            for row in rows:
                self._apply(row.update)
        for row in rows:
            self.hold(row)
        fresh = self.fresh()
        if self.waiting:
            known = self.clocks()
            self.waiting = {id: needs for id, needs in self.waiting.items() if not covers(known, needs)}
        return fresh

    def hold(self, row: Stored) -> None:
        """Count a row whose content is already in the document."""
        if row.id in self.rows:
            return
        self.rows[row.id] = len(row.update)
        self.size += len(row.update)
        self.nested += row.nested
        if row.whole:
            return
        self.log_bytes += len(row.update)
        try:
            self.waiting[row.id] = contents_of(row.update).needs
        except Malformed:
            # Kept by an earlier release that walked less far; applying it did no harm.
            return

    def fresh(self) -> list[bytes]:
        """What changed since this was last asked."""
        fresh, self._fresh = self._fresh, []
        if fresh:
            self._whole = self._deletions = self._clocks = None
        return fresh

    def whole(self) -> bytes:
        """All of the document as one update."""
        if self._whole is None:
            self._whole = self.doc.get_update()
        return self._whole

    def since(self, state: bytes) -> bytes:
        """What someone who knows `state` misses. Raises `Malformed`."""
        return self.doc.get_update(state) if read_state_vector(state) else self.whole()

    def state(self) -> bytes:
        return self.doc.get_state()

    def clocks(self) -> Clocks:
        if self._clocks is None:
            self._clocks = read_state_vector(self.doc.get_state())
        return self._clocks

    def says_nothing_new(self, contents: Contents) -> bool:
        return not contents.beyond(self.clocks()) and self.deletions().hold(contents.deleted)

    def deletions(self) -> Deletions:
        if self._deletions is None:
            self._deletions = Deletions(contents_of(self.doc.get_update(self.doc.get_state())).deleted)
        return self._deletions

    def is_long(self) -> bool:
        return len(self.rows) >= ROWS_TO_COMPACT or self.log_bytes >= BYTES_TO_COMPACT

    def replaceable(self) -> list[int]:
        """The rows that `whole()` can stand for."""
        return [id for id in self.rows if id not in self.waiting]

    def replaced(self, ids: list[int], by: Stored) -> None:
        gone = set(ids)
        self.rows = {id: size for id, size in self.rows.items() if id not in gone}
        self.log_bytes = sum(self.rows.values())
        self.rows[by.id] = len(by.update)
        self.size = self.log_bytes + len(by.update)
        self.nested = by.nested

    def _apply(self, update: bytes) -> None:
        if update == EMPTY:
            return
        try:
            self.doc.apply_update(update)
        except Exception as error:
            raise Broken(str(error)) from error
        except BaseException as error:
            # A panic of the library comes as a BaseException of its own.
            if type(error).__name__ != "PanicException":
                raise
            raise Broken(str(error)) from None
