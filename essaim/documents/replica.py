"""A document in memory, with the rows of the log that it holds."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from pycrdt import Doc, merge_updates

from essaim.documents.protocol import Malformed
from essaim.documents.updates import EMPTY, Clocks, Contents, Deletions, contents_of, covers, read_state_vector

ROWS_TO_COMPACT = 500
BYTES_TO_COMPACT = 256 * 1024
# Merging costs the square of the number (300 → 0.5 ms, 3000 → 34 ms).
MERGED_AT_ONCE = 200
# Answers kept for the browsers that come back together, knowing the same.
KEPT_ANSWERS = 8


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
    """A row of the log. `needs` is what `Contents` says; not known, it is read when the row is held."""

    id: int
    update: bytes
    whole: bool = False
    nested: int = 0
    needs: Clocks | None = None


@dataclass(eq=False)
class Replica:
    """Used by one thread at a time. `rows` maps the ids of the rows it holds to their size, all together `size`."""

    doc: Doc[Any] = field(default_factory=Doc)
    rows: dict[int, int] = field(default_factory=dict)
    size: int = 0
    nested: int = 0
    log_bytes: int = 0
    # Grows with each change.
    version: int = 0
    # Rows that speak of things not received yet: the library keeps them aside and leaves them out of the whole.
    waiting: dict[int, Clocks] = field(default_factory=dict)
    # Rows of which nobody looked yet whether they wait.
    unread: set[int] = field(default_factory=set)
    _fresh: list[bytes] = field(default_factory=list)
    _whole: bytes | None = None
    _deletions: Deletions | None = None
    _clocks: Clocks | None = None
    _known: Clocks = field(default_factory=dict)
    _answers: dict[bytes, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._watch = self.doc.observe(lambda event: self._fresh.append(event.update))

    @classmethod
    def loaded(cls, rows: Iterable[tuple[int, bytes, bool, int]]) -> "Replica":
        """From a whole log: id, update, whole, nested. Which rows wait is left `unread`. Raises `Broken`."""
        doc: Doc[Any] = Doc()
        kept, unread, nested, log_bytes = {}, set(), 0, 0
        with doc.transaction():
            for id, update, whole, inside in rows:
                _apply(doc, update)
                kept[id] = len(update)
                nested += inside
                if not whole:
                    unread.add(id)
                    log_bytes += len(update)
        return cls(doc, kept, sum(kept.values()), nested, log_bytes, unread=unread)

    def take(self, rows: list[Stored]) -> list[bytes]:
        """Hold these rows too. Gives what they changed, as updates. Raises `Broken`."""
        with self.doc.transaction():
            for row in rows:
                _apply(self.doc, row.update)
        fresh = self.fresh()
        for row in rows:
            self.hold(row)
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
        if needs := needs_of(row.update) if row.needs is None else row.needs:
            self.waiting[row.id] = needs

    def fresh(self) -> list[bytes]:
        """What changed since this was last asked."""
        fresh, self._fresh = self._fresh, []
        if fresh:
            self.version += 1
            self._whole = self._deletions = self._clocks = None
            self._answers.clear()
        return fresh

    def whole(self) -> bytes:
        """All of the document as one update."""
        if self._whole is None:
            self._whole = self.doc.get_update()
        return self._whole

    def since(self, state: bytes) -> bytes:
        """What someone who knows `state` misses. Raises `Malformed`."""
        if not read_state_vector(state):
            return self.whole()
        answer = self._answers.get(state)
        if answer is None:
            if len(self._answers) >= KEPT_ANSWERS:
                self._answers.clear()
            answer = self._answers[state] = self.doc.get_update(state)
        return answer

    def state(self) -> bytes:
        return self.doc.get_state()

    def clocks(self) -> Clocks:
        if self._clocks is None:
            self._clocks = self._known = read_state_vector(self.doc.get_state())
        return self._clocks

    def at_least(self, client: int) -> int:
        """How far it knows a client, or knew when it was last asked: never more than it does."""
        return self._known.get(client, 0)

    def says_nothing_new(self, contents: Contents) -> bool:
        return not contents.beyond(self.clocks()) and self.deletions().hold(contents.deleted)

    def deletions(self) -> Deletions:
        if self._deletions is None:
            self._deletions = Deletions(contents_of(self.doc.get_update(self.doc.get_state())).deleted)
        return self._deletions

    def is_long(self) -> bool:
        return len(self.rows) >= ROWS_TO_COMPACT or self.log_bytes >= BYTES_TO_COMPACT

    def looked_at(self, read: Iterable[int], waiting: dict[int, Clocks]) -> None:
        """Of the rows `read` until now unread, those in `waiting` wait."""
        self.unread.difference_update(read)
        self.waiting |= waiting

    def replaceable(self) -> list[int]:
        """The rows that `whole()` can stand for."""
        return list(self.rows.keys() - self.waiting.keys() - self.unread)

    def replaced(self, ids: Iterable[int], by: Stored) -> None:
        for id in ids:
            self.rows.pop(id, None)
        self.log_bytes = sum(self.rows.values())
        self.rows[by.id] = len(by.update)
        self.size = self.log_bytes + len(by.update)
        self.nested = by.nested


def needs_of(update: bytes) -> Clocks:
    """How far a document must know each client to hold all of an update."""
    try:
        return contents_of(update).needs
    except Malformed:
        # Kept by an earlier release that walked less far; applying it did no harm.
        return {}


def _apply(doc: Doc[Any], update: bytes) -> None:
    if update == EMPTY:
        return
    try:
        doc.apply_update(update)
    except Exception as error:
        raise Broken(str(error)) from error
    except BaseException as error:
        # A panic of the library comes as a BaseException of its own.
        if type(error).__name__ != "PanicException":
            raise
        raise Broken(str(error)) from None
