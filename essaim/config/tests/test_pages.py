"""Django in a thread, with the request whole and the answer whole; a large file in pieces."""

import asyncio
from typing import Any

import pytest

from essaim.config.pages import LARGEST_BODY, PIECE, Pages


def asked(app: Any, *bodies: bytes, headers: list[tuple[bytes, bytes]] | None = None, gone: bool = False) -> list[dict]:
    """What is sent for a POST whose body comes in these pieces."""
    sent: list[dict[str, Any]] = []
    pieces = [{"type": "http.request", "body": body, "more_body": True} for body in bodies]
    pieces += [{"type": "http.disconnect"}] if gone else [{"type": "http.request", "body": b""}]

    async def receive() -> dict[str, Any]:
        return pieces.pop(0)

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    scope = {
        "type": "http", "method": "POST", "path": "/é", "query_string": b"a=1", "http_version": "1.1",
        "headers": headers or [(b"transfer-encoding", b"chunked")],
        "server": ("127.0.0.1", 80), "client": ("1.2.3.4", 5),
    }  # fmt: skip
    asyncio.run(Pages(app, 1)(scope, receive, send))
    return sent


def echo(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    start_response("200 OK", [("X-Path", environ["PATH_INFO"]), ("Content-Type", "text/plain")])
    return [environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))]


def test_a_body_in_pieces_is_taken_whole() -> None:
    start, body = asked(echo, b"un ", b"deux")
    assert start["status"] == 200 and (b"content-type", b"text/plain") in start["headers"]
    assert (b"x-path", "/é".encode()) in start["headers"]
    assert body == {"type": "http.response.body", "body": b"un deux", "more_body": False}


def test_a_large_answer_goes_piece_by_piece_and_is_closed() -> None:
    closed = []

    class File:
        def __iter__(self) -> Any:
            return iter([b"a" * PIECE, b"b" * PIECE, b"c"])

        def close(self) -> None:
            closed.append(True)

    def app(environ: dict[str, Any], start_response: Any) -> File:
        start_response("200 OK", [])
        return File()

    _start, *bodies = asked(app)
    assert [len(one["body"]) for one in bodies] == [PIECE, PIECE, 1, 0]
    assert [one["more_body"] for one in bodies] == [True, True, True, False] and closed == [True]


def test_whoever_went_away_is_not_answered() -> None:
    assert asked(echo, b"un", gone=True) == []


@pytest.mark.parametrize("told", [str(LARGEST_BODY + 1).encode(), b"many"])
def test_what_is_too_large_is_answered_without_being_read(told: bytes) -> None:
    def app(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        start_response("413 Too large", [])
        return [environ["wsgi.input"].read()]

    start, body = asked(app, b"never read", headers=[(b"content-length", told)])
    assert (start["status"], body["body"]) == (413, b"")
