"""What the person in front of the page has already answered, by name or in the anonymous box."""

from dataclasses import dataclass
from typing import Any

from essaim.questionnaires import ballots, conditions, path, sources
from essaim.questionnaires.answers import Value
from essaim.questionnaires.definition import Definition, Question, Shown, filled, say
from essaim.questionnaires.inputs import shown_options
from essaim.questionnaires.models import Questionnaire, Response
from essaim.questionnaires.saying import say_value
from essaim.spaces.models import Member
from essaim.spaces.requests import SeatRequest


@dataclass(frozen=True)
class Line:
    """One answer as its author reads it again."""

    question: Question
    text: str
    said: list[str]
    shown: str


@dataclass(frozen=True)
class Kept:
    questionnaire: Questionnaire
    definition: Definition
    content: dict[str, dict[str, Any]]
    reached: str
    is_finished: bool
    is_elsewhere: bool  # an anonymous ballot that only another phone can open

    def value(self, code: str) -> Value:
        found: Value = self.content.get(code, {}).get("value", {})
        return found

    def shown(self, question: Question) -> Shown:
        kept = self.content.get(question.code, {})
        return Shown(kept["shown"]) if kept.get("value") else question.default_shown

    @property
    def values(self) -> dict[str, Value]:
        return {code: kept["value"] for code, kept in self.content.items()}

    @property
    def any(self) -> bool:
        return any(kept["value"] for kept in self.content.values())

    @property
    def resume(self) -> str:
        """Where to go on: the step reached, or the first question."""
        return self.reached or path.first(self.definition)

    @property
    def resumes_at_question(self) -> bool:
        return self.resume not in (path.MORE, path.END)

    def lines(self, language: str, member: Member) -> list[Line]:
        made = []
        for question in conditions.asked(self.definition, self.values):
            known = filled(question, sources.of_question(self.questionnaire, question, member))
            value = self.value(question.code)
            cap = self.questionnaire.cap(question)
            current = self.shown(question).at_most(cap)
            option = next((one.label for one in shown_options(question, cap, current) if one.checked), "")
            made.append(Line(question, say(question.text, language), say_value(known, value, language), option))
        return made


def kept_of(request: SeatRequest, questionnaire: Questionnaire) -> Kept:
    definition = questionnaire.asked
    if questionnaire.is_anonymous:
        box = ballots.box_of(questionnaire)
        content = box.own(box.secret(request))
        elsewhere = not content and box.has_cast(request.member)
        given = {code: kept["value"] for code, kept in content.items()}
        unanswered = [q.code for q in conditions.asked(definition, given) if q.code not in content]
        reached = (unanswered[0] if unanswered else path.END) if content else ""
        return Kept(questionnaire, definition, content, reached, False, elsewhere)
    response = Response.objects.filter(questionnaire=questionnaire, member=request.member).first()
    if response is None:
        return Kept(questionnaire, definition, {}, "", False, False)
    content = {row.question: {"value": row.value, "shown": row.shown} for row in response.answers.all()}
    return Kept(questionnaire, definition, content, response.reached, response.finished_at is not None, False)
