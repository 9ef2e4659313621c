"""The phone: one question at a time, kept at each step."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from essaim.base.errors import Refused
from essaim.questionnaires import (
    actions,
    attachments,
    ballots,
    conditions,
    library,
    paging,
    path,
    reading_time,
    sources,
)
from essaim.questionnaires.answers import Read, Value, as_typed, read_answer, read_shown
from essaim.questionnaires.definition import Flow, Question, Shown, say
from essaim.questionnaires.inputs import inputs, shown_options
from essaim.questionnaires.models import Kind, Questionnaire
from essaim.questionnaires.types import Asking
from essaim.questionnaires.types.base import seed_of
from essaim.questionnaires.views.answers_back import json_or
from essaim.questionnaires.views.kept import Kept, kept_of
from essaim.questionnaires.views.lookup import is_counted, question_of, questionnaire_of
from essaim.spaces.box import keep_secret, other_phone
from essaim.spaces.pages import to_page
from essaim.spaces.requests import SeatRequest
from essaim.spaces.rights import for_members


@for_members
def index(request: SeatRequest) -> HttpResponse:
    """The questionnaires of the space; those that are not open yet are the facilitators'."""
    return render(request, "questionnaires/list.html", listed(request))


def listed(request: SeatRequest) -> dict[str, Any]:
    """What the list shows; to facilitators also where to begin another one."""
    found = list(request.space.questionnaires.all())
    if not request.member.can_facilitate():
        own = [one for one in found if not one.is_draft and (one.is_for(request.member) or not one.is_open)]
        return {"tab": "home", "questionnaires": own}
    language = request.LANGUAGE_CODE
    ready = [(kind, library.load(kind)) for kind in (*library.READY, *library.KINDS)]
    models = [
        (kind, say(one.title, language), reading_time.minutes(one, language)[1], len(one.questions))
        for kind, one in ready
    ]
    return {"tab": "home", "questionnaires": found, "models": models}


@for_members
@require_safe
def hot(request: SeatRequest) -> HttpResponse:
    """Where the step « évaluation à chaud » leads: to its answers, or for the team to its opening."""
    found = request.space.questionnaires.filter(kind=Kind.CHAUD).last()
    if found and request.member.can_facilitate():
        return to_page(request, "questionnaires:team", found.pk)
    if found and not found.is_draft:
        return to_page(request, "questionnaires:show", found.pk)
    return to_page(request, "questionnaires:list")


@for_members
def show(request: SeatRequest, pk: UUID) -> HttpResponse:
    """What it is for, how long it takes, who reads; then begin, or go on."""
    questionnaire = questionnaire_of(request, pk)
    kept = kept_of(request, questionnaire)
    page = {"questionnaire": questionnaire, "asked": questionnaire.asked, "kept": kept, "tab": "home",
            "preamble": say(questionnaire.asked.preamble, request.LANGUAGE_CODE),
            "is_counted": is_counted(request.member), "other_phone": other_phone()}  # fmt: skip
    return render(request, "questionnaires/show.html", page)


@for_members
def question(request: SeatRequest, pk: UUID, code: str) -> HttpResponse:
    questionnaire = questionnaire_of(request, pk)
    asked = sources.asked_to(questionnaire, question_of(questionnaire, code), request.member)
    if request.method == "POST":
        return _answer(request, questionnaire, asked)
    if not questionnaire.is_open and not request.member.can_facilitate():
        return to_page(request, "questionnaires:show", questionnaire.pk)
    if questionnaire.asked.flow != Flow.ONE and "back" not in request.GET and not asked.retired:
        return _to_its_page(request, questionnaire, code)
    kept = kept_of(request, questionnaire)
    page = _page(request, questionnaire, asked, kept, as_typed(asked, kept.value(code)), {}, kept.shown(asked))
    if questionnaire.is_anonymous:
        keep_secret(request, page, ballots.box_of(questionnaire))
    return page


def _to_its_page(request: SeatRequest, questionnaire: Questionnaire, code: str) -> HttpResponse:
    number = paging.page_of(questionnaire.asked, code).number
    return to_page(request, "questionnaires:page", questionnaire.pk, number, fragment=f"q-{code}")


