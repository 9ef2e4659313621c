"""Asking, changing one's question, taking it away, saying « moi aussi »."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from essaim.base import ids
from essaim.base.errors import refusals_shown_in
from essaim.questions import actions
from essaim.questions.actions.asking import is_written
from essaim.questions.alike import alike
from essaim.questions.forms import QuestionForm
from essaim.questions.models import Question
from essaim.questions.views.lookup import found
from essaim.runs.now import live_runs
from essaim.spaces.pages import to_page
from essaim.spaces.requests import SeatRequest
from essaim.spaces.rights import for_members


@for_members
def new(request: SeatRequest) -> HttpResponse:
    initial = {"input_id": ids.uuid7(), "about": ids.read(request.GET.get("about", ""))}
    form = QuestionForm(request.POST or None, space=request.space, initial=initial)
    if request.method != "POST" or not form.is_valid():
        return _form(request, form)
    key = form.cleaned_data["input_id"] or ids.uuid7()
    run = _run(request, form.cleaned_data["run"])
    # Pressed twice, the second finds its own first one: nothing alike.
    is_new = "anyway" not in request.POST and not Question.everything.filter(pk=key).exists()
    twins = alike(request.space, form.cleaned_data["text"]) if is_new else []
    if twins:
        return _form(request, form, twins=twins)
    with refusals_shown_in(form):
        made = actions.ask(request.member, **form.given(), asked_in=run, input_id=key)
        if run:  # a page that is alive asks for its form only
            return to_page(request, "runs:island" if "X-Island" in request.headers else "runs:show", run)
        return to_page(request, "questions:show", made.pk)
    return _form(request, form)


def _run(request: SeatRequest, pk: UUID | None) -> UUID | None:
    """The input during which it is asked, to go back to it."""
    return next((run.pk for run in live_runs(request.space) if run.pk == pk), None)


@for_members
def edit(request: SeatRequest, pk: UUID) -> HttpResponse:
    question = found(request, pk)
    if not question.is_changed_by(request.member):
        return render(request, "spaces/forbidden.html", status=403)
    names = ("text", "detail", "signing", "alias", "about", "may_be_sent")
    initial = {name: getattr(question, name) for name in names}
    form = QuestionForm(request.POST or None, space=request.space, initial=initial)
    if question.author_id != request.member.pk:
        for name in ("signing", "alias", "may_be_sent"):
            del form.fields[name]
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            actions.revise(question, request.member, **form.given())
            return to_page(request, "questions:show", pk)
    return _form(request, form, question=question)


def _form(request: SeatRequest, form: QuestionForm, **more: Any) -> HttpResponse:
    page = {"tab": "pages", "form": form, "writes": is_written(request.space) or form.is_bound, **more}
    return render(request, "questions/form.html", page, status=422 if form.is_bound else 200)


@for_members
@require_POST
def removal(request: SeatRequest, pk: UUID) -> HttpResponse:
    # Pressed twice, the second finds it gone already: that is what was wanted.
    question = get_object_or_404(Question.everything, space=request.space, pk=pk)
    question.space = request.space
    if not question.is_changed_by(request.member):
        return render(request, "spaces/forbidden.html", status=403)
    actions.remove(question, request.member)
    return to_page(request, "questions:list")


@for_members
@require_POST
def echo(request: SeatRequest, pk: UUID) -> HttpResponse:
    """From a list or from its own page, where one comes back to."""
    actions.echo(found(request, pk), request.member, is_given="not" not in request.POST)
    if "X-Island" in request.headers:  # what the page shows follows by itself
        return HttpResponse(status=204)
    run = _run(request, ids.read(request.POST.get("run", "")))
    if run:
        return to_page(request, "runs:show", run)
    if "list" in request.POST:
        return to_page(request, "questions:list", fragment=f"question-{pk}")
    return to_page(request, "questions:show", pk)
