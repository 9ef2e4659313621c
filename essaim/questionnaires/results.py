"""Answers found in the database, ready to be analysed."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace

from essaim.base.blocks import Provenance
from essaim.questionnaires import sources
from essaim.questionnaires.analysis import Asking, QuestionResult, Reader, result
from essaim.questionnaires.definition import Question, filled
from essaim.questionnaires.digests import digest, is_worded
from essaim.questionnaires.models import Answer, Kind, Questionnaire
from essaim.questionnaires.revealing import may_see, waiting
from essaim.questionnaires.sorting import Sorting
from essaim.runs.actions import WALL
from essaim.spaces.models import Member, Space
from essaim.spaces.models.space import Phase


def result_key(questionnaire: Questionnaire, code: str) -> uuid.UUID:
    """The identity of one question of one questionnaire: names its live part."""
    return _remember(questionnaire.pk, code)


def question_topic(questionnaire: Questionnaire, code: str) -> str:
    return f"question:{result_key(questionnaire, code)}"


def all_topics(questionnaire: Questionnaire) -> list[str]:
    """Everything that opening or closing makes out of date."""
    codes = [question["code"] for question in questionnaire.definition["questions"]]
    wall = [WALL] if questionnaire.kind in (Kind.CHAUD, Kind.NOW) else []
    return [questionnaire.topic, *wall, *(question_topic(questionnaire, code) for code in codes)]


def hot_evaluation(space: Space) -> Questionnaire | None:
    """The evaluation of the day, while it is asked."""
    asked: Questionnaire | None = space.questionnaires.filter(
        kind=Kind.CHAUD, opened_at__isnull=False, closed_at__isnull=True
    ).last()
    return asked if asked and space.phase == Phase.DAY else None


def asked_now(space: Space) -> Questionnaire | None:
    """The question asked on the spot, until it is over."""
    asked: Questionnaire | None = space.questionnaires.filter(
        kind=Kind.NOW, opened_at__isnull=False, closed_at__isnull=True
    ).last()
    return asked


def question_of(space: Space, key: str) -> tuple[Questionnaire, Question] | None:
    """The question that a live part is about, in this space."""
    if key not in _places:
        for pk, definition in space.questionnaires.values_list("pk", "definition"):
            for question in definition["questions"]:
                _remember(pk, question["code"])
    where = _places.get(key)
    questionnaire = _questionnaire(space, where[0]) if where else None
    question = questionnaire.asked.question(where[1]) if questionnaire and where else None
    return (questionnaire, question) if questionnaire and question else None


def _questionnaire(space: Space, pk: uuid.UUID) -> Questionnaire | None:
    """Found once for the thirty parts of a page, unless something happened in the space meanwhile."""
    event = Space.everything.values_list("last_event", flat=True).get(pk=space.pk)
    found: dict[uuid.UUID, tuple[int, Questionnaire | None]] = space.__dict__.setdefault("_questionnaires", {})
    if pk not in found or found[pk][0] != event:
        questionnaire = space.questionnaires.filter(pk=pk).first()
        if questionnaire is not None:
            questionnaire.space = space
        found[pk] = (event, questionnaire)
    return found[pk][1]


_places: dict[str, tuple[uuid.UUID, str]] = {}
MOST_PLACES = 20_000


def _remember(questionnaire: uuid.UUID, code: str) -> uuid.UUID:
    """What a key names never changes: it is worked out once."""
    key = uuid.uuid5(questionnaire, code)
    if len(_places) >= MOST_PLACES:
        _places.clear()
    _places[str(key)] = (questionnaire, code)
    return key


def question_result(
    questionnaire: Questionnaire,
    question: Question,
    reader: Reader,
    language: str,
    *,
    member: Member | None = None,
    most: int | None = None,
    provenance: Provenance | None = None,
) -> QuestionResult:
    """What one question says to `reader`, and to this member when what is seen depends on one's own answer."""
    if not may_see(questionnaire, question, reader, member):
        return QuestionResult(question, 0, (), waits=waiting(questionnaire, question))
    known = filled(question, sources.of_question(questionnaire, question))
    read = asking(questionnaire, reader, language)
    worded = any(is_worded(part) for part in question.fields)
    sorting = Sorting.of(questionnaire, question.code) if worded else None
    read = replace(read, most=most, short=provenance is None, provenance=provenance, sorting=sorting)
    return result(known, digest(questionnaire, question), questionnaire.cap(question), read)


def asking(questionnaire: Questionnaire, reader: Reader, language: str) -> Asking:
    """The team learns no more than the group of what is anonymous."""
    allowed = Reader.GROUP if questionnaire.is_anonymous else reader
    return Asking(allowed, language, names=lambda responses: names(questionnaire, responses))


def names(questionnaire: Questionnaire, responses: Iterable[uuid.UUID]) -> dict[uuid.UUID, tuple[str, str]]:
    """Who gave these responses, as each is called today."""
    found: dict[uuid.UUID, tuple[str, str]] = {}
    wanted = list(responses)
    for start in range(0, len(wanted), 500):
        rows = questionnaire.responses.filter(pk__in=wanted[start : start + 500])
        for row in rows.select_related("member__person", "member__structure"):
            found[row.pk] = (row.name, row.structure_name)
    return found


@dataclass(frozen=True)
class Participation:
    answered: int
    expected: int

    @property
    def percent(self) -> int:
        return round(100 * self.answered / self.expected) if self.expected else 0


def participation(questionnaire: Questionnaire) -> Participation:
    """How many gave at least one answer, out of those who are asked."""
    if questionnaire.is_anonymous:
        answered = questionnaire.ballots.count()  # with those of paper, that no mark stands for
    else:
        with_answer = Answer.objects.filter(response__questionnaire=questionnaire).exclude(value={})
        answered = with_answer.values("response").distinct().count()
    return Participation(answered, max(answered, questionnaire.expected().count()))


def source(questionnaire: Questionnaire) -> Provenance:
    """Where a figure comes from, for the report."""
    found = participation(questionnaire)
    return Provenance(questionnaire.title, n=found.answered, of=found.expected, anonymity=questionnaire.anonymity)
