"""One question, now: two presses on the facilitator's phone."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from essaim.base.errors import Refused
from essaim.questionnaires import actions
from essaim.questionnaires.actions.asking_now import CODE
from essaim.questionnaires.models import Questionnaire
from essaim.questionnaires.results import result_key
from essaim.questionnaires.revealing import Reveal, rule
from essaim.questionnaires.views.lookup import questionnaire_of
from essaim.spaces.pages import to_page
from essaim.spaces.requests import SeatRequest
from essaim.spaces.rights import for_facilitators


@for_facilitators
def ask(request: SeatRequest) -> HttpResponse:
    """Each press asks; writing the question first is not needed: it may be said aloud."""
    problem, field = "", ""
    if request.method == "POST":
        given = request.POST
        try:
            made = actions.ask_now(
                request.space, given.get("preset", ""), question=given.get("question", ""),
                choices=given.get("choices", ""), hidden="hidden" in given, by=request.member,
            )  # fmt: skip
            return to_page(request, "questionnaires:now_lead", made.pk)
        except Refused as refusal:
            problem, field = refusal.message, refusal.field or ""
    presets = [(code, preset) for code, preset in actions.PRESETS.items() if code != "choices"]
    page = {"presets": presets, "problem": problem, "field": field, "typed": request.POST, "tab": "console"}
    return render(request, "questionnaires/now.html", page, status=422 if problem else 200)


@for_facilitators
def lead(request: SeatRequest, pk: UUID) -> HttpResponse:
    """What comes in, and the two ways to end."""
    found = _asked(request, pk)
    question = found.asked.questions[0]
    waits = rule(found, question) == Reveal.HAND and CODE not in found.revealed
    page = {"questionnaire": found, "key": result_key(found, CODE), "code": CODE, "waits": waits, "tab": "console"}
    return render(request, "questionnaires/now_lead.html", page)


@for_facilitators
@require_POST
def end(request: SeatRequest, pk: UUID) -> HttpResponse:
    found = _asked(request, pk)
    actions.keep_result(found, kept=request.POST.get("kept") == "yes", by=request.member)
    return to_page(request, "questionnaires:now_lead", found.pk)


def _asked(request: SeatRequest, pk: UUID) -> Questionnaire:
    found = questionnaire_of(request, pk)
    if not found.is_now:
        raise Http404
    return found
