"""Tells the rest of the program that a document changed: pages that show its text, search, the journal.

Not at each keystroke: at once for the first, then every two seconds; one line in the journal when writing pauses.
"""

import asyncio
import logging
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import lru_cache
from time import monotonic
from uuid import UUID

from django.conf import settings
from django.db import connection, connections
from django.utils.module_loading import import_string

from essaim.documents import convert, reading, storage, versions
from essaim.documents.models import Document, DocumentVersion
from essaim.live.hub import hub
from essaim.spaces.changes import change

log = logging.getLogger("essaim.documents")

TOLD_EVERY_S = 2.0
PAUSE_S = 8.0
NOTED_EVERY_S = 60.0

Listener = Callable[[UUID], None]
"""Given a document of its kind whose text changed; runs in a thread, outside any transaction."""


@dataclass(eq=False)
class _Writing:
    told_at: float = 0.0
    telling: asyncio.TimerHandle | None = None
    noting: asyncio.TimerHandle | None = None
    note_at: float = 0.0
    since: float = 0.0
    members: set[UUID] = field(default_factory=set)


class Changes:
    """On the loop; what it tells runs in a thread of its own."""

    def __init__(self, loop: asyncio.AbstractEventLoop, listeners: Mapping[str, Listener]) -> None:
        self._loop = loop
        self._listeners = listeners
        self._writings: dict[UUID, _Writing] = {}
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="document-changes")

    def mark(self, document: UUID, members: set[UUID] | None = None) -> None:
        """`members` wrote in it; without them, the program did and has its own line in the journal."""
        writing = self._writings.setdefault(document, _Writing())
        now = monotonic()
        if writing.telling is None:
            wait = max(0.0, writing.told_at + TOLD_EVERY_S - now)
            writing.telling = self._loop.call_later(wait, self._tell, document)
        if members:
            writing.since = writing.since or now
            writing.members |= members
            writing.note_at = min(now + PAUSE_S, max(now, writing.since + NOTED_EVERY_S))
            if writing.noting is None:
                writing.noting = self._loop.call_later(writing.note_at - now, self._note_in_time, document)

    async def stop(self) -> None:
        for document, writing in list(self._writings.items()):
            if writing.telling is not None:
                writing.telling.cancel()
                self._tell(document)
            if writing.noting is not None:
                writing.noting.cancel()
                self._note(document)
        await self._loop.run_in_executor(self._thread, connections.close_all)
        self._thread.shutdown()

    def _tell(self, document: UUID) -> None:
        writing = self._writings[document]
        writing.telling = None
        writing.told_at = monotonic()
        self._thread.submit(_safely, tell, document, self._listeners)

    def _note_in_time(self, document: UUID) -> None:
        """One timer for a stretch of writing: each keystroke only moves the moment."""
        writing = self._writings[document]
        wait = writing.note_at - monotonic()
        if wait > 0:
            writing.noting = self._loop.call_later(wait, self._note_in_time, document)
        else:
            self._note(document)

    def _note(self, document: UUID) -> None:
        writing = self._writings.pop(document)
        if writing.telling is not None:
            writing.telling.cancel()
            self._thread.submit(_safely, tell, document, self._listeners)
        self._thread.submit(_safely, note, document, writing.members)


def tell(document: UUID, listeners: Mapping[str, Listener]) -> None:
    try:
        kind, channel, topic = _known(document)
    except Document.DoesNotExist:
        return
    hub.publish(channel, frozenset({topic}), 0)
    if listener := listeners.get(kind):
        listener(document)


@lru_cache(4096)
def _known(document: UUID) -> tuple[str, str, str]:
    """What never changes of a document, while it is told every two seconds that it changed. Raises `DoesNotExist`."""
    found = Document.objects.select_related("space").get(pk=document)
    return found.kind, found.space.channel, found.topic


def note(document: UUID, members: set[UUID]) -> None:
    """One line in the journal for a stretch of writing: a page opened meanwhile sees that it is late.

    What was written is kept as a version, and as it reads.
    """
    found = Document.objects.select_related("space").filter(pk=document).first()
    if found is None:
        return
    replica = storage.load(document)[0]
    blocks = convert.read_blocks(replica.doc)
    with change(found.space) as journal:
        journal.note(
            "document.written", found, found.topic, found_anew=True, members=sorted(member.hex for member in members)
        )
        rests(found, replica.whole(), members)
        reading.keep(found, blocks)
    told = import_string(settings.DOCUMENT_WRITTEN) if settings.DOCUMENT_WRITTEN else None
    if told is not None:
        told(found, members)


def rests(
    document: Document, state: bytes, members: Iterable[UUID], *, restored: DocumentVersion | None = None
) -> None:
    """Keep a version of what was just written, inside the caller's transaction."""
    versions.keep(document, state, members, restored=restored)
    document.edited_at = document.space.now()
    Document.objects.filter(pk=document.pk).update(edited_at=document.edited_at)


def _safely(work: Callable[..., None], *args: object) -> None:
    try:
        work(*args)
    except Exception:
        log.exception("a change of a document could not be told")
        connection.close()
