"""Comparing: by structure, by another answer, with another moment; or reading only those who answered this."""

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from essaim.base.blocks import Block
from essaim.base.blocks.html import to_html
from essaim.questionnaires import crossing
from essaim.questionnaires.analysis import Reader
from essaim.questionnaires.crossing import ASKED_BY, COMPARED, STRUCTURES, Place
from essaim.questionnaires.models import Questionnaire
from essaim.questionnaires.views.lookup import questionnaire_of
from essaim.spaces.requests import SeatRequest
from essaim.spaces.rights import for_members

LONGEST_LABEL = 70


@dataclass(frozen=True)
class Choices:
    """Options of a menu, under a heading."""

    label: str
    options: list[tuple[str, str]]


@for_members
@require_safe
def compare(request: SeatRequest, pk: UUID) -> HttpResponse:
    questionnaire = questionnaire_of(request, pk)
    if questionnaire.is_draft:
        raise Http404
    language = request.LANGUAGE_CODE
    reader = Reader.TEAM if request.member.can_facilitate() else Reader.GROUP
    offered = crossing.places(questionnaire, COMPARED, reader, request.member)
    bys = crossing.places(questionnaire, ASKED_BY, reader, request.member)
    place = next((one for one in offered if one.code == request.GET.get("what")), offered[0] if offered else None)
    earlier = _others(request, questionnaire, place)
    ways = _ways(questionnaire, place, bys, earlier, language) if place else []
    way = request.GET.get("by", "")
    if way not in {code for group in ways for code, _label in group.options}:
        way = ways[0].options[0][0] if ways else ""
    blocks = _blocks(questionnaire, place, way, bys, earlier, language) if place and way else []
    page = {
        "questionnaire": questionnaire,
        "is_team": reader == Reader.TEAM,
        "what": [(one.code, _short(one.label(language))) for one in offered],
        "chosen": place.code if place else "",
        "ways": ways,
        "way": way,
        "html": to_html(blocks, base_level=2, language=language),
        "tab": "pages",
    }
    return render(request, "questionnaires/compare.html", page)


def _others(request: SeatRequest, questionnaire: Questionnaire, place: Place | None) -> list[Questionnaire]:
    """The questionnaires of the space where the same thing is asked."""
    if place is None:
        return []
    found = []
    for other in request.space.questionnaires.all():
        other.space = request.space
        question = other.asked.question(place.question.code)
        if question and crossing.asked_twice(questionnaire, other, place) and crossing.may_see(other, question):
            found.append(other)
    return found


def _ways(
    questionnaire: Questionnaire, place: Place, bys: list[Place], others: list[Questionnaire], language: str
) -> list[Choices]:
    """What there is to compare with; a box without names knows no structure."""
    elsewhere = [by for by in bys if by.question.code != place.question.code]
    side = [] if questionnaire.is_anonymous else [(STRUCTURES, _("Les structures"))]
    side += [(f"moment:{other.pk}", other.title) for other in others]
    side += [(f"by:{by.code}", _short(by.label(language))) for by in elsewhere]
    made = [Choices(_("Comparer"), side)] if side else []
    for by in elsewhere:
        options = [(f"only:{by.code}/{c.code}", by.field.label_of(c.code, language)) for c in by.field.choices]
        made.append(
            Choices(_("Seulement qui a répondu à : %(question)s") % {"question": _short(by.label(language))}, options)
        )
    return [one for one in made if one.options]


def _blocks(
    questionnaire: Questionnaire, place: Place, way: str, bys: list[Place], others: list[Questionnaire], language: str
) -> list[Block]:
    kind, _colon, rest = way.partition(":")
    if kind == "moment":
        other = next(one for one in others if str(one.pk) == rest)
        first, second = sorted((questionnaire, other), key=lambda one: (str(one.opened_at), str(one.pk)))
        return crossing.moments(first, second, place, language)
    if kind == "only":
        code, _slash, value = rest.rpartition("/")
        return crossing.only(questionnaire, place, next(by for by in bys if by.code == code), value, language)
    by = next((by for by in bys if f"by:{by.code}" == way), None)
    return crossing.compared(questionnaire, place, by, language)


def _short(label: str) -> str:
    return Truncator(label).chars(LONGEST_LABEL)
