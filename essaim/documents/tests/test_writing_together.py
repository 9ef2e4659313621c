"""Two people, one text, a real server and a real socket."""

import asyncio

import pytest
from pycrdt import Doc, XmlElement, XmlFragment, XmlText
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from essaim.base.blocks import Paragraph
from essaim.documents import api, protocol, tokens
from essaim.documents.client import Refusal
from essaim.documents.models import DocumentUpdate
from essaim.documents.protocol import Step
from essaim.spaces.changes import change


def say(doc: Doc, text: str) -> None:
    doc.get("body", type=XmlFragment).children.append(XmlElement("paragraph", {}, [XmlText(text)]))


def said(doc: Doc) -> str:
    return str(doc.get("body", type=XmlFragment))


def test_two_people_who_write_at_once_end_with_the_same_text(hall, amina, bruno):
    async def play():
        async with hall.writer(amina) as one, hall.writer(bruno) as two:
            await one.synced()
            await two.synced()
            for number in range(20):
                say(one.doc, f"A{number}")
                say(two.doc, f"B{number}")
                await asyncio.sleep(0.003)
            await one.saved()
            await two.saved()
            await one.until(lambda: said(one.doc) == said(two.doc))
            return said(one.doc)

    text = asyncio.run(play())

    assert all(f"{who}{number}<" in text for who in "AB" for number in range(20))
    assert api.plain_text(hall.document).split() == [
        line for line in text.replace("<paragraph>", " ").replace("</paragraph>", " ").split() if line
    ]
    assert set(api.authors_of(hall.document)) == {amina, bruno}


def test_an_acknowledged_word_is_in_the_database(hall, amina):
    async def play():
        async with hall.writer(amina) as one:
            await one.synced()
            say(one.doc, "gardé")
            assert one.unsynced > 0
            await one.saved()

    asyncio.run(play())
    assert "gardé" in "".join(str(bytes(row.update), "utf-8", "replace") for row in DocumentUpdate.objects.all())


def test_opening_a_document_writes_nothing(hall, amina):
    before = DocumentUpdate.objects.count()

    async def play():
        async with hall.writer(amina) as one:
            await one.saved()
        async with hall.writer(amina, doc=one.doc) as again:
            await again.saved()

    asyncio.run(play())
    assert DocumentUpdate.objects.count() == before


def test_what_is_written_without_network_is_merged_on_return(hall, amina, bruno):
    async def play():
        async with hall.writer(amina) as one, hall.writer(bruno) as two:
            await one.synced()
            await two.synced()
            await one.cut()
            say(one.doc, "dans le train")
            say(two.doc, "dans la salle")
            await two.saved()
            one.restore()
            await one.saved()
            await two.until(lambda: said(one.doc) == said(two.doc))
            return said(two.doc)

    text = asyncio.run(play())
    assert "dans le train" in text and "dans la salle" in text


def test_a_reader_sees_and_does_not_write(hall, amina, bruno):
    async def play():
        async with hall.writer(amina) as one, hall.writer(bruno, writes=False) as reader:
            await one.synced()
            await reader.saved()
            assert reader.scope == "readonly"
            say(one.doc, "lisible")
            await reader.until(lambda: "lisible" in said(reader.doc))
            say(reader.doc, "interdit")
            await reader.until(lambda: reader.refused == 1)
            assert reader.unsynced == 1
            await one.saved()
            return said(one.doc)

    assert "interdit" not in asyncio.run(play())
    assert "interdit" not in api.plain_text(hall.document)


def test_a_change_by_the_program_reaches_those_who_write(hall, amina, bruno):
    def add():
        with change(hall.document.space, by=bruno) as journal:
            journal.note("page.filled", hall.document)
            api.edit(hall.document, lambda doc: api.append_blocks(doc, [Paragraph("de la part du programme")]), bruno)

    async def play():
        async with hall.writer(amina) as one:
            await one.synced()
            await asyncio.to_thread(add)
            await one.until(lambda: "programme" in said(one.doc))
            say(one.doc, "merci")
            await one.saved()

    asyncio.run(play())
    assert api.plain_text(hall.document) == "de la part du programme\nmerci"
    assert set(api.authors_of(hall.document)) == {amina, bruno}


def test_cursors_carry_the_name_of_the_pass_and_leave_with_their_owner(hall, amina, bruno):
    async def play():
        async with hall.writer(amina) as one:
            await one.synced()
            async with hall.writer(bruno) as two:
                await two.synced()
                two.show(user={"name": "Amina"}, cursor=None)
                await one.until(lambda: bool(one.others))
                assert [state["user"]["name"] for state in one.others.values()] == ["Bruno"]
            await one.until(lambda: not one.others)

    asyncio.run(play())


def test_nobody_writes_under_a_client_of_someone_else(hall, amina, bruno):
    async def play():
        async with hall.writer(amina) as one, hall.writer(bruno) as two:
            await one.synced()
            await two.synced()
            say(one.doc, "c’est moi")
            await one.saved()
            forged = Doc(client_id=one.doc.client_id)
            forged.apply_update(one.doc.get_update())
            before = forged.get_state()
            say(forged, "usurpé")
            await two.send_raw(protocol.sync(two.document, Step.UPDATE, forged.get_update(before)))
            await two.until(lambda: two.refused == 1)

    asyncio.run(play())
    assert "usurpé" not in api.plain_text(hall.document)


def test_words_written_without_network_in_an_earlier_visit_are_their_writer_s(hall, amina, bruno):
    train, lent = Doc(), Doc()
    say(train, "écrit dans le train")
    say(lent, "une autre copie")

    async def play():
        carried = Doc()
        carried.apply_update(train.get_update())
        async with hall.writer(amina, doc=carried, earlier=[train.client_id]) as one:
            await one.saved()
        carried = Doc()
        carried.apply_update(lent.get_update())
        async with hall.writer(amina, doc=carried) as one:
            await one.saved()
        # What is here already is not taken afterwards, nor is somebody's own.
        for client, wanted in ((lent, 0), (train, 1)):
            before = client.get_state()
            say(client, "à moi")
            async with hall.writer(bruno, earlier=[train.client_id, lent.client_id]) as two:
                await two.synced()
                await two.send_raw(protocol.sync(two.document, Step.UPDATE, client.get_update(before)))
                await two.until(lambda wanted=wanted: wanted == two.refused and not two.unsynced)

    asyncio.run(play())
    clients, people = api.hands_of(hall.document)
    assert clients.get(train.client_id) == amina.pk and lent.client_id not in clients
    assert set(people) == {amina, bruno}
    assert api.plain_text(hall.document).count("à moi") == 1


def test_a_pass_opens_one_document_only(hall, amina):
    async def play(token):
        async with hall.writer(amina, token=token) as one:
            await one.synced()

    with change(hall.document.space) as journal:
        other = api.create(journal, hall.document.space, "page", "Autre")
    for token, reason in [
        (api.token(other, amina, True), "foreign"),
        ("invented", "malformed"),
        (tokens.mint(hall.document.pk, amina.space_id, amina.pk, "Amina", writer=True, life_s=-1), "expired"),
    ]:
        with pytest.raises(Refusal, match=reason):
            asyncio.run(play(token))


@pytest.mark.parametrize("origin", ["http://elsewhere.example", None])
def test_a_page_of_another_site_cannot_open_the_socket(hall, origin):
    async def play():
        async with connect(hall.url, origin=origin):
            pass

    with pytest.raises(InvalidStatus):
        asyncio.run(play())
