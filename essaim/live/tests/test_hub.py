"""Who is told what: all pages that show a part, or the pages of one person."""

import asyncio

import pytest

from essaim.live import hub as live
from essaim.live.bus import Bus
from essaim.live.hub import Hub, Stream, for_one
from essaim.live.parts import PERSON, Part, PartRef, topics


@pytest.fixture
def mine(monkeypatch: pytest.MonkeyPatch) -> PartRef:
    part = Part("mine", PERSON, topics("mine:{}"), lambda context: "")
    monkeypatch.setattr(live, "catalogue", {"mine": part})
    return PartRef("mine", "7")


def told(mine: PartRef, *published: str) -> dict[str, list[str]]:
    async def lived() -> dict[str, list[str]]:
        bus = Bus()
        await bus.start(asyncio.get_running_loop())
        hub = Hub(bus)
        hub.start(asyncio.get_running_loop(), lambda channel, ref, language: (0, ""))
        streams = [Stream("space", f"seat-{name}", name, "fr", (mine,)) for name in ("bruno", "chloe", "")]
        for stream in streams:
            hub.open(stream, seen=0, now=0)
        hub.publish("space", frozenset(published), 1)
        await asyncio.sleep(0.05)
        return {stream.member: [str(one["part"]) for one in stream.drain()] for stream in streams}

    return asyncio.run(lived())


def test_what_concerns_one_person_is_told_to_their_pages_only(mine: PartRef) -> None:
    assert told(mine, for_one("mine:7", "bruno")) == {"bruno": [mine.dom_id], "chloe": [], "": []}


def test_what_concerns_all_is_told_to_all(mine: PartRef) -> None:
    assert told(mine, "mine:7") == {"bruno": [mine.dom_id], "chloe": [mine.dom_id], "": [mine.dom_id]}
    assert told(mine, "mine:8", for_one("mine:8", "bruno")) == {"bruno": [], "chloe": [], "": []}