def _answer(request: SeatRequest, questionnaire: Questionnaire, asked: Question) -> HttpResponse:
    return json_or(request, _answered(request, questionnaire, asked))


def _answered(request: SeatRequest, questionnaire: Questionnaire, asked: Question) -> HttpResponse:
    content = kept_of(request, questionnaire).values
    following = _following(request, questionnaire, asked, content)
    if not is_counted(request.member):
        value = read_answer(asked, request.POST).value
        return _following(request, questionnaire, asked, {**content, asked.code: value})
    if "skip" in request.POST and not asked.required:
        if not questionnaire.is_anonymous:
            try:
                actions.skip(questionnaire, request.member, asked.code)
            except Refused as refusal:
                return _again(request, questionnaire, asked, {"": refusal.message}, Shown.NEVER)
        return following
    posted = request.POST.copy()
    unfit = attachments.put_aside(asked, posted, request.FILES, request.member, is_anonymous=questionnaire.is_anonymous)
    read: Read = read_answer(asked, posted)
    shown, wrong = read_shown(asked, questionnaire.cap(asked), posted)
    problems = {**read.problems, **unfit, **({"shown": wrong} if wrong else {})}
    if problems:
        return _again(request, questionnaire, asked, problems, shown, posted)
    following = _following(request, questionnaire, asked, {**content, asked.code: read.value})
    try:
        if questionnaire.is_anonymous:
            return _put_in_box(request, questionnaire, asked, read, shown, following)
        actions.answer(
            questionnaire, request.member, asked.code, value=read.value, shown=shown, input_id=_input_id(request)
        )
        sources.tell(questionnaire.space, request.member, asked, read.value)
    except Refused as refusal:
        return _again(request, questionnaire, asked, {refusal.field or "": refusal.message}, shown, posted)
    return following


def _following(
    request: SeatRequest, questionnaire: Questionnaire, asked: Question, content: dict[str, Value]
) -> HttpResponse:
    if questionnaire.is_now:
        return to_page(request, "questionnaires:results", questionnaire.pk)
    if request.POST.get("back") == path.END:
        return _step(request, questionnaire, path.END)
    return _step(request, questionnaire, path.after(questionnaire.asked, asked.code, content))


def _put_in_box(
    request: SeatRequest,
    questionnaire: Questionnaire,
    asked: Question,
    read: Read,
    shown: Shown,
    following: HttpResponse,
) -> HttpResponse:
    box = ballots.box_of(questionnaire)
    secret = keep_secret(request, following, box)
    ballots.put(questionnaire, request.member, asked.code, value=read.value, shown=shown, secret=secret)
    return following


def _again(
    request: SeatRequest,
    questionnaire: Questionnaire,
    asked: Question,
    problems: dict[str, str],
    shown: Shown,
    typed: QueryDict | None = None,
) -> HttpResponse:
    """The same page with what is wrong beside each field, and all that was typed."""
    kept = kept_of(request, questionnaire)
    return _page(request, questionnaire, asked, kept, typed or request.POST, problems, shown, status=422)


def _page(
    request: SeatRequest, questionnaire: Questionnaire, asked: Question, kept: Kept, typed: QueryDict,
    problems: dict[str, str], shown: Shown, status: int = 200,
) -> HttpResponse:  # fmt: skip
    definition, language = questionnaire.asked, request.LANGUAGE_CODE
    cap = questionnaire.cap(asked)
    code = asked.code
    page: dict[str, Any] = {
        "questionnaire": questionnaire,
        "question": asked,
        "text": say(asked.text, language),
        "hint": say(asked.hint, language),
        "section": say(definition.sections.get(asked.section, {}), language),
        "progress": path.progress(definition, code, kept.values),
        "before": path.before(definition, code, kept.values),
        "inputs": inputs(asked, Asking(typed, problems, language, request.member, seed_of(request.member))),
        "shown_options": [] if asked.is_private else shown_options(asked, cap, shown.at_most(cap)),
        "shown_error": problems.get("shown", ""),
        "problem": problems.get("", ""),
        "kept": kept,
        "is_kept": bool(kept.value(code)),
        "has_files": bool(attachments.of(asked)),
        "back": request.POST.get("back") or request.GET.get("back", ""),
        "is_counted": is_counted(request.member),
        "tab": "home",
    }
    return render(request, "questionnaires/question.html", page, status=status)


