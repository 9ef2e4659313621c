"""How processes know of each other that they live."""

import asyncio
from uuid import UUID, uuid4

import pytest
from redis import Redis

from essaim.live import radio
from essaim.live.radio import Radio

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("several")]


class Heard:
    def __init__(self) -> None:
        self.lost: asyncio.Queue[UUID | None] = asyncio.Queue()

    def heard(self, said: bytes) -> None: ...
    def letter(self, sender: UUID, letter: bytes) -> None: ...
    def gap(self) -> None: ...

    def loss(self, process: UUID | None) -> None:
        self.lost.put_nowait(process)


def test_a_process_that_fell_asleep_before_it_was_ever_heard_is_lost_too(
    services: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its socket listens, its sign of life has not run out yet: what is written to it is read by nobody."""
    monkeypatch.setattr(radio, "BEAT_S", 0.1)
    monkeypatch.setattr(radio, "SILENT_S", 1.0)
    asleep = uuid4()

    async def play() -> None:
        heard = Heard()
        awake = Radio(services["REDIS_URL"], "radio", uuid4(), heard)
        await awake.start()
        try:
            assert await awake.is_alive(asleep)
            awake.send(asleep, b"un mot")
            assert await asyncio.wait_for(heard.lost.get(), 60) == asleep
        finally:
            await awake.stop()

    with Redis.from_url(services["REDIS_URL"]) as redis, redis.pubsub() as subscriber:
        redis.set(f"essaim:radio:alive:{asleep.hex}", b"1")
        subscriber.subscribe(f"essaim:radio:to:{asleep.hex}")
        subscriber.get_message(timeout=10)
        asyncio.run(play())
