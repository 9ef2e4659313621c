"""A document as it is read, kept by the position of its log: reading a page does not build its Yjs document again.

In memory for the pages asked most, in a row for all: the row is written when writing pauses, and by the first who reads
a page that rests since a minute. While people type, only memory is used.
"""

import json
import threading
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import OperationalError, connection
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, override

from essaim.base.blocks import Blocks, Heading, dump, load
from essaim.base.blocks.html import to_html
from essaim.base.db import writing
from essaim.documents.models import Document, DocumentReading
from essaim.documents.names import named_today, pointed_at

KEPT_BYTES = 8 * 2**20
RESTS = timedelta(minutes=1)
LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


@dataclass
class Reading:
    """What was found at `position`: blocks as JSON; HTML by language, unless they name people or pages."""

    position: str
    blocks: str
    html: dict[str, str] = field(default_factory=dict)

    @property
    def weight(self) -> int:
        return len(self.blocks) + sum(map(len, self.html.values()))


class _Memory:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[UUID, tuple[Reading, int]] = OrderedDict()
        self._bytes = 0

    def get(self, document: UUID, position: str) -> Reading | None:
        with self._lock:
            found = self._kept.get(document)
            if found is None or found[0].position != position:
                return None
            self._kept.move_to_end(document)
            return found[0]

    def put(self, document: UUID, reading: Reading) -> None:
        with self._lock:
            _old, weight = self._kept.pop(document, (None, 0))
            self._kept[document] = (reading, reading.weight)
            self._bytes += reading.weight - weight
            while self._bytes > KEPT_BYTES and len(self._kept) > 1:
                _document, (_reading, weight) = self._kept.popitem(last=False)
                self._bytes -= weight

    def clear(self) -> None:
        with self._lock:
            self._kept.clear()
            self._bytes = 0


memory = _Memory()


def position(document: UUID) -> str:
    """How far its log goes: while this does not change, neither does what the document says.

    Rows may commit out of order, so they are counted too. Written out: it is asked for each page that is shown.
    """
    key = document if connection.features.has_native_uuid_field else document.hex
    with connection.cursor() as cursor:
        cursor.execute("SELECT MAX(id), COUNT(*) FROM documents_documentupdate WHERE document_id = %s", [key])
        last, count = cursor.fetchone()
    return f"{last}:{count}:{settings.RELEASE}"


@dataclass(frozen=True)
class Shown:
    """A document as HTML, true at `position` and, when it `names_others`, while they keep their names."""

    html: SafeString
    position: str
    names_others: bool


def show(document: Document, read: Callable[[Document], Blocks]) -> Shown:
    """The document in the language of the page. `read` gives its blocks when nothing is kept.

    A text that names people or pages is set again each time, with their names of now.
    """
    language = get_language() or "fr"
    at = position(document.pk)
    reading = _kept(document.pk, at)
    if reading is None:
        reading = _made(at, read(document))
        memory.put(document.pk, reading)
        if document.space.now() - document.edited_at > RESTS:
            # A full disk stops nobody from reading.
            with suppress(OperationalError), writing():
                write(document.pk, reading)
    if reading.html:
        return Shown(mark_safe(reading.html.get(language) or reading.html["fr"]), at, False)
    return Shown(html_under_title(named_today(document.space, load(json.loads(reading.blocks)))), at, True)


def blocks_of(document: Document, read: Callable[[Document], Blocks]) -> Blocks:
    """Its blocks, from what is kept when that is true."""
    reading = _kept(document.pk, position(document.pk))
    return load(json.loads(reading.blocks)) if reading else read(document)


def keep(document: Document, blocks: Blocks) -> None:
    """Write down how it reads now, inside the caller's transaction."""
    reading = _made(position(document.pk), blocks)
    write(document.pk, reading)


def write(document: UUID, reading: Reading) -> None:
    said = {"position": reading.position, "blocks": reading.blocks, "html": reading.html}
    DocumentReading.objects.update_or_create(document_id=document, defaults=said)


def _kept(document: UUID, at: str) -> Reading | None:
    found = memory.get(document, at)
    if found is None:
        row = DocumentReading.objects.filter(document_id=document, position=at).first()
        if row is not None:
            found = Reading(row.position, row.blocks, row.html)
            memory.put(document, found)
    return found


def _made(at: str, blocks: Blocks) -> Reading:
    html = {}
    for language in () if any(pointed_at(blocks)) else LANGUAGES:
        with override(language):
            html[language] = str(html_under_title(blocks))
    return Reading(at, json.dumps(dump(blocks), ensure_ascii=False), html)


def html_under_title(blocks: Blocks) -> SafeString:
    """As HTML on a page that has its own title above: no heading of the text is one of the same level."""
    below = [Heading(max(2, b.level), b.inlines) if isinstance(b, Heading) else b for b in blocks]
    return to_html(below, base_level=1)
