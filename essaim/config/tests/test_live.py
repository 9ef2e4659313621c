"""The stream of a page as the product serves it: whose rights changed is told so, and nothing else."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from html import unescape
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import connections

from conftest import SeatClient
from essaim.config import live
from essaim.live.bus import Bus
from essaim.live.hub import Hub, Seat
from essaim.live.stream import LiveStream
from essaim.spaces import seats
from essaim.spaces.models import Member
from essaim.spaces.models.member import Role

PATIENCE_S = 60


@pytest.fixture
def pages(transactional_db: None) -> None:
    """Pages read in a thread, and streams opened in others."""


def describe(member: Member, by: Member, role: str) -> None:
    seats.describe(member, by=by, name=member.name, structure="", email="", role=role)


def stream_of(browser: SeatClient, path: str) -> str:
    """The address of the stream of a page, from its seat."""
    found = re.search(r'<live-stream src="([^"]+)"', browser.get(path).content.decode())
    assert found
    return browser.seat.path + unescape(found[1])


class Stream:
    def __init__(self) -> None:
        self.status = 0
        self.said = b""
        self.changed = asyncio.Event()

    async def hear(self, message: dict[str, Any]) -> None:
        self.status = message.get("status", self.status)
        self.said += message.get("body", b"")
        self.changed.set()

    async def until(self, words: bytes) -> None:
        async with asyncio.timeout(PATIENCE_S):
            while words not in self.said:
                self.changed.clear()
                await self.changed.wait()


@asynccontextmanager
async def listening(hub: Hub, browser: SeatClient, address: str) -> AsyncIterator[Stream]:
    parts = urlsplit(address)
    cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in browser.cookies.items())
    scope = {"path": parts.path, "query_string": parts.query.encode(), "headers": [(b"cookie", cookies.encode())]}
    stream, left = Stream(), asyncio.Event()

    async def receive() -> dict[str, Any]:
        await left.wait()
        return {"type": "http.disconnect"}

    def opened(*asked: str) -> tuple[Seat, int] | None:
        try:
            return live.open_stream(*asked)
        finally:
            connections.close_all()

    serving = asyncio.create_task(LiveStream(hub, ThreadPoolExecutor(1), opened)(scope, receive, stream.hear))
    try:
        yield stream
    finally:
        left.set()
        await serving


async def started() -> Hub:
    bus = Bus()
    await bus.start(asyncio.get_running_loop())
    hub = Hub(bus)
    hub.start(asyncio.get_running_loop(), lambda channel, ref, language: (0, ""), live.standing)
    return hub


@pytest.mark.parametrize("path", ["", "console/"])
def test_a_page_open_under_another_role_is_asked_for_again_at_once(
    pages: None, amina: Member, chloe: Member, client_for: Callable[..., SeatClient], path: str, monkeypatch: Any
) -> None:
    describe(chloe, amina, Role.FACILITATOR)
    browser = client_for(Member.objects.get(pk=chloe.pk), "console")
    address = stream_of(browser, path)

    async def lived() -> None:
        hub = await started()
        monkeypatch.setattr("essaim.spaces.changes.hub", hub)
        async with listening(hub, browser, address) as stream:
            await stream.until(b"retry")
            await asyncio.to_thread(_and_close, describe, chloe, amina, Role.PARTICIPANT)
            await stream.until(b"event: close\ndata: rights")
            assert b"event: part" not in stream.said
        # The page was behind another tab meanwhile: the list of parts it holds is worth nothing any more.
        async with listening(hub, browser, address) as stream:
            await stream.until(b"event: close\ndata: rights")
            assert b"event: part" not in stream.said

    asyncio.run(lived())
    assert browser.get(path).status_code == (200 if path == "" else 403)


def test_whoever_is_removed_has_no_stream_any_more(
    pages: None, amina: Member, bruno: Member, client_for: Callable[..., SeatClient], monkeypatch: Any
) -> None:
    browser = client_for(bruno)
    address = stream_of(browser, "")

    async def lived() -> None:
        hub = await started()
        monkeypatch.setattr("essaim.spaces.changes.hub", hub)
        async with listening(hub, browser, address) as stream:
            await stream.until(b"retry")
            await asyncio.to_thread(_and_close, seats.remove_member, bruno, by=amina)
            await stream.until(b"event: close\ndata: rights")
        async with listening(hub, browser, address) as stream:
            await stream.changed.wait()
            assert stream.status == 403

    asyncio.run(lived())


def _and_close(act: Callable[..., Any], *about: Any, **more: Any) -> None:
    try:
        act(*about, **more)
    finally:
        connections.close_all()


def test_of_many_seats_those_that_stand_are_told_by_one_look_up(
    pages: None, amina: Member, bruno: Member, client_for: Callable[..., SeatClient], django_assert_num_queries: Any
) -> None:
    asked = frozenset(
        Seat(member.space.channel, client_for(member).seat.key, str(member.pk), role)
        for member, role in [(amina, Role.FACILITATOR), (bruno, Role.PARTICIPANT), (bruno, Role.FACILITATOR)]
    )
    with django_assert_num_queries(1):
        assert sorted(seat.role for seat in live.standing(asked)) == ["facilitator", "participant"]
    seats.remove_member(bruno, by=amina)
    assert [seat.role for seat in live.standing(asked)] == ["facilitator"]
