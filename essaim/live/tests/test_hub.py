"""Who is told what: all pages that show a part, or the pages of one person."""

import asyncio
import time

import pytest

from essaim.live import hub as live
from essaim.live.bus import Bus
from essaim.live.hub import Hub, Seat, Stream, for_one
from essaim.live.parts import EVERYONE, PERSON, WALL, Part, PartRef, topics


@pytest.fixture
def mine(monkeypatch: pytest.MonkeyPatch) -> PartRef:
    part = Part("mine", PERSON, topics("mine:{}"), lambda context: "")
    monkeypatch.setattr(live, "catalogue", {"mine": part})
    return PartRef("mine", "7")


def seat(member: str) -> Seat:
    return Seat("space", f"seat-{member}", member, "participant")


def told(mine: PartRef, *published: str) -> dict[str, list[str]]:
    async def lived() -> dict[str, list[str]]:
        bus = Bus()
        await bus.start(asyncio.get_running_loop())
        hub = Hub(bus)
        hub.start(asyncio.get_running_loop(), lambda channel, ref, language: (0, ""), set)
        streams = [Stream(seat(name), "fr", (mine,)) for name in ("bruno", "chloe", "")]
        for stream in streams:
            hub.open(stream, seen=0, now=0, asked=time.monotonic())
        hub.publish("space", frozenset(published), 1)
        await asyncio.sleep(0.05)
        return {stream.member: [str(one["part"]) for one in stream.drain()] for stream in streams}

    return asyncio.run(lived())


def test_what_concerns_one_person_is_told_to_their_pages_only(mine: PartRef) -> None:
    assert told(mine, for_one("mine:7", "bruno")) == {"bruno": [mine.dom_id], "chloe": [], "": []}


def test_what_concerns_all_is_told_to_all(mine: PartRef) -> None:
    assert told(mine, "mine:7") == {"bruno": [mine.dom_id], "chloe": [mine.dom_id], "": [mine.dom_id]}
    assert told(mine, "mine:8", for_one("mine:8", "bruno")) == {"bruno": [], "chloe": [], "": []}


def test_whose_rights_changed_is_told_nothing_more_and_comes_back(mine: PartRef) -> None:
    """At once and without asking anybody: closing is the first thing that happens, whatever is said next."""

    async def lived() -> None:
        loop = asyncio.get_running_loop()
        bus = Bus()
        await bus.start(loop)
        hub = Hub(bus)
        hub.start(loop, lambda channel, ref, language: (0, ""), set)
        asked = time.monotonic()
        bruno, chloe = (Stream(seat(name), "fr", (mine,)) for name in ("bruno", "chloe"))
        for stream in (bruno, chloe):
            hub.open(stream, seen=0, now=0, asked=asked)
        hub.revoke("bruno")
        hub.publish("space", frozenset({for_one("mine:7", "bruno"), "mine:7"}), 1)
        await asyncio.sleep(0.05)
        assert bruno.closed == "rights" and bruno.drain() == []
        assert not chloe.closed and len(chloe.drain()) == 1
        # Another page of his, whose seat was looked up before that: what was read is not true any more.
        late, after = Stream(seat("bruno"), "fr", (mine,)), Stream(seat("bruno"), "fr", (mine,))
        hub.open(late, seen=0, now=0, asked=asked)
        hub.open(after, seen=0, now=0, asked=time.monotonic())
        assert late.closed == "rights" and not after.closed

    asyncio.run(lived())


def test_after_a_silence_whoever_stands_no_more_is_let_out(mine: PartRef) -> None:
    async def lived() -> None:
        loop = asyncio.get_running_loop()
        bus = Bus()
        await bus.start(loop)
        hub = Hub(bus)
        hub.start(loop, lambda channel, ref, language: (0, ""), lambda seats: set(seats) - {seat("bruno")})
        bruno, chloe = (Stream(seat(name), "fr", (mine,)) for name in ("bruno", "chloe"))
        for stream in (bruno, chloe):
            hub.open(stream, seen=0, now=0, asked=time.monotonic())
        bus.gap()
        async with asyncio.timeout(60):
            await bruno.wake.wait()
        assert bruno.closed == "rights" and not chloe.closed

    asyncio.run(lived())


def test_a_thousand_phones_cost_one_render_per_audience_and_language(monkeypatch: pytest.MonkeyPatch) -> None:
    rendered: list[tuple[str, str]] = []

    def render(channel: str, ref: PartRef, language: str) -> tuple[int, str]:
        rendered.append((ref.name, language))
        return 1, f"<p>{ref.name} {language}</p>"

    names = {"notice": EVERYONE, "screen": WALL}
    parts = {name: Part(name, audience, topics("hall"), lambda context: "") for name, audience in names.items()}
    monkeypatch.setattr(live, "catalogue", parts)

    async def lived() -> list[str]:
        loop = asyncio.get_running_loop()
        bus = Bus()
        await bus.start(loop)
        hub = Hub(bus)
        hub.start(loop, render, set)
        streams = [Stream(seat(f"p{n}"), ("fr", "en")[n % 2], (PartRef("notice"),)) for n in range(1000)]
        streams.append(Stream(Seat("space", "wall", "", ""), "fr", (PartRef("screen"),)))
        for stream in streams:
            hub.open(stream, seen=0, now=0, asked=time.monotonic())
        for number in range(3):  # three gestures at once are one look
            hub.publish("space", frozenset({"hall"}), number + 1)
        for _look in range(200):
            if all(stream.pending for stream in streams):
                break
            await asyncio.sleep(0.02)
        return [str(message.get("html")) for stream in streams for message in stream.drain()]

    shown = asyncio.run(lived())
    assert len(shown) == 1001 and "None" not in shown
    assert sorted(rendered) == [("notice", "en"), ("notice", "fr"), ("screen", "fr")]
