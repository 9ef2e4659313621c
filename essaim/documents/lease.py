"""Which of several processes has a document open. Called from threads, never from the loop.

A process that lost a document to another, knowing it or not, can write nothing more in it: what it appends is checked
against the lease in the same transaction, and the lease changes hands only between two of these.
"""

from typing import NamedTuple
from uuid import UUID

from django.db import transaction

from essaim.documents.models import DocumentLease


class Lease(NamedTuple):
    """`epoch` grows each time a document is taken: a process that lost it and took it again is not mistaken."""

    process: UUID
    epoch: int


class Elsewhere(Exception):
    """The document is open in another process."""

    def __init__(self, process: UUID) -> None:
        super().__init__(f"open in process {process}")
        self.process = process


class Lost(Exception):
    """Another process has taken these documents."""

    def __init__(self, documents: set[UUID]) -> None:
        super().__init__(f"taken by another process: {', '.join(map(str, documents))}")
        self.documents = documents


def take(document: UUID, process: UUID, dead: UUID | None = None) -> Lease:
    """Take a document that nobody has, or that the process `dead` had. Raises `Elsewhere`."""
    with transaction.atomic():
        DocumentLease.objects.bulk_create([DocumentLease(document_id=document)], ignore_conflicts=True)
        lease = DocumentLease.objects.select_for_update().get(document_id=document)
        if lease.process not in (None, process, dead):
            assert lease.process is not None
            raise Elsewhere(lease.process)
        lease.process, lease.epoch = process, lease.epoch + 1
        lease.save(update_fields=["process", "epoch"])
    return Lease(process, lease.epoch)


def keep(leases: dict[UUID, Lease]) -> None:
    """Keep these leases until the end of the caller's transaction. Raises `Lost`."""
    if not leases:
        return
    rows = DocumentLease.objects.select_for_update(no_key=True).filter(document_id__in=leases).order_by("document_id")
    found = {document: (process, epoch) for document, process, epoch in rows.values_list()}
    if lost := {document for document, lease in leases.items() if found.get(document) != lease}:
        raise Lost(lost)


def held(process: UUID) -> dict[UUID, int]:
    """The documents that a process has, with their epochs."""
    return dict(DocumentLease.objects.filter(process=process).values_list("document_id", "epoch"))


def give_back(document: UUID, lease: Lease) -> None:
    DocumentLease.objects.filter(document_id=document, process=lease.process, epoch=lease.epoch).update(process=None)


def give_all_back(process: UUID) -> None:
    DocumentLease.objects.filter(process=process).update(process=None)
