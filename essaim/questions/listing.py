"""The questions of a space: by state, in the order of « moi aussi », a page at a time."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Count, Q
from django.http import QueryDict
from django.utils.translation import gettext as _

from essaim.base import ids
from essaim.questions.about import About, about, abouts
from essaim.questions.actions.asking import happened_to
from essaim.questions.models import Answer, Echo, Question
from essaim.questions.states import OPEN, State
from essaim.search.index import find
from essaim.spaces.models import Member, Space

PAGE = 24
MOST_FOUND = 500
MOST_PAGES = 10_000


class Known(NamedTuple):
    """As much of a question as its place in a list asks for. `answers`: all of them, the team's too."""

    pk: UUID
    asked_at: datetime
    author: UUID | None
    about: UUID | None
    state: State
    echoes: int
    answers: int

    @property
    def is_open(self) -> bool:
        return self.state in OPEN


class Asked(NamedTuple):
    """A question as a list shows it."""

    row: Question
    known: Known
    about: About | None = None


class Show(NamedTuple):
    key: str
    label: str
    states: frozenset[State]


def shows() -> list[Show]:
    """What a list may be narrowed to; the first is what one sees first."""
    return [
        Show("", _("Ouvertes"), OPEN),
        Show("waiting", _("Sans réponse"), frozenset({State.ASKED})),
        Show("relayed", _("Relayées à l’équipe"), frozenset({State.RELAYED})),
        Show("answered", _("Répondues"), frozenset({State.ANSWERED})),
        Show("sent", _("Orientées vers le DLA"), frozenset({State.SENT})),
        Show("all", _("Toutes"), frozenset(State)),
    ]


@dataclass(frozen=True)
class Filter:
    """What is asked of the list; unknown values ask for nothing."""

    words: str = ""
    show: str = ""
    about: UUID | None = None
    is_mine: bool = False
    sort: str = ""
    page: int = 1

    @classmethod
    def read(cls, asked: QueryDict) -> "Filter":
        show, page = asked.get("show", ""), asked.get("page", "")
        return cls(
            words=asked.get("q", "").strip()[:200],
            show=show if show in {one.key for one in shows()} else "",
            about=ids.read(asked.get("about", "")),
            is_mine=asked.get("by") == "me",
            sort="recent" if asked.get("sort") == "recent" else "",
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
            "show": self.show,
            "about": str(self.about or ""),
            "by": "me" if self.is_mine else "",
            "sort": self.sort,
            "page": str(self.page) if self.page > 1 else "",
        }
        return urlencode({name: value for name, value in told.items() if value})


class Facet(NamedTuple):
    label: str
    count: int
    is_on: bool
    query: str


@dataclass(frozen=True)
class Listing:
    rows: list[Asked]
    count: int
    total: int
    asked: Filter
    facets: list[Facet]
    pages: int
    about: About | None = None

    @property
    def earlier(self) -> str | None:
        return replace(self.asked, page=self.asked.page - 1).query if self.asked.page > 1 else None

    @property
    def later(self) -> str | None:
        return replace(self.asked, page=self.asked.page + 1).query if self.asked.page < self.pages else None


def known(space: Space, *only: Q) -> list[Known]:
    """All of them, or those that `only` says, the most shared first; as many « moi aussi », the oldest first."""
    rows: Any = space.group_questions.filter(*only)
    answers, given = Answer.objects.filter(space=space), Echo.objects.filter(space=space, is_given=True)
    if only:
        wanted = list(rows.values_list("pk", flat=True))
        answers, given = answers.filter(question__in=wanted), given.filter(question__in=wanted)
    rows = rows.only("pk", "space", "created_at", "author", "about", "relayed_at", "sent_at")
    said: dict[UUID, list[tuple[bool, bool]]] = {}
    for question, from_team, is_retained in answers.values_list("question", "from_team", "is_retained"):
        said.setdefault(question, []).append((from_team, is_retained))
    counted = given.values("question").annotate(n=Count("pk"))
    echoes = dict(counted.values_list("question", "n"))
    found = [
        Known(
            row.pk, row.created_at, row.author_id, row.about, happened_to(row, said.get(row.pk, ())).state,
            echoes.get(row.pk, 0), len(said.get(row.pk, ())),
        )
        for row in rows
    ]  # fmt: skip
    return sorted(found, key=lambda one: (-one.echoes, one.asked_at, one.pk))


def full(space: Space, wanted: list[Known]) -> list[Asked]:
    """The questions themselves, in the order given."""
    rows = space.group_questions.select_related("author__person", "author__structure")
    found = rows.in_bulk([one.pk for one in wanted])
    named = abouts(space, {one.about for one in wanted if one.about})
    return [Asked(found[one.pk], one, named.get(one.about) if one.about else None) for one in wanted if one.pk in found]


def listed(space: Space, asked: Filter | None = None, member: Member | None = None) -> Listing:
    """A page of them; the closest first when words are asked for."""
    asked = asked or Filter()
    rows = everything = known(space)
    if asked.words:
        hits = find(space, asked.words, kind="question", limit=MOST_FOUND)
        ranks = {hit.object_id: n for n, hit in enumerate(hits)}
        rows = sorted((one for one in rows if one.pk in ranks), key=lambda one: ranks[one.pk])
    if asked.is_mine and member:
        rows = [one for one in rows if one.author == member.pk]
    if asked.about:
        rows = [one for one in rows if one.about == asked.about]
    if asked.sort:
        rows = sorted(rows, key=lambda one: one.asked_at, reverse=True)
    counts = Counter(one.state for one in rows)
    facets = [
        Facet(one.label, sum(counts[state] for state in one.states), one.key == asked.show,
              replace(asked, show=one.key, page=1).query)
        for one in shows()
    ]  # fmt: skip
    states = next(one.states for one in shows() if one.key == asked.show)
    chosen = [one for one in rows if one.state in states]
    pages = max(1, -(-len(chosen) // PAGE))
    asked = replace(asked, page=min(asked.page, pages))
    start = (asked.page - 1) * PAGE
    return Listing(
        rows=full(space, chosen[start : start + PAGE]),
        count=len(chosen),
        total=len(everything),
        asked=asked,
        facets=[one for one in facets if one.count or one.is_on or one.query == asked.query],
        pages=pages,
        about=about(space, asked.about),
    )
