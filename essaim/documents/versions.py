"""What a document was: whole snapshots, taken when writing pauses or when someone names one.

Stretches of writing less than ten minutes apart are one version, an hour at most. A named one is never written over.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

from pycrdt import Doc

from essaim.base.blocks import Blocks
from essaim.documents import convert
from essaim.documents.models import Document, DocumentVersion, Kind
from essaim.documents.names import named_today

APART = timedelta(minutes=10)
LONGEST = timedelta(hours=1)
KINDS = frozenset({Kind.PAGE, Kind.REPORT})


def keep(
    document: Document,
    state: bytes,
    authors: Iterable[UUID],
    *,
    name: str = "",
    restored: DocumentVersion | None = None,
) -> DocumentVersion | None:
    """Keep `state` as the newest version, inside the caller's transaction. None for what has no history (a board)."""
    if document.kind not in KINDS:
        return None
    now = document.space.now()
    last = document.versions.order_by("-edited_at", "-id").first()
    if last is not None and bytes(last.state) == state and not restored:
        version = last
    elif last is not None and not last.name and not restored and _continues(last, document):
        last.state, last.edited_at = state, now
        version = last
    else:
        version = DocumentVersion(document=document, state=state, began_at=now, edited_at=now, restored=restored)
    if name:
        version.name = name
    if not version._state.adding:
        version.stamp()
    version.save()
    version.authors.add(*authors)
    return version


def _continues(last: DocumentVersion, document: Document) -> bool:
    now = document.space.now()
    return last.restored_id is None and now - last.edited_at < APART and now - last.began_at < LONGEST


def blocks_of(version: DocumentVersion) -> Blocks:
    """What the document said then, people and pages called as today."""
    return named_today(version.document.space, convert.read_blocks(_doc(version)))


def nodes_of(version: DocumentVersion) -> list[dict[str, Any]]:
    """The same as the editor writes it, remarks included."""
    return convert.read_nodes(_doc(version))


def _doc(version: DocumentVersion) -> Doc[Any]:
    doc: Doc[Any] = Doc()
    doc.apply_update(bytes(version.state))
    return doc
