"""Handing in what can be found, and finding it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import takewhile
from typing import Any, Protocol
from uuid import UUID

from django.db import transaction

from essaim.search import engine
from essaim.search.models import Entry
from essaim.search.words import Word, asked_in, stems, words

MOST_WORDS = 12
EXCERPT = 180
"""Letters of an excerpt, about."""


class InSpace(Protocol):
    """A space, or anything with its key: this floor is below spaces."""

    @property
    def pk(self) -> UUID: ...


@dataclass(frozen=True)
class Found:
    """How one thing is found, by everyone or by the team only. `path` is relative to a seat."""

    kind: str
    title: str
    text: str
    path: str
    for_team: bool = False


@dataclass(frozen=True)
class Hit:
    """What was found. `excerpt` is a row of (text, whether it is a word that was asked for)."""

    kind: str
    object_id: UUID
    title: str
    path: str
    excerpt: tuple[tuple[str, bool], ...]


def index(space: InSpace, object_id: UUID, found: Found | None) -> None:
    """Make it found as it now is, or no more. Inside the transaction of what changed: both hold, or none."""
    with transaction.atomic():
        entry = Entry.objects.filter(space=space.pk, object_id=object_id).first()
        if found is None:
            if entry is not None:
                engine.forget(entry.pk)
                entry.delete()
            return
        # PostgreSQL refuses the zero byte, which a text written together may hold.
        text = found.text.replace("\0", "")
        said: dict[str, Any] = {
            "kind": found.kind,
            "title": found.title.replace("\0", "")[:300],
            "text": text,
            "path": found.path,
        }
        said["for_team"] = found.for_team
        if entry is None:
            entry = Entry.objects.create(space=space.pk, object_id=object_id, **said)
        elif {name: getattr(entry, name) for name in said} == said:
            return
        else:
            Entry.objects.filter(pk=entry.pk).update(**said)
        engine.write(
            entry.pk,
            space=space.pk,
            kind=found.kind,
            title=stems(found.title),
            text=stems(found.text),
            for_team=found.for_team,
        )


def refill() -> None:
    """Make the engine's own index again, from all that was handed in."""
    for entry in Entry.objects.iterator():
        engine.write(
            entry.pk,
            space=entry.space,
            kind=entry.kind,
            title=stems(entry.title),
            text=stems(entry.text),
            for_team=entry.for_team,
        )


def find(
    space: InSpace, query: str, *, kind: str = "", limit: int = 30, start: int = 0, by_team: bool = False
) -> list[Hit]:
    """What holds every word of `query`, the last one maybe unfinished; best first, a title weighing more.

    What is for the team only is found `by_team` only.

    Whatever is typed gives an answer: signs are no operators.
    """
    asked = list(words(query))[:MOST_WORDS]
    told = [word for word in asked if not word.is_small]
    if not told:
        return []
    last = told[-1]
    is_unfinished = last is asked[-1] and last.end == len(query)
    begun = last.stem if is_unfinished else ""
    whole = list(dict.fromkeys(word.stem for word in (told[:-1] if is_unfinished else told)))
    found = engine.ask(space.pk, kind, whole, begun, limit=limit, start=start, by_team=by_team)
    entries = Entry.objects.in_bulk(found)
    return [_hit(entries[one], frozenset(whole), begun) for one in found if one in entries]


def _hit(entry: Entry, whole: frozenset[str], begun: str) -> Hit:
    return Hit(
        entry.kind, entry.object_id, entry.title, entry.path, _excerpt(entry.text, asked_in(entry.text, whole, begun))
    )


def _excerpt(text: str, asked: Iterator[Word]) -> tuple[tuple[str, bool], ...]:
    """The text around the first word asked for, with those words apart; its beginning when only the title has them."""
    first = next(asked, None)
    start = max(0, (first.start if first else 0) - EXCERPT // 3)
    if start:
        start = text.find(" ", start) + 1 or start
    end = min(len(text), start + EXCERPT)
    if end < len(text):
        end = max(text.rfind(" ", start, end), first.end if first else start + 1)
    pieces, at = [("…", False)] if start else [], start
    for word in [first, *takewhile(lambda word: word.start < end, asked)] if first else []:
        if at <= word.start and word.end <= end:
            pieces += [(text[at : word.start], False), (text[word.start : word.end], True)]
            at = word.end
    pieces += [(text[at:end] + ("…" if end < len(text) else ""), False)]
    return tuple((piece, marked) for piece, marked in pieces if piece)


def known(space: InSpace, objects: Collection[UUID]) -> list[tuple[UUID, str, str, str]]:
    """Those that everyone may find: identity, kind, title and path."""
    rows = Entry.objects.filter(space=space.pk, object_id__in=objects, for_team=False)
    return list(rows.values_list("object_id", "kind", "title", "path"))
