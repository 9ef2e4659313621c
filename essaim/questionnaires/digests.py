"""What the answers to each question come to: read once, in one pass, and kept until one of them changes."""

import json
import threading
from collections import Counter, OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, QuerySet, Sum

from essaim.base.text import fold
from essaim.questionnaires import ballots
from essaim.questionnaires.answers import Value
from essaim.questionnaires.definition import Field, Kind, Question, Shown
from essaim.questionnaires.models import Answer, Questionnaire
from essaim.spaces.models import Space

MOST_KEPT = 600
"""Questions whose digest stays in memory."""
MOST_LETTERS = 300_000
"""Words that a digest may hold and stay in memory; beyond, it is made again each time."""

Row = tuple[str, Value, str, UUID | None, int]
"""A question's code, what was answered, who may see it, whose it is when that is known, and how many times."""


@dataclass(frozen=True)
class Alike:
    """Answers that tick the same and may be seen by the same people."""

    value: Value
    shown: Shown
    n: int


@dataclass(frozen=True)
class Said:
    """What one person wrote in one field: text, or an item with its category."""

    field: str
    kept: Any
    shown: Shown
    response: UUID | None


@dataclass(frozen=True)
class Digest:
    """`alike` counts every answer once; `said` is in alphabetical order: that of arrival would say who wrote what."""

    alike: tuple[Alike, ...] = ()
    said: tuple[Said, ...] = ()
    memo: dict[object, Any] = field(default_factory=dict, compare=False, repr=False)
    """What was worked out from it, to be found again."""

    @property
    def n(self) -> int:
        return sum(one.n for one in self.alike)

    def values(self, code: str, *, allowed_only: bool = False) -> list[Any]:
        """What was ticked in a field, as many times as it was."""
        return [
            one.value[code]
            for one in self.alike
            if code in one.value and not (allowed_only and one.shown == Shown.NEVER)
            for _again in range(one.n)
        ]

    def allowed(self) -> int:
        return sum(one.n for one in self.alike if one.shown != Shown.NEVER)


@dataclass(frozen=True)
class _Kept:
    event: int
    stamp: object
    digest: Digest


_kept: "OrderedDict[tuple[UUID, str], _Kept]" = OrderedDict()
_lock = threading.Lock()


def digest(questionnaire: Questionnaire, question: Question) -> Digest:
    return digests(questionnaire, [question])[question.code]


def digests(questionnaire: Questionnaire, questions: Sequence[Question]) -> dict[str, Digest]:
    """By code. What did not change since it was last read is not read again."""
    # The space's last event, asked before anything is read: what is kept is never older than it says.
    event = Space.everything.values_list("last_event", flat=True).get(pk=questionnaire.space_id)
    found: dict[str, Digest] = {}
    with _lock:
        kept = {question.code: _kept.get((questionnaire.pk, question.code)) for question in questions}
    doubtful = [question for question in questions if (known := kept[question.code]) is None or known.event < event]
    stamps = _stamps(questionnaire, [question.code for question in doubtful])
    stale = []
    for question in questions:
        known, stamp = kept[question.code], stamps.get(question.code)
        if known is not None and (question not in doubtful or known.stamp == (stamp, question)):
            found[question.code] = known.digest
        else:
            stale.append(question)
    found |= read(stale, _rows(questionnaire, stale)) if stale else {}
    _keep(questionnaire.pk, event, {one.code: ((stamps.get(one.code), one), found[one.code]) for one in doubtful})
    return found


def read(questions: Sequence[Question], rows: Iterable[Row]) -> dict[str, Digest]:
    """One pass over the answers; what is held grows with how much they differ, not with how many they are."""
    asked = {question.code: question for question in questions}
    texts = {code: {part.code: part.kind for part in one.fields if is_worded(part)} for code, one in asked.items()}
    counts: dict[str, Counter[tuple[str, str]]] = {code: Counter() for code in asked}
    said: dict[str, list[Said]] = {code: [] for code in asked}
    for code, value, shown, response, n in rows:
        if not value or code not in asked:
            continue
        for part, kind in texts[code].items():
            if part in value:
                kept = value[part] if kind == Kind.ITEMS else [value.pop(part)]
                said[code] += [Said(part, one, Shown(shown), response) for one in kept for _again in range(n)]
        counts[code][json.dumps(value, sort_keys=True) if value else "{}", shown] += n
    return {
        code: Digest(
            tuple(Alike(json.loads(ticked), Shown(shown), n) for (ticked, shown), n in counts[code].items()),
            tuple(sorted(said[code], key=lambda one: _alphabetical(asked[code], one))),
        )
        for code in asked
    }


def is_worded(part: Field) -> bool:
    return part.is_words or part.kind == Kind.ITEMS


def _alphabetical(question: Question, one: Said) -> tuple[int, str]:
    if isinstance(one.kept, str):
        return 0, fold(one.kept[:40])
    order = [choice.code for choice in question.field(one.field).choices]
    category = one.kept["category"]
    return order.index(category) if category in order else len(order), fold(one.kept["keywords"])


def _rows(questionnaire: Questionnaire, questions: Sequence[Question]) -> Iterator[Row]:
    if questionnaire.is_anonymous:
        yield from ballot_rows(questionnaire)
        return
    worded = [question.code for question in questions if any(is_worded(part) for part in question.fields)]
    ticked = [question.code for question in questions if question.code not in worded]
    answers = _answers(questionnaire)
    columns = ("question", "value", "shown")
    if ticked:
        # The database puts together those that are the same: 2,000 answers to eight choices are a few rows.
        alike = answers.filter(question__in=ticked).values_list(*columns).annotate(n=Count("id"))
        for code, value, shown, n in alike.iterator(2000):
            yield code, value, shown, None, n
    if worded:
        for code, value, shown, response in (
            answers.filter(question__in=worded).values_list(*columns, "response").iterator(2000)
        ):
            yield code, value, shown, response, 1


def ballot_rows(questionnaire: Questionnaire) -> Iterator[Row]:
    """Of an anonymous questionnaire: nothing before it closes, nor under five."""
    for ballot in ballots.opened(questionnaire):
        for code, one in ballot.items():
            yield code, one["value"], one["shown"], None, 1


def _answers(questionnaire: Questionnaire) -> QuerySet[Answer]:
    return Answer.objects.filter(response__questionnaire=questionnaire, response__deleted_at__isnull=True).order_by()


def _stamps(questionnaire: Questionnaire, codes: Sequence[str]) -> dict[str, object]:
    """Something by question that changes with any of its answers."""
    if not codes:
        return {}
    if questionnaire.is_anonymous:
        return dict.fromkeys(codes, (questionnaire.closed_at, questionnaire.ballots.count()))
    found = _answers(questionnaire).filter(question__in=codes).values_list("question")
    marks = found.annotate(n=Count("id"), versions=Sum("version"), last=Max("hlc"))
    return {code: tuple(rest) for code, *rest in marks}


def _keep(questionnaire: UUID, event: int, made: dict[str, tuple[object, Digest]]) -> None:
    with _lock:
        for code, (stamp, one) in made.items():
            _kept.pop((questionnaire, code), None)
            if sum(len(said.kept) for said in one.said if isinstance(said.kept, str)) <= MOST_LETTERS:
                _kept[questionnaire, code] = _Kept(event, stamp, one)
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
