"""One open document: its text in memory, who is in it, and what waits to be saved. Runs on the loop, never waits."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic
from uuid import UUID

from essaim.documents import protocol
from essaim.documents.authors import Authors, Claim, NotYours
from essaim.documents.link import Link
from essaim.documents.presence import Presence
from essaim.documents.protocol import Malformed, Step
from essaim.documents.replica import Replica, Stored
from essaim.documents.storage import Entry
from essaim.documents.tokens import GRACE_S, Pass
from essaim.documents.updates import EMPTY, Contents, contents_of
from essaim.documents.wire import framed

log = logging.getLogger("essaim.documents")

MAX_DOCUMENT_BYTES = 16 * 1024 * 1024
# The library walks types inside types by recursion, and falls at about 40 000 of them.
MAX_NESTED = 20_000

NOTHING_KNOWN = b"\x00"
"""The state vector of a browser that opens a document for the first time."""

FLUSH_MIN_S = 0.005
FLUSH_MAX_S = 0.050
FLUSH_COSTS = 2.5
PRESENCE_MIN_S = 0.05
PRESENCE_S_A_TAB = 0.001


@dataclass(eq=False)
class Tab:
    """One browser page in one document."""

    link: Link
    address: str
    seat: Pass
    room: "Room"
    # What it knew when it stopped reading fast enough.
    missed_since: bytes | None = None

    def keeps_up(self, before: bytes) -> bool:
        """Whether it reads what is told; one that does not will get, once it has read, one update since `before`."""
        if self.missed_since is None and self.link.is_slow:
            self.missed_since = before
            self.link.behind.append(self)
        return self.missed_since is None

    def catch_up(self) -> None:
        if self.missed_since is not None:
            missed, self.missed_since = self.missed_since, None
            self.room.tell_missed(self, missed)

    def look_at_pass(self, now: float) -> None:
        """Ask for a new pass before this one ends; without it, let this browser go."""
        if now > self.seat.expires + GRACE_S:
            self.link.close(4401, "expired")
        elif now > self.seat.expires - GRACE_S:
            self.link.put(protocol.ask_token(self.address))

    def answer(self, *, saved: bool) -> None:
        self.link.put(protocol.sync_status(self.address, saved=saved))


@dataclass(slots=True)
class Offer:
    """An update that waits for its commit."""

    tab: Tab
    update: bytes
    contents: Contents
    claims: set[Claim]


@dataclass(eq=False)
class Room:
    document: UUID
    replica: Replica
    known_authors: dict[int, UUID]
    # Called when something waits to be saved, and when cursors moved.
    wake: Callable[["Room"], None]
    wake_presence: Callable[["Room"], None]
    tabs: set[Tab] = field(default_factory=set)
    due: float = 0.0
    presence_due: float = 0.0
    is_presence_timed: bool = False
    is_compacting: bool = False
    idle_since: float | None = field(default_factory=monotonic)
    _offers: list[Offer] = field(default_factory=list)
    # Who has not been told yet who is here: many come at once, and are told together.
    _newcomers: set[Tab] = field(default_factory=set)
    # All of the document, framed, by address; good until the document changes.
    _whole_framed: dict[str, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.presence = Presence()
        self._authors = Authors(self.known_authors, self.presence)

    # Coming and going

    def join(self, tab: Tab) -> None:
        self.tabs.add(tab)
        self.idle_since = None
        self._newcomers.add(tab)
        self._presence_changed()

    def leave(self, tab: Tab) -> None:
        self.tabs.discard(tab)
        self._newcomers.discard(tab)
        self.presence.leave(tab)
        self._presence_changed()
        if not self.tabs:
            self.idle_since = monotonic()

    def has_been_empty_for(self, seconds: float) -> bool:
        return self.idle_since is not None and not self._offers and monotonic() - self.idle_since >= seconds

    # What a browser says

    def ask(self, tab: Tab, state: bytes) -> None:
        """Answer with what it misses, and ask for what we miss. Raises `Malformed`."""
        if state == NOTHING_KNOWN:
            tab.link.write(self._all_of_it(tab.address))
        else:
            tab.link.put(protocol.sync(tab.address, Step.ANSWER, self.replica.since(state)))
        tab.link.put(protocol.sync(tab.address, Step.ASK, self.replica.state()))

    def _all_of_it(self, address: str) -> bytes:
        frames = self._whole_framed.get(address)
        if frames is None:
            frames = framed(protocol.sync(address, Step.ANSWER, self.replica.whole()))
            self._whole_framed = {address: frames}
        return frames

    def offer(self, tab: Tab, update: bytes) -> None:
        """Take an update: it is saved, then told to all, then acknowledged. A refused one is answered at once."""
        try:
            contents = contents_of(update)
            if self.replica.says_nothing_new(contents):
                # A browser that comes back says again what it knows; that is not writing.
                tab.answer(saved=True)
                return
            refusal = self._refusal(tab, update, contents)
            fresh = contents.beyond(self.replica.clocks())
            claims = set() if refusal else self._authors.claims(fresh, tab.seat.member)
        except Malformed as error:
            refusal, claims = str(error), set()
        except NotYours:
            refusal, claims = "a client that is someone else's", set()
        if refusal:
            log.info("document %s: an update of member %s refused: %s", self.document, tab.seat.member, refusal)
            tab.answer(saved=False)
            return
        tab.link.received(1)
        self._offers.append(Offer(tab, update, contents, claims))
        self.wake(self)

    def _refusal(self, tab: Tab, update: bytes, contents: Contents) -> str:
        if not tab.seat.writer:
            return "a reader does not write"
        if self.replica.size + len(update) > MAX_DOCUMENT_BYTES:
            return "the document is full"
        if self.replica.nested + contents.nested > MAX_NESTED:
            # Counted one by one; what was collected since does not count any more.
            self.replica.nested = contents_of(self.replica.whole()).nested
            if self.replica.nested + contents.nested > MAX_NESTED:
                return "too many things in one another"
        return ""

    def hear(self, tab: Tab, payload: bytes) -> None:
        """Raises `Malformed`."""
        self.presence.hear(tab, tab.seat.member, tab.seat.name, payload)
        self._presence_changed()

    # Saving

    def take_offers(self) -> list[Offer]:
        offers, self._offers = self._offers, []
        return offers

    def entry(self, offers: list[Offer]) -> Entry:
        members = {offer.tab.seat.member for offer in offers}
        return Entry(
            document=self.document,
            updates=[offer.update for offer in offers],
            member=members.pop() if len(members) == 1 else None,
            nested=sum(offer.contents.nested for offer in offers),
            authors={claim for offer in offers for claim in offer.claims},
        )

    def saved(self, offers: list[Offer], rows: list[Stored]) -> None:
        """After the commit: tell everyone, then acknowledge. Raises `replica.Broken`."""
        before = self.replica.state()
        fresh = self.replica.take(rows)
        owed: dict[Tab, int] = {}
        for offer in offers:
            self._authors.keep(offer.claims)
            owed[offer.tab] = owed.get(offer.tab, 0) + 1
        for tab, number in owed.items():
            tab.link.received(-number)
        self._tell(fresh, before, owed)

    def unsaved(self, offers: list[Offer]) -> None:
        """The commit failed: nobody was told; the writers come back and say again what we miss."""
        for offer in offers:
            offer.tab.link.close(1011, "unsaved")

    def changed_elsewhere(self, rows: list[Stored]) -> None:
        """Another part of the program wrote in the log. Raises `replica.Broken`."""
        before = self.replica.state()
        self._tell(self.replica.take(rows), before, {})

    def _tell(self, fresh: list[bytes], before: bytes, owed: dict[Tab, int]) -> None:
        """Tell `fresh` to everyone but a lone writer, with the acknowledgements `owed`: one write a reader."""
        if fresh:
            self._whole_framed.clear()
        told: dict[str, bytes] = {}
        thanks: dict[str, bytes] = {}
        lone = next(iter(owed)) if len(owed) == 1 else None
        for tab in self.tabs:
            address = tab.address
            frames = told.get(address)
            if frames is None:
                frames = told[address] = b"".join(
                    framed(protocol.sync(address, Step.UPDATE, update)) for update in fresh
                )
                thanks[address] = framed(protocol.sync_status(address, saved=True))
            number = owed.get(tab, 0)
            if tab is lone or not tab.keeps_up(before):
                frames = b""
            if number:
                frames += thanks[address] * number
            if frames:
                tab.link.write(frames)

    def tell_missed(self, tab: Tab, since: bytes) -> None:
        missed = self.replica.since(since)
        if missed != EMPTY:
            tab.link.put(protocol.sync(tab.address, Step.UPDATE, missed))
        self.send_presence_to(tab)

    # Cursors

    def send_presence_to(self, tab: Tab) -> None:
        if everyone := self.presence.everyone():
            tab.link.put(protocol.awareness(tab.address, everyone))

    def tell_presence(self) -> None:
        news, newcomers = self.presence.news(), self._newcomers
        self._newcomers = set()
        told: dict[str, bytes] = {}
        for tab in self.tabs - newcomers if news else ():
            if tab.missed_since is None and not tab.link.is_slow:
                frames = told.get(tab.address)
                if frames is None:
                    frames = told[tab.address] = framed(protocol.awareness(tab.address, news))
                tab.link.write(frames)
        everyone = self.presence.everyone() if newcomers else b""
        told = {}
        for tab in newcomers if everyone else ():
            frames = told.get(tab.address)
            if frames is None:
                frames = told[tab.address] = framed(protocol.awareness(tab.address, everyone))
            tab.link.write(frames)

    def presence_interval(self) -> float:
        """Cursors are worth less than words: the more tabs, the rarer."""
        return PRESENCE_MIN_S + PRESENCE_S_A_TAB * len(self.tabs)

    def _presence_changed(self) -> None:
        if (self.presence.has_news() or self._newcomers) and self.tabs:
            self.wake_presence(self)
