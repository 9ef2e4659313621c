"""A hall of 300 phones: each answers a question and votes within five seconds, its page open live all the while.

.venv/bin/python -m bench.hall [--phones N] [--times N]

The phones are in this process, the product in another. An answer is acknowledged when its phone
has read the answer: the fresh form, as the page's own script asks for it.
"""

import argparse
import asyncio
import html
import json
import random
import re
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

from bench.machine import machine, percentile, told
from essaim.simulator.pages import Page
from essaim.simulator.phone import Phone
from essaim.simulator.play import Play, filled, ok
from essaim.simulator.product import Product
from tests.infra.postgres import free_port

Act = Callable[[Phone, Page], Page]
WITHIN_S = 5.0
AIM_S = 1.0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--phones", type=int, default=300)
    parser.add_argument("--times", type=int, default=3)
    args = parser.parse_args()
    print(machine())
    held = []
    for number in range(args.times):
        with tempfile.TemporaryDirectory() as folder:
            product = Product(Path(folder), "127.0.0.1", free_port()).start()
            try:
                held += _hall(product, args.phones, number)
            finally:
                product.stop()
    return 0 if all(held) else 1


def _hall(product: Product, count: int, seed: int) -> list[bool]:
    play = _ready(product, count, seed)
    path = play.run("free", "Une question", question="Qu’attendez-vous de la journée ?")
    answers, listened = _lived(play, path, _answer)
    votes_path = play.run("dots", "Par où commencer", options="Un\nDeux\nTrois\nQuatre")
    play.until(votes_path, "VOTE")
    votes, listened_again = _lived(play, votes_path, _vote)
    play.until(votes_path, "RESULTAT")
    wall = play.wall.get(votes_path + "wall/").html
    dots = sum(map(int, re.findall(r"<td>(\d+)</td><td>\d+</td></tr>", wall)))
    return [
        _held("answers", answers, count, listened),
        _held("votes", votes, count, listened_again),
        told("dots on the wall", str(dots), aim=str(2 * count), holds=dots == 2 * count),
    ]


def _held(what: str, took: list[float], count: int, pages: "Streams") -> bool:
    said = f"{_said(took)}; {pages.opened} streams open, {pages.fetched} parts fetched again"
    holds = len(took) == count == pages.opened and percentile(took, 0.95) < AIM_S
    aim = f"all, p95 under {AIM_S:.0f} s"
    return told(f"{what} of {count} phones within {WITHIN_S:.0f} s", said, aim=aim, holds=holds)


def _lived(play: Play, path: str, act: Act) -> "tuple[list[float], Streams]":
    """All act while their page of the run is kept true; gives how long each waited, and what the pages did."""
    listening = Streams(play.phones, path)
    try:
        return _all_at_once(play, act, path), listening
    finally:
        listening.close()


def _said(took: list[float]) -> str:
    p50, p95 = percentile(took, 0.5), percentile(took, 0.95)
    return f"n={len(took)}, p50 {p50 * 1000:.0f} ms, p95 {p95 * 1000:.0f} ms, slowest {max(took) * 1000:.0f} ms"


def _ready(product: Product, count: int, seed: int) -> Play:
    facilitator, _participant, wall = product.links()
    console, screen = Phone(product.address, "Animation"), Phone(product.address, "Écran")
    for phone, link in ((console, facilitator), (screen, wall)):
        page = phone.get(link)
        phone.settle(ok(phone.send(page, page.forms[0])))
    phones = [Phone(product.address, f"Personne {n}", f"Structure {n % 40}", seed=seed) for n in range(count)]
    play = Play(console, screen, phones, [], product.code(), random.Random(seed))
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda phone: _enter(phone, play.code), phones))
    return play


def _enter(phone: Phone, code: str) -> None:
    page = phone.get(f"r/{code.replace(' ', '').lower()}/")
    phone.settle(ok(phone.send(page, page.form(name="name"), name=phone.name, structure=phone.structure)))
    page = ok(phone.get())
    if page.has_form(action="arrival"):
        ok(phone.send(page, page.form(action="arrival")))


