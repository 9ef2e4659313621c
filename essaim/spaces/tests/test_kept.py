"""A kept page is the page that would be made now, for whoever asks; nobody is shown what is not theirs."""

import re

import pytest

from conftest import join
from essaim.base import ids
from essaim.documents import tokens
from essaim.documents.models import Document
from essaim.spaces import kept
from essaim.spaces.changes import change
from essaim.spaces.seats import remove_member

pytestmark = pytest.mark.django_db(transaction=True)
# What differs between two readers of the same page.
PLAIN = (
    r'data-token="[^"]+"|live\?p=[^"]+|/e/[a-z0-9]+/[a-z0-9]+/|data-member="[0-9a-f]+"'
    r'|name="input_id" value="[^"]+"'
)


@pytest.fixture(autouse=True)
def shelf(monkeypatch):
    fresh = kept.Shelf()
    monkeypatch.setattr(kept, "shelf", fresh)
    return fresh


@pytest.fixture
def page(bruno, client_for, shelf):
    client_for(bruno).post("pages/", {"input_id": ids.uuid7(), "title": "Nos règles"})
    return f"pages/{Document.objects.get().pk}/"


def write(member, client_for, page, text):
    assert client_for(member).post(f"{page}paragraphs", {"text": text}).status_code == 303


def test_the_second_reader_gets_the_same_page_with_their_own_address_and_pass(bruno, chloe, client_for, page, shelf):
    write(bruno, client_for, page, "Faire ensemble.")
    first, second = client_for(bruno), client_for(chloe)
    made = first.get(page).text
    again = second.get(page).text
    assert shelf.hits == 1
    assert first.seat.path not in again and bruno.pk.hex not in again and second.seat.path in again
    mine = tokens.read(re.search(r'data-token="([^"]+)"', again)[1])
    assert (mine.member, mine.name, mine.writer) == (chloe.pk, "Chloé", True)
    plain = re.compile(PLAIN)
    assert plain.sub("", made) == plain.sub("", again)


def test_it_is_fresh_once_the_document_or_the_space_changed(bruno, chloe, client_for, page, shelf):
    reader = client_for(chloe)
    reader.get(page)
    write(bruno, client_for, page, "Durer.")
    assert "Durer." in reader.get(page).text and shelf.hits == 0
    with change(bruno.space, by=bruno) as journal:
        journal.edit(Document.objects.get(), "page.renamed", "pages", title="Nos autres règles")
    assert "Nos autres règles" in reader.get(page).text and shelf.hits == 0
    reader.get(page)
    assert shelf.hits == 1


def test_an_observer_is_never_given_the_page_of_a_participant(space, bruno, client_for, page, shelf):
    client_for(bruno).get(page)
    seen = client_for(join(space, "Fonctionnaire", role="observer")).get(page).text
    assert shelf.hits == 0
    assert not tokens.read(re.search(r'data-token="([^"]+)"', seen)[1]).writer


def test_who_was_taken_out_a_stranger_and_another_space_get_nothing_of_it(amina, bruno, chloe, denis, client_for, page):
    phone, foreign = client_for(chloe), client_for(denis)
    client_for(bruno).get(page)
    assert phone.get(page).status_code == 200
    assert foreign.get(page).status_code == 404
    remove_member(chloe, by=amina)
    assert phone.get(page).status_code == 404
    stranger = client_for(bruno)
    stranger.cookies["seat"] = "devine"
    assert stranger.get(page).status_code == 404


def test_a_form_is_never_the_form_of_another(bruno, chloe, client_for, page, rf, shelf):
    from django.http import HttpResponse

    field = '<input type="hidden" name="input_id" value="%s" id="id_input_id">'
    request = rf.get("/")
    request.is_personal, request.page_slots = False, {}
    here = ids.uuid7()
    response = kept.keep(request, HttpResponse(field % here), now=lambda: 1, shown=1, slots={})
    reader = kept.Reader("/e/a/b/", "b", "phone", ids.uuid7(), 3, ids.uuid7(), "participant", "Bruno", "fr")
    shelf.put("page", reader, response, response.keeping)
    told = {re.search(r'value="([^"]+)"', shelf.answer("page", reader).text)[1] for _ in range(3)}
    assert len(told) == 3 and str(here) not in told


def test_a_page_with_a_part_of_its_reader_is_not_kept(rf, shelf):
    from django.http import HttpResponse

    request = rf.get("/")
    request.is_personal, request.page_slots = True, {}
    assert not hasattr(kept.keep(request, HttpResponse("à vous"), now=lambda: 1, shown=1, slots={}), "keeping")


def test_what_is_kept_is_bounded(rf):
    from django.http import HttpResponse

    shelf = kept.Shelf(max_bytes=4000)
    reader = kept.Reader("/e/a/b/", "b", "phone", ids.uuid7(), 3, ids.uuid7(), "participant", "Bruno", "fr")
    for number in range(100):
        content = "".join(str(ids.uuid7()) for _ in range(20))
        shelf.put(number, reader, HttpResponse(content), kept.Keeping(lambda: 1, 1, {}))
    assert shelf.answer(99, reader) is not None and shelf.answer(0, reader) is None
    assert shelf._bytes <= 4000
