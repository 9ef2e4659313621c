"""A browser whose document another process has: what it says is carried there, and what it is told is carried back.

The process that has the document sees an ordinary visit, whose wire leads here instead of to a browser: rights,
answers, slow readers and closing work as they do for its own. What it tells to many crosses once for all of them.
"""

import asyncio
from enum import IntEnum
from itertools import count
from typing import NamedTuple
from uuid import UUID

from essaim.documents.protocol import Reader, blob, string, uint
from essaim.documents.rooms import Rooms
from essaim.documents.visit import Visit
from essaim.live.bus import Bus


class Act(IntEnum):
    """What a letter holds. Of a browser, known by the number that its process gave it."""

    HEARD = 0
    FILLED = 1
    DRAINED = 2
    GONE = 3
    # And what is done to it.
    WRITE = 4
    HOLD = 5
    GO_ON = 6
    SHUT = 7
    DROP = 8


class Way(NamedTuple):
    process: UUID
    number: int


class Letter:
    """Acts for one process, in order; the same frames for several browsers are one act."""

    def __init__(self) -> None:
        self._acts: list[tuple[Act, list[int], bytes]] = []
        self._last: dict[int, int] = {}
        self._written: dict[int, int] = {}

    def add(self, act: Act, number: int, rest: bytes = b"") -> None:
        if act is Act.WRITE:
            same = self._written.get(id(rest), -1)
            # Not before what this browser was to be told first.
            if same > self._last.get(number, -1):
                self._acts[same][1].append(number)
                self._last[number] = same
                return
            self._written[id(rest)] = len(self._acts)
        self._last[number] = len(self._acts)
        self._acts.append((act, [number], rest))

    def encoded(self) -> bytes:
        parts = []
        for act, numbers, rest in self._acts:
            parts += [uint(act), uint(len(numbers)), *map(uint, numbers), blob(rest)]
        return b"".join(parts)


class FarWire:
    """The wire of a browser that another process holds; see `wire.Wire`."""

    # That process lets go of a browser that leaves too much unread.
    waiting_bytes = 0

    def __init__(self, relay: "Relay", way: Way) -> None:
        self._relay, self._way = relay, way

    def write(self, frames: bytes) -> None:
        self._relay.put(self._way, Act.WRITE, frames)

    def hold(self) -> None:
        self._relay.put(self._way, Act.HOLD)

    def go_on(self) -> None:
        self._relay.put(self._way, Act.GO_ON)

    def shut(self, code: int, reason: str) -> None:
        self._relay.put(self._way, Act.SHUT, uint(code) + string(reason))

    def drop(self) -> None:
        self._relay.put(self._way, Act.DROP)


class Ferry:
    """The way of one browser of ours to the process that has its document."""

    def __init__(self, relay: "Relay", way: Way) -> None:
        self._relay, self._way = relay, way

    def say(self, data: bytes) -> None:
        self._relay.put(self._way, Act.HEARD, data)

    def filled(self) -> None:
        self._relay.put(self._way, Act.FILLED)

    def drained(self) -> None:
        self._relay.put(self._way, Act.DRAINED)

    def gone(self) -> None:
        self._relay.leave(self._way)


class Relay:
    """On the loop, and nothing waits."""

    def __init__(self, rooms: Rooms, bus: Bus) -> None:
        self._rooms, self._bus = rooms, bus
        self._forget()

    def _forget(self) -> None:
        self._numbers = count(1)
        # Browsers here, of documents elsewhere; and the other way round.
        self._away: dict[Way, Visit] = {}
        self._guests: dict[Way, Visit] = {}
        self._letters: dict[UUID, Letter] = {}

    def start(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._forget()
        self._bus.on_letter(self._read)
        self._bus.on_loss(self._lost)

    def stop(self) -> None:
        for guest in self._guests.values():
            guest.link.close(1012, "restart")

    def board(self, visit: Visit, process: UUID) -> Ferry:
        way = Way(process, next(self._numbers))
        self._away[way] = visit
        return Ferry(self, way)

    def leave(self, way: Way) -> None:
        if self._away.pop(way, None):
            self.put(way, Act.GONE)

    def put(self, way: Way, act: Act, rest: bytes = b"") -> None:
        """Said at the end of this turn of the loop, with all the rest for that process."""
        letter = self._letters.get(way.process)
        if letter is None:
            letter = self._letters[way.process] = Letter()
            self._loop.call_soon(self._post, way.process)
        letter.add(act, way.number, rest)

    def _post(self, process: UUID) -> None:
        if letter := self._letters.pop(process, None):
            self._bus.send(process, letter.encoded())

    def _read(self, sender: UUID, letter: bytes) -> None:
        reader = Reader(letter)
        while reader.left:
            act = Act(reader.uint())
            ways = [Way(sender, reader.uint()) for _ in range(reader.uint())]
            rest = reader.bytes()
            for way in ways:
                if act < Act.WRITE:
                    self._to_guest(way, act, rest)
                elif visit := self._away.get(way):
                    _to_browser(visit, act, rest)

    def _to_guest(self, way: Way, act: Act, rest: bytes) -> None:
        guest = self._guests.get(way)
        if act is Act.GONE:
            if guest is not None:
                del self._guests[way]
                guest.leave()
            return
        if guest is None:
            guest = self._guests[way] = Visit(self._rooms, FarWire(self, way), None)
        if act is Act.HEARD:
            guest.hear(rest)
        elif act is Act.FILLED:
            guest.filled()
        else:
            guest.drained()

    def _lost(self, process: UUID | None) -> None:
        """What was said to or by that process (None: any) may be lost: start again from what each knows."""
        for way in [way for way in self._away if process in (None, way.process)]:
            self._away.pop(way).link.close(1012, "again")
        for way in [way for way in self._guests if process in (None, way.process)]:
            guest = self._guests.pop(way)
            # Nobody is there to be told.
            guest.link.closing = (1012, "again")
            guest.leave()


def _to_browser(visit: Visit, act: Act, rest: bytes) -> None:
    if act is Act.WRITE:
        visit.link.pass_on(rest)
    elif act is Act.HOLD:
        visit.link.hold("far")
    elif act is Act.GO_ON:
        visit.link.go_on("far")
    elif act is Act.SHUT:
        reader = Reader(rest)
        visit.link.close(reader.uint(), reader.string())
    else:
        visit.link.drop()
