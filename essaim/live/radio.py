"""The processes of one installation hear each other by Redis or Valkey: publish and subscribe, nothing kept there.

A message may only be missed when a connection breaks, and then one of the two ends knows; what it may have missed is
looked up again. So nothing is numbered, and nothing that must last is said here.
"""

import asyncio
import contextlib
import logging
from collections.abc import Coroutine
from time import monotonic
from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID

if TYPE_CHECKING:
    from redis.asyncio import Redis

log = logging.getLogger("essaim.live")

BEAT_S = 1.0
# A process that gave no sign for so long is taken for dead: another may then take what it held.
SILENT_S = 4.0
RETRY_S = 1.0
_SENDER_BYTES = 16
_BEAT, _SAID, _GAP, _BYE = b"b", b"s", b"g", b"e"


class Listener(Protocol):
    """See `bus.Bus`."""

    def heard(self, said: bytes) -> None: ...
    def letter(self, sender: UUID, letter: bytes) -> None: ...
    def gap(self) -> None: ...
    def loss(self, process: UUID | None) -> None: ...


class Radio:
    """On the loop. Only `start`, `stop` and `is_alive` wait."""

    def __init__(self, address: str, installation: str, name: UUID, listener: Listener) -> None:
        self._address, self._name, self._listener = address, name, listener
        self._prefix = f"essaim:{installation}"
        self._redis: Redis | None = None
        # Another one for each connection: what still runs for an earlier one ends.
        self._subscriber: Any = None
        self._task: asyncio.Task[None] | None = None
        self._ready = asyncio.Event()
        self._wake = asyncio.Event()
        # What waits to be said: channel, bytes, and to whom when it is a letter.
        self._outbox: list[tuple[str, bytes, UUID | None]] = []
        self._heard_at: dict[UUID, float] = {}
        self._was_connected = False

    async def start(self) -> None:
        """Raises `OSError` when nobody answers."""
        self._task = asyncio.create_task(self._live())
        ready = asyncio.create_task(self._ready.wait())
        await asyncio.wait({self._task, ready}, return_when=asyncio.FIRST_COMPLETED)
        ready.cancel()
        if self._task.done():
            await self._task

    async def stop(self) -> None:
        assert self._task is not None
        if self._redis is not None and self.is_connected:
            with contextlib.suppress(Exception):
                await self._speak_now()
                await self._redis.publish(self._all, self._name.bytes + _BYE)
                await self._redis.delete(self._sign(self._name))
        self._task.cancel()
        await asyncio.wait({self._task}, timeout=RETRY_S)

    # What is said

    @property
    def is_connected(self) -> bool:
        return self._ready.is_set()

    def publish(self, said: bytes) -> None:
        self._put(self._all, _SAID + said, None)

    def send(self, process: UUID, letter: bytes) -> None:
        # From now on it has to show that it lives, even if it never did before.
        self._heard_at.setdefault(process, monotonic())
        self._put(self._box(process), letter, process)

    def _put(self, channel: str, said: bytes, to: UUID | None) -> None:
        # While nobody hears us nothing is kept: once they do, all look again.
        if self.is_connected:
            self._outbox.append((channel, self._name.bytes + said, to))
            self._wake.set()

    async def is_alive(self, process: UUID) -> bool:
        """Whether it gives signs of life and listens: the kernel ends the connection of a killed process at once."""
        if self._redis is None or not self.is_connected:
            raise ConnectionError("the other processes cannot be heard now")
        from redis.exceptions import RedisError

        pipe = self._redis.pipeline(transaction=False)
        pipe.exists(self._sign(process))
        pipe.pubsub_numsub(self._box(process))
        try:
            signs, listeners = await pipe.execute()
        except RedisError as error:
            raise ConnectionError(str(error)) from error
        return bool(signs) and bool(listeners[0][1])

    # Names in Redis

    @property
    def _all(self) -> str:
        return f"{self._prefix}:all"

    def _box(self, process: UUID) -> str:
        return f"{self._prefix}:to:{process.hex}"

    def _sign(self, process: UUID) -> str:
        return f"{self._prefix}:alive:{process.hex}"

    # The connection

    async def _live(self) -> None:
        from redis.exceptions import RedisError

        while True:
            try:
                await self._connected()
            except (RedisError, OSError) as error:
                if not self._was_connected:
                    raise ConnectionError(str(error)) from error
                if self.is_connected:
                    log.warning("the other processes cannot be heard (%s); trying again", error or type(error).__name__)
                    self._break()
            await asyncio.sleep(RETRY_S)

    def _break(self) -> None:
        self._ready.clear()
        self._outbox.clear()
        self._heard_at.clear()
        self._listener.loss(None)

    async def _connected(self) -> None:
        from redis.asyncio import Redis
        from redis.asyncio.retry import Retry
        from redis.backoff import NoBackoff

        # No silent second try: what may have been missed must be known.
        self._redis = Redis.from_url(
            self._address,
            socket_timeout=SILENT_S,
            socket_connect_timeout=SILENT_S,
            retry=Retry(NoBackoff(), 0),
            protocol=2,
        )
        subscriber = self._subscriber = self._redis.pubsub()
        try:
            await self._give_sign()
            await subscriber.subscribe(self._all, self._box(self._name))
            for _channel in range(2):
                await subscriber.get_message(timeout=SILENT_S)
            self._wake.clear()
            self._ready.set()
            if self._was_connected:
                self._outbox.append((self._all, self._name.bytes + _GAP, None))
                self._wake.set()
                self._listener.gap()
            self._was_connected = True
            await _first_to_fail(self._listen(subscriber), self._speak(), self._beat())
        finally:
            self._subscriber = None
            with contextlib.suppress(Exception):
                await subscriber.aclose()  # type: ignore[no-untyped-call]
            with contextlib.suppress(Exception):
                await self._redis.aclose()

    async def _listen(self, subscriber: Any) -> None:
        box = self._box(self._name).encode()
        while self._subscriber is subscriber:
            # One hears oneself too: silence is a broken connection.
            message = await subscriber.get_message(timeout=SILENT_S)
            if message is None:
                raise ConnectionError("nothing heard, not even this process")
            data: bytes = message["data"]
            sender = UUID(bytes=data[:_SENDER_BYTES])
            if sender == self._name:
                continue
            try:
                if message["channel"] == box:
                    self._listener.letter(sender, data[_SENDER_BYTES:])
                else:
                    self._hear(sender, data[_SENDER_BYTES : _SENDER_BYTES + 1], data[_SENDER_BYTES + 1 :])
            except Exception:
                log.exception("what another process said could not be taken")

    def _hear(self, sender: UUID, kind: bytes, said: bytes) -> None:
        if kind == _BYE:
            self._heard_at.pop(sender, None)
            self._listener.loss(sender)
            return
        self._heard_at[sender] = monotonic()
        if kind == _SAID:
            self._listener.heard(said)
        elif kind == _GAP:
            self._listener.loss(sender)
            self._listener.gap()

    async def _speak(self) -> None:
        life = self._subscriber
        while self._subscriber is life:
            await self._wake.wait()
            await self._speak_now()

    async def _speak_now(self) -> None:
        assert self._redis is not None
        self._wake.clear()
        said, self._outbox = self._outbox, []
        pipe = self._redis.pipeline(transaction=False)
        for channel, data, _to in said:
            pipe.publish(channel, data)
        counts = await pipe.execute()
        for gone in {to for (_channel, _data, to), count in zip(said, counts, strict=True) if to and not count}:
            self._lose(gone)

    async def _beat(self) -> None:
        life = self._subscriber
        while self._subscriber is life:
            await self._give_sign()
            self._put(self._all, _BEAT, None)
            now = monotonic()
            for process in [one for one, heard in self._heard_at.items() if now - heard > SILENT_S]:
                self._lose(process)
            await asyncio.sleep(BEAT_S)

    async def _give_sign(self) -> None:
        assert self._redis is not None
        await self._redis.set(self._sign(self._name), b"1", px=round(SILENT_S * 1000))

    def _lose(self, process: UUID) -> None:
        """It died, perhaps between a change and telling it: look again at what is shown."""
        log.warning("process %s is gone", process)
        self._heard_at.pop(process, None)
        self._listener.loss(process)
        self._listener.gap()


async def _first_to_fail(*works: Coroutine[Any, Any, None]) -> None:
    """Raises what the first raises, without waiting for the others: the library may swallow their cancelling."""
    tasks = [asyncio.ensure_future(work) for work in works]
    try:
        done, _running = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for one in done:
            one.result()
    finally:
        for task in tasks:
            task.cancel()
