"""One browser page in one document."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from essaim.documents import protocol
from essaim.documents.link import Link
from essaim.documents.tokens import GRACE_S, Pass

if TYPE_CHECKING:
    from essaim.documents.room import Room


@dataclass(eq=False, slots=True)
class Tab:
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
