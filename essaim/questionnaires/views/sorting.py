"""The team sorts the words people wrote: groups, brings first, hides with a reason."""

from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.views.decorators.http import require_POST

from essaim.base import ids
from essaim.base.errors import Refused
from essaim.questionnaires import actions
from essaim.questionnaires.listing import Filter
from essaim.questionnaires.views.lookup import question_of, questionnaire_of
from essaim.questionnaires.views.results import words_page
from essaim.spaces.pages import to_page
from essaim.spaces.requests import SeatRequest
from essaim.spaces.rights import for_facilitators


@for_facilitators
@require_POST
def sort_words(request: SeatRequest, pk: UUID, code: str) -> HttpResponse:
    questionnaire = questionnaire_of(request, pk)
    question = question_of(questionnaire, code)
    given, by = request.POST, request.member
    chosen = [identity for one in given.getlist("words") if (identity := ids.read(one))]
    try:
        match given.get("do", ""):
            case "pin" | "unpin" as what:
                actions.pin_words(questionnaire, question, chosen, what == "pin", by=by)
            case "hide":
                actions.hide_words(questionnaire, question, chosen, given.get("reason", ""), by=by)
            case "show":
                actions.show_words(questionnaire, question, chosen, by=by)
            case "ungroup":
                actions.group_words(questionnaire, question, chosen, "", by=by)
            case _:
                actions.group_words(questionnaire, question, chosen, given.get("group", ""), by=by)
    except Refused as refusal:
        return words_page(request, questionnaire, question, given, {refusal.field or "words": refusal.message})
    done = to_page(request, "questionnaires:words", questionnaire.pk, code)
    if query := Filter.read(QueryDict(given.get("query", ""))).query:
        done.headers["Location"] += f"?{query}"
    return done
