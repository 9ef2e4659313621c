"""A document has one process at a time; whoever lost it can write nothing in it, whatever it believes."""

from uuid import uuid4

import pytest
from pycrdt import Doc, Text

from essaim.documents import lease, storage
from essaim.documents.lease import Elsewhere, Lost
from essaim.documents.models import DocumentUpdate
from essaim.documents.storage import Entry


def word() -> bytes:
    doc = Doc()
    doc.get("text", type=Text).insert(0, "mot")
    return doc.get_update()


def test_a_stale_owner_writes_and_replaces_nothing(document):
    one, two = uuid4(), uuid4()
    first = lease.take(document.pk, one)
    storage.append([Entry(document.pk, [word()], None, lease=first)])
    with pytest.raises(Elsewhere) as there:
        lease.take(document.pk, two)
    assert there.value.process == one

    second = lease.take(document.pk, two, dead=one)
    kept = list(DocumentUpdate.objects.values_list("pk", flat=True))
    for late in (
        lambda: storage.append([Entry(document.pk, [word()], None, lease=first)]),
        lambda: storage.keep_whole(document.pk, word(), 0, first),
        lambda: storage.forget(document.pk, kept, first),
    ):
        with pytest.raises(Lost) as lost:
            late()
        assert lost.value.documents == {document.pk}
    assert list(DocumentUpdate.objects.values_list("pk", flat=True)) == kept
    storage.append([Entry(document.pk, [word()], None, lease=second)])


def test_a_process_that_lost_a_document_and_took_it_again_is_not_mistaken(document):
    one, two = uuid4(), uuid4()
    first = lease.take(document.pk, one)
    second = lease.take(document.pk, two, dead=one)
    third = lease.take(document.pk, one, dead=two)
    assert lease.held(one) == {document.pk: third.epoch} and lease.held(two) == {}
    for late in (first, second):
        with pytest.raises(Lost):
            storage.append([Entry(document.pk, [word()], None, lease=late)])
    lease.give_back(document.pk, first)
    assert lease.held(one)
    lease.give_back(document.pk, third)
    assert not lease.held(one) and lease.take(document.pk, two).epoch == third.epoch + 1
