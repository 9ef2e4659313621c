"""What the answers say: for the group, for the room's screen."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from essaim.questionnaires.analysis import Reader
from essaim.questionnaires.definition import say
from essaim.questionnaires.digests import digests, is_worded
from essaim.questionnaires.listing import Filter, listed
from essaim.questionnaires.results import result_key
from essaim.questionnaires.views.lookup import question_of, questionnaire_of
from essaim.spaces.joining import join_details
from essaim.spaces.requests import SeatRequest
from essaim.spaces.rights import for_members, for_wall_too


@for_members
def results(request: SeatRequest, pk: UUID) -> HttpResponse:
    questionnaire = questionnaire_of(request, pk)
    keys = [
        (question, result_key(questionnaire, question.code))
        for question in questionnaire.asked.questions
        if not question.is_private
    ]
    digests(questionnaire, [question for question, _key in keys])
    page = {"questionnaire": questionnaire, "keys": keys, "tab": "pages"}
    return render(request, "questionnaires/results.html", page)


@for_members
@require_safe
def words(request: SeatRequest, pk: UUID, code: str) -> HttpResponse:
    """All that was written to one question; the page of results shows the first only."""
    questionnaire = questionnaire_of(request, pk)
    question = question_of(questionnaire, code)
    reader = Reader.TEAM if request.member.can_facilitate() else Reader.GROUP
    if questionnaire.is_draft or not any(is_worded(part) for part in question.fields):
        raise Http404
    listing = listed(questionnaire, question, reader, request.LANGUAGE_CODE, Filter.read(request.GET))
    page = {
        "questionnaire": questionnaire,
        "question": question,
        "listing": listing,
        "is_team": reader == Reader.TEAM,
        "tab": "pages",
    }
    return render(request, "questionnaires/words.html", page)


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
