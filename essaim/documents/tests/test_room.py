"""A room without a socket: who reads too slowly, and a log that gets long while people write."""

import asyncio
from uuid import uuid4

from pycrdt import Doc, XmlFragment

from essaim.documents import api, link, replica
from essaim.documents.link import Link
from essaim.documents.models import DocumentUpdate
from essaim.documents.protocol import Kind, Step, read, read_sync
from essaim.documents.replica import Replica, Stored
from essaim.documents.room import Room, Tab
from essaim.documents.tests.test_writing_together import said, say
from essaim.documents.tokens import Pass


def updates(number: int, words: str) -> list[bytes]:
    doc, made = Doc(), []
    watch = doc.observe(lambda event: made.append(event.update))
    for n in range(number):
        say(doc, f"{words}{n}")
    assert watch
    return made


def test_a_slow_reader_gets_one_update_with_all_it_missed(monkeypatch):
    monkeypatch.setattr(link, "SLOW_BYTES", 200)
    received: list[bytes] = []
    may_send = asyncio.Event()

    async def send(message):
        await may_send.wait()
        if message["type"] == "websocket.send":
            received.append(message["bytes"])

    async def play():
        slow = Link(send)
        room = Room(uuid4(), Replica(), {}, lambda room: None, lambda room: None)
        room.join(Tab(slow, "doc", Pass(room.document, uuid4(), "Bruno", True, 0, 0), room))
        sending = asyncio.create_task(slow.run())
        for number, update in enumerate(updates(60, "un texte assez long ")):
            room.changed_elsewhere([Stored(number, update)])
        assert slow.waiting_bytes < 1000
        may_send.set()
        await asyncio.sleep(0.05)
        sending.cancel()
        return said(room.replica.doc)

    whole = asyncio.run(play())

    assert len(received) < 20
    reader = Doc()
    reader.get("body", type=XmlFragment)
    for data in received:
        frame = read(data)
        assert frame.kind is Kind.SYNC
        step, update = read_sync(frame.body)
        assert step is Step.UPDATE
        reader.apply_update(update)
    assert said(reader) == whole


def test_the_log_stays_short_while_people_write(hall, amina, monkeypatch):
    monkeypatch.setattr(replica, "ROWS_TO_COMPACT", 10)

    async def play():
        async with hall.writer(amina) as one:
            await one.synced()
            for number in range(60):
                say(one.doc, f"ligne {number}")
                await one.saved()
            return said(one.doc)

    text = asyncio.run(play())
    assert DocumentUpdate.objects.count() <= 12
    api.shelf.clear()
    assert text.count("<paragraph>") == 61
    assert all(f"ligne {number}" in api.plain_text(hall.document) for number in range(60))
