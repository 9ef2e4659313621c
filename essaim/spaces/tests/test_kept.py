"""A kept page is the page that would be made now, for whoever asks; nobody is shown what is not theirs."""

import gzip
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.db.models import F
from django.http import HttpResponse
from hypothesis import given
from hypothesis import strategies as some

from conftest import NOON, join
from essaim.base import ids
from essaim.base.blocks import PageLink, Paragraph, Text
from essaim.documents import api, tokens
from essaim.documents.models import Document
from essaim.pages.models import Thread
from essaim.spaces import kept
from essaim.spaces.changes import change
from essaim.spaces.models import Space
from essaim.spaces.seats import add_member, describe, remove_member
from essaim.spaces.shelf import Keeping, Reader, Shelf

pytestmark = pytest.mark.django_db(transaction=True)
# What differs between two readers of the same page.
PLAIN = (
    r'data-token="[^"]+"|live\?p=[^"]+|/e/[a-z0-9]+/[a-z0-9]+/|data-member="[0-9a-f]+"'
    r'|name="input_id" value="[^"]+"'
)

OF_GZIP = ("Content-Encoding", "Content-Length", "Vary")


@pytest.fixture(autouse=True)
def shelf(monkeypatch):
    fresh = Shelf()
    monkeypatch.setattr(kept, "shelf", fresh)
    return fresh


@pytest.fixture
def page(bruno, client_for, shelf):
    client_for(bruno).post("pages/", {"input_id": ids.uuid7(), "title": "Nos règles"})
    return f"pages/{Document.objects.get().pk}/"


def page_id(address):
    return address.rstrip("/").rsplit("/", 1)[1]


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


def test_it_goes_out_compressed_as_the_same_page(bruno, chloe, client_for, page, shelf):
    first, second = client_for(bruno), client_for(chloe)
    made = first.get(page).text
    answer = second.get(page, headers={"Accept-Encoding": "gzip, br"})
    assert shelf.hits == 1 and answer["Content-Encoding"] == "gzip" and answer["Vary"] == "Accept-Encoding"
    assert int(answer["Content-Length"]) == len(answer.content) < len(made.encode()) / 2
    plain = re.compile(PLAIN)
    assert plain.sub("", gzip.decompress(answer.content).decode()) == plain.sub("", made)
    assert {**first.get(page).headers} == {name: value for name, value in answer.headers.items() if name not in OF_GZIP}


def test_what_happens_elsewhere_in_the_space_lets_it_stand(bruno, chloe, client_for, page, shelf):
    other = client_for(bruno).post("pages/", {"input_id": ids.uuid7(), "title": "Une autre"})["Location"]
    reader = client_for(chloe)
    reader.get(page)
    write(bruno, client_for, f"pages/{page_id(other)}/", "Ailleurs.")
    with change(bruno.space, by=bruno) as journal:
        journal.note("run.closed", SimpleNamespace(dom_id=f"run-{ids.uuid7()}"), "runs")
    assert "Ailleurs." not in reader.get(page).text and shelf.hits == 1
    reader.get(page)
    assert shelf.hits == 2


@pytest.mark.parametrize("what", ["comment", "thread_settled", "child", "child_renamed", "author_renamed", "moved"])
def test_it_is_made_again_when_anything_it_shows_changes(amina, bruno, chloe, client_for, page, shelf, what):
    phone, reader = client_for(bruno), client_for(chloe)
    phone.post(f"{page}comments", {"input_id": ids.uuid7(), "text": "Relu."})
    phone.post("pages/new/", {"input_id": ids.uuid7(), "title": "Dessous", "parent": page_id(page)})
    below = Document.objects.get(title="Dessous")
    phone.post("pages/", {"input_id": ids.uuid7(), "title": "Dessus"})
    above = Document.objects.get(title="Dessus")
    reader.get(page)
    reader.get(page)
    assert shelf.hits == 1
    match what:
        case "comment":
            phone.post(f"{page}comments", {"input_id": ids.uuid7(), "text": "Encore un mot."})
            awaited = "Encore un mot."
        case "thread_settled":
            thread = Thread.objects.get()
            phone.post(f"{page}threads/{thread.pk}", {"on": "yes"})
            awaited = "1 conversation close"
        case "child":
            phone.post("pages/new/", {"input_id": ids.uuid7(), "title": "Tout neuf", "parent": page_id(page)})
            awaited = "Tout neuf"
        case "child_renamed":
            phone.post(f"pages/{below.pk}/title", {"title": "Autrement dit"})
            awaited = "Autrement dit"
        case "author_renamed":
            describe(bruno, by=amina, name="Bruno Leroy", structure="", email="", role="participant")
            awaited = "Bruno Leroy"
        case "moved":
            phone.post(f"{page}under", {"under": above.title})
            awaited = "Dessus"
    seen = reader.get(page).text
    assert shelf.hits == 1 and awaited in seen


