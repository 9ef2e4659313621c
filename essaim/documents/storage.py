"""The log of updates in the database. Called from threads, never from the loop."""

from dataclasses import dataclass, field
from uuid import UUID

from essaim.base import clock
from essaim.base.db import writing
from essaim.documents.models import DocumentAuthor, DocumentUpdate
from essaim.documents.replica import Broken, Replica, Stored, merged

_IDS_A_QUERY = 500


@dataclass(slots=True)
class Entry:
    """What one document takes in one transaction."""

    document: UUID
    updates: list[bytes]
    member: UUID | None
    nested: int = 0
    authors: set[tuple[int | None, UUID]] = field(default_factory=set)


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
    rows = rows_of(document)
    replica = Replica()
    try:
        replica.take(rows)
    except Broken:
        replica = _without_broken_rows(rows)
    authors = DocumentAuthor.objects.filter(document_id=document).values_list("client", "member_id")
    return replica, {client: member for client, member in authors if client is not None}


def append(entries: list[Entry]) -> list[list[Stored]]:
    """Keep what is ready for all documents in one transaction. Gives the rows, entry by entry."""
    with writing():
        return [write(entry) for entry in entries]


def write(entry: Entry) -> list[Stored]:
    """The same for one document, inside the caller's transaction."""
    updates = merged(entry.updates)
    rows = [
        DocumentUpdate(
            document_id=entry.document,
            update=update,
            member_id=entry.member,
            at=clock.now(),
            nested=entry.nested if not number else 0,
        )
        for number, update in enumerate(updates)
    ]
    if len(rows) == 1:
        rows[0].save(force_insert=True)
    else:
        DocumentUpdate.objects.bulk_create(rows)
    if entry.authors:
        authors = [
            DocumentAuthor(document_id=entry.document, client=client, member_id=member)
            for client, member in sorted(entry.authors, key=str)
        ]
        DocumentAuthor.objects.bulk_create(authors, ignore_conflicts=True)
    return [Stored(row.pk, bytes(row.update), False, row.nested) for row in rows]


def compact(document: UUID, whole: bytes, nested: int, ids: list[int]) -> Stored:
    """Put one row in the place of the rows `ids`, all held by `whole`."""
    with writing():
        return replace(document, whole, nested, ids)


def replace(document: UUID, whole: bytes, nested: int, ids: list[int]) -> Stored:
    """The same, inside the caller's transaction."""
    row = DocumentUpdate(document_id=document, update=whole, whole=True, nested=nested)
    row.save(force_insert=True)
    for start in range(0, len(ids), _IDS_A_QUERY):
        DocumentUpdate.objects.filter(document_id=document, id__in=ids[start : start + _IDS_A_QUERY]).delete()
    return Stored(row.pk, whole, True, row.nested)


def _without_broken_rows(rows: list[Stored]) -> Replica:
    """Load what can be loaded: a row the library fails on must not take the document away from people."""
    good: list[Stored] = []
    for row in rows:
        trial = Replica()
        try:
            trial.take([*good, row])
        except Broken:
            continue
        good.append(row)
    replica = Replica()
    replica.take(good)
    return replica
