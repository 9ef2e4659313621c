"""Django's pages as an ASGI application: one hop to a thread with the whole request, one hop back with the answer.

A form is small and a page is too: handing them over whole costs half of what passing them piece by piece does.
"""

import asyncio
import sys
import tempfile
from collections.abc import Awaitable, Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import IO, Any

IN_MEMORY = 2**20
LARGEST_BODY = 33 * 2**20
PIECE = 2**18

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


@dataclass
class Answer:
    """The first piece of the body, and the rest of it when there is more: a file."""

    status: int = 500
    headers: list[tuple[bytes, bytes]] = field(default_factory=list)
    first: bytes = b""
    rest: Iterator[bytes] | None = None
    close: Callable[[], None] = lambda: None


class Pages:
    def __init__(self, app: Wsgi, threads: int) -> None:
        self._app = app
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="pages")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        with tempfile.SpooledTemporaryFile(IN_MEMORY) as body:
            if not await _read(scope, receive, body):
                return
            loop = asyncio.get_running_loop()
            answer = await loop.run_in_executor(self._pool, self._answer, scope, body)
            try:
                await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
                more = answer.rest is not None
                await send({"type": "http.response.body", "body": answer.first, "more_body": more})
                while answer.rest is not None:
                    piece = await loop.run_in_executor(self._pool, next, answer.rest, b"")
                    await send({"type": "http.response.body", "body": piece, "more_body": bool(piece)})
                    if not piece:
                        break
            finally:
                if answer.rest is not None:
                    await loop.run_in_executor(self._pool, answer.close)

    def _answer(self, scope: Scope, body: IO[bytes]) -> Answer:
        answer = Answer()

        def start_response(status: str, headers: list[tuple[str, str]], exc_info: object = None) -> None:
            answer.status = int(status[:3])
            answer.headers = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]

        said = self._app(_environ(scope, body), start_response)
        pieces = iter(said)
        answer.close = getattr(said, "close", answer.close)
        taken: list[bytes] = []
        for piece in pieces:
            taken.append(piece)
            if sum(map(len, taken)) >= PIECE:
                answer.rest = pieces
                break
        answer.first = b"".join(taken)
        if answer.rest is None:
            answer.close()
        return answer


async def _read(scope: Scope, receive: Receive, body: IO[bytes]) -> bool:
    """Take the body; False when the browser went away. What is too large is not read: the page says so."""
    told = dict(scope["headers"]).get(b"content-length", b"0")
    if not told.isdigit() or int(told) > LARGEST_BODY:
        return True
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return False
        body.write(message.get("body", b""))
        if body.tell() > LARGEST_BODY or not message.get("more_body"):
            body.seek(0)
            return True


def _environ(scope: Scope, body: IO[bytes]) -> dict[str, Any]:
    root = scope.get("root_path", "")
    host, port = scope.get("server") or ("localhost", 80)
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": _as_wsgi(root),
        "PATH_INFO": _as_wsgi(scope["path"].removeprefix(root)),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "SERVER_NAME": host,
        "SERVER_PORT": str(port or 0),
        "REMOTE_ADDR": (scope.get("client") or ("",))[0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    for raw_name, raw_value in scope["headers"]:
        name, value = raw_name.decode("latin-1").upper().replace("-", "_"), raw_value.decode("latin-1")
        key = name if name in ("CONTENT_LENGTH", "CONTENT_TYPE") else f"HTTP_{name}"
        environ[key] = f"{environ[key]},{value}" if key in environ else value
    # A body sent in pieces has no length of its own: it was taken whole.
    if "CONTENT_LENGTH" not in environ and "HTTP_TRANSFER_ENCODING" in environ:
        environ["CONTENT_LENGTH"] = str(body.seek(0, 2))
        body.seek(0)
    return environ


def _as_wsgi(text: str) -> str:
    return text.encode().decode("latin-1")
