"""What the answers say: for the group, for the room's screen."""

from uuid import UUID

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from essaim.questionnaires.analysis import Reader
from essaim.questionnaires.definition import Question, Shown, say
from essaim.questionnaires.digests import digests, is_worded
from essaim.questionnaires.listing import Filter, listed
from essaim.questionnaires.models import Questionnaire
from essaim.questionnaires.results import result_key
from essaim.questionnaires.revealing import is_personal, may_see, waiting
from essaim.questionnaires.views.lookup import question_of, questionnaire_of
from essaim.spaces.joining import join_details
from essaim.spaces.requests import SeatRequest
from essaim.spaces.rights import for_members, for_wall_too


@for_members
def results(request: SeatRequest, pk: UUID) -> HttpResponse:
    questionnaire = questionnaire_of(request, pk)
    shown = [
        question for question in questionnaire.asked.questions
        if not question.is_private and questionnaire.cap(question) != Shown.NEVER
    ]  # fmt: skip
    keys = [
        ("results-mine" if is_personal(questionnaire, one) else "results", result_key(questionnaire, one.code))
        for one in shown
    ]
    digests(questionnaire, questionnaire.asked.questions)
    page = {
        "questionnaire": questionnaire,
        "keys": keys,
        "questions": [
            (say(one.text, request.LANGUAGE_CODE), f"{name}-{key}")
            for one, (name, key) in zip(shown, keys, strict=True)
        ],
        "tab": "pages",
    }
    return render(request, "questionnaires/results.html", page)


@for_members
@require_safe
def words(request: SeatRequest, pk: UUID, code: str) -> HttpResponse:
    """All that was written to one question; the page of results shows the first only."""
    questionnaire = questionnaire_of(request, pk)
    question = question_of(questionnaire, code)
    if questionnaire.is_draft or not any(is_worded(part) for part in question.fields):
        raise Http404
    return words_page(request, questionnaire, question, request.GET, {})


def words_page(
    request: SeatRequest, questionnaire: Questionnaire, question: Question, typed: QueryDict, problems: dict[str, str]
) -> HttpResponse:
    """`typed` and `problems`: what the team was sorting, and what stopped it."""
    reader = Reader.TEAM if request.member.can_facilitate() else Reader.GROUP
    waits = "" if may_see(questionnaire, question, reader, request.member) else waiting(questionnaire, question)
    if waits:
        page = {"questionnaire": questionnaire, "question": question, "waits": waits, "tab": "pages"}
        return render(request, "questionnaires/words_wait.html", page)
    wanted = Filter.read(QueryDict(typed.get("query", "")) if problems else request.GET)
    listing = listed(questionnaire, question, reader, request.LANGUAGE_CODE, wanted)
    page = {
        "questionnaire": questionnaire,
        "question": question,
        "listing": listing,
        "is_team": reader == Reader.TEAM,
        "typed": typed if problems else {},
        "checked": typed.getlist("words") if problems else [],
        "problems": problems,
        "tab": "pages",
    }
    return render(request, "questionnaires/words.html", page, status=422 if problems else 200)


@for_wall_too
def wall(request: SeatRequest, pk: UUID, code: str) -> HttpResponse:
    """One question's result, as large as the room."""
    questionnaire = get_object_or_404(request.space.questionnaires, pk=pk)
    question = question_of(questionnaire, code)
    if questionnaire.is_draft:
        raise Http404
    page = {
        "questionnaire": questionnaire,
        "text": say(question.text, request.LANGUAGE_CODE),
        "key": result_key(questionnaire, code),
        **join_details(request),
    }
    return render(request, "questionnaires/wall.html", page)
