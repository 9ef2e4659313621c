"""Pages: opened by anyone, written also without JavaScript, read by the group alone."""

import pytest

from conftest import join
from essaim.base import ids
from essaim.documents import api
from essaim.documents.models import Document

pytestmark = pytest.mark.django_db


def test_opened_written_and_read(bruno, chloe, client_for):
    phone = client_for(bruno)
    given = {"input_id": ids.uuid7(), "title": "Notre définition"}
    for _ in range(2):
        assert phone.post("pages/", given).status_code == 303
    document = Document.objects.get()
    assert phone.post(f"pages/{document.pk}/paragraphs", {"text": "Faire ensemble.\n\nDurer."}).status_code == 303
    page = client_for(chloe).get(f"pages/{document.pk}/").text
    assert "Faire ensemble." in page and "Durer." in page and "CC BY-SA" in page
    assert api.authors_of(document) == [bruno]
    assert "Notre définition" in client_for(chloe).get("written/").text


def test_nonsense_keeps_what_was_typed(bruno, client_for):
    phone = client_for(bruno)
    answer = phone.post("pages/", {"input_id": ids.uuid7(), "title": ""})
    assert answer.status_code == 422 and "Donnez un titre" in answer.text
    phone.post("pages/", {"input_id": ids.uuid7(), "title": "Règles"})
    document = Document.objects.get()
    long = phone.post(f"pages/{document.pk}/paragraphs", {"text": "a" * 4001})
    assert long.status_code == 422 and "aaaa" in long.text
    assert not api.plain_text(document).strip()


def test_strangers_and_observers(space, bruno, denis, client_for):
    client_for(bruno).post("pages/", {"input_id": ids.uuid7(), "title": "Règles"})
    document = Document.objects.get()
    assert client_for(denis).get(f"pages/{document.pk}/").status_code == 404
    assert client_for(denis).post(f"pages/{document.pk}/paragraphs", {"text": "x"}).status_code == 404
    observer = join(space, "Fonctionnaire", role="observer")
    assert client_for(observer).get(f"pages/{document.pk}/").status_code == 200
    assert client_for(observer).post(f"pages/{document.pk}/paragraphs", {"text": "x"}).status_code == 403
