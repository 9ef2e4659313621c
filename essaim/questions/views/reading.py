"""One question: what the group answers, what becomes of it."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from essaim.base import ids
from essaim.base.errors import Refused, refusals_shown_in
from essaim.questions import actions
from essaim.questions.actions.asking import happened, is_written
from essaim.questions.actions.passing import watches
from essaim.questions.alike import beside
from essaim.questions.forms import AnswerForm
from essaim.questions.models import Question, Signing
from essaim.questions.views.lookup import found, found_answer
from essaim.spaces.pages import to_page
from essaim.spaces.requests import SeatRequest
from essaim.spaces.rights import for_facilitators, for_members


@for_members
def show(request: SeatRequest, pk: UUID) -> HttpResponse:
    question = found(request, pk)
    if question.pk != pk:
        return to_page(request, "questions:show", question.pk)
    return _shown(request, question, AnswerForm(initial={"input_id": ids.uuid7()}))


def _shown(request: SeatRequest, question: Question, form: AnswerForm) -> HttpResponse:
    writes = request.member.can_contribute() and is_written(request.space)
    page = {
        "tab": "pages",
        "question": question,
        "form": form,
        "writes": writes or form.is_bound,
        "waits_for_group": request.member.can_facilitate() and not happened(question).hears_team(),
        "is_changed": writes and question.is_changed_by(request.member),
        "follows": watches(request.member, question),
    }
    return render(request, "questions/show.html", page, status=422 if form.errors else 200)


@for_members
@require_POST
def answer(request: SeatRequest, pk: UUID) -> HttpResponse:
    question = found(request, pk)
    form = AnswerForm(request.POST)
    if form.is_valid():
        with refusals_shown_in(form):
            key = form.cleaned_data["input_id"] or ids.uuid7()
            said = actions.answer(question, request.member, **form.given(), input_id=key)
            return to_page(request, "questions:show", said.question_id, fragment=said.dom_id)
    return _shown(request, question, form)


@for_members
def answer_edit(request: SeatRequest, pk: UUID) -> HttpResponse:
    said = found_answer(request, pk)
    if not said.is_changed_by(request.member):
        return render(request, "spaces/forbidden.html", status=403)
    form = AnswerForm(request.POST or None, initial={"text": said.text, "signing": Signing.NAME})
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            actions.change_answer(said, request.member, form.cleaned_data["text"])
            return to_page(request, "questions:show", said.question_id, fragment=said.dom_id)
    page = {"tab": "pages", "form": form, "said": said}
    return render(request, "questions/answer.html", page, status=422 if form.errors else 200)


@for_members
@require_POST
def answer_thanks(request: SeatRequest, pk: UUID) -> HttpResponse:
    said = found_answer(request, pk)
    actions.thank(said, request.member, is_given="not" not in request.POST)
    return to_page(request, "questions:show", said.question_id, fragment=said.dom_id)


@for_members
@require_POST
def answer_retained(request: SeatRequest, pk: UUID) -> HttpResponse:
    said = found_answer(request, pk)
    if not said.question.is_changed_by(request.member):
        return render(request, "spaces/forbidden.html", status=403)
    actions.retain(said, request.member, is_retained="not" not in request.POST)
    return to_page(request, "questions:show", said.question_id, fragment=said.dom_id)


@for_members
@require_POST
def answer_removal(request: SeatRequest, pk: UUID) -> HttpResponse:
    said = found_answer(request, pk, removed_too=True)
    if not said.is_changed_by(request.member):
        return render(request, "spaces/forbidden.html", status=403)
    actions.withdraw_answer(said, request.member)
    return to_page(request, "questions:show", said.question_id)


@for_members
@require_POST
def relay(request: SeatRequest, pk: UUID) -> HttpResponse:
    question = found(request, pk)
    if not question.is_changed_by(request.member):
        return render(request, "spaces/forbidden.html", status=403)
    actions.relay(question, request.member)
    return to_page(request, "questions:show", question.pk)


@for_members
@require_POST
def sending(request: SeatRequest, pk: UUID) -> HttpResponse:
    question = found(request, pk)
    if not question.is_changed_by(request.member):
        return render(request, "spaces/forbidden.html", status=403)
    actions.send_on(question, request.member)
    return to_page(request, "questions:show", question.pk)


@for_facilitators
def merging(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Another question that asks the same is chosen: that one is kept."""
    question = found(request, pk)
    if question.pk != pk:
        return to_page(request, "questions:show", question.pk)
    words, error = request.GET.get("q", "").strip()[:200], ""
    if request.method == "POST":
        chosen = ids.read(request.POST.get("into", ""))
        if chosen is None:
            error = gettext("Choisissez la question à garder.")
        else:
            try:
                actions.merge(question, found(request, chosen), request.member)
                return to_page(request, "questions:show", chosen)
            except Refused as refusal:
                error = refusal.message
    page = {"tab": "pages", "question": question, "others": beside(question, words), "words": words, "error": error}
    return render(request, "questions/merging.html", page, status=422 if error else 200)


@for_members
@require_POST
def watch(request: SeatRequest, pk: UUID) -> HttpResponse:
    actions.watch(request.member, found(request, pk), is_on="not" not in request.POST)
    return to_page(request, "questions:show", pk)
