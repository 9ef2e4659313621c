"""The resources of a space: filtered, counted by kind and by theme, a page at a time."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, NamedTuple
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Count, Q
from django.http import QueryDict
from django.utils.translation import gettext as _

from essaim.base.text import fold
from essaim.resources.models import Kind, Resource
from essaim.search.index import find
from essaim.spaces.models import Member, Space

PAGE = 24
MOST_FOUND = 500
MOST_PAGES = 10_000


@dataclass(frozen=True)
class Filter:
    """What is asked of the list; unknown values ask for nothing."""

    words: str = ""
    kind: str = ""
    theme: str = ""
    is_mine: bool = False
    sort: str = ""
    page: int = 1

    @classmethod
    def read(cls, asked: QueryDict) -> "Filter":
        kind, page = asked.get("kind", ""), asked.get("page", "")
        return cls(
            words=asked.get("q", "").strip()[:200],
            kind=kind if kind in Kind.values else "",
            theme=asked.get("theme", "")[:60],
            is_mine=asked.get("by") == "me",
            sort="thanks" if asked.get("sort") == "thanks" else "",
            page=min(int(page), MOST_PAGES) if page.isdecimal() and page != "0" else 1,
        )

    @property
    def is_first_page_of_all(self) -> bool:
        """What is shown live, the same to everyone."""
        return self == Filter()

    @property
    def query(self) -> str:
        told = {
            "q": self.words,
            "kind": self.kind,
            "theme": self.theme,
            "by": "me" if self.is_mine else "",
            "sort": self.sort,
            "page": str(self.page) if self.page > 1 else "",
        }
        return urlencode({name: value for name, value in told.items() if value})


class Facet(NamedTuple):
    """One value to filter by: how many there are beside the other filters, and where pressing it leads."""

    label: str
    count: int
    is_on: bool
    query: str


@dataclass(frozen=True)
class Listing:
    rows: list[Resource]
    count: int
    asked: Filter
    kinds: list[Facet]
    themes: list[Facet]
    pages: int

    @property
    def earlier(self) -> str | None:
        return replace(self.asked, page=self.asked.page - 1).query if self.asked.page > 1 else None

    @property
    def later(self) -> str | None:
        return replace(self.asked, page=self.asked.page + 1).query if self.asked.page < self.pages else None


class _Known(NamedTuple):
    pk: UUID
    kind: str
    themes: list[str]
    author: UUID | None


def listed(space: Space, asked: Filter | None = None, member: Member | None = None) -> Listing:
    """A page of them: the latest first; the closest first when words are asked for; or the most thanked."""
    asked = asked or Filter()
    rows = space.resources.order_by("-created_at", "-pk").values_list("pk", "kind", "themes", "author_id")
    known = [_Known(*row) for row in rows]
    if asked.words:
        ranks = {hit.object_id: n for n, hit in enumerate(find(space, asked.words, kind="resource", limit=MOST_FOUND))}
        known = sorted((row for row in known if row.pk in ranks), key=lambda row: ranks[row.pk])
    if asked.is_mine and member is not None:
        known = [row for row in known if row.author == member.pk]
    of_kind = [row for row in known if asked.kind in ("", row.kind)]
    of_theme = [row for row in known if _has(row, asked.theme)]
    both = [row for row in of_kind if _has(row, asked.theme)]
    if asked.sort:
        thanked = dict(_thanked(space))
        both.sort(key=lambda row: -thanked.get(row.pk, 0))
    pages = max(1, -(-len(both) // PAGE))
    asked = replace(asked, page=min(asked.page, pages))
    start = (asked.page - 1) * PAGE
    return Listing(
        rows=_full([row.pk for row in both[start : start + PAGE]], space),
        count=len(both),
        asked=asked,
        kinds=_kinds(of_theme, asked),
        themes=_themes(of_kind, asked),
        pages=pages,
    )


def _has(row: _Known, theme: str) -> bool:
    return not theme or fold(theme) in map(fold, row.themes)


def _full(keys: list[UUID], space: Space) -> list[Resource]:
    rows: Any = space.resources.filter(pk__in=keys).select_related("author__person", "author__structure", "file")
    rows = rows.annotate(
        thanks_count=Count("thanks", filter=Q(thanks__is_given=True, thanks__deleted_at=None), distinct=True),
        comments_count=Count("comments", filter=Q(comments__deleted_at=None), distinct=True),
    )
    found = {row.pk: row for row in rows}
    return [found[key] for key in keys if key in found]


def _thanked(space: Space) -> Iterable[tuple[UUID, int]]:
    given = space.thanks.filter(is_given=True).values("resource").annotate(n=Count("pk"))
    return given.values_list("resource", "n")


def _kinds(rows: list[_Known], asked: Filter) -> list[Facet]:
    counts = Counter(row.kind for row in rows)
    labels = {value: str(label) for value, label in Kind.choices}
    return _facets(counts, asked.kind, len(rows), lambda kind: replace(asked, kind=kind, page=1), labels.get)


def _themes(rows: list[_Known], asked: Filter) -> list[Facet]:
    counts = Counter(theme for row in rows for theme in row.themes)
    return _facets(counts, asked.theme, len(rows), lambda theme: replace(asked, theme=theme, page=1), str)


def _facets(
    counts: Counter[str], on: str, total: int, to: Callable[[str], Filter], named: Callable[[str], str | None]
) -> list[Facet]:
    """« Tout », then the values there are, the most frequent first; the one that is on stays, even at zero."""
    values = sorted(counts, key=lambda value: (-counts[value], fold(value)))
    values += [on] if on and fold(on) not in map(fold, values) else []
    everything = Facet(_("Tout"), total, not on, to("").query)
    return [
        everything,
        *(Facet(named(one) or one, counts[one], fold(one) == fold(on), to(one).query) for one in values),
    ]


def themes_of(space: Space) -> list[str]:
    """The names, in the order of the alphabet."""
    names = {fold(name): name for name in space.themes.order_by("-created_at").values_list("name", flat=True)}
    return [names[key] for key in sorted(names)]