def test_a_page_that_names_another_follows_its_title(amina, bruno, chloe, client_for, page, shelf):
    other = client_for(bruno).post("pages/", {"input_id": ids.uuid7(), "title": "Le budget"})["Location"]
    other_id = page_id(other)
    link = Paragraph([Text("Voir "), PageLink(other_id, "Le budget")])
    document = Document.objects.get(pk=page_id(page))
    with change(bruno.space, by=bruno) as journal:
        api.edit(document, lambda doc: api.append_blocks(doc, [link]), bruno)
        journal.note("page.paragraph_added", document, "pages")
    reader = client_for(chloe)
    assert "Le budget" in reader.get(page).text
    client_for(bruno).post(f"pages/{other_id}/title", {"title": "Nos comptes"})
    assert "Nos comptes" in reader.get(page).text and shelf.hits == 0


def test_someone_renamed_in_another_space_is_renamed_here(bruno, chloe, denis, client_for, page, shelf):
    client_for(bruno).post(f"{page}comments", {"input_id": ids.uuid7(), "text": "Relu."})
    with change(denis.space) as journal:
        guest = add_member(journal, "Bruno", person=bruno.person)
    reader = client_for(chloe)
    reader.get(page)
    describe(guest, by=denis, name="Bruno Leroy", structure="", email="", role="participant")
    assert "Bruno Leroy" in reader.get(page).text and shelf.hits == 0


def test_a_line_of_the_journal_that_is_not_there_could_be_about_it(chloe, client_for, page, shelf):
    reader = client_for(chloe)
    reader.get(page)
    Space.everything.filter(pk=chloe.space.pk).update(last_event=F("last_event") + 1)
    reader.get(page)
    assert shelf.hits == 0


def test_it_does_not_outlive_the_day_in_the_space(chloe, client_for, page, shelf, monkeypatch):
    space = chloe.space
    reader = client_for(chloe)
    midnight = space.at(space.today() + timedelta(days=1), 0)
    monkeypatch.setattr("essaim.base.clock.now", lambda: midnight - timedelta(minutes=1))
    reader.get(page)
    reader.get(page)
    assert shelf.hits == 1
    monkeypatch.setattr("essaim.base.clock.now", lambda: midnight)
    reader.get(page)
    assert shelf.hits == 1


def test_a_draft_and_a_removed_page_are_gone_for_the_group(amina, bruno, chloe, client_for, page, shelf):
    team, reader = client_for(amina), client_for(chloe)
    reader.get(page)
    team.post(f"{page}draft", {"on": "yes"})
    assert reader.get(page).status_code == 404
    assert team.get(page).status_code == 200
    assert reader.get(page).status_code == 404
    team.post(f"{page}draft", {"on": "no"})
    reader.get(page)
    team.post(f"{page}removal")
    assert reader.get(page).status_code == 410


def test_each_language_has_its_own(chloe, client_for, page, shelf):
    reader = client_for(chloe)
    assert "Commentaires" in reader.get(page).text
    reader.cookies["lang"] = "en"
    assert "Comments" in reader.get(page).text and shelf.hits == 0
    assert "Comments" in reader.get(page).text and shelf.hits == 1


def _kept(request, response, **said):
    return kept.keep(request, response, **{"now": lambda: 1, "shown": 1, "about": ["page"], "slots": {}} | said)


@pytest.fixture
def request_of(rf, space):
    request = rf.get("/")
    request.space, request.is_personal, request.page_slots, request.page_stills = space, False, {}, []
    return request


READER = Reader("/e/a/b/", "b", "phone", ids.uuid7(), 3, ids.uuid7(), "participant", "Bruno", "fr", NOON)


def test_a_form_is_never_the_form_of_another(request_of, shelf):
    field = '<input type="hidden" name="input_id" value="%s" id="id_input_id">'
    here = ids.uuid7()
    response = _kept(request_of, HttpResponse(field % here))
    shelf.put("page", READER, response, response.keeping)
    told = {re.search(r'value="([^"]+)"', shelf.answer("page", READER).text)[1] for _ in range(3)}
    assert len(told) == 3 and str(here) not in told


def test_a_page_with_a_part_of_its_reader_is_not_kept(request_of, shelf):
    request_of.is_personal = True
    assert not hasattr(_kept(request_of, HttpResponse("à vous")), "keeping")


def test_what_is_kept_is_bounded(request_of):
    shelf = Shelf(max_bytes=20_000)
    for number in range(100):
        response = _kept(request_of, HttpResponse("".join(str(ids.uuid7()) for _ in range(20))))
        shelf.put(number, READER, response, response.keeping)
    assert shelf.answer(99, READER) is not None and shelf.answer(0, READER) is None
    assert shelf._bytes <= 20_000


@given(
    some.lists(some.sampled_from(["a", "b", "ruche ", "/e/a/b/", "PASSE", "MIEL " * 40, "\0", "é"]), max_size=30),
    some.text(max_size=40),
)
def test_whatever_a_page_says_its_slots_alone_change(said, mine):
    shelf = Shelf()
    still = "MIEL " * 40
    keeping = Keeping(lambda: 1, 1, (), {"PASSE": lambda _reader: mine}, (still,), datetime(2100, 1, 1, tzinfo=UTC))
    shelf.put("page", READER, HttpResponse("".join(said)), keeping)
    other = replace(READER, root="/e/a/c/")
    awaited = "".join({"/e/a/b/": "/e/a/c/", "PASSE": mine}.get(one, one) for one in said)
    assert shelf.answer("page", other).text == awaited
    assert gzip.decompress(shelf.answer("page", other, as_gzip=True).content).decode() == awaited
