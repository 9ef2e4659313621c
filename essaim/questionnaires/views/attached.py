"""The file of an answer, for whoever may read the answer."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from essaim.files import giving
from essaim.files.models import StoredFile
from essaim.questionnaires import attachments, ballots
from essaim.questionnaires.analysis import Reader
from essaim.questionnaires.definition import Question, Shown
from essaim.questionnaires.models import Answer, Questionnaire
from essaim.questionnaires.revealing import may_see
from essaim.questionnaires.views.lookup import question_of, questionnaire_of
from essaim.spaces.models import Member
from essaim.spaces.requests import SeatRequest
from essaim.spaces.rights import for_members


@for_members
@require_safe
def file(request: SeatRequest, pk: UUID, code: str, file: UUID) -> HttpResponseBase:
    questionnaire = questionnaire_of(request, pk)
    question = question_of(questionnaire, code)
    if not _may_read(questionnaire, question, str(file), request.member):
        raise Http404
    stored = get_object_or_404(StoredFile, pk=file, space_id=request.space.pk)
    size = request.GET.get("size", "")
    return giving.preview(stored, size) if size else giving.given(stored, request.headers.get("Range", ""))


def _may_read(questionnaire: Questionnaire, question: Question, file: str, member: Member) -> bool:
    reader = Reader.TEAM if member.can_facilitate() else Reader.GROUP
    is_open_to_me = may_see(questionnaire, question, reader, member)
    if questionnaire.is_anonymous and not is_open_to_me:
        return False
    if questionnaire.is_anonymous:
        kept = [ballot[question.code] for ballot in ballots.opened(questionnaire) if question.code in ballot]
        return any(_holds(question, one["value"], file) and one["shown"] != Shown.NEVER for one in kept)
    rows = Answer.objects.filter(response__questionnaire=questionnaire, question=question.code).select_related(
        "response"
    )
    found = next((row for row in rows if _holds(question, row.value, file)), None)
    if found is None:
        return False
    shown = Shown(found.shown).at_most(questionnaire.cap(question))
    is_shown = is_open_to_me and shown != Shown.NEVER and not question.is_private
    return member.can_facilitate() or found.response.member_id == member.pk or is_shown


def _holds(question: Question, value: dict[str, Any], file: str) -> bool:
    return any(value.get(part.code, {}).get("file") == file for part in attachments.of(question))
