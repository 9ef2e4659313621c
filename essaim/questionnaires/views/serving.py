"""À quoi servent les réponses : what they become elsewhere, what they are for, and totals brought to the programme."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from essaim.base.errors import Refused
from essaim.questionnaires import actions, serving
from essaim.questionnaires.actions.serving import Use
from essaim.questionnaires.definition import Question, Shown
from essaim.questionnaires.models import Questionnaire
from essaim.questionnaires.views.lookup import question_of, questionnaire_of
from essaim.spaces.pages import to_page
from essaim.spaces.requests import SeatRequest
from essaim.spaces.rights import for_facilitators


@dataclass(frozen=True)
class Line:
    question: Question
    use: Use
    has_words: bool
    has_totals: bool
    error: str


@for_facilitators
def uses(request: SeatRequest, pk: UUID) -> HttpResponse:
    questionnaire = questionnaire_of(request, pk)
    if request.method != "POST":
        return _page(request, questionnaire)
    posted = {question.code: _posted(request, question) for question in _questions(questionnaire)}
    return _done(request, questionnaire, lambda: actions.set_uses(questionnaire, posted, by=request.member))


@for_facilitators
@require_POST
def totals(request: SeatRequest, pk: UUID, code: str) -> HttpResponse:
    questionnaire = questionnaire_of(request, pk)
    question = question_of(questionnaire, code)
    return _done(request, questionnaire, lambda: actions.bring_totals(questionnaire, question, by=request.member))


def _done(request: SeatRequest, questionnaire: Questionnaire, act: Callable[[], object]) -> HttpResponse:
    try:
        act()
    except Refused as refusal:
        return _page(request, questionnaire, {refusal.field or "": refusal.message}, status=422)
    return to_page(request, "questionnaires:uses", questionnaire.pk)


def _questions(questionnaire: Questionnaire) -> list[Question]:
    """Those whose answers the group may read: what only the team reads goes nowhere."""
    return [
        question for question in questionnaire.asked.questions
        if not question.is_private and questionnaire.cap(question) != Shown.NEVER and not question.retired
    ]  # fmt: skip


def _posted(request: SeatRequest, question: Question) -> Use:
    given = request.POST
    return Use(*(given.get(f"{name}-{question.code}", "") for name in ("feeds", "target", "theme")))


def _page(
    request: SeatRequest, questionnaire: Questionnaire, problems: dict[str, str] | None = None, status: int = 200
) -> HttpResponse:
    wrong = problems or {}
    typed = bool(wrong) and any(name.startswith("target-") for name in request.POST)
    lines = []
    for question in _questions(questionnaire):
        kept, words = questionnaire.serves.get(question.code, []), serving.words_of(question)
        use = Use(words.feeds if words else "", serving.target(kept), serving.theme(kept))
        error = wrong.get(f"target-{question.code}", "") or wrong.get(f"theme-{question.code}", "")
        counted = serving.counted_of(question) is not None and not questionnaire.is_draft
        lines.append(
            Line(
                question, _posted(request, question) if typed else use,
                words is not None and not questionnaire.is_anonymous, counted, error,
            )
        )  # fmt: skip
    page = {
        "questionnaire": questionnaire,
        "lines": lines,
        "feeds": list(serving.FEEDS.items()),
        "targets": serving.targets(request.space),
        "problem": wrong.get("", ""),
        "tab": "console",
    }
    return render(request, "questionnaires/uses.html", page, status=status)
