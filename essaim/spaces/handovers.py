"""Offering something to whichever activity can use it, and taking it."""

from typing import Any

from django.db.models import QuerySet

from essaim.base.models import Row
from essaim.spaces.changes import Journal
from essaim.spaces.models import HandOver, Member, Space


def offer(
    journal: Journal,
    kind: str,
    title: str,
    *,
    source: Row,
    data: dict[str, Any] | None = None,
    author: Member | None = None,
) -> HandOver:
    """Offer something found in `source`. Offering the same title again from the same source changes nothing."""
    title = title[:300]
    kept = HandOver.objects.filter(space=journal.space, kind=kind, source=source.dom_id, title=title, author=author)
    found = kept.first()
    if found is not None:
        return found
    row = HandOver(space=journal.space, kind=kind, title=title, source=source.dom_id, data=data or {}, author=author)
    return journal.add(row, f"handover.{kind}_offered", "handovers", f"handovers:{kind}")


def withdraw(journal: Journal, source: Row, *, kind: str | None = None, author: Member | None = None) -> None:
    """Take back what `source` offered and nobody has used yet."""
    rows = HandOver.objects.filter(space=journal.space, source=source.dom_id, taken_by="")
    rows = rows.filter(kind=kind) if kind else rows
    for row in rows.filter(author=author) if author else rows:
        journal.remove(row, f"handover.{row.kind}_withdrawn", "handovers", f"handovers:{row.kind}")


def take(journal: Journal, handover: HandOver, *, into: Row) -> HandOver:
    return journal.edit(handover, "handover.taken", "handovers", f"handovers:{handover.kind}", taken_by=into.dom_id)


def waiting(space: Space, kind: str) -> QuerySet[HandOver]:
    """What was offered and not used yet, oldest first."""
    return HandOver.objects.filter(space=space, kind=kind, taken_by="").select_related("author").order_by("created_at")
