"""Several processes serve one installation: whoever goes through one meets whoever goes through the other."""

import asyncio
import time

import pytest
from redis import Redis

from essaim.documents.tests.test_writing_together import said, say
from tests.several.conftest import Several, eventually

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("several")]


def test_two_people_write_together_through_two_processes(several: Several) -> None:
    async def play() -> None:
        document = several.documents[0]
        async with (
            several.amina.writing(document, several.first) as one,
            several.bruno.writing(document, several.second) as two,
            several.chloe.writing(document, several.second) as three,
        ):
            for writer in (one, two, three):
                await writer.synced()
            two.show(cursor=1)
            for number in range(30):
                for writer, name in ((one, "A"), (two, "B"), (three, "C")):
                    say(writer.doc, f"{name}{number}.")
                await asyncio.sleep(0.005)
            for writer in (one, two, three):
                await writer.saved()
            await one.until(lambda: said(one.doc) == said(two.doc) == said(three.doc))
            assert all(f">{name}{number}.<" in said(one.doc) for name in "ABC" for number in range(30))
            # Cursors carry the same name wherever they come from.
            await one.until(lambda: "Bruno" in [state["user"]["name"] for state in one.others.values()])
            assert one.connections == two.connections == three.connections == 1

    asyncio.run(play())


def test_what_the_program_writes_in_one_process_is_seen_in_the_other(several: Several) -> None:
    async def play() -> None:
        document = several.documents[0]
        async with several.bruno.writing(document, several.first) as one:
            await one.synced()
            path = f"pages/{document}/paragraphs"
            await asyncio.to_thread(several.amina.post, several.second, path, text="par un formulaire")
            await one.until(lambda: "par un formulaire" in said(one.doc))

    asyncio.run(play())


def test_a_change_in_one_process_reaches_the_pages_open_in_the_other(several: Several) -> None:
    with several.bruno.listening(several.second) as told:
        several.amina.post(several.first, "console/phase", phase="after")
        asyncio.run(eventually(lambda: any("part" in line for line in told)))


def test_rights_changed_in_one_process_close_what_is_open_in_the_other(several: Several) -> None:
    async def play() -> None:
        document = several.documents[0]
        path = f"console/people/{several.chloe.id}/"
        described = {"act": "describe", "name": "Chloé", "structure": "", "email": ""}
        spent: list[float] = []
        async with (
            several.amina.writing(document, several.first) as other,
            several.chloe.writing(document, several.second) as one,
        ):
            await other.synced()
            await one.synced()
            assert one.scope == "read-write"
            for role, scope in (("observer", "readonly"), ("participant", "read-write"), ("observer", "readonly")):
                with several.chloe.listening(several.second) as told:
                    before, one.close_code = one.connections, None
                    began = time.monotonic()
                    await asyncio.to_thread(several.amina.post, several.first, path, **described, role=role)
                    await one.until(lambda: one.close_code == 4205)
                    await eventually(lambda told=told: any("rights" in line for line in told))
                    # With the request that changes them. The best counts: a machine may sleep once.
                    spent.append(time.monotonic() - began)
                await one.until(lambda before=before, scope=scope: one.connections > before and one.scope == scope)
                await one.synced()
        assert min(spent) < 1.0, spent
        await asyncio.to_thread(several.amina.post, several.first, path, **described, role="participant")

    asyncio.run(play())


def test_processes_that_cannot_hear_each_other_for_a_while_lose_nothing(
    several: Several, services: dict[str, str]
) -> None:
    """Every connection to Redis is cut, as by a network: what may have been missed is looked up again."""

    async def play() -> None:
        document = several.documents[0]
        async with (
            several.amina.writing(document, several.first) as one,
            several.bruno.writing(document, several.second) as two,
        ):
            await one.synced()
            await two.synced()
            before = one.connections + two.connections
            await asyncio.to_thread(cut)
            say(one.doc, "pendant la coupure, ici.")
            say(two.doc, "pendant la coupure, là.")
            # Only who was carried from one process to the other comes back.
            await eventually(lambda: one.connections + two.connections == before + 1)
            await one.saved(60)
            await two.saved(60)
            await one.until(lambda: said(one.doc) == said(two.doc))
            assert "coupure, ici" in said(one.doc) and "coupure, là" in said(one.doc)

    def cut() -> None:
        with Redis.from_url(services["REDIS_URL"]) as redis:
            for kind in ("pubsub", "normal"):
                redis.client_kill_filter(_type=kind, skipme=True)

    asyncio.run(play())
    with several.bruno.listening(several.second) as told:
        cut()
        # Told once all hear each other again, or at once: never lost.
        several.amina.post(several.first, "console/phase", phase="day")
        asyncio.run(eventually(lambda: any("part" in line for line in told)))
