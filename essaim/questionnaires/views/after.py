"""What becomes of the answers: when the group sees them, and what they are for."""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from essaim.base.errors import Refused
from essaim.questionnaires import actions
from essaim.questionnaires.definition import Question, Shown
from essaim.questionnaires.models import Questionnaire
from essaim.questionnaires.revealing import Reveal, rule, sentence
from essaim.questionnaires.views.lookup import question_of, questionnaire_of
from essaim.spaces.pages import to_page
from essaim.spaces.requests import SeatRequest
from essaim.spaces.rights import for_facilitators


@dataclass(frozen=True)
class Line:
    question: Question
    chosen: str
    said: str
    by_hand: bool
    is_shown: bool


def moments() -> list[tuple[str, str]]:
    return [
        (Reveal.LIVE, _("à mesure")),
        (Reveal.ANSWERED, _("à chaque personne, après sa réponse")),
        (Reveal.CLOSED, _("à la clôture")),
        (Reveal.HAND, _("quand l’équipe le décide")),
    ]


@for_facilitators
def after(request: SeatRequest, pk: UUID) -> HttpResponse:
    questionnaire = questionnaire_of(request, pk)
    if request.method != "POST":
        return _page(request, questionnaire)
    codes = [question.code for question in questionnaire.asked.questions]
    rules = {"": request.POST.get("reveal", ""), **{code: request.POST.get(f"reveal-{code}", "") for code in codes}}
    return _done(request, questionnaire, lambda: actions.set_reveals(questionnaire, rules, by=request.member))


@for_facilitators
@require_POST
def show_now(request: SeatRequest, pk: UUID, code: str) -> HttpResponse:
    """« Montrer maintenant », and its undoing."""
    questionnaire = questionnaire_of(request, pk)
    question_of(questionnaire, code)
    shown = "hide" not in request.POST
    done = _done(request, questionnaire, lambda: actions.show_now(questionnaire, code, shown=shown, by=request.member))
    if questionnaire.is_now and done.status_code == HTTPStatus.SEE_OTHER:
        return to_page(request, "questionnaires:now_lead", questionnaire.pk)
    return done


def _done(request: SeatRequest, questionnaire: Questionnaire, act: Callable[[], object]) -> HttpResponse:
    try:
        act()
    except Refused as refusal:
        return _page(request, questionnaire, refusal.message, status=422)
    return to_page(request, "questionnaires:after", questionnaire.pk)


def _page(request: SeatRequest, questionnaire: Questionnaire, problem: str = "", status: int = 200) -> HttpResponse:
    typed = request.POST if problem and request.POST else None
    lines = [
        Line(
            question,
            typed.get(f"reveal-{question.code}", "") if typed else questionnaire.reveals.get(question.code, ""),
            sentence(questionnaire, question),
            rule(questionnaire, question) == Reveal.HAND and not questionnaire.is_draft,
            question.code in questionnaire.revealed,
        )
        for question in questionnaire.asked.questions
        if not question.is_private and questionnaire.cap(question) != Shown.NEVER
    ]
    page = {
        "questionnaire": questionnaire,
        "lines": lines,
        "moments": moments(),
        "chosen": typed.get("reveal", "") if typed else questionnaire.reveals.get("", Reveal.LIVE),
        "problem": problem,
        "tab": "console",
    }
    return render(request, "questionnaires/after.html", page, status=status)
