"""The process that has a document dies, or sleeps: its readers go on through another one, and nothing is lost."""

import asyncio
import signal
import time
from contextlib import AsyncExitStack

import pytest

from essaim.documents.tests.test_writing_together import said, say
from tests.several.conftest import Several

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("several")]


def test_nothing_acknowledged_is_lost_when_the_owner_is_killed(several: Several) -> None:
    async def play() -> None:
        document = several.documents[1]
        acknowledged: list[int] = []
        async with AsyncExitStack() as coming:
            # The process of the first to come has it.
            one = await coming.enter_async_context(several.amina.writing(document, several.first, several.second))
            await one.synced()
            two = await coming.enter_async_context(several.bruno.writing(document, several.second))
            await two.synced()
            for number in range(120):
                say(one.doc, f"a{number}.")
                say(two.doc, f"b{number}.")
                await asyncio.sleep(0.004)
                if not two.unsynced:
                    acknowledged.append(number)
            await two.saved()
            acknowledged.append(119)
            say(two.doc, "b120.")
            killed = time.monotonic()
            await asyncio.to_thread(several.first.kill)
            await two.until(lambda: two.connections >= 2)
            await two.saved(60)
            # The second process waits for no lease to run out.
            assert time.monotonic() - killed < 10.0
            say(one.doc, "a120.")
            await one.saved(60)
            async with several.chloe.writing(document, several.second) as reader:
                await reader.synced()
                text = said(reader.doc)
                assert all(f">b{number}.<" in text for number in range(max(acknowledged) + 1))
                assert all(f">{name}{number}.<" in text for name in "ab" for number in range(121))
                assert text == said(one.doc) == said(two.doc)
            # And back, to a process that started again.
            await asyncio.to_thread(several.first.start)
            async with several.chloe.writing(document, several.first) as far:
                await far.synced()
                say(far.doc, "de retour.")
                await far.saved()
                await two.until(lambda: "de retour." in said(two.doc))

    asyncio.run(play())


def test_a_process_that_slept_writes_nothing_more_in_what_another_took(several: Several) -> None:
    """Stopped for longer than a sign of life lasts, it wakes up and believes that it still has the document."""

    async def play() -> None:
        document = several.documents[2]
        assert several.first.process
        async with several.amina.writing(document, several.first) as one:
            await one.synced()
            say(one.doc, "avant.")
            await one.saved()
            several.first.process.send_signal(signal.SIGSTOP)
            try:
                say(one.doc, "pendant son sommeil.")
                # Refused at first: whoever has it may only be slow.
                async with several.bruno.writing(document, several.second) as two:
                    await two.synced(60)
                    say(two.doc, "pris par un autre.")
                    await two.saved()
                    assert "sommeil" not in said(two.doc)
                    several.first.process.send_signal(signal.SIGCONT)
                    # Its late word was not saved there: its reader is let out, and says it again where the document is.
                    await one.until(lambda: one.connections >= 2, 60)
                    await one.saved(60)
                    await two.until(lambda: said(one.doc) == said(two.doc))
                    assert [said(two.doc).count(word) for word in ("avant", "sommeil", "autre")] == [1, 1, 1]
            finally:
                several.first.process.send_signal(signal.SIGCONT)

    asyncio.run(play())
