"""Answers found in the database, ready to be analysed."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from essaim.base.blocks import Provenance
from essaim.questionnaires import ballots, sources
from essaim.questionnaires.analysis import Given, QuestionResult, Reader, result
from essaim.questionnaires.definition import Question, Shown, filled
from essaim.questionnaires.models import Answer, Kind, Questionnaire
from essaim.runs.actions import WALL
from essaim.spaces.models import Space
from essaim.spaces.models.space import Phase


def result_key(questionnaire: Questionnaire, code: str) -> uuid.UUID:
    """The identity of one question of one questionnaire: names its live part."""
    return uuid.uuid5(questionnaire.pk, code)


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
    for questionnaire in space.questionnaires.all():
        for question in questionnaire.asked.questions:
            if str(result_key(questionnaire, question.code)) == key:
                return questionnaire, question
    return None


def given(questionnaire: Questionnaire, code: str) -> list[Given]:
    """The answers to one question. Of an anonymous evaluation: nothing before it closes, nor under five."""
    if questionnaire.is_anonymous:
        return [
            Given(ballot[code]["value"], Shown(ballot[code]["shown"]))
            for ballot in ballots.opened(questionnaire)
            if code in ballot
        ]
    answers = Answer.objects.filter(
        response__questionnaire=questionnaire, response__deleted_at__isnull=True, question=code
    ).select_related("response__member__person", "response__member__structure")
    return [
        Given(row.value, Shown(row.shown), row.response.name, row.response.structure_name)
        for row in answers
        if row.value
    ]


def question_result(
    questionnaire: Questionnaire, question: Question, reader: Reader, language: str, *, provenance: bool = False
) -> QuestionResult:
    """What one question says to `reader`. The team learns no more than the group of what is anonymous."""
    if questionnaire.is_anonymous:
        reader = Reader.GROUP
    known = filled(question, sources.of_question(questionnaire, question))
    rows = capped(given(questionnaire, question.code), questionnaire.cap(question), reader)
    where = source(questionnaire) if provenance else None
    return result(known, rows, reader, language, where, short=not provenance)


def capped(rows: Sequence[Given], most: Shown, reader: Reader) -> list[Given]:
    """No answer shows more than the questionnaire allows now."""
    if reader == Reader.TEAM:
        return list(rows)
    return [Given(row.value, row.shown.at_most(most), row.name, row.structure) for row in rows]


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
