"""The words of one question, searched, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import QueryDict

from essaim.base.text import fold
from essaim.questionnaires import sources
from essaim.questionnaires.analysis import Reader, Spoken, Voice, item_text, signed, together
from essaim.questionnaires.definition import Field, Question, filled, say
from essaim.questionnaires.digests import Said, digest, is_worded
from essaim.questionnaires.models import Questionnaire, Verbatim
from essaim.questionnaires.results import asking
from essaim.questionnaires.sorting import Sorting

PAGE = 50
MOST_PAGES = 10_000


@dataclass(frozen=True)
class Filter:
    words: str = ""
    group: str = ""
    page: int = 1

    @classmethod
    def read(cls, asked: QueryDict) -> "Filter":
        page = asked.get("page", "")
        number = min(int(page), MOST_PAGES) if page.isdecimal() and len(page) < 6 else 1
        return cls(asked.get("q", "").strip()[:200], asked.get("group", "").strip()[:80], max(1, number))

    def to(self, page: int) -> str:
        told = {"q": self.words, "group": self.group, "page": str(page) if page > 1 else ""}
        return urlencode({name: value for name, value in told.items() if value})

    @property
    def query(self) -> str:
        return self.to(self.page)


@dataclass(frozen=True)
class Section:
    """The words of one field, when a question has several."""

    label: str
    voices: list[Voice]


@dataclass(frozen=True)
class Listing:
    asked: Filter
    sections: list[Section]
    groups: list[tuple[str, str, bool]]
    """The names that the team gave, the query that leads to each, and whether it is the one read."""
    count: int
    pages: int

    @property
    def earlier(self) -> str | None:
        return self.asked.to(self.asked.page - 1) if self.asked.page > 1 else None

    @property
    def later(self) -> str | None:
        return self.asked.to(self.asked.page + 1) if self.asked.page < self.pages else None


def listed(questionnaire: Questionnaire, question: Question, reader: Reader, language: str, wanted: Filter) -> Listing:
    known = filled(question, sources.of_question(questionnaire, question))
    sorting = Sorting.of(questionnaire, question.code)
    read, cap = replace(asking(questionnaire, reader, language), sorting=sorting), questionnaire.cap(question)
    found = digest(questionnaire, question)
    everything: list[tuple[Field, Spoken]] = []
    for part in known.fields:
        if is_worded(part):
            rows = [(one, sorting.row(part.code, one[0].kept)) for one in together(part, found, cap, read.reader)]
            here = [
                (one, row) for one, row in rows
                if _is_here(row, wanted, reader) and _holds(part, one[0], wanted.words, language)
            ]  # fmt: skip
            here.sort(key=lambda pair: pair[1] is None or not pair[1].pinned)
            everything += [(part, one) for one, _row in here]
    start = (wanted.page - 1) * PAGE
    sections = [
        Section(say(part.label, language) if len(known.fields) > 1 else "", signed(part, ones, cap, read))
        for part, ones in _by_field(everything[start : start + PAGE])
    ]
    count = sum(n for _part, (_one, n) in everything)
    groups = [(name, Filter(group=name).query, name == wanted.group) for name in sorting.groups]
    return Listing(wanted, sections, groups, count, max(1, -(-len(everything) // PAGE)))


def _is_here(row: Verbatim | None, wanted: Filter, reader: Reader) -> bool:
    if row is not None and row.hidden and reader == Reader.GROUP:
        return False
    return not wanted.group or (row is not None and row.group == wanted.group)


def _by_field(
    found: Sequence[tuple[Field, Spoken]],
) -> list[tuple[Field, list[Spoken]]]:
    made: list[tuple[Field, list[Spoken]]] = []
    for part, one in found:
        if not made or made[-1][0].code != part.code:
            made.append((part, []))
        made[-1][1].append(one)
    return made


def _holds(part: Field, one: Said, words: str, language: str) -> bool:
    return not words or fold(words) in fold(item_text(part, one.kept, language))
