"""The facilitators' side: open, send, remind, read, close, export."""

from collections import Counter
from collections.abc import Callable
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from essaim.base.anonymity import LEAST
from essaim.base.errors import Refused, refusals_shown_in
from essaim.mail.outbox import waiting_to
from essaim.questionnaires import actions, library
from essaim.questionnaires.digests import digests
from essaim.questionnaires.forms import DatesForm
from essaim.questionnaires.models import Anonymity, Questionnaire
from essaim.questionnaires.results import result_key
from essaim.questionnaires.views import answering
from essaim.questionnaires.views.lookup import questionnaire_of
from essaim.spaces.addresses import public_address
from essaim.spaces.joining import qr
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
        **_sending(request, questionnaire),
        "dates_form": form or DatesForm(initial=DatesForm.initial_of(questionnaire)),
        "tab": "console",
    }
    return render(request, "questionnaires/team.html", page, status=status)


def _sending(request: SeatRequest, questionnaire: Questionnaire) -> dict[str, object]:
    """To whom, by which link, and the letters that could not leave."""
    people = list(request.space.participants().select_related("person", "structure").order_by("person__folded"))
    counts = Counter(one.structure_id for one in people)
    structures = request.space.structures.order_by("folded")
    path = reverse("door", settings.ROOT_URLCONF, [questionnaire.open_key]) if questionnaire.open_key else ""
    link = public_address(request) + path
    return {
        "structures": [{"key": str(s.pk), "name": s.name, "people": counts[s.pk]} for s in structures],
        "people": [{"key": str(one.pk), "name": one.name} for one in people],
        "chosen": questionnaire.audience,
        "expected": questionnaire.expected().count(),
        "link": link,
        "link_qr": qr(link, _("QR code pour répondre")) if path else "",
        "shared_link": f"{path}?shared",
        "unsent": waiting_to(one.person.email for one in people if one.person.email),
    }


@for_facilitators
@require_POST
def audience(request: SeatRequest, pk: UUID) -> HttpResponse:
    found = questionnaire_of(request, pk)
    chosen = request.POST.getlist("audience")
    return _done(request, found, lambda: actions.address_to(found, chosen, by=request.member))


@for_facilitators
@require_POST
def open_link(request: SeatRequest, pk: UUID) -> HttpResponse:
    found = questionnaire_of(request, pk)
    is_open = request.POST.get("open") == "yes"
    return _done(request, found, lambda: actions.open_door(found, is_open=is_open, by=request.member))


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
