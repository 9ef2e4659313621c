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

log = logging.getLogger("essaim.documents")

MAX_DOCUMENT_BYTES = 16 * 1024 * 1024
# The library walks types inside types by recursion, and falls at about 40 000 of them.
MAX_NESTED = 20_000

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

    def send_update(self, frame: bytes, before: bytes) -> None:
        if self.missed_since is None and self.link.is_slow:
            self.missed_since = before
            self.link.behind.append(self)
        if self.missed_since is None:
            self.link.put(frame)

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

    def __post_init__(self) -> None:
        self.presence = Presence()
        self._authors = Authors(self.known_authors, self.presence)

    # Coming and going

    def join(self, tab: Tab) -> None:
        self.tabs.add(tab)
        self.idle_since = None
        self.send_presence_to(tab)

    def leave(self, tab: Tab) -> None:
        self.tabs.discard(tab)
        self.presence.leave(tab)
        self._presence_changed()
        if not self.tabs:
            self.idle_since = monotonic()

    def has_been_empty_for(self, seconds: float) -> bool:
        return self.idle_since is not None and not self._offers and monotonic() - self.idle_since >= seconds

    # What a browser says

    def ask(self, tab: Tab, state: bytes) -> None:
        """Answer with what it misses, and ask for what we miss. Raises `Malformed`."""
        tab.link.put(protocol.sync(tab.address, Step.ANSWER, self.replica.since(state)))
        tab.link.put(protocol.sync(tab.address, Step.ASK, self.replica.state()))

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
        if sum(self.replica.rows.values()) + len(update) > MAX_DOCUMENT_BYTES:
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
        tabs = {offer.tab for offer in offers}
        alone = tabs.pop() if len(tabs) == 1 else None
        self._tell(fresh, before, but=alone)
        for offer in offers:
            self._authors.keep(offer.claims)
            offer.tab.answer(saved=True)
            offer.tab.link.received(-1)

    def unsaved(self, offers: list[Offer]) -> None:
        """The commit failed: nobody was told; the writers come back and say again what we miss."""
        for offer in offers:
            offer.tab.link.close(1011, "unsaved")

    def changed_elsewhere(self, rows: list[Stored]) -> None:
        """Another part of the program wrote in the log. Raises `replica.Broken`."""
        before = self.replica.state()
        self._tell(self.replica.take(rows), before, but=None)

    def _tell(self, fresh: list[bytes], before: bytes, *, but: Tab | None) -> None:
        frames: dict[str, bytes] = {}
        for update in fresh:
            frames.clear()
            for tab in self.tabs:
                if tab is but:
                    continue
                frame = frames.get(tab.address)
                if frame is None:
                    frame = frames[tab.address] = protocol.sync(tab.address, Step.UPDATE, update)
                tab.send_update(frame, before)

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
        news = self.presence.news()
        if not news:
            return
        frames: dict[str, bytes] = {}
        for tab in self.tabs:
            if tab.missed_since is None:
                frame = frames.get(tab.address)
                if frame is None:
                    frame = frames[tab.address] = protocol.awareness(tab.address, news)
                tab.link.put(frame)

    def presence_interval(self) -> float:
        """Cursors are worth less than words: the more tabs, the rarer."""
        return PRESENCE_MIN_S + PRESENCE_S_A_TAB * len(self.tabs)

    def _presence_changed(self) -> None:
        if self.presence.has_news() and self.tabs:
            self.wake_presence(self)
