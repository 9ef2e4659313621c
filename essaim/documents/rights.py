"""Which passes are still worth something. A pass is read without asking the database; what made it may have changed."""

import asyncio
from concurrent.futures import Executor
from uuid import UUID

from django.db import connection

from essaim.base import clock
from essaim.documents.models import Document
from essaim.documents.tokens import Pass
from essaim.spaces.models import Member

TOGETHER_S = 0.01


class Rights:
    """On the loop. Told of every change since `_told_since`, it looks up only the passes given before.

    Those of many browsers that come back together are looked up together.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop, threads: Executor) -> None:
        self._loop, self._threads = loop, threads
        self._revoked: dict[UUID, float] = {}
        self._asked: dict[Pass, asyncio.Future[bool]] = {}
        self._looking: asyncio.Task[None] | None = None
        self.look_again()

    def look_again(self) -> None:
        """Some changes may not have been told: passes given until now must be looked up."""
        self._told_since = clock.now().timestamp()

    def revoke(self, key: UUID) -> None:
        """The passes given until now to this person, in this space, for this document are worth nothing any more."""
        self._revoked[key] = clock.now().timestamp()

    def is_revoked(self, seat: Pass) -> bool:
        return any(seat.issued <= self._revoked.get(key, 0.0) for key in seat.grounds)

    def must_look(self, seat: Pass) -> bool:
        return seat.issued <= self._told_since

    async def still_stands(self, seat: Pass) -> bool:
        """Whether an older pass says what is true now. Raises what the database raises."""
        answer = self._asked.get(seat)
        if answer is None:
            answer = self._asked[seat] = self._loop.create_future()
            if self._looking is None:
                self._looking = self._loop.create_task(self._look())
        return await asyncio.shield(answer)

    async def _look(self) -> None:
        while self._asked:
            # More of them come in this moment than one by one.
            await asyncio.sleep(TOGETHER_S)
            asked, self._asked = self._asked, {}
            try:
                found = await self._loop.run_in_executor(self._threads, _standing, set(asked))
            except Exception as error:
                for answer in asked.values():
                    answer.set_exception(error)
            else:
                for seat, answer in asked.items():
                    answer.set_result(seat in found)
        self._looking = None


def _standing(seats: set[Pass]) -> set[Pass]:
    try:
        return standing(seats)
    except Exception:
        connection.close()
        raise


def standing(seats: set[Pass]) -> set[Pass]:
    """Those that would be given today."""
    documents = Document.objects.select_related("space").in_bulk({seat.document for seat in seats})
    members = Member.objects.in_bulk({seat.member for seat in seats})
    return {seat for seat in seats if _stands(seat, documents.get(seat.document), members.get(seat.member))}


def _stands(seat: Pass, document: Document | None, member: Member | None) -> bool:
    if document is None or member is None or member.space_id != document.space_id or document.space.deleted_at:
        return False
    member.space = document.space
    return document.can_open(member) and (not seat.writer or document.can_write(member))
