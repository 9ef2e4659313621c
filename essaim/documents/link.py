"""One browser's socket, as seen by the rooms: what to send it, and what to do when it does not read fast enough."""

from collections.abc import Callable
from time import monotonic
from typing import Protocol

from essaim.documents.protocol import PING
from essaim.documents.wire import framed

# Past this, or when nothing was read for a while, a reader is let go; its browser comes back for what it misses.
LOST_BYTES = 4 * 1024 * 1024
LOST_S = 30.0
SILENT_S = 60.0
# Updates kept waiting for their commit, per socket: past this we stop reading from it.
UNSAVED_UPDATES = 500
# More than a person with two hands: a browser that catches up, or a program that means harm.
RATE_S = 5.0
MESSAGES_A_RATE = 4000
BYTES_A_RATE = 24 * 1024 * 1024


class Drained(Protocol):
    def catch_up(self) -> None: ...


class Carrier(Protocol):
    """See `wire.Wire`."""

    @property
    def waiting_bytes(self) -> int: ...
    @property
    def write(self) -> Callable[[bytes], None]: ...
    def hold(self) -> None: ...
    def go_on(self) -> None: ...
    def shut(self, code: int, reason: str) -> None: ...
    def drop(self) -> None: ...


class Link:
    """Everything runs on the loop and never waits. `write` takes framed messages, `put` one message."""

    def __init__(self, wire: Carrier) -> None:
        self._wire = wire
        self.write = wire.write
        self.heard_at = monotonic()
        self.behind: list[Drained] = []
        self.closing: tuple[int, str] | None = None
        # Set while more waits to be read than a reader that keeps up leaves.
        self.is_slow = False
        self._slow_since = 0.0
        self._unsaved = 0
        self._holds: set[str] = set()
        self._rate_from = self._rate_messages = self._rate_bytes = 0.0

    def put(self, message: bytes) -> None:
        self.pass_on(framed(message))

    def pass_on(self, frames: bytes) -> None:
        """Write messages that are framed, and let go of a reader who has far too much to read."""
        self.write(frames)
        if self.is_slow and self._wire.waiting_bytes > LOST_BYTES:
            self.close(4408, "slow")
            self.drop()

    def filled(self) -> None:
        self.is_slow, self._slow_since = True, monotonic()

    def drained(self) -> None:
        self.is_slow = False
        late, self.behind = self.behind, []
        for reader in late:
            reader.catch_up()

    def close(self, code: int, reason: str) -> None:
        """Let this browser go; nothing more is told to it."""
        if not self.closing:
            self.closing = (code, reason)
            self.write = _nothing
            self._wire.shut(code, reason)

    def drop(self) -> None:
        """Let go of it without a word."""
        self._wire.drop()

    def beat(self) -> None:
        """Ask for a sign of life; let go of a browser that gives none, or reads nothing."""
        now = monotonic()
        if now - self.heard_at > SILENT_S or (self.is_slow and now - self._slow_since > LOST_S):
            self.close(4408, "silent")
            self.drop()
        else:
            self.put(PING)

    def heard(self, size: int) -> bool:
        """Count a message of `size` bytes; False when there were too many, and the link is closed."""
        now = self.heard_at = monotonic()
        if now - self._rate_from > RATE_S:
            self._rate_from, self._rate_messages, self._rate_bytes = now, 0, 0
        self._rate_messages += 1
        self._rate_bytes += size
        if self._rate_messages > MESSAGES_A_RATE or self._rate_bytes > BYTES_A_RATE:
            self.close(4429, "too fast")
        return not self.closing

    def received(self, updates: int) -> None:
        """Count updates that wait for their commit (or, negative, no longer do)."""
        self._unsaved += updates
        if self._unsaved >= UNSAVED_UPDATES:
            self.hold("unsaved")
        elif self._unsaved < UNSAVED_UPDATES // 2:
            self.go_on("unsaved")

    def hold(self, why: str) -> None:
        """Read nothing more from this browser until each who held it lets it go on."""
        if not self._holds:
            self._wire.hold()
        self._holds.add(why)

    def go_on(self, why: str) -> None:
        if why in self._holds:
            self._holds.discard(why)
            if not self._holds:
                self._wire.go_on()


def _nothing(frames: bytes) -> None:
    return
