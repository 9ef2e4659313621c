"""Files: answers and questions leaving, questionnaires coming in."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.views.decorators.http import require_POST, require_safe

from essaim.base import ids
from essaim.base.text import fold
from essaim.questionnaires import actions
from essaim.questionnaires.bringing import Unread, brought
from essaim.questionnaires.bringing.yaml_file import written
from essaim.questionnaires.export import FORMATS
from essaim.questionnaires.models import Questionnaire
from essaim.questionnaires.views import answering
from essaim.questionnaires.views.lookup import questionnaire_of
from essaim.spaces.pages import to_page
from essaim.spaces.requests import SeatRequest
from essaim.spaces.rights import for_facilitators


@for_facilitators
@require_safe
def answers(request: SeatRequest, pk: UUID, kind: str) -> HttpResponse:
    found = questionnaire_of(request, pk)
    if kind not in FORMATS:
        raise Http404
    made = FORMATS[kind]
    return _given(found, made.write(found, request.LANGUAGE_CODE), made.media_type, kind)


@for_facilitators
@require_safe
def questions(request: SeatRequest, pk: UUID) -> HttpResponse:
    """The questions alone, to be used elsewhere."""
    found = questionnaire_of(request, pk)
    return _given(found, written(found.asked), "application/yaml", "yml")


@for_facilitators
@require_POST
def bring(request: SeatRequest) -> HttpResponse:
    """A questionnaire in a file becomes one of the team's own, to be read again before it opens."""
    try:
        found = brought(request.FILES.get("file"))
    except Unread as fault:
        page = {**answering.listed(request), "unread": fault.message}
        return render(request, "questionnaires/list.html", page, status=422)
    identity = ids.read(request.POST.get("input_id", "")) or ids.uuid7()
    made = actions.create_brought(request.space, found.definition, by=request.member, identity=identity)
    page = {"tab": "console", "questionnaire": made, "left_out": found.left_out}
    return render(request, "questionnaires/brought.html", page)


@for_facilitators
@require_POST
def copy(request: SeatRequest, pk: UUID) -> HttpResponse:
    made = actions.copy_questionnaire(questionnaire_of(request, pk), by=request.member)
    return to_page(request, "questionnaires:edit", made.pk)


def _given(questionnaire: Questionnaire, content: str | bytes, media_type: str, extension: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    name = slugify(fold(questionnaire.title))[:60] or "questionnaire"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{extension}"'
    return response
