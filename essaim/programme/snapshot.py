"""A programme as plain data, and what changed between two of them."""

from collections.abc import Iterable
from collections.abc import Sequence as Several
from dataclasses import dataclass
from typing import Any

from essaim.base.hours import clock_text, length_text
from essaim.programme.models import Sequence

_FIELDS = ("day", "start", "minutes", "kind", "fixed", "title", "objective")


def snapshot(sequences: Iterable[Sequence]) -> list[dict[str, Any]]:
    return [
        {"id": str(one.pk), **{name: getattr(one, name) for name in _FIELDS}, "steps": _steps(one)} for one in sequences
    ]


def _steps(sequence: Sequence) -> list[dict[str, Any]]:
    return [{name: step.get(name) for name in ("method", "minutes", "title", "question")} for step in sequence.steps]


@dataclass(frozen=True)
class Difference:
    """One sequence between two versions. `what`: added, removed, changed. `fields` that changed."""

    what: str
    id: str
    title: str
    fields: tuple[str, ...] = ()
    before: str = ""
    after: str = ""
    old_title: str = ""


def difference(before: Several[dict[str, Any]], after: Several[dict[str, Any]]) -> list[Difference]:
    """What a new version changes, in the order of the day; what was removed comes last."""
    old, new = {one["id"]: one for one in before}, {one["id"]: one for one in after}
    changed = []
    for one in after:
        was = old.get(one["id"])
        if was is None:
            changed.append(Difference("added", one["id"], one["title"], after=when(one)))
            continue
        fields = tuple(name for name in (*_FIELDS, "steps") if was.get(name) != one.get(name))
        if fields:
            before_text, after_text = when(was), when(one)
            renamed = was["title"] if "title" in fields else ""
            changed.append(Difference("changed", one["id"], one["title"], fields, before_text, after_text, renamed))
    gone = [Difference("removed", one["id"], one["title"], before=when(one)) for one in before if one["id"] not in new]
    return changed + gone


def when(entry: dict[str, Any]) -> str:
    """« 14 h 00, 2 h »"""
    return f"{clock_text(entry['start'])}, {length_text(entry['minutes'])}"
