"""Writing a questionnaire, before it opens and after."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from essaim.base.errors import Refused, refusals_shown_in
from essaim.questionnaires import actions, reading_time
from essaim.questionnaires.definition import Flow, Shown
from essaim.questionnaires.forms import QuestionForm, WordsForm
from essaim.questionnaires.models import Questionnaire, Seen
from essaim.questionnaires.views.lookup import question_of, questionnaire_of
from essaim.spaces.pages import to_page
from essaim.spaces.requests import SeatRequest
from essaim.spaces.rights import for_facilitators

NEW_QUESTION = {"essential": True, "most_shown": Seen.NAMED.value, "kind": "long"}


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
                flow=Flow(form.cleaned_data["flow"]) if form.cleaned_data["flow"] else None,
            )  # fmt: skip
            return to_page(request, "questionnaires:edit", questionnaire.pk)
    return _page(request, questionnaire, form=form, status=422 if form.errors else 200)


def _page(request: SeatRequest, questionnaire: Questionnaire, status: int = 200, **forms: Any) -> HttpResponse:
    asked = questionnaire.asked
    essential, everything = reading_time.minutes(asked, request.LANGUAGE_CODE)
    page = {
        "questionnaire": questionnaire,
        "asked": asked,
        "can_write": questionnaire.closed_at is None,
        "retired": [question for question in asked.questions if question.retired],
        "essential_minutes": essential,
        "all_minutes": everything,
        "form": WordsForm(initial=WordsForm.initial_of(questionnaire)),
        "tab": "console",
        **forms,
    }
    return render(request, "questionnaires/edit.html", page, status=status)


@for_facilitators
def question_edit(request: SeatRequest, pk: UUID, code: str) -> HttpResponse:
    questionnaire = questionnaire_of(request, pk)
    question = question_of(questionnaire, code)
    form = QuestionForm(
        request.POST or None, questionnaire=questionnaire, code=code, initial=QuestionForm.initial_of(question)
    )
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            same = form.cleaned_data.get("same_meaning") != "no"
            actions.edit_question(questionnaire, code, form.draft(), same_meaning=same, by=request.member)
            return to_page(request, "questionnaires:edit", questionnaire.pk, fragment=f"q-{code}")
    page = {"questionnaire": questionnaire, "question": question, "form": form, "tab": "console"}
    return render(request, "questionnaires/question_edit.html", page, status=422 if form.errors else 200)


@for_facilitators
def question_new(request: SeatRequest, pk: UUID) -> HttpResponse:
    questionnaire = questionnaire_of(request, pk)
    form = QuestionForm(request.POST or None, questionnaire=questionnaire, initial=NEW_QUESTION)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            made = actions.add_question(questionnaire, form.draft(), by=request.member)
            return to_page(
                request, "questionnaires:edit", questionnaire.pk, fragment=f"q-{made.asked.questions[-1].code}"
            )
    page = {"questionnaire": questionnaire, "question": None, "form": form, "tab": "console"}
    return render(request, "questionnaires/question_edit.html", page, status=422 if form.errors else 200)


@for_facilitators
@require_POST
def question_copy(request: SeatRequest, pk: UUID, code: str) -> HttpResponse:
    return _changed(request, pk, code, lambda found: actions.copy_question(found, code, by=request.member))


@for_facilitators
@require_POST
def question_removal(request: SeatRequest, pk: UUID, code: str) -> HttpResponse:
    return _changed(request, pk, code, lambda found: actions.remove_question(found, code, by=request.member))


@for_facilitators
@require_POST
def question_place(request: SeatRequest, pk: UUID, code: str) -> HttpResponse:
    """One step up or down, or dropped before another question."""
    to = request.POST.get("to", "")
    if to in ("up", "down"):
        return _changed(
            request, pk, code, lambda found: actions.move_question(found, code, up=to == "up", by=request.member)
        )
    before = request.POST.get("before", "")
    return _changed(
        request, pk, code, lambda found: actions.place_question(found, code, before=before, by=request.member)
    )


def _changed(request: SeatRequest, pk: UUID, code: str, act: Any) -> HttpResponse:
    questionnaire = questionnaire_of(request, pk)
    question_of(questionnaire, code)
    try:
        act(questionnaire)
    except Refused as refusal:
        return _page(request, questionnaire, status=422, problem=refusal.message)
    return to_page(request, "questionnaires:edit", questionnaire.pk, fragment=f"q-{code}")
