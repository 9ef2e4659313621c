"""Documents for the rest of the program: made, read and changed from threads, whether someone has them open or not."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from typing import Any, TypeVar
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string
from pycrdt import Doc

from essaim.base.blocks import Block, Blocks
from essaim.base.blocks.plain import plain
from essaim.base.ids import uuid7
from essaim.documents import convert, reading, storage, tokens, versions
from essaim.documents.changes import rests
from essaim.documents.convert import append_blocks, write_blocks
from essaim.documents.models import Document, DocumentVersion, Hands, Kind
from essaim.documents.names import named_today
from essaim.documents.reading import Shown, position
from essaim.documents.replica import Broken, Replica
from essaim.documents.rooms import rooms
from essaim.documents.storage import Entry
from essaim.spaces.changes import Journal
from essaim.spaces.models import Member, Space

__all__ = [
    "append_blocks",
    "authors_of",
    "blocks_of",
    "create",
    "edit",
    "hands_of",
    "look",
    "name_version",
    "plain_text",
    "position",
    "read",
    "restore",
    "show",
    "threads_of",
    "token",
    "write_blocks",
]

KEPT_REPLICAS = 32

Seen = TypeVar("Seen")


class _Shelf:
    """The replicas last used. One is taken off while it is used, so that no two threads ever share one."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[UUID, Replica] = OrderedDict()

    def take(self, document: UUID) -> Replica:
        """The document as committed (or as written so far by the caller's transaction)."""
        with self._lock:
            replica = self._kept.pop(document, None)
        if replica is not None:
            try:
                replica.take(storage.rows_of(document, but=set(replica.rows)))
                return replica
            except Broken:
                pass
        return storage.load(document)[0]

    def put(self, document: UUID, replica: Replica) -> None:
        """After the commit: on a rollback the replica, which may hold words that never were, is let go."""
        transaction.on_commit(lambda: self._put(document, replica))

    def _put(self, document: UUID, replica: Replica) -> None:
        with self._lock:
            self._kept[document] = replica
            self._kept.move_to_end(document)
            while len(self._kept) > KEPT_REPLICAS:
                self._kept.popitem(last=False)

    def clear(self) -> None:
        with self._lock:
            self._kept.clear()


shelf = _Shelf()


def create(
    journal: Journal,
    space: Space,
    kind: str,
    title: str,
    blocks: Iterable[Block] | None = None,
    *,
    id: UUID | None = None,
    hands: str = Hands.ALL,
    is_draft: bool = False,
) -> Document:
    """A new document, inside a change; a page starts with `blocks`. An `id` already kept gives that document back."""
    made = Document(
        id=id or uuid7(),
        space=space,
        kind=kind,
        title=title,
        hands=hands,
        edited_at=space.now(),
        is_draft=is_draft,
    )
    document = journal.add(made, "document.created")
    if document is made:
        if kind not in (Kind.BOARD, Kind.MIND_MAP) or blocks is not None:
            edit(document, lambda doc: write_blocks(doc, blocks or ()), journal.by)
        if kind in settings.DOCUMENT_BORN:
            import_string(settings.DOCUMENT_BORN[kind])(journal, document)
    return document


def edit(
    document: Document,
    mutate: Callable[[Doc[Any]], None],
    by: Member | None = None,
    *,
    restored: DocumentVersion | None = None,
) -> None:
    """Let the program write in a document, inside the transaction of a change; open editors see it after the commit.

    `mutate` is given the Yjs document and only writes in it. The words are the program's own Yjs client's; `by` is
    credited among the authors when given, and appears nowhere when not (an anonymous note).
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("documents.edit() must run inside the change it belongs to.")
    replica = shelf.take(document.pk)
    mutate(replica.doc)
    updates = replica.fresh()
    if not updates:
        shelf.put(document.pk, replica)
        return
    entry = Entry(document.pk, updates, by.pk if by else None, authors={(None, by.pk)} if by else set())
    rows = storage.write(entry)
    for row in rows:
        replica.hold(row)
    replica.waiting = {id: needs for id, needs in replica.waiting.items() if id not in {row.id for row in rows}}
    rests(document, replica.whole(), [by.pk] if by else [], restored=restored)
    if replica.is_long():
        storage.look_at_unread(document.pk, replica)
        ids = replica.replaceable()
        whole = storage.replace(document.pk, replica.whole(), replica.nested, ids)
        replica.replaced(ids, whole)
        rows = [whole]
    shelf.put(document.pk, replica)
    transaction.on_commit(lambda: rooms.edited(document.pk, rows))


def look(document: Document, reading: Callable[[Doc[Any]], Seen]) -> Seen:
    """What `reading` finds in the Yjs document as it is now; it must not write in it."""
    replica = shelf.take(document.pk)
    seen = reading(replica.doc)
    shelf.put(document.pk, replica)
    return seen


def read(document: Document) -> Doc[Any]:
    """The Yjs document as it is now; the caller's own copy."""
    replica = shelf.take(document.pk)
    doc: Doc[Any] = Doc()
    doc.apply_update(replica.whole())
    shelf.put(document.pk, replica)
    return doc


def blocks_of(document: Document) -> Blocks:
    """The text as it reads today: people and pages that it points at by their name of now."""
    return named_today(document.space, reading.blocks_of(document, _read_blocks))


def show(document: Document) -> Shown:
    """As it is read, in the language of the page."""
    return reading.show(document, _read_blocks)


def _read_blocks(document: Document) -> Blocks:
    replica = shelf.take(document.pk)
    blocks = convert.read_blocks(replica.doc)
    shelf.put(document.pk, replica)
    return blocks


def threads_of(document: Document) -> dict[UUID, str]:
    """The threads of remarks still anchored in the text, in reading order, with the words each is about."""
    replica = shelf.take(document.pk)
    threads = convert.commented(replica.doc)
    shelf.put(document.pk, replica)
    return threads


def plain_text(document: Document) -> str:
    return plain(blocks_of(document))


def name_version(document: Document, name: str, by: Member) -> DocumentVersion | None:
    """Keep what is written now as a version with a name, inside a change."""
    replica = shelf.take(document.pk)
    kept = versions.keep(document, replica.whole(), [], name=name)
    shelf.put(document.pk, replica)
    return kept


def restore(version: DocumentVersion, by: Member) -> None:
    """Write again what a version said, inside a change: a new edit, which open editors follow; nothing is undone."""
    document = version.document
    replica = shelf.take(document.pk)
    versions.keep(document, replica.whole(), [])
    shelf.put(document.pk, replica)
    nodes = versions.nodes_of(version)
    edit(document, lambda doc: convert.write_nodes(doc, nodes), by, restored=version)


def token(document: Document, member: Member, writer: bool | None = None) -> str:
    """The pass of a browser for this document; by default a writer's when the member may write in it."""
    may_write = document.can_write(member) if writer is None else writer
    return tokens.mint(
        document.pk, document.space_id, member.pk, member.name, writer=may_write, known_at=member.known_at
    )


def authors_of(document: Document) -> list[Member]:
    """Those whose words were taken, in the order they came."""
    ids = list(dict.fromkeys(document.authors.order_by("id").values_list("member_id", flat=True)))
    members = Member.objects.select_related("person", "structure").in_bulk(ids)
    return [members[id] for id in ids if id in members]


def hands_of(document: Document) -> tuple[dict[int, UUID], list[Member]]:
    """Yjs client → member, where it is known, and all authors in the order they came."""
    rows = document.authors.values_list("client", "member_id")
    return {client: member for client, member in rows if client is not None}, authors_of(document)
