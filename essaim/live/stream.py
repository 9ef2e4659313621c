"""The server-sent events of one open page, as a raw ASGI application."""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import parse_qs

from django.core import signing
from django.db import connection

from essaim.live.hub import Hub, Stream, event
from essaim.live.parts import PartRef

BEAT_S = 15.0
SALT = "essaim.live"
_Message = dict[str, Any]
# Whoever opens a stream: (channel, seat, member or "", the journal's number now).
Opener = Callable[[str, str, str], tuple[str, str, str, int] | None]


def sign_page(seat: str, language: str, number: int, refs: list[PartRef]) -> str:
    """The list of parts of a page, which only we can make: a page cannot ask for a part it was not shown."""
    parts = [[ref.name, ref.key] for ref in refs]
    return signing.dumps({"s": seat, "l": language, "n": number, "p": parts}, salt=SALT, compress=True)


def read_page(signed: str) -> tuple[str, str, int, tuple[PartRef, ...]]:
    """Raises `signing.BadSignature` for a list that is not ours."""
    page = signing.loads(signed, salt=SALT)
    return page["s"], page["l"], page["n"], tuple(PartRef(name, key) for name, key in page["p"])


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
            seat, language, seen, refs = read_page(query.get("p", [""])[0])
        except signing.BadSignature:
            return 403
        loop = asyncio.get_running_loop()
        who = await loop.run_in_executor(self._pool, self._who, scope["path"], seat, headers.get(b"cookie", ""))
        if who is None:
            return 403
        channel, seat_id, member, number = who
        stream = Stream(channel, seat_id, member, language, refs)
        self._hub.open(stream, seen=seen, now=number)
        return stream

    def _who(self, path: str, seat: str, cookies: str) -> tuple[str, str, str, int] | None:
        try:
            return self._opener(path, seat, cookies)
        finally:
            connection.close_if_unusable_or_obsolete()


async def _disconnected(receive: Callable[[], Awaitable[_Message]]) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
