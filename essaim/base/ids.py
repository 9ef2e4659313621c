"""Identities made where they are born, so that two copies of a space can live apart and merge."""

import secrets
import threading
import time
import uuid

import uuid6

# Without the letters and figures that are mistaken for one another when read aloud or copied by hand.
_PLAIN = "abcdefghjkmnpqrstuvwxyz23456789"


def uuid7() -> uuid.UUID:
    """A new identity that sorts by the time of its birth."""
    return uuid.UUID(int=uuid6.uuid7().int)


def read(text: str) -> uuid.UUID | None:
    """The identity that a form sent; None when it is not one."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def key(length: int = 10) -> str:
    """A short identity for an address bar: unguessable enough to be unlisted, never a secret by itself."""
    return "".join(secrets.choice(_PLAIN) for _ in range(length))


def token() -> str:
    """A secret for a link or a cookie (256 bits). Only its hash is stored."""
    return secrets.token_urlsafe(32)


class HybridClock:
    """Stamps that never go back, even when the machine's clock does.

    A stamp is `milliseconds << 16 | counter`. Source: Kulkarni et al., "Logical Physical Clocks", 2014.
    """

    def __init__(self) -> None:
        self._last = 0
        self._lock = threading.Lock()

    def stamp(self) -> int:
        with self._lock:
            self._last = max(self._last + 1, int(time.time() * 1000) << 16)
            return self._last

    def saw(self, stamp: int) -> None:
        """Move past a stamp received from another copy, so that what is written next sorts after it."""
        with self._lock:
            self._last = max(self._last, stamp)


hybrid_clock = HybridClock()


def stamp() -> int:
    return hybrid_clock.stamp()
