"""Paper: the sheet to print, and the page where the support person types it in."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

from essaim.base import ids
from essaim.base.errors import Refused
from essaim.questionnaires import actions, sources, whole
from essaim.questionnaires.definition import Kind, Question, Shown, say
from essaim.questionnaires.models import Questionnaire
from essaim.questionnaires.results import participation
from essaim.questionnaires.views.lookup import questionnaire_of
from essaim.spaces.joining import join_details
from essaim.spaces.models import Member
from essaim.spaces.pages import to_page
from essaim.spaces.requests import SeatRequest
from essaim.spaces.rights import for_facilitators


@for_facilitators
def paper(request: SeatRequest, pk: UUID) -> HttpResponse:
    """A sheet to print as many times as needed, with the way in by phone."""
    found = questionnaire_of(request, pk)
    page = {
        "questionnaire": found,
        "preamble": say(found.asked.preamble, request.LANGUAGE_CODE),
        "asked": [whole.asked(one, QueryDict(), {}, request.LANGUAGE_CODE) for one in _questions(found)],
        "tab": "console",
        **join_details(request),
    }
    return render(request, "questionnaires/paper.html", page)


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
