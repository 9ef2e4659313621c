"""The facilitators' side: open, send, remind, read, close, export."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from essaim.base.anonymity import LEAST
from essaim.base.errors import Refused, refusals_shown_in
from essaim.questionnaires import actions, library
from essaim.questionnaires.digests import digests
from essaim.questionnaires.forms import DatesForm
from essaim.questionnaires.models import Anonymity, Questionnaire
from essaim.questionnaires.results import result_key
from essaim.questionnaires.views import answering
from essaim.questionnaires.views.lookup import questionnaire_of
from essaim.spaces.addresses import public_address
from essaim.spaces.pages import to_page
from essaim.spaces.requests import SeatRequest
from essaim.spaces.rights import for_facilitators


@for_facilitators
def team(request: SeatRequest, pk: UUID) -> HttpResponse:
    return _page(request, questionnaire_of(request, pk))


def _page(
    request: SeatRequest,
    questionnaire: Questionnaire,
    problem: str = "",
    status: int = 200,
    form: DatesForm | None = None,
) -> HttpResponse:
    questions = questionnaire.asked.questions if not questionnaire.is_draft else ()
    digests(questionnaire, questions)
    page = {
        "questionnaire": questionnaire,
        "problem": problem,
        "too_few": questionnaire.is_anonymous and questionnaire.expected().count() < LEAST,
        "named": Anonymity.A1,
        "keys": [(question, result_key(questionnaire, question.code)) for question in questions],
        "dates_form": form or DatesForm(initial=DatesForm.initial_of(questionnaire)),
        "tab": "console",
    }
    return render(request, "questionnaires/team.html", page, status=status)


def _done(request: SeatRequest, questionnaire: Questionnaire, act: Callable[[], object]) -> HttpResponse:
    """Do it and come back to the page; a refusal is said there."""
    try:
        act()
    except Refused as refusal:
        return _page(request, questionnaire, refusal.message, status=422)
    return to_page(request, "questionnaires:team", questionnaire.pk)


@for_facilitators
@require_POST
def dates(request: SeatRequest, pk: UUID) -> HttpResponse:
    """When it opens, reminds and closes by itself."""
    found = questionnaire_of(request, pk)
    form = DatesForm(request.POST)
    if form.is_valid():
        with refusals_shown_in(form):
            given = form.cleaned_data
            actions.set_dates(
                found, opens=given["opens"], closes=given["closes"], reminders=form.reminders(), by=request.member
            )
            return to_page(request, "questionnaires:team", found.pk)
    return _page(request, found, status=422, form=form)


@for_facilitators
@require_POST
def opening(request: SeatRequest, pk: UUID) -> HttpResponse:
    found = questionnaire_of(request, pk)
    level = request.POST.get("anonymity", "")
    return _done(request, found, lambda: actions.open_questionnaire(found, by=request.member, anonymity=level))


@for_facilitators
@require_POST
def closing(request: SeatRequest, pk: UUID) -> HttpResponse:
    found = questionnaire_of(request, pk)
    return _done(request, found, lambda: actions.close(found, by=request.member))


@for_facilitators
@require_POST
def reopening(request: SeatRequest, pk: UUID) -> HttpResponse:
    found = questionnaire_of(request, pk)
    return _done(request, found, lambda: actions.reopen(found, by=request.member))


@for_facilitators
@require_POST
def letters(request: SeatRequest, pk: UUID) -> HttpResponse:
    """To everyone the first time, then to those who have not finished."""
    found = questionnaire_of(request, pk)
    address = public_address(request)
    write = actions.remind if found.sent_at else actions.send
    return _done(request, found, lambda: write(found, by=request.member, address=address))


@for_facilitators
@require_POST
def create(request: SeatRequest) -> HttpResponse:
    kind = request.POST.get("kind", "")
    try:
        if kind in (*library.KINDS, *library.READY):
            made = actions.create_from_library(request.space, kind, by=request.member)
        else:
            made = actions.create_own(request.space, request.POST.get("title", ""), by=request.member)
    except Refused as refusal:
        page = {**answering.listed(request), "problem": refusal.message}
        return render(request, "questionnaires/list.html", page, status=422)
    return to_page(request, "questionnaires:edit", made.pk)
