"""Carries what changed to the pages that show it. Lives on the event loop; knows no model."""

import asyncio
import json
import time
from collections import OrderedDict, defaultdict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import NamedTuple

from essaim.live.bus import Bus, bus
from essaim.live.parts import Audience, PartRef, catalogue

# A hall's Wi-Fi carries about 30 Mbit/s: more than this to every phone at once would block it.
PUSHED_BYTES = 4096
PHONE_INTERVAL_S = 1.0
WALL_INTERVAL_S = 0.3
STREAMS_PER_SEAT = 4
RIGHTS = "rights"
# Spread, per listener, of the requests that follow an announcement.
JITTER_MS_PER_LISTENER = 10
JITTER_MS_MAX = 4000

Render = Callable[[str, PartRef, str], tuple[int, str]]
# Of these seats, as `Seat`, those that still are what they were.
Standing = Callable[[frozenset["Seat"]], set["Seat"]]


def for_one(topic: str, member: str) -> str:
    """The topic told to one person's pages: what it names changed for nobody else."""
    return f"{topic}@{member}"


class Seat(NamedTuple):
    """Who has a page open. `role` is what the database says of them; live only compares it."""

    channel: str
    key: str
    member: str
    role: str


@dataclass(eq=False)
class Stream:
    """One open page: what it shows, and what it must be told. Holds memory only."""

    seat: Seat
    language: str
    refs: tuple[PartRef, ...]
    pending: "OrderedDict[str, dict[str, object]]" = field(default_factory=OrderedDict)
    wake: asyncio.Event = field(default_factory=asyncio.Event)
    closed: str = ""

    @property
    def channel(self) -> str:
        return self.seat.channel

    @property
    def member(self) -> str:
        return self.seat.member

    def tell(self, message: dict[str, object]) -> None:
        """Queue a message; a newer one about the same part replaces it, so that a slow reader never lags behind."""
        if self.closed:
            return
        self.pending.pop(str(message["part"]), None)
        self.pending[str(message["part"])] = message
        self.wake.set()

    def close(self, reason: str) -> None:
        self.closed = reason
        self.pending.clear()
        self.wake.set()

    def drain(self) -> list[dict[str, object]]:
        messages = list(self.pending.values())
        self.pending.clear()
        self.wake.clear()
        return messages


