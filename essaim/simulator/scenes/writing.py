"""Writing together, over the socket that editors use: one page by all, a mind map by all, a page a module."""

import asyncio
import html
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager

from pycrdt import Doc, Text, XmlElement, XmlFragment, XmlText

from essaim.documents.client import CoWriter
from essaim.simulator.cast import SENTENCES
from essaim.simulator.phone import Phone
from essaim.simulator.play import NotAsSent, Play, must_hold, ok, plain

TITLE = "Ce que nous savons déjà faire ensemble"


def together(play: Play) -> str:
    """Each types a sentence, letter by letter, in a paragraph of their own; every letter is in the page, once."""
    page = play.console.get("pages/")
    page = ok(play.console.send(page, page.form(name="title"), title=TITLE))
    path = page.url.removeprefix(play.console.root)
    said = at_once(play, play.phones, lambda phone: sentence(play, phone, path, phone.random.choice(SENTENCES)))
    play.ledger.sentences += said
    must_be_once(said, ok(play.console.get(path)).html, "the page")
    must_hold(play.console.get("pages/"), [TITLE], "the list of pages")
    return f"{len(said)} personnes à la fois, {sum(map(len, said))} signes, aucun perdu"


def at_once(play: Play, phones: Iterable[Phone], write: Callable[[Phone], Awaitable[str]]) -> list[str]:
    """Everyone writes at the same moment; in a chaotic play the power is cut meanwhile. Gives what each wrote."""

    async def everyone() -> list[str]:
        power = asyncio.create_task(asyncio.to_thread(play.chaos))
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(_awaited(write(phone))) for phone in phones]
        await power
        return [task.result() for task in tasks]

    return asyncio.run(everyone())


async def _awaited(written: Awaitable[str]) -> str:
    return await written


@asynccontextmanager
async def opened(phone: Phone, path: str) -> AsyncIterator["Doc[object]"]:
    """The document of a page, as a browser opens it; saved when this ends. A restless phone loses its network."""
    page = await asyncio.to_thread(lambda: ok(phone.get(path)))
    found = re.search(r'data-document="([^"]+)"', page.html)
    assert found is not None, page.url

    async def token() -> str:
        fresh = await asyncio.to_thread(phone.get, path)
        said = re.search(r'data-token="([^"]+)"', fresh.html)
        assert said is not None, fresh.url
        return html.unescape(said.group(1))

    address = phone.address.replace("http", "ws", 1) + "/ws"
    async with CoWriter(address, found.group(1), token, origin=phone.address) as writer:
        await writer.synced(60)
        cuts = asyncio.create_task(_cut_now_and_then(phone, writer))
        try:
            yield writer.doc
        finally:
            cuts.cancel()
            # Stopped in the middle of a cut, it would leave this phone without network for ever.
            writer.restore()
        await writer.saved(60)


async def _cut_now_and_then(phone: Phone, writer: CoWriter) -> None:
    while phone.restless:
        await asyncio.sleep(phone.random.expovariate(4))
        phone.cuts += 1
        await writer.cut()
        writer.restore()


async def typed(play: Play, phone: Phone, words: "Text | XmlText", text: str) -> None:
    """Letter by letter, at the pace of the play."""
    for letter in text:
        words += letter
        await asyncio.sleep(play.pace_s / len(text) * 2 * phone.random.random() + 0.002)


async def sentence(play: Play, phone: Phone, path: str, words: str) -> str:
    """One paragraph of one's own at the end of a page."""
    said = f"{words}, dit {phone.name}."
    async with opened(phone, path) as doc:
        line, text = XmlElement("paragraph"), XmlText()
        doc.get("body", type=XmlFragment).children.append(line)
        line.children.append(text)
        await typed(play, phone, text, said)
    return said


def must_be_once(said: Iterable[str], source: str, where: str) -> None:
    shown = plain(html.unescape(re.sub(r"<[^>]+>", " ", source)))
    for one in said:
        if shown.count(plain(one)) != 1:
            raise NotAsSent(f"{where} holds « {one} » {shown.count(plain(one))} times")
