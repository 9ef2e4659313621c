"""One change = one action = one transaction = one event in the space's journal."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, Protocol, TypeVar, runtime_checkable
from uuid import UUID

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.utils.translation import gettext as _

from essaim.base.db import writing
from essaim.base.disk import room_for_it
from essaim.base.errors import Refused
from essaim.base.models import Row
from essaim.live.hub import for_one, hub
from essaim.search.index import Found, index
from essaim.spaces.models import Event, Member, Space


@runtime_checkable
class Findable(Protocol):
    """A row that search knows of, kept true by each change of it."""

    def found(self) -> Found | None:
        """How it is found now; None when it is not."""


SomeRow = TypeVar("SomeRow", bound=Row)
_BOOKKEEPING = {"id", "created_at", "version", "hlc", "origin", "deleted_at", "folded"}


def to_member(topic: str, member: Member) -> str:
    """The topic for the pages of one person only."""
    return for_one(topic, str(member.pk))


class Journal:
    """Where the rows of one change are written. Made by `change`."""

    def __init__(self, space: Space, by: Member | None) -> None:
        self.space = space
        self.by = by
        self._topics: set[str] = set()
        self._changed: dict[str, Row] = {}
        self._revoked: dict[UUID, None] = {}
        self._number = 0
        self._events: list[Event] = []

    def add(self, row: SomeRow, kind: str, *topics: str) -> SomeRow:
        """Keep a new row. When its identity is already kept, give that one back: a replayed input counts once."""
        kept = type(row).everything.filter(pk=row.pk).first() if row.may_be_kept else None
        if kept is not None:
            if getattr(kept, "space_id", self.space.pk) != self.space.pk:
                raise Refused(_("Cet envoi ne peut pas être pris. Rechargez la page et recommencez."), code="foreign")
            return kept  # type: ignore[return-value]
        row.save(force_insert=True)
        self._write(kind, row, {"after": _values(row)})
        self.touch(*topics)
        return row

    def edit(self, row: SomeRow, kind: str, /, *topics: str, **fields: Any) -> SomeRow:
        """Set `fields` of a row; the event holds them before and after. Nothing is written when nothing changes."""
        names = [name for name, value in fields.items() if getattr(row, name) != value]
        if not names:
            return row
        before = _values(row, names)
        for name in names:
            setattr(row, name, fields[name])
        row.stamp()
        extra = ["folded"] if "name" in names and hasattr(row, "folded") else []
        row.save(update_fields=[*names, *extra, "version", "hlc", "origin"])
        self._write(kind, row, {"before": before, "after": _values(row, names)})
        if not row.RIGHTS.isdisjoint(names):
            self.revoke(row)
        self.touch(*topics)
        return row

    def remove(self, row: SomeRow, kind: str, *topics: str) -> SomeRow:
        """Leave a tombstone where the row was."""
        if row.deleted_at is None:
            row.deleted_at = self.space.now()
            row.stamp()
            row.save(update_fields=["deleted_at", "version", "hlc", "origin"])
            self._write(kind, row, {"before": _values(row)})
            if row.RIGHTS:
                self.revoke(row)
            self.touch(*topics)
        return row

    def note(self, kind: str, subject: Row, *topics: str, found_anew: bool = False, **data: Any) -> None:
        """Write an event about something that is kept elsewhere (a log, a document); search reads it if asked to."""
        self._event(kind, subject, data)
        if found_anew:
            self._changed[subject.dom_id] = subject
        self.touch(*topics)

    def find_anew(self, row: Row) -> None:
        """Have search read a row again: what it holds changed elsewhere."""
        self._changed[row.dom_id] = row

    def touch(self, *topics: str) -> None:
        """Say what the live pages must show again once the change is committed."""
        self._topics.update(topics)

    def revoke(self, row: Row) -> None:
        """Close, once the change is committed, what is open under this row: it comes back with the rights it now has.

        Done by itself for the `RIGHTS` of a row.
        """
        self._revoked[row.pk] = None

    def _write(self, kind: str, subject: Row, data: dict[str, Any]) -> None:
        self._event(kind, subject, data)
        self._changed[subject.dom_id] = subject

    def _event(self, kind: str, subject: Row, data: dict[str, Any]) -> None:
        if not self._number:
            # The lock makes numbers commit in order: who has seen 42 will never meet 41 later.
            self._number = (
                Space.everything.select_for_update().values_list("last_event", flat=True).get(pk=self.space.pk)
            )
        self._number += 1
        self._events.append(
            Event(
                space=self.space,
                number=self._number,
                kind=kind,
                subject=subject.dom_id,
                actor=self.by,
                at=self.space.now(),
                origin=settings.ESSAIM_ORIGIN,
                data=json.loads(json.dumps(data, cls=DjangoJSONEncoder)),
            )
        )

    def _close(self) -> None:
        if self._number:
            Event.objects.bulk_create(self._events)
            Space.everything.filter(pk=self.space.pk).update(last_event=self._number)
            self.space.last_event = self._number
        for row in self._changed.values():
            if isinstance(row, Findable):
                index(self.space, row.pk, None if row.deleted_at else row.found())
        # First: nothing new is told to whoever may not be told any more.
        for key in self._revoked:
            transaction.on_commit(partial(hub.revoke, str(key)))
        # A replayed input wrote nothing: there is nothing to tell.
        if self._topics and self._number:
            told = (self.space.channel, frozenset(self._topics), self._number)
            transaction.on_commit(lambda: hub.publish(*told))


@contextmanager
def change(space: Space, *, by: Member | None = None) -> Iterator[Journal]:
    """Everything written inside is kept together or not at all; live pages are told after the commit.

    Does not nest. Render nothing and call nothing outside within it. Raises `Refused` when the disk is full.
    """
    with room_for_it(), writing():
        journal = Journal(space, by)
        yield journal
        journal._close()


def _values(row: models.Model, names: list[str] | None = None) -> dict[str, Any]:
    fields = [f for f in row._meta.concrete_fields if f.name not in _BOOKKEEPING]
    chosen = [f for f in fields if names is None or f.name in names or f.attname in names]
    return {f.attname: f.value_from_object(row) for f in chosen if not isinstance(f, models.BinaryField)}
