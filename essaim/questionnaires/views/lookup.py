"""Finding what a page is about, always from the seat's own space."""

from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from essaim.questionnaires.definition import Question
from essaim.questionnaires.models import Questionnaire
from essaim.spaces.models import Member
from essaim.spaces.models.member import Role
from essaim.spaces.requests import SeatRequest


def questionnaire_of(request: SeatRequest, pk: UUID) -> Questionnaire:
    found: Questionnaire = get_object_or_404(request.space.questionnaires, pk=pk)
    found.space = request.space
    if found.is_draft and not (request.member and request.member.can_facilitate()):
        raise Http404
    return found


def question_of(questionnaire: Questionnaire, code: str) -> Question:
    question = questionnaire.asked.question(code)
    if question is None:
        raise Http404
    return question


def is_counted(member: Member) -> bool:
    """Facilitators and observers may look at every step; only participants' answers are kept."""
    return bool(member.role == Role.PARTICIPANT)
