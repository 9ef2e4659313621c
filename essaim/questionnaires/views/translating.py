"""Translating a questionnaire: every word in French and in English, side by side."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from essaim.base.errors import Refused
from essaim.base.text import one_line
from essaim.questionnaires import actions, wording
from essaim.questionnaires.definition import Definition, Text, say
from essaim.questionnaires.views.lookup import questionnaire_of
from essaim.spaces.pages import to_page
from essaim.spaces.requests import SeatRequest
from essaim.spaces.rights import for_facilitators


@dataclass(frozen=True)
class Line:
    said: wording.Said
    label: str
    heading: str  # the question, said once above its words
    problem: str
    fr: str
    en: str


@for_facilitators
def translation(request: SeatRequest, pk: UUID) -> HttpResponse:
    questionnaire = questionnaire_of(request, pk)
    found = list(wording.said(questionnaire.asked))
    typed, problems, problem = {one.place: one.text for one in found}, {}, ""
    if request.method == "POST":
        typed = {one.place: _typed(request, one) for one in found}
        problems = {one.place: said for one in found if (said := _problem(one, typed[one.place]))}
        if not problems:
            try:
                actions.translate(questionnaire, typed, by=request.member)
                return to_page(request, "questionnaires:translation", questionnaire.pk)
            except Refused as refusal:
                problem = refusal.message
    page = {
        "questionnaire": questionnaire,
        "lines": list(_lines(questionnaire.asked, found, typed, problems, request.LANGUAGE_CODE)),
        "missing": sum(one.is_missing for one in found),
        "can_write": questionnaire.closed_at is None,
        "problem": problem,
        "tab": "console",
    }
    return render(request, "questionnaires/translation.html", page, status=422 if problems or problem else 200)


def _typed(request: SeatRequest, one: wording.Said) -> Text:
    """What the form says; a language it does not mention keeps its words."""
    words = dict(one.text)
    for language in wording.LANGUAGES:
        typed = request.POST.get(f"{one.place}/{language}")
        if typed is not None:
            words[language] = typed.strip() if one.what in ("preamble", "text") else one_line(typed)
    return words


def _problem(one: wording.Said, words: Text) -> str:
    over = max((len(text) for text in words.values()), default=0) - one.most
    if over > 0:
        said = ngettext(
            "C’est trop long : enlevez au moins %(over)s caractère (%(most)s au plus).",
            "C’est trop long : enlevez au moins %(over)s caractères (%(most)s au plus).",
            over,
        )
        return said % {"over": over, "most": one.most}
    had = any(text.strip() for text in one.text.values())
    if had and not any(text.strip() for text in words.values()) and one.what in ("title", "text", "choice", "row"):
        return _("Gardez ces mots dans une langue au moins.")
    return ""


def _lines(
    asked: Definition, found: list[wording.Said], typed: dict[str, Text], problems: dict[str, str], language: str
) -> Iterator[Line]:
    before = ""
    for one in found:
        if not any(one.text.values()) and one.what not in ("preamble", "hint"):
            continue
        question = asked.question(one.question) if one.question else None
        heading = say(question.text, language) if question and one.question != before else ""
        before = one.question
        words = typed[one.place]
        yield Line(one, _what(one.what), heading, problems.get(one.place, ""), words.get("fr", ""), words.get("en", ""))


def _what(what: str) -> str:
    return {
        "title": _("Titre"), "preamble": _("Accueil"), "section": _("Partie"), "text": _("Question"), "hint": _("Aide"),
        "label": _("Champ"), "choice": _("Choix"), "row": _("Ligne"), "low": _("Bas de l’échelle"),
        "high": _("Haut de l’échelle"),
    }[what]  # fmt: skip