class Hub:
    """One per process. `publish` and `revoke` may be called from any thread, and reach the pages of every process;
    everything else runs on the loop.
    """

    def __init__(self, bus: Bus) -> None:
        self._bus = bus
        self._loop: asyncio.AbstractEventLoop | None = None
        self._render: Render | None = None
        self._streams: dict[str, list[Stream]] = defaultdict(list)
        self._sent_at: dict[tuple[str, PartRef], float] = {}
        self._dirty: dict[tuple[str, PartRef], asyncio.TimerHandle] = {}
        self._numbers: dict[str, int] = {}
        self._revoked_at: dict[str, float] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="render")

    def start(self, loop: asyncio.AbstractEventLoop, render: Render, standing: Standing) -> None:
        """`render(channel, ref, language)` gives the journal's number and the HTML of a common part."""
        self._loop, self._render, self._standing = loop, render, standing
        self._bus.on("news", lambda channel, topics, number: self._notice(channel, frozenset(topics), number))
        self._bus.on(RIGHTS, self._close)
        self._bus.on_gap(self._look_again)

    def stop(self) -> None:
        for stream in [stream for streams in self._streams.values() for stream in streams]:
            stream.close("stop")
        for handle in self._dirty.values():
            handle.cancel()
        self._dirty.clear()
        self._loop = None

    def publish(self, channel: str, topics: frozenset[str], number: int) -> None:
        """Say, after the commit, that what `topics` name changed in `channel`."""
        self._bus.say("news", channel, sorted(topics), number)

    def revoke(self, key: str) -> None:
        """Close what is open under rights that changed: a person's, or those of all in a space or a document.

        What was open comes back with the rights it now has. Co-writing listens to this too.
        """
        self._bus.say(RIGHTS, key)

    def count(self, channel: str) -> int:
        return len({stream.member or stream.seat.key for stream in self._streams.get(channel, ())})

    def seats(self) -> set[str]:
        """The seats that have a page open in this process. A stream that ends meanwhile may be missed."""
        return {stream.seat.key for streams in list(self._streams.values()) for stream in list(streams)}

    def open(self, stream: Stream, *, seen: int, now: int, asked: float) -> None:
        """Add a page rendered at journal number `seen`; when the journal is at `now` since, tell it what it shows.

        `asked` is when the database was asked for its seat (`time.monotonic`): rights that changed since are not in it.
        """
        if asked <= self._revoked_at.get(stream.member, -1.0):
            stream.close("rights")
            return
        mine = [other for other in self._streams[stream.channel] if other.seat == stream.seat]
        if len(mine) >= STREAMS_PER_SEAT:
            mine[0].close("many")
        self._streams[stream.channel].append(stream)
        if seen < max(now, self._numbers.get(stream.channel, 0)):
            for ref in stream.refs:
                self._mark(stream.channel, ref)

    def leave(self, stream: Stream) -> None:
        streams = self._streams.get(stream.channel, [])
        if stream in streams:
            streams.remove(stream)
        if not streams:
            self._streams.pop(stream.channel, None)

    def _close(self, key: str) -> None:
        self._revoked_at[key] = time.monotonic()
        for streams in self._streams.values():
            for stream in streams:
                if stream.member == key:
                    stream.close("rights")

    def _look_again(self) -> None:
        """Something may have changed without our being told."""
        if self._loop is not None:
            looking = self._loop.create_task(self._look())
            self._tasks.add(looking)
            looking.add_done_callback(self._tasks.discard)

    async def _look(self) -> None:
        assert self._loop is not None
        seats = frozenset(stream.seat for streams in self._streams.values() for stream in streams)
        try:
            standing = await self._loop.run_in_executor(self._pool, self._standing, seats) if seats else set()
            gone, why = seats - standing, "rights"
        except Exception as error:
            # Nobody can tell: all ask again who they are.
            self._loop.call_exception_handler({"message": "seats could not be looked up", "exception": error})
            gone, why = seats, "stop"
        for stream in [stream for streams in self._streams.values() for stream in streams]:
            if stream.seat in gone:
                stream.close(why)
        for channel, streams in self._streams.items():
            for ref in {ref for stream in streams for ref in stream.refs if catalogue.get(ref.name)}:
                self._mark(channel, ref)

    def _notice(self, channel: str, topics: frozenset[str], number: int) -> None:
        self._numbers[channel] = max(number, self._numbers.get(channel, 0))
        for ref in {ref for stream in self._streams.get(channel, ()) for ref in stream.refs}:
            part = catalogue.get(ref.name)
            if part is not None and not topics.isdisjoint(part.topics(ref.key)):
                self._mark(channel, ref)
        if any("@" in topic for topic in topics):
            self._notice_one(channel, topics)

    def _notice_one(self, channel: str, topics: frozenset[str]) -> None:
        for stream in self._streams.get(channel, ()):
            for ref in stream.refs if stream.member else ():
                part = catalogue.get(ref.name)
                if part is not None and part.audience is Audience.PERSON:
                    if not topics.isdisjoint(for_one(topic, stream.member) for topic in part.topics(ref.key)):
                        self._announce([stream], ref)

    def _mark(self, channel: str, ref: PartRef) -> None:
        """Refresh `ref` at once, or as soon as its interval allows."""
        if self._loop is None or (channel, ref) in self._dirty:
            return
        quick = catalogue[ref.name].audience in (Audience.WALL, Audience.FACILITATORS)
        interval = WALL_INTERVAL_S if quick else PHONE_INTERVAL_S
        wait = max(0.0, self._sent_at.get((channel, ref), 0.0) + interval - time.monotonic())
        self._dirty[channel, ref] = self._loop.call_later(wait, self._refresh, channel, ref)

    def _refresh(self, channel: str, ref: PartRef) -> None:
        assert self._loop is not None
        self._dirty.pop((channel, ref), None)
        self._sent_at[channel, ref] = time.monotonic()
        listeners = [stream for stream in self._streams.get(channel, ()) if ref in stream.refs]
        if catalogue[ref.name].audience is Audience.PERSON:
            self._announce(listeners, ref)
            return
        for language in {stream.language for stream in listeners}:
            self._loop.create_task(self._push(channel, ref, language))

    def _announce(self, listeners: list[Stream], ref: PartRef) -> None:
        jitter = min(JITTER_MS_MAX, JITTER_MS_PER_LISTENER * len(listeners))
        for stream in listeners:
            stream.tell({"part": ref.dom_id, "jitter": jitter if len(listeners) > 8 else 0})

    async def _push(self, channel: str, ref: PartRef, language: str) -> None:
        assert self._loop is not None and self._render is not None
        try:
            number, html = await self._loop.run_in_executor(self._pool, self._render, channel, ref, language)
        except Exception as error:
            # The part went away with its subject, or failed: the pages ask again with their own rights and show it.
            number, html = self._numbers.get(channel, 0), ""
            self._loop.call_exception_handler({"message": f"part {ref.dom_id}", "exception": error})
        listeners = [s for s in self._streams.get(channel, ()) if ref in s.refs and s.language == language]
        to_phones = catalogue[ref.name].audience is Audience.EVERYONE
        if not html or (to_phones and len(html.encode()) > PUSHED_BYTES):
            self._announce(listeners, ref)
            return
        for stream in listeners:
            stream.tell({"part": ref.dom_id, "number": number, "html": html})


def event(message: dict[str, object]) -> bytes:
    """A message as a server-sent event."""
    return b"event: part\ndata: " + json.dumps(message, ensure_ascii=False).encode() + b"\n\n"


hub = Hub(bus)
