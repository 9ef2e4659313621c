"""Who reads too slowly, who sends too fast, and a log that gets long while people write."""

import asyncio
import contextlib
import socket

from pycrdt import Doc, XmlFragment
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from essaim.documents import api, judging, link, protocol, replica
from essaim.documents.models import DocumentUpdate
from essaim.documents.protocol import Kind, Step, read, read_sync
from essaim.documents.tests.test_writing_together import said, say


def test_a_slow_reader_gets_one_update_with_all_it_missed_and_slows_nobody(hall, amina, bruno):
    written = 120

    async def play():
        narrow = socket.socket()
        narrow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        narrow.connect(("127.0.0.1", int(hall.origin.rpartition(":")[2])))
        address = str(hall.document.pk)
        async with hall.writer(amina) as one, hall.writer(amina) as other:
            await one.synced()
            await other.synced()
            slow = await connect(hall.url, sock=narrow, origin=hall.origin, max_queue=1, max_size=None)
            await slow.send(protocol.token(address, api.token(hall.document, bruno)))
            await slow.send(protocol.sync(address, Step.ASK, b"\0"))
            for number in range(written):
                say(one.doc, f"{number} " + "un texte assez long " * 3000)
                await one.saved()
            await other.until(lambda: said(other.doc) == said(one.doc))
            reader, told = Doc(), 0
            reader.get("body", type=XmlFragment)
            while said(reader) != said(one.doc):
                heard = await asyncio.wait_for(slow.recv(), 5)
                if heard == protocol.PING:
                    continue
                frame = read(heard)
                if frame.kind is Kind.SYNC:
                    step, update = read_sync(frame.body)
                    if step is not Step.ASK:
                        reader.apply_update(update)
                        told += 1
            await slow.close()
            return told

    assert asyncio.run(play()) < written


def test_who_sends_far_more_than_a_person_is_told_why_and_let_go(hall, amina, monkeypatch):
    monkeypatch.setattr(link, "MESSAGES_A_RATE", 50)

    async def play():
        async with connect(hall.url, origin=hall.origin) as fast, hall.writer(amina) as other:
            await other.synced()
            for _ in range(60):
                await fast.send(protocol.PING)
            with contextlib.suppress(ConnectionClosed):
                while True:
                    await fast.recv()
            say(other.doc, "toujours là")
            await other.saved()
            return fast.close_code, fast.close_reason

    assert asyncio.run(play()) == (4429, "too fast")


def test_a_full_text_says_so_to_who_writes_and_still_serves_the_others(hall, amina, bruno, monkeypatch):
    monkeypatch.setattr(judging, "MAX_DOCUMENT_BYTES", 40_000)

    async def play():
        async with hall.writer(amina) as one, hall.writer(bruno) as two:
            await one.synced()
            await two.synced()
            say(two.doc, "court")
            await two.saved()
            say(one.doc, "x" * 50_000)
            await one.until(lambda: one.refused == 1)
            assert one.told == [judging.FULL] and one.unsynced and not two.told
            say(two.doc, "encore")
            await two.saved()
            return said(two.doc)

    text = asyncio.run(play())
    assert "encore" in text and "xxx" not in text and "xxx" not in api.plain_text(hall.document)


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
