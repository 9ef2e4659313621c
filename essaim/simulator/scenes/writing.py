"""One page, written by all at the same moment, over the socket that editors use."""

import asyncio
import html
import re

from pycrdt import XmlElement, XmlFragment, XmlText

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
    asyncio.run(_all_write(play, path))
    shown = plain(html.unescape(re.sub(r"<[^>]+>", " ", ok(play.console.get(path)).html)))
    for sentence in play.ledger.sentences:
        if shown.count(plain(sentence)) != 1:
            raise NotAsSent(f"the page holds « {sentence} » {shown.count(plain(sentence))} times")
    must_hold(play.console.get("pages/"), [TITLE], "the list of pages")
    letters = sum(map(len, play.ledger.sentences))
    return f"{len(play.ledger.sentences)} personnes à la fois, {letters} signes, aucun perdu"


async def _all_write(play: Play, path: str) -> None:
    power = asyncio.create_task(asyncio.to_thread(play.chaos))
    async with asyncio.TaskGroup() as group:
        for phone in play.phones:
            group.create_task(_write(play, phone, path))
    await power


async def _write(play: Play, phone: Phone, path: str) -> None:
    page = await asyncio.to_thread(lambda: ok(phone.get(path)))
    found = re.search(r'data-document="([^"]+)"', page.html)
    assert found is not None, page.url
    document = found.group(1)

    async def token() -> str:
        fresh = await asyncio.to_thread(phone.get, path)
        said = re.search(r'data-token="([^"]+)"', fresh.html)
        assert said is not None, fresh.url
        return html.unescape(said.group(1))

    sentence = f"{phone.random.choice(SENTENCES)}, dit {phone.name}."
    address = phone.address.replace("http", "ws", 1) + "/ws"
    async with CoWriter(address, document, token, origin=phone.address) as writer:
        await writer.synced(60)
        line, words = XmlElement("paragraph"), XmlText()
        body = writer.doc.get("body", type=XmlFragment)
        body.children.append(line)
        line.children.append(words)
        for letter in sentence:
            words += letter
            if phone.restless and phone.random.random() < 0.02:
                phone.cuts += 1
                await writer.cut()
                writer.restore()
            await asyncio.sleep(play.pace_s / len(sentence) * 2 * phone.random.random() + 0.002)
        await writer.saved(60)
    with play.ledger.lock:
        play.ledger.sentences.append(sentence)
