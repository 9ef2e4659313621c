"""Cut networks, a full disk: nothing is lost, nobody is told what is not kept."""

import asyncio
import random
import time
from collections.abc import Callable

import pytest
from django.db import OperationalError, connection

from essaim.documents import api, client
from essaim.documents.rooms import rooms
from essaim.documents.tests.test_writing_together import said, say

pytestmark = pytest.mark.slow


def test_a_network_cut_two_hundred_times_loses_and_doubles_nothing(hall, amina, bruno, monkeypatch):
    monkeypatch.setattr(client, "FIRST_WAIT_S", 0.01)
    chance = random.Random(1)

    async def type_through(writer, name):
        for number in range(100):
            for word in range(3):
                say(writer.doc, f"{name}{number}.{word}")
                await asyncio.sleep(chance.random() * 0.004)
            await writer.cut()
            say(writer.doc, f"{name}{number}.coupé")
            writer.restore()
            if number % 10 == 0:
                await writer.saved(60)
        await writer.saved(60)

    async def play():
        async with hall.writer(amina) as one, hall.writer(bruno) as two, hall.writer(amina) as reader:
            await reader.synced()
            await asyncio.gather(type_through(one, "A"), type_through(two, "B"))
            await reader.until(lambda: said(reader.doc) == said(one.doc), 60)
            await two.until(lambda: said(two.doc) == said(one.doc), 60)
            assert one.connections > 50 and reader.connections == 1
            return said(one.doc)

    text = asyncio.run(play())
    words = [f"{name}{n}.{w}" for name in "AB" for n in range(100) for w in (0, 1, 2, "coupé")]
    assert all(text.count(f">{word}<") == 1 for word in words)
    api.shelf.clear()
    assert sorted(api.plain_text(hall.document).split()) == sorted(words)


def once_unlocked(read: Callable[[], str], patience_s: float = 10) -> str:
    """The suite's SQLite is in memory, shared by threads: there, whoever reads while another writes is refused."""
    end = time.monotonic() + patience_s
    while True:
        try:
            return read()
        except OperationalError:
            if time.monotonic() > end:
                raise
            time.sleep(0.05)


@pytest.mark.sqlite_only
def test_a_full_disk_is_told_to_writers_and_waited_out(hall, amina, bruno):
    """A real SQLite that may not grow, then may again."""
    if connection.vendor != "sqlite":
        pytest.skip("about a SQLite file")

    def may_grow_by(pages: int) -> None:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA page_count")
            cursor.execute(f"PRAGMA max_page_count = {cursor.fetchone()[0] + pages}")

    async def play():
        async with hall.writer(amina) as one, hall.writer(bruno) as two:
            await one.synced()
            await two.synced()
            say(one.doc, "tant qu’il y a de la place")
            await one.saved()
            rooms._writing.submit(may_grow_by, 25).result()
            for number in range(5):
                say(one.doc, f"trop {number} " + "x" * 400_000)
            await one.until(lambda: bool(one.told), 30)
            assert "stuck" in one.told[0] and one.unsynced > 0
            say(two.doc, "moi aussi")
            await asyncio.sleep(1.5)
            assert one.unsynced > 0 and two.unsynced > 0
            assert "trop" not in said(two.doc) and "moi aussi" not in said(one.doc)
            assert one.connections == two.connections == 1
            rooms._writing.submit(may_grow_by, 100_000).result()
            await one.saved(30)
            await two.saved(30)
            await one.until(lambda: said(one.doc) == said(two.doc), 30)
            assert "again" in one.told[-1]
            return said(one.doc)

    text = asyncio.run(play())
    assert "trop 4" in text and "moi aussi" in text
    api.shelf.clear()
    assert "moi aussi" in once_unlocked(lambda: api.plain_text(hall.document))
