"""The words of one question, searched, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict

from essaim.base.text import fold
from essaim.questionnaires import sources
from essaim.questionnaires.analysis import Reader, Voice, item_text, signed, together
from essaim.questionnaires.definition import Field, Question, filled, say
from essaim.questionnaires.digests import Said, digest, is_worded
from essaim.questionnaires.models import Questionnaire
from essaim.questionnaires.results import asking

PAGE = 50
MOST_PAGES = 10_000


@dataclass(frozen=True)
class Filter:
    words: str = ""
    page: int = 1

    @classmethod
    def read(cls, asked: QueryDict) -> "Filter":
        page = asked.get("page", "")
        number = min(int(page), MOST_PAGES) if page.isdecimal() and len(page) < 6 else 1
        return cls(asked.get("q", "").strip()[:200], max(1, number))

    def to(self, page: int) -> str:
        told = {"q": self.words, "page": str(page) if page > 1 else ""}
        return urlencode({name: value for name, value in told.items() if value})


@dataclass(frozen=True)
class Section:
    """The words of one field, when a question has several."""

    label: str
    voices: list[Voice]


@dataclass(frozen=True)
class Listing:
    asked: Filter
    sections: list[Section]
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
    read, found, cap = (
        asking(questionnaire, reader, language),
        digest(questionnaire, question),
        questionnaire.cap(question),
    )
    everything: list[tuple[Field, tuple[Said, int]]] = []
    for part in known.fields:
        if is_worded(part):
            seen = together(part, found, cap, read.reader)
            everything += [(part, one) for one in seen if _holds(part, one[0], wanted.words, language)]
    start = (wanted.page - 1) * PAGE
    sections = [
        Section(say(part.label, language) if len(known.fields) > 1 else "", signed(part, ones, cap, read))
        for part, ones in _by_field(everything[start : start + PAGE])
    ]
    count = sum(n for _part, (_one, n) in everything)
    return Listing(wanted, sections, count, max(1, -(-len(everything) // PAGE)))


def _by_field(
    found: Sequence[tuple[Field, tuple[Said, int]]],
) -> list[tuple[Field, list[tuple[Said, int]]]]:
    made: list[tuple[Field, list[tuple[Said, int]]]] = []
    for part, one in found:
        if not made or made[-1][0].code != part.code:
            made.append((part, []))
        made[-1][1].append(one)
    return made


def _holds(part: Field, one: Said, words: str, language: str) -> bool:
    return not words or fold(words) in fold(item_text(part, one.kept, language))