def _all_at_once(play: Play, act: Act, path: str) -> list[float]:
    """Each at a moment of its own within the five seconds; gives how long each waited for its acknowledgement."""
    with ThreadPoolExecutor(8) as pool:
        pages = list(pool.map(lambda phone: ok(phone.get(path)), play.phones))
    took: list[float] = []
    began = time.monotonic()

    def one(phone: Phone, page: Page) -> None:
        time.sleep(max(0.0, began + phone.random.random() * WITHIN_S - time.monotonic()))
        sent = time.monotonic()
        ok(act(phone, page))
        took.append(time.monotonic() - sent)

    threads = [threading.Thread(target=one, args=pair) for pair in zip(play.phones, pages, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return took


def _answer(phone: Phone, page: Page) -> Page:
    form = next(form for form in page.forms if "/inputs/" in form.action)
    return phone.send(page, form, island=True, **filled(phone, form, ["Des rencontres", "Du concret", "Un plan"]))


def _vote(phone: Phone, page: Page) -> Page:
    form = page.form(action="ballot")
    options = [name for name in form.fields if name != "input_id"]
    given = dict.fromkeys(options, "0") | dict.fromkeys(phone.random.sample(options, 2), "1")
    return phone.send(page, form, island=True, **given)


class Streams:
    """The live page of every phone, as a browser keeps it: the stream held open, what it announces fetched again."""

    def __init__(self, phones: list[Phone], path: str) -> None:
        self.opened = self.fetched = 0
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._loop.run_forever, daemon=True).start()
        with ThreadPoolExecutor(8) as pool:
            pages = list(pool.map(lambda phone: ok(phone.get(path)).html, phones))
        pairs = zip(phones, pages, strict=True)
        opening = [asyncio.run_coroutine_threadsafe(self._listen(*pair), self._loop) for pair in pairs]
        self._reading = [one.result(30) for one in opening]

    async def _listen(self, phone: Phone, page: str) -> "asyncio.Task[None]":
        found = re.search(r'<live-stream src="([^"]+)"', page)
        assert found is not None, "no stream on the page"
        parts = dict(re.findall(r'<live-part id="([^"]+)" src="([^"]+)"', page))
        reader, _writer = await self._ask(phone, html.unescape(found.group(1)))
        self.opened += 1
        return asyncio.ensure_future(self._read(phone, reader, parts))

    async def _ask(self, phone: Phone, path: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        address = urlsplit(phone.root + path)
        reader, writer = await asyncio.open_connection(address.hostname, address.port)
        asked = f"{address.path}?{address.query}" if address.query else address.path
        lines = [f"GET {asked} HTTP/1.1", f"Host: {address.netloc}", f"Cookie: {phone.cookie()}"]
        writer.write("\r\n".join([*lines, "", ""]).encode())
        if b" 200 " not in (status := await reader.readline()):
            raise ConnectionError(f"{path}: {status!r}")
        return reader, writer

    async def _read(self, phone: Phone, reader: asyncio.StreamReader, parts: dict[str, str]) -> None:
        waiting: set[str] = set()
        while line := await reader.readline():
            if line.startswith(b"data: {"):
                told = json.loads(line[6:])
                if "html" not in told and told["part"] not in waiting:
                    waiting.add(told["part"])
                    fetching = self._fetch(phone, parts[told["part"]], told["jitter"], told["part"], waiting)
                    self._loop.create_task(fetching)

    async def _fetch(self, phone: Phone, path: str, jitter_ms: int, part: str, waiting: set[str]) -> None:
        await asyncio.sleep(phone.random.random() * jitter_ms / 1000)
        waiting.discard(part)
        reader, writer = await self._ask(phone, path)
        await reader.read(2**16)
        writer.close()
        self.fetched += 1

    def close(self) -> None:
        self._loop.call_soon_threadsafe(lambda: [one.cancel() for one in self._reading])
        self._loop.call_soon_threadsafe(self._loop.stop)


if __name__ == "__main__":
    raise SystemExit(main())
