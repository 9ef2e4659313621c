"""Writing a questionnaire before it opens."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from essaim.base.errors import Refused, refusals_shown_in
from essaim.questionnaires import actions
from essaim.questionnaires.definition import Shown
from essaim.questionnaires.forms import NewQuestionForm, QuestionForm, WordsForm
from essaim.questionnaires.models import Questionnaire
from essaim.questionnaires.views.lookup import question_of, questionnaire_of
from essaim.spaces.pages import to_page
from essaim.spaces.requests import SeatRequest
from essaim.spaces.rights import for_facilitators


@for_facilitators
def edit(request: SeatRequest, pk: UUID) -> HttpResponse:
    """The list of questions, and the words around them."""
    questionnaire = questionnaire_of(request, pk)
    form = WordsForm(request.POST or None, initial=WordsForm.initial_of(questionnaire))
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            actions.edit_words(
                questionnaire, title=form.words("title"), preamble=form.words("preamble"),
                most_shown=Shown(form.cleaned_data["most_shown"]), by=request.member,
            )  # fmt: skip
            return to_page(request, "questionnaires:edit", questionnaire.pk)
    return _page(request, questionnaire, form=form, status=422 if form.errors else 200)


def _page(request: SeatRequest, questionnaire: Questionnaire, status: int = 200, **forms: Any) -> HttpResponse:
    page = {
        "questionnaire": questionnaire,
        "asked": questionnaire.asked,
        "form": WordsForm(initial=WordsForm.initial_of(questionnaire)),
        "new_form": NewQuestionForm(),
        "tab": "console",
        **forms,
    }
    return render(request, "questionnaires/edit.html", page, status=status)


@for_facilitators
def question_edit(request: SeatRequest, pk: UUID, code: str) -> HttpResponse:
    questionnaire = questionnaire_of(request, pk)
    question = question_of(questionnaire, code)
    form = QuestionForm(request.POST or None, initial=QuestionForm.initial_of(question))
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            actions.edit_question(
                questionnaire, code, text=form.words("text"), essential=form.cleaned_data["essential"],
                most_shown=Shown(form.cleaned_data["most_shown"]), by=request.member,
            )  # fmt: skip
            return to_page(request, "questionnaires:edit", questionnaire.pk, fragment=f"q-{code}")
    page = {"questionnaire": questionnaire, "question": question, "form": form, "tab": "console"}
    return render(request, "questionnaires/question_edit.html", page, status=422 if form.errors else 200)


@for_facilitators
@require_POST
def question_new(request: SeatRequest, pk: UUID) -> HttpResponse:
    questionnaire = questionnaire_of(request, pk)
    form = NewQuestionForm(request.POST)
    if form.is_valid():
        with refusals_shown_in(form):
            data = form.cleaned_data
            actions.add_question(
                questionnaire, text=form.words("text"), kind=data["kind"], choices=data["choices"],
                essential=data["essential"], by=request.member,
            )  # fmt: skip
            return to_page(request, "questionnaires:edit", questionnaire.pk)
    return _page(request, questionnaire, status=422, new_form=form)


@for_facilitators
@require_POST
def question_removal(request: SeatRequest, pk: UUID, code: str) -> HttpResponse:
    return _changed(request, pk, code, lambda found: actions.remove_question(found, code, by=request.member))


@for_facilitators
@require_POST
def question_place(request: SeatRequest, pk: UUID, code: str) -> HttpResponse:
    up = request.POST.get("to") == "up"
    return _changed(request, pk, code, lambda found: actions.move_question(found, code, up=up, by=request.member))


def _changed(request: SeatRequest, pk: UUID, code: str, act: Any) -> HttpResponse:
    questionnaire = questionnaire_of(request, pk)
    question_of(questionnaire, code)
    try:
        act(questionnaire)
    except Refused as refusal:
        return _page(request, questionnaire, status=422, problem=refusal.message)
    return to_page(request, "questionnaires:edit", questionnaire.pk, fragment=f"q-{code}")
