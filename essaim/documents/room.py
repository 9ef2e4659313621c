"""One open document: its text in memory, who is in it, and what waits to be saved. Runs on the loop, never waits."""

from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic
from uuid import UUID

from essaim.documents import protocol
from essaim.documents.authors import Authors
from essaim.documents.cursors import Cursors
from essaim.documents.judging import Judge, Offer
from essaim.documents.lease import Lease
from essaim.documents.presence import Presence
from essaim.documents.protocol import Step
from essaim.documents.replica import Replica, Stored
from essaim.documents.storage import Entry
from essaim.documents.tab import Tab
from essaim.documents.updates import EMPTY, Clocks
from essaim.documents.wire import framed

# What the editor is told, beside the protocol, when saving does not work and when it does again.
UNSAVED, SAVED_AGAIN = '{"saving":"stuck"}', '{"saving":"again"}'


@dataclass(eq=False)
class Room:
    document: UUID
    replica: Replica
    known_authors: dict[int, UUID]
    # Called when something waits to be saved; and to do something a little later.
    wake: Callable[["Room"], None]
    later: Callable[[float, Callable[[], None]], object]
    # Among several processes, that this one has the document.
    lease: Lease | None = None
    tabs: set[Tab] = field(default_factory=set)
    # Not before this moment is it saved again.
    due: float = 0.0
    is_stuck: bool = False
    is_compacting: bool = False
    is_dropped: bool = False
    idle_since: float | None = field(default_factory=monotonic)
    _offers: list[Offer] = field(default_factory=list)
    # The last answer to who came: address, update, frame.
    _answered: tuple[str, bytes, bytes] | None = None

    def __post_init__(self) -> None:
        presence = Presence()
        self.cursors = Cursors(presence, self.tabs, self.later)
        self._authors = Authors(self.known_authors, presence)
        self._judge = Judge(self.replica, self._authors)

    # Coming and going

    def join(self, tab: Tab) -> None:
        self.tabs.add(tab)
        self.idle_since = None
        self.cursors.welcome(tab)

    def leave(self, tab: Tab) -> None:
        self.tabs.discard(tab)
        self.cursors.leave(tab)
        if not self.tabs:
            self.idle_since = monotonic()

    def has_been_empty_for(self, seconds: float) -> bool:
        return self.idle_since is not None and not self.has_offers() and monotonic() - self.idle_since >= seconds

    # What a browser says

    def ask(self, tab: Tab, state: bytes) -> None:
        """Answer with what it misses, and ask for what we miss. Raises `Malformed`."""
        tab.link.write(self._answer(tab.address, self.replica.since(state)))
        tab.link.put(protocol.sync(tab.address, Step.ASK, self.replica.state()))

    def _answer(self, address: str, missed: bytes) -> bytes:
        """When many come at once, all are given the same bytes."""
        kept = self._answered
        if kept is None or kept[0] != address or kept[1] is not missed:
            kept = self._answered = (address, missed, framed(protocol.sync(address, Step.ANSWER, missed)))
        return kept[2]

    def offer(self, tab: Tab, update: bytes, step: Step = Step.UPDATE) -> None:
        """Take an update: it is saved, then told to all, then acknowledged. A refused one is answered in its turn."""
        offer = self._judge.of(tab, update, step)
        if offer.update is None and not tab.unanswered:
            tab.answer(saved=offer.saved)
            return
        tab.unanswered += 1
        tab.link.received(1)
        self._offers.append(offer)
        self.wake(self)

    # Saving

    def has_offers(self) -> bool:
        return bool(self._offers)

    def take_offers(self) -> list[Offer]:
        offers, self._offers = self._offers, []
        return offers

    def entry(self, offers: list[Offer]) -> Entry:
        members = {offer.tab.seat.member for offer in offers}
        needs: Clocks = {}
        for offer in offers:
            for client, clock in offer.needs.items():
                needs[client] = max(clock, needs.get(client, 0))
        return Entry(
            document=self.document,
            updates=[offer.update for offer in offers if offer.update is not None],
            member=members.pop() if len(members) == 1 else None,
            nested=sum(offer.nested for offer in offers),
            authors={claim for offer in offers for claim in offer.claims},
            needs=needs,
            lease=self.lease,
        )

    def saved(self, offers: list[Offer], rows: list[Stored]) -> None:
        """After the commit: tell everyone, and acknowledge. Raises `replica.Broken`."""
        before = self.replica.state()
        fresh = self.replica.take(rows)
        answers: dict[Tab, tuple[bool, ...]] = {}
        writers = set()
        for offer in offers:
            answers[offer.tab] = (*answers.get(offer.tab, ()), offer.saved)
            if offer.update is not None:
                writers.add(offer.tab)
                if offer.claims:
                    self._authors.keep(offer.claims)
        alone = next(iter(writers)) if len(writers) == 1 else None
        self._tell(fresh, before, but=alone, answers=answers)
        for tab, given in answers.items():
            tab.unanswered -= len(given)
            tab.link.received(-len(given))
        if self.is_stuck:
            self.is_stuck = False
            self._say_to_writers(SAVED_AGAIN)

    def kept_for_later(self, offers: list[Offer]) -> None:
        """The disk takes nothing now: nobody is told; it is tried again, and the writers know."""
        self._offers[:0] = offers
        if not self.is_stuck:
            self.is_stuck = True
            self._say_to_writers(UNSAVED)

    def unsaved(self, offers: list[Offer]) -> None:
        """The commit failed for good: nobody was told; the writers come back and say again what we miss."""
        for offer in offers:
            offer.tab.link.close(1011, "unsaved")
        # What they said since may stand beside what is not kept.
        self._offers = [offer for offer in self._offers if not offer.tab.link.closing]
        self._judge.forget()

    def changed_elsewhere(self, rows: list[Stored]) -> None:
        """Another part of the program wrote in the log. Raises `replica.Broken`."""
        before = self.replica.state()
        self._tell(self.replica.take(rows), before, but=None, answers={})

    def _tell(
        self, fresh: list[bytes], before: bytes, *, but: Tab | None, answers: dict[Tab, tuple[bool, ...]]
    ) -> None:
        """One write for each reader: what is new, then the answers to what it sent. Encoded once for all who get it."""
        news: dict[str, bytes] = {}
        if fresh:
            apart = []
            # A thousand readers pass here thirty times a second.
            for tab in self.tabs:
                link = tab.link
                if link.is_slow or tab in answers:
                    apart.append(tab)
                    continue
                frames = news.get(tab.address)
                if frames is None:
                    frames = news[tab.address] = _frames_of(tab.address, fresh)
                link.write(frames)
        else:
            apart = list(answers.keys() & self.tabs)
        told: dict[tuple[str, bool, tuple[bool, ...]], bytes] = {}
        for tab in apart:
            follows = tab is not but and bool(fresh) and tab.keeps_up(before)
            given = answers.get(tab, ())
            if not follows and not given:
                continue
            key = (tab.address, follows, given)
            frames = told.get(key)
            if frames is None:
                frames = told[key] = _frames_of(tab.address, fresh if follows else [], given)
            tab.link.write(frames)

    def tell_missed(self, tab: Tab, since: bytes) -> None:
        missed = self.replica.since(since)
        if missed != EMPTY:
            tab.link.put(protocol.sync(tab.address, Step.UPDATE, missed))
        self.cursors.welcome(tab)

    def _say_to_writers(self, words: str) -> None:
        for tab in self.tabs:
            if tab.seat.writer:
                tab.link.put(protocol.stateless(tab.address, words))


def _frames_of(address: str, updates: list[bytes], answers: tuple[bool, ...] = ()) -> bytes:
    messages = [protocol.sync(address, Step.UPDATE, update) for update in updates]
    messages += [protocol.sync_status(address, saved=saved) for saved in answers]
    return b"".join(map(framed, messages))
