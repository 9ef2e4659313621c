"""One open document: its text in memory, who is in it, and what waits to be saved. Runs on the loop, never waits."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic
from uuid import UUID

from essaim.documents import protocol
from essaim.documents.authors import Authors, Claim, NotYours
from essaim.documents.lease import Lease
from essaim.documents.link import Link
from essaim.documents.presence import Presence
from essaim.documents.protocol import Malformed, Step
from essaim.documents.replica import Replica, Stored
from essaim.documents.storage import Entry
from essaim.documents.tokens import GRACE_S, Pass
from essaim.documents.updates import EMPTY, Clocks, Contents, contents_of, keystroke
from essaim.documents.wire import framed

log = logging.getLogger("essaim.documents")

MAX_DOCUMENT_BYTES = 16 * 1024 * 1024
# The library walks types inside types by recursion, and falls at about 40 000 of them.
MAX_NESTED = 20_000
TOO_MUCH = "the document is full"

PRESENCE_MIN_S = 0.05
PRESENCE_S_A_TAB = 0.001

# What the editor is told, beside the protocol, when saving does not work and when it does again.
UNSAVED, SAVED_AGAIN = '{"saving":"stuck"}', '{"saving":"again"}'
# And when the text has no room for more words.
FULL = '{"saving":"full"}'


@dataclass(eq=False, slots=True)
class Tab:
    """One browser page in one document."""

    link: Link
    address: str
    seat: Pass
    room: "Room"
    # Frames of its that are not answered yet.
    unanswered: int = 0
    # What it knew when it stopped reading fast enough.
    missed_since: bytes | None = None
    # Clients that this browser says it wrote under in earlier visits.
    earlier: frozenset[int] = frozenset()

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
    """An update that waits for its commit; without `update`, an answer that waits for those before it.

    `needs`: how far the document must know each client to hold it; nothing when that is sure.
    """

    tab: Tab
    update: bytes | None
    saved: bool = True
    nested: int = 0
    claims: frozenset[Claim] = frozenset()
    needs: Clocks = field(default_factory=dict)


_NO_NEEDS: Clocks = {}
_NO_CLAIMS: frozenset[Claim] = frozenset()


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
    # Up to where each client's words were accepted and surely find what they stand beside.
    _settled: Clocks = field(default_factory=dict)
    _newcomers: set[Tab] = field(default_factory=set)
    _presence_told: float = 0.0
    _is_presence_timed: bool = False
    _are_newcomers_timed: bool = False
    # The last answer to who came: address, update, frame.
    _answered: tuple[str, bytes, bytes] | None = None

    def __post_init__(self) -> None:
        self.presence = Presence()
        self._authors = Authors(self.known_authors, self.presence)

    # Coming and going

    def join(self, tab: Tab) -> None:
        self.tabs.add(tab)
        self.idle_since = None
        self.welcome(tab)

    def leave(self, tab: Tab) -> None:
        self.tabs.discard(tab)
        self._newcomers.discard(tab)
        self.presence.leave(tab)
        self._presence_changed()
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
        offer = self._keystroke(tab, update) or self._judged(tab, update, step)
        if offer.update is None and not tab.unanswered:
            tab.answer(saved=offer.saved)
            return
        tab.unanswered += 1
        tab.link.received(1)
        self._offers.append(offer)
        self.wake(self)

    def _keystroke(self, tab: Tab, update: bytes) -> Offer | None:
        """The common case, at a tenth of the cost: some text of one's own, right after what one said before."""
        stroke = keystroke(update)
        if (
            stroke is None
            or not tab.seat.writer
            or not self._authors.owns(tab.seat.member, stroke.client)
            or stroke.start != self._sure_of(stroke.client)
            or self.replica.size + len(update) > MAX_DOCUMENT_BYTES
        ):
            return None
        for client, clock in stroke.beside:
            if clock >= self._sure_of(client):
                return None
        self._settled[stroke.client] = stroke.end
        return Offer(tab, update, True, 0, _NO_CLAIMS, _NO_NEEDS)

    def _sure_of(self, client: int) -> int:
        return self._settled.get(client) or self.replica.at_least(client)

    def _judged(self, tab: Tab, update: bytes, step: Step) -> Offer:
        try:
            contents = contents_of(update)
            # A hand that deletes says no new word; only who comes back may say again what was deleted.
            if (contents.written or step is Step.ANSWER) and self.replica.says_nothing_new(contents):
                # A browser that comes back says again what it knows; that is not writing.
                return Offer(tab, None)
            refusal = self._refusal(tab, update, contents)
            known = self.replica.clocks()
            # Words that are here already are not taken for one's own afterwards.
            claims = (
                set()
                if refusal
                else self._authors.claims(contents.beyond(known), tab.seat.member, tab.earlier.difference(known))
            )
        except Malformed as error:
            refusal = str(error)
        except NotYours:
            refusal = "a client that is someone else's"
        if refusal:
            log.info("document %s: an update of member %s refused: %s", self.document, tab.seat.member, refusal)
            if refusal is TOO_MUCH:
                tab.link.put(protocol.stateless(tab.address, FULL))
            return Offer(tab, None, saved=False)
        for client in contents.written:
            self._settled.pop(client, None)
        return Offer(tab, update, True, contents.nested, frozenset(claims), contents.needs)

    def _refusal(self, tab: Tab, update: bytes, contents: Contents) -> str:
        if not tab.seat.writer:
            return "a reader does not write"
        if self.replica.size + len(update) > MAX_DOCUMENT_BYTES:
            return TOO_MUCH
        if self.replica.nested + contents.nested > MAX_NESTED:
            # Counted one by one; what was collected since does not count any more.
            self.replica.nested = contents_of(self.replica.whole()).nested
            if self.replica.nested + contents.nested > MAX_NESTED:
                return TOO_MUCH
        return ""

    def hear(self, tab: Tab, payload: bytes) -> None:
        """Raises `Malformed`."""
        self.presence.hear(tab, tab.seat.member, tab.seat.name, payload)
        self._presence_changed()

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
        self._settled.clear()

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
        self.welcome(tab)

    def _say_to_writers(self, words: str) -> None:
        for tab in self.tabs:
            if tab.seat.writer:
                tab.link.put(protocol.stateless(tab.address, words))

    # Cursors

    def welcome(self, tab: Tab) -> None:
        """Show who is here, to all who come within a moment at once."""
        self._newcomers.add(tab)
        if not self._are_newcomers_timed:
            self._are_newcomers_timed = True
            self.later(max(0.0, self._presence_told + PRESENCE_MIN_S - monotonic()), self._tell_newcomers)

    def _tell_newcomers(self) -> None:
        self._are_newcomers_timed = False
        newcomers, self._newcomers = self._newcomers, set()
        self._presence_told = monotonic()
        if everyone := self.presence.everyone():
            self._show(newcomers, everyone)

    def _presence_changed(self) -> None:
        """Cursors are worth less than words: the more tabs, the rarer."""
        if self.presence.has_news() and self.tabs and not self._is_presence_timed:
            self._is_presence_timed = True
            wait = PRESENCE_MIN_S + PRESENCE_S_A_TAB * len(self.tabs)
            self.later(max(0.0, self._presence_told + wait - monotonic()), self._tell_presence)

    def _tell_presence(self) -> None:
        self._is_presence_timed = False
        self._presence_told = monotonic()
        if news := self.presence.news():
            self._show(self.tabs, news)

    def _show(self, tabs: set[Tab], cursors: bytes) -> None:
        told: dict[str, bytes] = {}
        for tab in tabs:
            if tab.missed_since is None:
                frames = told.get(tab.address)
                if frames is None:
                    frames = told[tab.address] = framed(protocol.awareness(tab.address, cursors))
                tab.link.write(frames)


def _frames_of(address: str, updates: list[bytes], answers: tuple[bool, ...] = ()) -> bytes:
    messages = [protocol.sync(address, Step.UPDATE, update) for update in updates]
    messages += [protocol.sync_status(address, saved=saved) for saved in answers]
    return b"".join(map(framed, messages))
