"""A board as its Yjs document holds it: a map of notes and a map of families, read with distrust.

Each note is a small map: `text`, `group`, `order`, `kind`, `into` (the note it joined), `hidden` (why), `source`.
Nothing is ever taken out: a note that joined another only points to it, so two people who group at once lose nothing,
and a merge is undone by forgetting the pointer. `content.js` reads the same; `tests/vectors.json` holds both to it.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pycrdt import Doc, Map

NOTES, GROUPS = "notes", "groups"
# What the forms let in; a browser may have written more, and then the rest is left aside.
MOST_NOTES, MOST_GROUPS = 1000, 60
LONGEST, LONGEST_NAME, LONGEST_REASON = 140, 80, 140
_READ_NOTES, _READ_GROUPS, _READ_TEXT = 2000, 200, 300
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_ORDER = re.compile(r"[0-9A-Za-z]{1,120}")
_KIND = re.compile(r"k[1-6]")


@dataclass(frozen=True)
class Note:
    """`joined` are the notes that say the same, each with its own author."""

    id: str
    text: str
    order: str = ""
    kind: str = ""
    group: str = ""
    into: str = ""
    hidden: str = ""
    source: str = ""
    joined: tuple["Note", ...] = ()

    @property
    def times(self) -> int:
        return 1 + len(self.joined)

    @property
    def ids(self) -> tuple[str, ...]:
        return (self.id, *(one.id for one in self.joined))

    @property
    def said(self) -> str:
        return f"{self.text} ×{self.times}" if self.joined else self.text


@dataclass(frozen=True)
class Group:
    """A family of notes; `joined` are the families put together with it."""

    id: str
    name: str
    order: str = ""
    into: str = ""
    notes: tuple[Note, ...] = ()
    joined: tuple["Group", ...] = ()


@dataclass(frozen=True)
class Content:
    """What people see: families in order, notes still to sort, and what was hidden."""

    groups: tuple[Group, ...] = ()
    loose: tuple[Note, ...] = ()
    hidden: tuple[Note, ...] = ()
    all_notes: Mapping[str, Note] = field(default_factory=dict)

    @property
    def shown(self) -> tuple[Note, ...]:
        return (*(note for group in self.groups for note in group.notes), *self.loose)

    @property
    def count(self) -> int:
        """How many were written, duplicates too; what is hidden is not counted."""
        return sum(note.times for note in self.shown)

    @property
    def columns(self) -> tuple[Group, ...]:
        """What is still to sort (the family of no name), then the families."""
        return (Group("", "", notes=self.loose), *self.groups)

    def group(self, id: str) -> Group | None:
        return next((group for group in self.groups if group.id == id), None)

    def shown_note(self, id: str) -> Note | None:
        """The note that shows the one of this identity: itself, or the one it joined."""
        return next((note for note in self.shown if id in note.ids), None)

    def group_of(self, note: Note) -> str:
        return next((group.id for group in self.groups if note in group.notes), "")


def read(doc: Doc[Any]) -> Content:
    return arrange(
        _items(doc, NOTES, ("text", "order", "kind", "group", "into", "hidden", "source"), _READ_NOTES),
        _items(doc, GROUPS, ("name", "order", "into"), _READ_GROUPS),
    )


def note_ids(doc: Doc[Any]) -> set[str]:
    return {str(key) for key in doc.get(NOTES, type=Map).keys()}


def arrange(raw_notes: Mapping[str, Mapping[str, str]], raw_groups: Mapping[str, Mapping[str, str]]) -> Content:
    """The board that these fields make."""
    notes = {id: note for id, raw in raw_notes.items() if (note := _note(id, raw)).text}
    groups = {id: group for id, raw in raw_groups.items() if (group := _group(id, raw)).name}
    alive = {id: note for id, note in notes.items() if not note.hidden}
    lead = roots({id: note.into for id, note in alive.items()})
    head = roots({id: group.into for id, group in groups.items()})
    together: dict[str, list[Note]] = {}
    for id, note in alive.items():
        together.setdefault(lead[id], []).append(note)
    columns: dict[str, list[Note]] = {}
    for id, members in together.items():
        others = tuple(sorted((one for one in members if one.id != id), key=_place))
        columns.setdefault(head.get(alive[id].group, ""), []).append(replace(alive[id], joined=others))
    made = [
        replace(
            group,
            notes=tuple(sorted(columns.get(id, ()), key=_place)),
            joined=tuple(sorted((one for one in groups.values() if head[one.id] == id != one.id), key=_place)),
        )
        for id, group in groups.items()
        if head[id] == id
    ]
    return Content(
        tuple(sorted(made, key=_place)),
        tuple(sorted(columns.get("", ()), key=_place)),
        tuple(sorted((note for note in notes.values() if note.hidden), key=_place)),
        notes,
    )


def roots(into: Mapping[str, str]) -> dict[str, str]:
    """Whom each one finally joined. In a circle, made by two people at once, the smallest identity leads."""
    found: dict[str, str] = {}
    for start in into:
        path: dict[str, int] = {}
        at = start
        while at not in found and at not in path and into[at] in into:
            path[at] = len(path)
            at = into[at]
        if at in found:
            lead = found[at]
        elif at in path:
            lead = min(one for one, place in path.items() if place >= path[at])
        else:
            lead = at
        found.update(dict.fromkeys([*path, at], lead))
    return found


def _place(one: Note | Group) -> tuple[str, str]:
    return one.order, one.id


def _note(id: str, raw: Mapping[str, str]) -> Note:
    order, kind = raw.get("order", ""), raw.get("kind", "")
    return Note(
        id,
        " ".join(raw.get("text", "").split())[:_READ_TEXT],
        order if _ORDER.fullmatch(order) else "",
        kind if _KIND.fullmatch(kind) else "",
        raw.get("group", ""),
        raw.get("into", ""),
        " ".join(raw.get("hidden", "").split())[:LONGEST_REASON],
        " ".join(raw.get("source", "").split())[:LONGEST_NAME],
    )


def _group(id: str, raw: Mapping[str, str]) -> Group:
    order = raw.get("order", "")
    name = " ".join(raw.get("name", "").split())[:LONGEST_NAME]
    return Group(id, name, order if _ORDER.fullmatch(order) else "", raw.get("into", ""))


def _items(doc: Doc[Any], name: str, fields: Iterable[str], most: int) -> dict[str, dict[str, str]]:
    """The texts of each small map, whatever else a browser put there."""
    items = doc.get(name, type=Map)
    found: dict[str, dict[str, str]] = {}
    for id in sorted(key for key in items.keys() if _ID.fullmatch(key)):
        item = items.get(id)
        if isinstance(item, Map):
            values = ((one, item.get(one)) for one in fields)
            found[id] = {one: value for one, value in values if isinstance(value, str)}
        if len(found) == most:
            break
    return found