@for_members
def more(request: SeatRequest, pk: UUID) -> HttpResponse:
    """« Encore 10 minutes » : after the essential questions, one chooses."""
    questionnaire = questionnaire_of(request, pk)
    definition = questionnaire.asked
    content = kept_of(request, questionnaire).values
    if request.method == "POST":
        following = path.after(definition, path.MORE, content)
        if is_counted(request.member) and not questionnaire.is_anonymous:
            try:
                if "stop" in request.POST:
                    actions.finish(questionnaire, request.member)
                else:
                    actions.go_on(questionnaire, request.member)
            except Refused:
                return to_page(request, "questionnaires:show", questionnaire.pk)
        return _step(request, questionnaire, path.END if "stop" in request.POST else following)
    if definition.flow != Flow.ONE:
        following = path.after(definition, path.MORE, content)
        return _to_its_page(request, questionnaire, following)
    left = sum(not question.essential for question in conditions.asked(definition, content))
    page = {"questionnaire": questionnaire, "left": left, "tab": "home",
            "minutes": max(1, definition.minutes.get("all", 10) - definition.minutes.get("first", 5))}  # fmt: skip
    return render(request, "questionnaires/more.html", page)


@for_members
def end(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Everything one answered, to read again, correct or withdraw; then « j’ai terminé »."""
    questionnaire = questionnaire_of(request, pk)
    problem = ""
    if request.method == "POST":
        try:
            if is_counted(request.member) and not questionnaire.is_anonymous:
                actions.finish(questionnaire, request.member)
            return to_page(request, "home")
        except Refused as refusal:
            problem = refusal.message
    kept = kept_of(request, questionnaire)
    page = {"questionnaire": questionnaire, "kept": kept, "lines": kept.lines(request.LANGUAGE_CODE, request.member),
            "problem": problem, "is_counted": is_counted(request.member), "tab": "home"}  # fmt: skip
    return render(request, "questionnaires/end.html", page, status=422 if problem else 200)


@for_members
@require_POST
def withdrawal(request: SeatRequest, pk: UUID, code: str) -> HttpResponse:
    questionnaire = questionnaire_of(request, pk)
    question_of(questionnaire, code)
    if is_counted(request.member):
        try:
            if questionnaire.is_anonymous:
                secret = ballots.box_of(questionnaire).secret(request)
                ballots.put(questionnaire, request.member, code, value={}, shown=Shown.NEVER, secret=secret)
            else:
                actions.withdraw(questionnaire, request.member, code)
        except Refused:
            return to_page(request, "questionnaires:show", questionnaire.pk)
    return to_page(request, "questionnaires:end", questionnaire.pk)


@for_members
@require_POST
def withdrawal_of_all(request: SeatRequest, pk: UUID) -> HttpResponse:
    questionnaire = questionnaire_of(request, pk)
    if is_counted(request.member) and not questionnaire.is_anonymous:
        try:
            actions.withdraw_all(questionnaire, request.member)
        except Refused:
            return to_page(request, "questionnaires:show", questionnaire.pk)
    return to_page(request, "questionnaires:end", questionnaire.pk)


def _step(request: SeatRequest, questionnaire: Questionnaire, code: str) -> HttpResponse:
    """To a question, the offer of more, or the end."""
    if code in (path.MORE, path.END):
        return to_page(request, f"questionnaires:{code}", questionnaire.pk)
    return to_page(request, "questionnaires:question", questionnaire.pk, code)


def _input_id(request: SeatRequest) -> UUID | None:
    try:
        return UUID(request.POST.get("input_id", ""))
    except ValueError:
        return None
