"""The room: one gesture of the console reaches every phone and the wall; phones wake; a busy minute.

.venv/bin/python -m bench.room [--phones N] [--waking N] [--seconds N]

The phones are in this process, the product in another. A phone has a gesture when its stream has brought the part that
says it, or when it has fetched it again, as the page's own script does.
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
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

from bench.hall import _ready
from bench.machine import machine, percentile, told
from essaim.simulator.phone import Phone
from essaim.simulator.play import Play, ok
from essaim.simulator.product import Product
from tests.infra.postgres import free_port

REACHES_S, WAKE_S, TRUE_S = 0.3, 5.0, 10.0
MOST_MBIT, MOST_MB = 10.0, 300
GESTURES, APART_S = 10, 2.0
PATIENCE_S = 30.0


class Listening:
    """Pages held open. `heard[text]` are the moments at which a phone, or the wall, was told of `text`."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self.heard: dict[str, dict[str, float]] = {}
        self.bytes = self.fetched = 0
        self._tasks: list[asyncio.Task[None]] = []
        self._writers: list[asyncio.StreamWriter] = []

    def run(self, work: object) -> object:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(120)  # type: ignore[arg-type]

    def expect(self, text: str) -> dict[str, float]:
        return self.heard.setdefault(text, {})

    async def open(self, name: str, phone: Phone, page: str, after_s: float = 0.0) -> None:
        await asyncio.sleep(after_s)
        found = re.search(r'<live-stream src="([^"]+)"', page)
        assert found is not None, "no stream on the page"
        parts = dict(re.findall(r'<live-part id="([^"]+)" src="([^"]+)"', page))
        reader, writer = await self._ask(phone, html.unescape(found.group(1)))
        self._writers.append(writer)
        self._tasks.append(asyncio.ensure_future(self._read(name, phone, reader, parts)))

    async def _ask(self, phone: Phone, path: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        address = urlsplit(phone.root + path)
        reader, writer = await asyncio.open_connection(address.hostname, address.port, limit=2**20)
        asked = f"{address.path}?{address.query}" if address.query else address.path
        lines = [f"GET {asked} HTTP/1.1", f"Host: {address.netloc}", f"Cookie: {phone.cookie()}"]
        writer.write("\r\n".join([*lines, "", ""]).encode())
        if b" 200 " not in (status := await reader.readline()):
            raise ConnectionError(f"{path}: {status!r}")
        return reader, writer

    async def _read(self, name: str, phone: Phone, reader: asyncio.StreamReader, parts: dict[str, str]) -> None:
        while line := await reader.readline():
            self.bytes += len(line)
            if line.startswith(b"data: {"):
                said = json.loads(line[6:])
                if "html" in said:
                    self._hear(name, said["html"])
                else:
                    self._loop.create_task(self._fetch(name, phone, parts[said["part"]], said["jitter"]))

    async def _fetch(self, name: str, phone: Phone, path: str, jitter_ms: int) -> None:
        await asyncio.sleep(random.random() * jitter_ms / 1000)
        reader, writer = await self._ask(phone, path)
        body = await reader.read(2**16)
        writer.close()
        self.bytes += len(body)
        self.fetched += 1
        self._hear(name, body.decode("utf-8", "replace"))

    def _hear(self, name: str, shown: str) -> None:
        now = time.monotonic()
        for text, by in self.heard.items():
            if text in shown:
                by.setdefault(name, now)

    def close(self) -> None:
        """Every phone falls asleep."""

        async def cancel() -> None:
            for one in self._tasks:
                one.cancel()
            for writer in self._writers:
                writer.close()
            self._tasks.clear()
            self._writers.clear()

        self.run(cancel())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--phones", type=int, default=1000)
    parser.add_argument("--waking", type=int, default=300)
    parser.add_argument("--seconds", type=int, default=60)
    args = parser.parse_args()
    print(machine())
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, daemon=True).start()
    with tempfile.TemporaryDirectory() as folder:
        product = Product(Path(folder), "127.0.0.1", free_port()).start()
        try:
            play = _ready(product, max(args.phones, args.waking), 7)
            held = [
                _reaches(play, Listening(loop), args.phones),
                _wakes(play, Listening(loop), args.waking),
                _busy(play, Listening(loop), args.waking, args.seconds),
                _weighs(product),
            ]
        finally:
            product.stop()
    loop.call_soon_threadsafe(loop.stop)
    return 0 if all(held) else 1


