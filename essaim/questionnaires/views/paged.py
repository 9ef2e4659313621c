"""The phone, several questions on a page: kept one by one as they are answered where scripts run, else all together."""

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.text import Truncator

from essaim.base.errors import Refused
from essaim.questionnaires import actions, attachments, ballots, conditions, paging, reading_time, sources, whole
from essaim.questionnaires.actions.answering import Given
from essaim.questionnaires.answers import as_typed, read_answer, read_shown
from essaim.questionnaires.controls import Option
from essaim.questionnaires.definition import Question, Shown, say
from essaim.questionnaires.inputs import shown_options
from essaim.questionnaires.models import Questionnaire
from essaim.questionnaires.types.file import SAME
from essaim.questionnaires.views.answers_back import json_or
from essaim.questionnaires.views.kept import Kept, kept_of
from essaim.questionnaires.views.lookup import is_counted, questionnaire_of
from essaim.spaces.box import keep_secret, other_phone
from essaim.spaces.pages import to_page
from essaim.spaces.requests import SeatRequest
from essaim.spaces.rights import for_members

Problems = dict[str, dict[str, str]]


@dataclass(frozen=True)
class Card:
    """One question among those of the page."""

    asked: whole.Asked
    shown_options: list[Option]
    shown_error: str
    section: str  # said once, above the first question of a section
    is_kept: bool
    is_extra: bool  # the first after the essential ones
    condition: dict[str, Any] | None  # what it waits for on this very page
    waits_for: str  # the same, in words

    @property
    def question(self) -> Question:
        return self.asked.question


@for_members
def page(request: SeatRequest, pk: UUID, number: int) -> HttpResponse:
    questionnaire = questionnaire_of(request, pk)
    found = paging.pages(questionnaire.asked)
    if not 1 <= number <= len(found):
        raise Http404
    here = found[number - 1]
    if request.method == "POST":
        return _given(request, questionnaire, here)
    if not questionnaire.is_open and not request.member.can_facilitate():
        return to_page(request, "questionnaires:show", questionnaire.pk)
    kept = kept_of(request, questionnaire)
    shown = _page(request, questionnaire, here, kept, _typed(request, questionnaire, here, kept), {})
    if questionnaire.is_anonymous:
        keep_secret(request, shown, ballots.box_of(questionnaire))
    return shown


def _given(request: SeatRequest, questionnaire: Questionnaire, here: paging.Page) -> HttpResponse:
    """All the answers of the page, or with `only` the one that was just given. « Plus tard » asks for nothing."""
    alone, later = request.POST.get("only", ""), "later" in request.POST
    kept = kept_of(request, questionnaire)
    content = dict(kept.values)
    posted = request.POST.copy()
    given: Given = {}
    problems: Problems = {}
    for question in here.questions:
        if (alone and question.code != alone) or not conditions.is_asked(questionnaire.asked, question, content):
            continue
        known = sources.asked_to(questionnaire, question, request.member)
        unfit = attachments.put_aside(
            known, posted, request.FILES, request.member, is_anonymous=questionnaire.is_anonymous,
            prefix=question.code + whole.MARK,
        )  # fmt: skip
        own = whole.own(question, posted)
        read = read_answer(replace(known, required=known.required and not alone and not later), own)
        shown, wrong = read_shown(known, questionnaire.cap(known), own)
        if found := {**read.problems, **unfit, **({"shown": wrong} if wrong else {})}:
            problems[question.code] = found
        given[question.code] = (read.value, shown)
        content[question.code] = read.value
    following = _following(request, questionnaire, here, later=later)
    if not problems and is_counted(request.member):
        try:
            is_done = (here.is_last or "stop" in request.POST) and not alone and not later
            _keep(request, questionnaire, given, following, is_last=is_done)
        except Refused as refusal:
            problems = {alone: {"": refusal.message}}
    if problems:
        again = _page(request, questionnaire, here, kept, posted, problems, status=422)
        return json_or(request, again, problems=problems.get(alone, {}))
    kept_files = {
        f"{code}{whole.MARK}{part}": SAME
        for code, (value, _shown) in given.items()
        for part in value
        if _is_file(value[part])
    }
    return json_or(request, following, kept=kept_files)


def _is_file(value: Any) -> bool:
    return isinstance(value, dict) and bool(value.keys() & {"aside", "same"})


