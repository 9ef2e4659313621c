"""The log of updates in the database. Called from threads, never from the loop."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Model

from essaim.base import clock
from essaim.base.db import writing
from essaim.documents import lease
from essaim.documents.lease import Lease
from essaim.documents.models import DocumentAuthor, DocumentUpdate
from essaim.documents.replica import Broken, Replica, Stored, merged, needs_of
from essaim.documents.updates import Clocks, covers

_IDS_A_QUERY = 500
_ROWS_A_QUERY = 300
_Row = tuple[int, bytes, bool, int]


@dataclass(slots=True)
class Entry:
    """What one document takes in one transaction. `needs`: how far it must then know each client to hold all of it."""

    document: UUID
    updates: list[bytes]
    member: UUID | None
    nested: int = 0
    authors: set[tuple[int | None, UUID]] = field(default_factory=set)
    needs: Clocks | None = None
    lease: Lease | None = None


def rows_of(document: UUID, *, but: set[int] | None = None) -> list[Stored]:
    """The log, oldest first; without the rows `but`."""
    log = DocumentUpdate.objects.filter(document_id=document).order_by("id")
    if but:
        unseen = [id for id in log.values_list("id", flat=True) if id not in but]
        log = log.filter(id__in=unseen) if unseen else log.none()
    return [
        Stored(id, bytes(update), whole, nested)
        for id, update, whole, nested in log.values_list("id", "update", "whole", "nested")
    ]


def load(document: UUID) -> tuple[Replica, dict[int, UUID]]:
    """The document as it is kept, and who wrote under which client.

    Rows are applied one by one: merging the log first takes minutes where this takes a third of a second.
    """
    rows = _log(document)
    try:
        replica = Replica.loaded(rows)
    except Broken:
        replica = _without_broken_rows(rows)
    authors = DocumentAuthor.objects.filter(document_id=document).values_list("client", "member_id")
    return replica, {client: member for client, member in authors if client is not None}


def append(entries: list[Entry]) -> list[list[Stored]]:
    """Keep what is ready for all documents in one transaction. Gives the rows, entry by entry. Raises `lease.Lost`."""
    prepared = [(entry, merged(entry.updates)) for entry in entries]
    with writing():
        lease.keep({entry.document: entry.lease for entry in entries if entry.lease})
        return _write(prepared)


def write(entry: Entry) -> list[Stored]:
    """The same for one document, inside the caller's transaction."""
    return _write([(entry, merged(entry.updates))])[0]


def waiting_of(document: UUID, ids: list[int], known: Clocks) -> dict[int, Clocks]:
    """Of these rows, those that a document which knows `known` could not hold yet, with what they need."""
    wanted = set(ids)
    needed = ((id, needs_of(update)) for id, update, whole, _nested in _log(document) if id in wanted and not whole)
    return {id: needs for id, needs in needed if not covers(known, needs)}


def look_at_unread(document: UUID, replica: Replica) -> None:
    """Know which of its rows wait, for whoever uses the replica in this thread."""
    if replica.unread:
        unread = list(replica.unread)
        replica.looked_at(unread, waiting_of(document, unread, replica.clocks()))


def keep_whole(document: UUID, whole: bytes, nested: int, held: Lease | None = None) -> Stored:
    """One row that says all that others say; these may then go, sooner or later. Raises `lease.Lost`."""
    with writing():
        lease.keep({document: held} if held else {})
        return _insert_whole(document, whole, nested)


def forget(document: UUID, ids: list[int], held: Lease | None = None) -> None:
    """A slice of the rows that another one replaced: little at once, so that others write in between.

    Raises `lease.Lost`.
    """
    with writing():
        lease.keep({document: held} if held else {})
        DocumentUpdate.objects.filter(document_id=document, id__in=ids).delete()


def slices(ids: list[int]) -> Iterable[list[int]]:
    return (ids[start : start + _IDS_A_QUERY] for start in range(0, len(ids), _IDS_A_QUERY))


def replace(document: UUID, whole: bytes, nested: int, ids: list[int]) -> Stored:
    """Put one row in the place of the rows `ids`, inside the caller's transaction."""
    row = _insert_whole(document, whole, nested)
    for some in slices(ids):
        DocumentUpdate.objects.filter(document_id=document, id__in=some).delete()
    return row