def _pages(phones: list[Phone], path: str = "programme/") -> list[str]:
    with ThreadPoolExecutor(8) as pool:
        return list(pool.map(lambda phone: ok(phone.get(path)).html, phones))


def _opened(play: Play, pages: Listening, count: int) -> list[tuple[str, Phone, str]]:
    phones = play.phones[:count]
    found = [(one.name, one, page) for one, page in zip(phones, _pages(phones), strict=True)]
    found.append(("wall", play.wall, ok(play.wall.get("wall/")).html))

    async def all_of_them() -> None:
        await asyncio.gather(*(pages.open(*one) for one in found))

    pages.run(all_of_them())
    return found


def _says(play: Play, text: str) -> float:
    """One gesture of the console: a message to the whole room; gives when it was pressed."""
    page = play.console.get("console/hall/")
    form = next(
        form for form in page.forms if form.action.endswith("console/hall/message") and "message" in form.fields
    )
    pressed = time.monotonic()
    ok(play.console.send(page, form, message=text, minutes=""))
    return pressed


def _waits(by: dict[str, float], count: int) -> bool:
    end = time.monotonic() + PATIENCE_S
    while len(by) < count and time.monotonic() < end:
        time.sleep(0.02)
    return len(by) >= count


def _reaches(play: Play, pages: Listening, count: int) -> bool:
    _opened(play, pages, count)
    took: list[float] = []
    everyone = True
    for number in range(GESTURES):
        text = f"Retour tous ensemble, {number}"
        by = pages.expect(text)
        pressed = _says(play, text)
        everyone &= _waits(by, count + 1)
        took += [at - pressed for at in by.values()]
        time.sleep(APART_S)
    pages.close()
    p50, p95 = percentile(took, 0.5) * 1000, percentile(took, 0.95) * 1000
    said = f"{GESTURES} gestures, n={len(took)}, p50 {p50:.0f} ms, p95 {p95:.0f} ms, slowest {max(took) * 1000:.0f} ms"
    aim = f"all, p95 under {REACHES_S * 1000:.0f} ms"
    holds = everyone and p95 < REACHES_S * 1000
    return told(f"a gesture to {count} phones and the wall", said, aim=aim, holds=holds)


def _wakes(play: Play, pages: Listening, count: int) -> bool:
    """All asleep while something changes; then all wake within five seconds, with the page they had."""
    had = _opened(play, pages, count)
    pages.close()
    text = "Ce qui a changé pendant la veille"
    by = pages.expect(text)
    _says(play, text)
    began = time.monotonic()

    async def wake() -> None:
        await asyncio.gather(*(pages.open(*one, after_s=random.random() * WAKE_S) for one in had))

    pages.run(wake())
    everyone = _waits(by, len(had))
    last = max(by.values(), default=began + PATIENCE_S) - began
    pages.close()
    said = f"{len(by)} of {len(had)} true, the last after {last:.1f} s, {pages.fetched} parts fetched again"
    aim = f"all within {TRUE_S:.0f} s"
    return told(f"{count} phones wake within {WAKE_S:.0f} s", said, aim=aim, holds=everyone and last < TRUE_S)


def _busy(play: Play, pages: Listening, count: int, seconds: int) -> bool:
    """A gesture every two seconds: what the Wi-Fi of the hall carries."""
    _opened(play, pages, count)
    pages.bytes, began, number = 0, time.monotonic(), 0
    while time.monotonic() - began < seconds:
        number += 1
        _says(play, f"Message {number}")
        time.sleep(APART_S)
    mbit = pages.bytes * 8 / (time.monotonic() - began) / 1e6
    pages.close()
    said = f"{number} gestures in {seconds} s, {mbit:.2f} Mbit/s, {pages.fetched} parts fetched again"
    return told(f"a busy minute of {count} phones", said, aim=f"under {MOST_MBIT:.0f} Mbit/s", holds=mbit < MOST_MBIT)


def _weighs(product: Product) -> bool:
    status = Path(f"/proc/{product.process.pid}/status").read_text()
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    megabytes = int(found[1]) / 1024 if found else 0.0
    return told("memory after all that", f"{megabytes:.0f} MB", aim=f"≤ {MOST_MB} MB", holds=megabytes <= MOST_MB)


if __name__ == "__main__":
    raise SystemExit(main())
