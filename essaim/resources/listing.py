"""The resources of a space, filtered."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict

from essaim.resources.models import Kind, Resource
from essaim.search.index import find
from essaim.spaces.models import Space

MOST = 60
MOST_FOUND = 200


@dataclass(frozen=True)
class Filter:
    """What is asked of the list; unknown values ask for nothing."""

    words: str = ""
    kind: str = ""
    theme: str = ""

    @classmethod
    def read(cls, asked: QueryDict) -> "Filter":
        kind = asked.get("kind", "")
        return cls(asked.get("q", "").strip()[:200], kind if kind in Kind.values else "", asked.get("theme", "")[:60])

    def __bool__(self) -> bool:
        return bool(self.words or self.kind or self.theme)


def listed(space: Space, asked: Filter | None = None) -> list[Resource]:
    """The latest first; when words are asked for, the closest first."""
    asked = asked or Filter()
    rows: QuerySet[Any] = space.resources.select_related("author__person", "author__structure", "file")
    if asked.kind:
        rows = rows.filter(kind=asked.kind)
    if asked.theme:
        rows = rows.filter(theme=asked.theme)
    if not asked.words:
        return list(rows.order_by("-created_at"))
    hits = [hit.object_id for hit in find(space, asked.words, kind="resource", limit=MOST_FOUND)]
    found = {row.pk: row for row in rows.filter(pk__in=hits)}
    return [found[one] for one in hits if one in found]
