"""The server-sent events of one open page, as a raw ASGI application."""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from time import monotonic
from typing import Any, NamedTuple
from urllib.parse import parse_qs

from django.core import signing
from django.db import connection

from essaim.live.hub import Hub, Seat, Stream, event
from essaim.live.parts import PartRef

BEAT_S = 15.0
SALT = "essaim.live"
_Message = dict[str, Any]
# The seat at a path with these cookies, and the journal's number now; None for a stranger.
Opener = Callable[[str, str, str], tuple[Seat, int] | None]


class Page(NamedTuple):
    """What a page is made of, for whom, and when: as it tells its stream."""

    seat: str
    role: str
    language: str
    number: int
    refs: tuple[PartRef, ...]


def sign_page(page: Page) -> str:
    """The list of parts of a page, which only we can make: a page cannot ask for a part it was not shown."""
    parts = [[ref.name, ref.key] for ref in page.refs]
    said = {"s": page.seat, "r": page.role, "l": page.language, "n": page.number, "p": parts}
    return signing.dumps(said, salt=SALT, compress=True)


def read_page(signed: str) -> Page:
    """Raises `signing.BadSignature` for a list that is not ours."""
    said = signing.loads(signed, salt=SALT)
    refs = tuple(PartRef(name, key) for name, key in said["p"])
    return Page(said["s"], said.get("r", ""), said["l"], said["n"], refs)


class LiveStream:
    """Authenticates once, in a thread of the pool, then holds memory only."""

    def __init__(self, hub: Hub, pool: ThreadPoolExecutor, opener: Opener) -> None:
        self._hub, self._pool, self._opener = hub, pool, opener

    async def __call__(
        self, scope: _Message, receive: Callable[[], Awaitable[_Message]], send: Callable[[_Message], Awaitable[None]]
    ) -> None:
        stream = await self._open(scope)
        if isinstance(stream, int):
            await send({"type": "http.response.start", "status": stream, "headers": [(b"content-type", b"text/plain")]})
            await send({"type": "http.response.body", "body": b""})
            return
        headers = [
            (b"content-type", b"text/event-stream; charset=utf-8"),
            (b"cache-control", b"no-store"),
            (b"x-accel-buffering", b"no"),
        ]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"retry: 1500\n\n", "more_body": True})
        gone = asyncio.create_task(_disconnected(receive))
        try:
            while not gone.done():
                wake = asyncio.create_task(stream.wake.wait())
                await asyncio.wait({wake, gone}, timeout=BEAT_S, return_when=asyncio.FIRST_COMPLETED)
                wake.cancel()
                if gone.done():
                    break
                body = b"".join(event(message) for message in stream.drain()) or b": beat\n\n"
                if stream.closed:
                    body += f"event: close\ndata: {stream.closed}\n\n".encode()
                await send({"type": "http.response.body", "body": body, "more_body": not stream.closed})
                if stream.closed:
                    break
        finally:
            gone.cancel()
            self._hub.leave(stream)

    async def _open(self, scope: _Message) -> Stream | int:
        query = parse_qs(scope["query_string"].decode("latin-1"))
        headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
        try:
            page = read_page(query.get("p", [""])[0])
        except signing.BadSignature:
            return 403
        loop = asyncio.get_running_loop()
        asked = monotonic()
        who = await loop.run_in_executor(self._pool, self._who, scope["path"], page.seat, headers.get(b"cookie", ""))
        if who is None:
            return 403
        seat, number = who
        stream = Stream(seat, page.language, page.refs)
        if seat.role != page.role:
            # A page made for another role, left behind a while: it shows what this seat may not see, or lacks it.
            stream.close("rights")
        else:
            self._hub.open(stream, seen=page.number, now=number, asked=asked)
        return stream

    def _who(self, path: str, seat: str, cookies: str) -> tuple[Seat, int] | None:
        try:
            return self._opener(path, seat, cookies)
        finally:
            connection.close_if_unusable_or_obsolete()


async def _disconnected(receive: Callable[[], Awaitable[_Message]]) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