def _insert_whole(document: UUID, whole: bytes, nested: int) -> Stored:
    row = DocumentUpdate(document_id=document, update=whole, whole=True, nested=nested)
    row.save(force_insert=True)
    return Stored(row.pk, whole, True, row.nested)


def _write(prepared: list[tuple[Entry, list[bytes]]]) -> list[list[Stored]]:
    now = _FIELDS["at"].get_db_prep_save(clock.now(), connection)
    values = [
        _values(entry, update, entry.nested if first else 0, now)
        for entry, updates in prepared
        for first, update in zip([True] + [False] * len(updates), updates, strict=False)
    ]
    ids: list[int] = []
    for start in range(0, len(values), _ROWS_A_QUERY):
        ids += _insert(values[start : start + _ROWS_A_QUERY])
    authors = [
        [_key("document", entry.document), client, _key("member", member)]
        for entry, _updates in prepared
        for client, member in sorted(entry.authors, key=str)
    ]
    for start in range(0, len(authors), _ROWS_A_QUERY):
        _insert_authors(authors[start : start + _ROWS_A_QUERY])
    numbers = iter(ids)
    return [
        [
            Stored(next(numbers), update, False, 0 if at else entry.nested, entry.needs)
            for at, update in enumerate(updates)
        ]
        for entry, updates in prepared
    ]


# A keystroke is one row: the ORM would cost more than the rest of its way.
_COLUMNS = ("document", "update", "whole", "nested", "member", "at")
_FIELDS: dict[str, Any] = {name: DocumentUpdate._meta.get_field(name) for name in _COLUMNS}


def _values(entry: Entry, update: bytes, nested: int, now: object) -> list[Any]:
    binary = _FIELDS["update"].get_db_prep_save(update, connection)
    return [_key("document", entry.document), binary, False, nested, _key("member", entry.member), now]


@lru_cache(10_000)
def _key(column: str, value: UUID | None) -> Any:
    """As the database has it: the same few, again and again."""
    return _FIELDS[column].get_db_prep_save(value, connection)


def _insert(rows: list[list[Any]]) -> list[int]:
    """Gives their ids."""
    words, values = _insertion(DocumentUpdate, _COLUMNS, rows)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            # One writer, ids one after the other. Each row read back would let the loop take the processor in between.
            cursor.execute(words, values)
            return list(range(cursor.lastrowid - len(rows) + 1, cursor.lastrowid + 1))
        cursor.execute(f"{words} RETURNING id", values)
        return [id for (id,) in cursor.fetchall()]


def _insert_authors(rows: list[list[Any]]) -> None:
    words, values = _insertion(DocumentAuthor, ("document", "client", "member"), rows)
    with connection.cursor() as cursor:
        cursor.execute(f"{words} ON CONFLICT DO NOTHING", values)


def _insertion(model: type[Model], names: Iterable[str], rows: list[list[Any]]) -> tuple[str, list[Any]]:
    quoted = connection.ops.quote_name
    fields: list[Any] = [model._meta.get_field(name) for name in names]
    columns = [quoted(field.column) for field in fields]
    places = ", ".join(["(" + ", ".join(["%s"] * len(columns)) + ")"] * len(rows))
    words = f"INSERT INTO {quoted(model._meta.db_table)} ({', '.join(columns)}) VALUES {places}"
    return words, [value for row in rows for value in row]


def _log(document: UUID) -> list[_Row]:
    quoted = connection.ops.quote_name
    key = _key("document", document)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id, {quoted('update')}, whole, nested FROM {quoted(DocumentUpdate._meta.db_table)} "
            "WHERE document_id = %s ORDER BY id",
            [key],
        )
        return [(id, bytes(update), bool(whole), nested) for id, update, whole, nested in cursor.fetchall()]


def _without_broken_rows(rows: list[_Row]) -> Replica:
    """Load what can be loaded: a row the library fails on must not take the document away from people."""
    good: list[_Row] = []
    replica = Replica()
    for row in rows:
        try:
            replica.take([Stored(*row, needs={})])
        except Broken:
            replica = Replica.loaded(good)
            continue
        good.append(row)
    return Replica.loaded(good)
