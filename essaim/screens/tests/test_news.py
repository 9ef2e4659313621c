"""An address for a news reader: what it tells, to whom, and until when."""

import re
from collections.abc import Callable
from datetime import timedelta
from xml.etree import ElementTree as Tree

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as some

from conftest import NOON, SeatClient
from essaim.base import ids
from essaim.pages import actions as pages
from essaim.resources import actions as resources
from essaim.screens.atom import atom
from essaim.spaces import feeds, seats
from essaim.spaces.activity import Fresh
from essaim.spaces.models import Feed, Member, Space
from essaim.spaces.models.member import Role

ATOM = {"": "http://www.w3.org/2005/Atom"}


def taken(browser: SeatClient) -> str:
    """The address that the page gives, after the press that takes one."""
    assert browser.post("news/", {"act": "open"}).status_code == 303
    found = re.search(r'value="http://testserver(/flux/[^"]+)"', browser.get("news/").content.decode())
    assert found
    return found[1]


def read(address: str, **headers: str) -> "Tree.Element":
    answer = Client().get(address, headers=headers)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/atom+xml; charset=utf-8")
    return Tree.fromstring(answer.content)


def titles(feed: "Tree.Element") -> list[str | None]:
    return [entry.findtext("title", namespaces=ATOM) for entry in feed.findall("entry", ATOM)]


def test_it_tells_what_its_reader_may_read_and_nothing_else(
    amina: Member, bruno: Member, denis: Member, client_for: Callable[..., SeatClient]
) -> None:
    phone = client_for(bruno)
    found = resources.share(
        bruno, "link", title="Un <b>guide</b>", url="https://exemple.org/guide", why="Clair", input_id=ids.uuid7()
    )
    page = pages.create_page(amina, "Ce que nous gardons", input_id=ids.uuid7())
    pages.add_paragraph(page, bruno, "La salle du bas.")
    draft = pages.create_page(amina, "Entre nous", input_id=ids.uuid7())
    pages.keep_as_draft(draft, amina, is_draft=True)
    pages.create_page(denis, "Ailleurs", input_id=ids.uuid7())

    address = taken(phone)
    feed = read(address)
    assert titles(feed) == ["Ce que nous gardons", "Un <b>guide</b>"]
    assert "Entre nous" in titles(read(taken(client_for(amina))))
    page_said, resource_said = feed.findall("entry", ATOM)
    assert page_said.findtext("summary", namespaces=ATOM) == "La salle du bas."
    assert resource_said.findtext("author/name", namespaces=ATOM) == "Bruno"
    assert resource_said.findtext("summary", namespaces=ATOM) == "Clair\nhttps://exemple.org/guide"
    assert resource_said.findtext("id", namespaces=ATOM) == found.pk.urn
    # What it leads to opens in the browser that has the seat.
    link = resource_said.find("link", ATOM)
    assert link is not None and phone.get(link.attrib["href"].removeprefix("http://testserver")).status_code == 200


def test_a_reader_that_asks_again_is_told_nothing_until_something_changes(
    bruno: Member, client_for: Callable[..., SeatClient]
) -> None:
    address = taken(client_for(bruno))
    tag = Client().get(address)["ETag"]
    again = Client().get(address, headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    pages.create_page(bruno, "Neuve", input_id=ids.uuid7())
    assert titles(read(address, **{"If-None-Match": tag})) == ["Neuve"]


def test_it_stops_with_a_press_a_removal_or_a_lost_phone(
    amina: Member, bruno: Member, client_for: Callable[..., SeatClient]
) -> None:
    phone = client_for(bruno)
    first = taken(phone)
    second = taken(phone)
    assert Client().get(first).status_code == 404 and titles(read(second)) == []
    phone.post("news/", {"act": "close"})
    assert Client().get(second).status_code == 404 and not Feed.objects.exists()
    for stop in (seats.close_ways, seats.remove_member):
        address = taken(client_for(bruno))
        stop(bruno, by=amina)
        assert Client().get(address).status_code == 404


def test_another_role_reads_other_things_at_once(
    amina: Member, chloe: Member, client_for: Callable[..., SeatClient]
) -> None:
    draft = pages.create_page(amina, "Entre nous", input_id=ids.uuid7())
    pages.keep_as_draft(draft, amina, is_draft=True)
    address = taken(client_for(chloe))
    assert titles(read(address)) == []
    seats.describe(chloe, by=amina, name="Chloé", structure="", email="", role=Role.FACILITATOR)
    assert titles(read(address)) == ["Entre nous"]


@pytest.mark.parametrize("address", ["x", "~", "kkkkkkkkkkkkkkkkkkkk~AAAA", "é~é"])
def test_an_address_that_was_never_given_opens_nothing(bruno: Member, address: str) -> None:
    feeds.open_anew(bruno)
    assert Client().get(f"/flux/{address}").status_code == 404
    assert Client().get(f"/flux/{Feed.objects.get().key}").status_code == 404


def test_many_are_told_by_as_few_look_ups_as_one(
    space: Space, bruno: Member, client_for: Callable[..., SeatClient], django_assert_num_queries: Callable[..., object]
) -> None:
    address = taken(client_for(bruno))
    for number in range(45):
        resources.share(bruno, "text", title=f"Note {number}", text="…", input_id=ids.uuid7())
    with django_assert_num_queries(4):
        assert len(titles(read(address))) == 40


@given(some.text())
def test_whatever_was_typed_is_told_as_words(words: str) -> None:
    news = [Fresh(ids.uuid7(), "Page", words, words, words, NOON, NOON + timedelta(1), "pages/")]
    said = atom(news, title=words, team=words, language="fr", itself="https://x/", root="https://x/", founded_at=NOON)
    Tree.fromstring(said)
