"""Paper: the sheet to print, and the page where the support person types it in."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from essaim.base import ids
from essaim.base.errors import Refused
from essaim.questionnaires import actions, sources, whole
from essaim.questionnaires.definition import Kind, Question, Shown, say
from essaim.questionnaires.models import Questionnaire
from essaim.questionnaires.results import participation
from essaim.questionnaires.views.lookup import questionnaire_of
from essaim.spaces.addresses import public_address
from essaim.spaces.joining import join_details, qr
from essaim.spaces.models import Member
from essaim.spaces.pages import to_page
from essaim.spaces.requests import SeatRequest
from essaim.spaces.rights import for_facilitators

MOST_SHEETS = 60


@for_facilitators
def paper(request: SeatRequest, pk: UUID) -> HttpResponse:
    """A sheet to print as many times as needed, with the way in by phone."""
    found = questionnaire_of(request, pk)
    typed = request.GET.get("n", "1")
    many = min(max(int(typed), 1), MOST_SHEETS) if typed.isascii() and typed.isdigit() and len(typed) < 5 else 1
    page = {
        "questionnaire": found,
        "numbers": range(1, many + 1),
        "most": MOST_SHEETS,
        **_way_in(request, found),
        "preamble": say(found.asked.preamble, request.LANGUAGE_CODE),
        "asked": [whole.asked(one, QueryDict(), {}, request.LANGUAGE_CODE) for one in _questions(found)],
        "tab": "console",
    }
    return render(request, "questionnaires/paper.html", page)


def _way_in(request: SeatRequest, found: Questionnaire) -> dict[str, object]:
    """Straight to the questions by the open link, else into the room."""
    if not found.open_key:
        return join_details(request)
    address = public_address(request) + reverse("door", settings.ROOT_URLCONF, [found.open_key])
    return {"join_qr": qr(address, _("QR code pour répondre")), "join_address": address.partition("://")[2]}


@for_facilitators
def entry(request: SeatRequest, pk: UUID) -> HttpResponse:
    """One sheet after another."""
    found = questionnaire_of(request, pk)
    posted, problems, problem = request.POST, {}, ""
    if request.method == "POST":
        problems, problem = _entered(request, found)
        if not problems and not problem:
            return to_page(request, "questionnaires:entry", found.pk, fragment="kept")
    language = request.LANGUAGE_CODE
    shown: dict[str, Any] = {
        "questionnaire": found,
        "asked": [whole.asked(one, posted, problems.get(one.code, {}), language) for one in _questions(found)],
        "people": [] if found.is_anonymous else found.expected().select_related("person").order_by("person__folded"),
        "typed": posted,
        "problem": problem,
        "found": participation(found),
        "tab": "console",
    }
    return render(request, "questionnaires/entry.html", shown, status=422 if problems or problem else 200)


def _entered(request: SeatRequest, found: Questionnaire) -> tuple[dict[str, dict[str, str]], str]:
    """Keep the sheet; else what is wrong, by question, and in all."""
    sheet, problems = {}, {}
    may_show = Shown.ANONYMOUS if request.POST.get("shown") else Shown.NEVER
    for question in _questions(found):
        # On paper nothing is asked again: what was left blank stays so.
        read = whole.read(replace(question, required=False), request.POST)
        if read.problems:
            problems[question.code] = read.problems
        sheet[question.code] = (read.value, may_show.at_most(found.cap(question)))
    if problems:
        return problems, _("Des réponses ne se lisent pas : voyez les lignes marquées.")
    try:
        actions.enter_sheet(
            found, sheet, person=_person(request), by=request.member,
            input_id=ids.read(request.POST.get("input_id", "")) or ids.uuid7(),
        )  # fmt: skip
    except Refused as refusal:
        return {}, refusal.message
    return {}, ""


def _person(request: SeatRequest) -> Member | None:
    typed = request.POST.get("person", "")
    if not typed:
        return None
    found: Member | None = request.space.participants().filter(pk=ids.read(typed)).first()
    if found is None:
        raise Refused(_("Choisissez une personne de la liste, ou laissez la feuille sans nom."), field="person")
    return found


def _questions(found: Questionnaire) -> list[Question]:
    """Those that a pen can answer."""
    asked = [sources.asked_to(found, question, None) for question in found.asked.ordered()]
    written = [replace(one, fields=tuple(part for part in one.fields if part.kind != Kind.FILE)) for one in asked]
    return [one for one in written if one.fields]
