"""One browser's socket, as seen by the rooms: frames to send, and what to do when it does not read fast enough."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from time import monotonic
from typing import Any, Protocol

from essaim.documents.protocol import PING

# Past this, a reader gets no more updates until it has read what waits; then one update with all it missed.
SLOW_BYTES = 256 * 1024
# Past this, or when nothing was read for a while, it is let go; its browser comes back and asks for what it misses.
LOST_BYTES = 4 * 1024 * 1024
LOST_S = 30.0
SILENT_S = 60.0
# Updates kept waiting for their commit, per socket: past this we stop reading from it.
UNSAVED_UPDATES = 500

Send = Callable[[dict[str, Any]], Awaitable[None]]


class Drained(Protocol):
    def catch_up(self) -> None: ...


class Link:
    """Everything but `send` runs on the loop and never waits."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._frames: deque[bytes] = deque()
        self._wake = asyncio.Event()
        self._calm = asyncio.Event()
        self._calm.set()
        self._unsaved = 0
        self._sending_since: float | None = None
        self.waiting_bytes = 0
        self.heard_at = monotonic()
        # Set when waiting for a proper close makes no sense any more.
        self.lost = asyncio.Event()
        self.behind: list[Drained] = []
        self.closing: tuple[int, str] | None = None

    def put(self, frame: bytes) -> None:
        if self.closing:
            return
        self._frames.append(frame)
        self.waiting_bytes += len(frame)
        if self.waiting_bytes > LOST_BYTES:
            self.close(4408, "slow")
        self._wake.set()

    @property
    def is_stuck(self) -> bool:
        return self._sending_since is not None and monotonic() - self._sending_since > LOST_S

    @property
    def is_slow(self) -> bool:
        return self.waiting_bytes > SLOW_BYTES

    def close(self, code: int, reason: str) -> None:
        """Let this browser go, at once: what waits is dropped."""
        if not self.closing:
            self.closing = (code, reason)
            self._wake.set()
            self._calm.set()

    def beat(self) -> None:
        """Ask for a sign of life; let go of a browser that gives none."""
        if self.is_stuck or monotonic() - self.heard_at > SILENT_S:
            self.close(4408, "silent")
            self.lost.set()
        else:
            self.put(PING)

    def received(self, updates: int) -> None:
        """Count updates that wait for their commit (or, negative, no longer do)."""
        self._unsaved += updates
        if self._unsaved >= UNSAVED_UPDATES:
            self._calm.clear()
        elif self._unsaved < UNSAVED_UPDATES // 2:
            self._calm.set()

    async def may_read(self) -> None:
        """Wait until what this browser sent before is saved."""
        await self._calm.wait()

    async def run(self) -> None:
        """Send what waits until the link closes."""
        while not self.closing:
            await self._wake.wait()
            self._wake.clear()
            while self._frames and not self.closing:
                frame = self._frames.popleft()
                self._sending_since = monotonic()
                await self._send({"type": "websocket.send", "bytes": frame})
                self._sending_since = None
                self.waiting_bytes -= len(frame)
                if not self._frames:
                    late, self.behind = self.behind, []
                    for reader in late:
                        reader.catch_up()
        code, reason = self.closing
        await self._send({"type": "websocket.close", "code": code, "reason": reason})