def _keep(
    request: SeatRequest, questionnaire: Questionnaire, given: Given, following: HttpResponse, *, is_last: bool
) -> None:
    if questionnaire.is_anonymous:
        secret = keep_secret(request, following, ballots.box_of(questionnaire))
        ballots.put_page(questionnaire, request.member, given, secret=secret)
        return
    actions.answer_page(questionnaire, request.member, given, is_last=is_last)
    for code, (value, _shown) in given.items():
        question = questionnaire.asked.question(code)
        if value and question is not None:
            sources.tell(questionnaire.space, request.member, question, value)


def _following(request: SeatRequest, questionnaire: Questionnaire, here: paging.Page, *, later: bool) -> HttpResponse:
    if later:
        return to_page(request, "questionnaires:show", questionnaire.pk)
    if here.is_last or "stop" in request.POST:
        return to_page(request, "questionnaires:end", questionnaire.pk)
    return to_page(request, "questionnaires:page", questionnaire.pk, here.number + 1)


def _typed(request: SeatRequest, questionnaire: Questionnaire, here: paging.Page, kept: Kept) -> QueryDict:
    """What is kept, as the form that gives it."""
    typed = QueryDict(mutable=True)
    for question in here.questions:
        known = sources.asked_to(questionnaire, question, request.member)
        for name, texts in as_typed(known, kept.value(question.code)).lists():
            typed.setlist(f"{question.code}{whole.MARK}{name}", texts)
        typed[f"{question.code}{whole.MARK}shown"] = kept.shown(question).value
    return typed


def _page(
    request: SeatRequest, questionnaire: Questionnaire, here: paging.Page, kept: Kept, typed: QueryDict,
    problems: Problems, status: int = 200,
) -> HttpResponse:  # fmt: skip
    found = _cards(request, questionnaire, here, kept, typed, problems)
    page = {
        "questionnaire": questionnaire,
        "here": here,
        "cards": found,
        "wrong": [one for one in found if one.question.code in problems],
        "problem": problems.get("", {}).get("", ""),
        "has_files": any(attachments.of(one) for one in here.questions),
        "is_elsewhere": kept.is_elsewhere,
        "other_phone": other_phone(),
        "is_counted": is_counted(request.member),
        "can_stop": not here.is_last and not paging.pages(questionnaire.asked)[here.number].questions[0].essential,
        "minutes": reading_time.minutes(questionnaire.asked, request.LANGUAGE_CODE),
        "tab": "home",
    }
    return render(request, "questionnaires/page.html", page, status=status)


def _cards(
    request: SeatRequest, questionnaire: Questionnaire, here: paging.Page, kept: Kept, typed: QueryDict,
    problems: Problems,
) -> list[Card]:  # fmt: skip
    definition, language = questionnaire.asked, request.LANGUAGE_CODE
    on_page = {question.code for question in here.questions}
    cards: list[Card] = []
    for question in here.questions:
        waited = question.show_if
        is_here = waited is not None and waited.question in on_page
        if not is_here and not conditions.is_asked(definition, question, kept.values):
            continue
        known = sources.asked_to(questionnaire, question, request.member)
        wrong, before = problems.get(question.code, {}), cards[-1].question if cards else None
        shown = whole.own(question, typed).get("shown", "")
        cap = questionnaire.cap(question)
        current = Shown(shown) if shown in list(Shown) else question.default_shown
        section = say(definition.sections.get(question.section, {}), language)
        cards.append(
            Card(
                asked=whole.asked(known, typed, wrong, language, request.member),
                shown_options=[] if question.is_private else shown_options(question, cap, current.at_most(cap)),
                shown_error=wrong.get("shown", ""),
                section=section if before is None or before.section != question.section else "",
                is_kept=bool(kept.value(question.code)),
                is_extra=before is not None and before.essential and not question.essential,
                condition={"name": f"{waited.question}{whole.MARK}{waited.field}", "values": list(waited.values)}
                if waited is not None and is_here
                else None,
                waits_for=_waits_for(questionnaire, question, language) if is_here else "",
            )
        )
    return cards


def _waits_for(questionnaire: Questionnaire, question: Question, language: str) -> str:
    condition = question.show_if
    earlier = questionnaire.asked.question(condition.question) if condition else None
    if condition is None or earlier is None:
        return ""
    part = earlier.field(condition.field)
    said = " / ".join(part.label_of(value, language) for value in condition.values)
    return f"{Truncator(say(earlier.text, language)).chars(80)} → {said}"
