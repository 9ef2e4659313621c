"""Cursors of those who are in a document: told to all, rarely enough that words do not wait for them. On the loop."""

from collections.abc import Callable
from time import monotonic

from essaim.documents import protocol
from essaim.documents.presence import Presence
from essaim.documents.tab import Tab
from essaim.documents.wire import framed

PRESENCE_MIN_S = 0.05
PRESENCE_S_A_TAB = 0.001


class Cursors:
    """`tabs` are those of the room; `later` does something a little later."""

    def __init__(
        self, presence: Presence, tabs: set[Tab], later: Callable[[float, Callable[[], None]], object]
    ) -> None:
        self._presence, self._tabs, self._later = presence, tabs, later
        self._newcomers: set[Tab] = set()
        self._told_at = 0.0
        self._is_timed = False
        self._are_newcomers_timed = False

    def welcome(self, tab: Tab) -> None:
        """Show who is here, to all who come within a moment at once."""
        self._newcomers.add(tab)
        if not self._are_newcomers_timed:
            self._are_newcomers_timed = True
            self._later(max(0.0, self._told_at + PRESENCE_MIN_S - monotonic()), self._tell_newcomers)

    def leave(self, tab: Tab) -> None:
        self._newcomers.discard(tab)
        self._presence.leave(tab)
        self._changed()

    def hear(self, tab: Tab, payload: bytes) -> None:
        """Raises `Malformed`."""
        self._presence.hear(tab, tab.seat.member, tab.seat.name, payload)
        self._changed()

    def _tell_newcomers(self) -> None:
        self._are_newcomers_timed = False
        newcomers, self._newcomers = self._newcomers, set()
        self._told_at = monotonic()
        if everyone := self._presence.everyone():
            _show(newcomers, everyone)

    def _changed(self) -> None:
        """Cursors are worth less than words: the more tabs, the rarer."""
        if self._presence.has_news() and self._tabs and not self._is_timed:
            self._is_timed = True
            wait = PRESENCE_MIN_S + PRESENCE_S_A_TAB * len(self._tabs)
            self._later(max(0.0, self._told_at + wait - monotonic()), self._tell)

    def _tell(self) -> None:
        self._is_timed = False
        self._told_at = monotonic()
        if news := self._presence.news():
            _show(self._tabs, news)


def _show(tabs: set[Tab], cursors: bytes) -> None:
    told: dict[str, bytes] = {}
    for tab in tabs:
        if tab.missed_since is None:
            frames = told.get(tab.address)
            if frames is None:
                frames = told[tab.address] = framed(protocol.awareness(tab.address, cursors))
            tab.link.write(frames)
