"""Gestures on a board, as the few fields they write. `acts.js` makes the same writes in the browser."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from pycrdt import Doc, Map

from essaim.base import ids, order
from essaim.boards.content import GROUPS, NOTES, Content, Note

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Write:
    """Fields of one note, or of one family; the first write of an identity makes it."""

    where: str
    id: str
    fields: dict[str, str] = field(default_factory=dict)


def write(doc: Doc[Any], writes: Iterable[Write]) -> None:
    """Put them in the document; what already says so is not written again."""
    with doc.transaction():
        for one in writes:
            items = doc.get(one.where, type=Map)
            item = items.get(one.id)
            if not isinstance(item, Map):
                items[one.id] = Map(dict(one.fields))
                continue
            for name, value in one.fields.items():
                if item.get(name) != value:
                    item[name] = value


def add_note(id: str, text: str, *, kind: str = "", source: str = "", place: str = "", into: str = "") -> Write:
    fields = {"text": text, "order": place or place_now(), "kind": kind, "source": source, "into": into}
    return Write(NOTES, id, {name: value for name, value in fields.items() if value})


def place_now() -> str:
    """After whatever is there, without reading it."""
    stamp, key = ids.stamp(), ""
    while stamp:
        stamp, digit = divmod(stamp, len(_DIGITS))
        key = _DIGITS[digit] + key
    return key + "V"


def random_place(prefix: str) -> str:
    """Among what is given together, an order that says nothing."""
    return prefix + "".join(secrets.choice(_DIGITS) for _ in range(8)) + "V"


def beyond(last: str) -> str:
    """A key after `last`, hardly longer: for what goes to the end again and again."""
    if not last:
        return "V"
    digit = _DIGITS.index(last[-1])
    return last[:-1] + _DIGITS[digit + 1] if digit + 1 < len(_DIGITS) else last + "V"


def move(content: Content, note: Note, group: str, before: str = "") -> list[Write]:
    """Put a note in a family (none: to sort), before another or at the end."""
    column = next(one for one in content.columns if one.id == group)
    others = [one for one in column.notes if one.id != note.id]
    at = next((i for i, one in enumerate(others) if one.id == before), len(others))
    if at == len(others):
        key = beyond(others[-1].order if others else "")
    else:
        after = others[at].order
        key = order.between(max((one.order for one in others[:at] if one.order < after), default=""), after)
    return [Write(NOTES, note.id, {"group": group, "order": key})]


def set_kind(note: Note, kind: str) -> list[Write]:
    return [Write(NOTES, note.id, {"kind": kind})]


def merge(note: Note, into: Note) -> list[Write]:
    """The same idea twice is shown once; nobody's words go."""
    return [Write(NOTES, note.id, {"into": into.id})] if note.id != into.id else []


def split(content: Content, shown: Note, id: str) -> list[Write]:
    """Take one note out of those it was put with; it stays in the same family, just after."""
    if not shown.joined:
        return []
    group = content.group_of(shown)
    if id != shown.id:
        followers = [one for one in shown.joined if one.into == id]
        writes = [Write(NOTES, id, {"into": "", "group": group, "order": beyond(shown.order)})]
        if shown.into:  # two people merged them into each other
            writes.append(Write(NOTES, shown.id, {"into": ""}))
        return [*writes, *(Write(NOTES, one.id, {"into": shown.id}) for one in followers)]
    lead, *others = shown.joined
    writes = [Write(NOTES, lead.id, {"into": "", "group": group, "order": shown.order})]
    writes += [Write(NOTES, one.id, {"into": lead.id}) for one in others]
    return [*writes, Write(NOTES, id, {"into": "", "order": beyond(shown.order)})]


def hide(note: Note, reason: str) -> list[Write]:
    return [Write(NOTES, note.id, {"hidden": reason})]


def reword(note: Note, text: str) -> list[Write]:
    return [Write(NOTES, note.id, {"text": text})]


def add_group(content: Content, id: str, name: str, notes: Iterable[Note] = ()) -> list[Write]:
    """A new family, after the others; `notes` go into it at once."""
    key = beyond(content.groups[-1].order if content.groups else "")
    return [Write(GROUPS, id, {"name": name, "order": key}), *(Write(NOTES, one.id, {"group": id}) for one in notes)]


def rename_group(id: str, name: str) -> list[Write]:
    return [Write(GROUPS, id, {"name": name})]


def join_groups(id: str, into: str) -> list[Write]:
    """Two families become one, under the name of `into`; what is put in the first meanwhile follows."""
    return [Write(GROUPS, id, {"into": into})] if id != into else []


def part_group(id: str) -> list[Write]:
    """A family that was put with another is its own again."""
    return [Write(GROUPS, id, {"into": ""})]


def dissolve_group(content: Content, id: str) -> list[Write]:
    """A family without name is no more; its notes are to sort again."""
    group = content.group(id)
    return [Write(GROUPS, one, {"name": ""}) for one in (id, *(joined.id for joined in group.joined))] if group else []


def place_group(content: Content, id: str, before: str = "") -> list[Write]:
    others = [one for one in content.groups if one.id != id]
    at = next((i for i, one in enumerate(others) if one.id == before), len(others))
    if at == len(others):
        return [Write(GROUPS, id, {"order": beyond(others[-1].order if others else "")})]
    after = others[at].order
    low = max((one.order for one in others[:at] if one.order < after), default="")
    return [Write(GROUPS, id, {"order": order.between(low, after)})]
