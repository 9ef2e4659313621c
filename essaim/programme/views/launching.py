"""A step becomes a run: one press, or the form of its method when it needs more words."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from essaim.base.errors import Refused
from essaim.programme.launch import form_address, launch
from essaim.programme.models import Module, Sequence
from essaim.spaces.pages import to_page
from essaim.spaces.requests import SeatRequest
from essaim.spaces.rights import for_facilitators


@for_facilitators
@require_POST
def sequence_run(request: SeatRequest, pk: UUID) -> HttpResponse:
    return _launch(request, get_object_or_404(request.space.sequences, pk=pk))


@for_facilitators
@require_POST
def module_run(request: SeatRequest, pk: UUID) -> HttpResponse:
    return _launch(request, get_object_or_404(request.space.modules, pk=pk))


def _launch(request: SeatRequest, subject: Sequence | Module) -> HttpResponse:
    asked = request.POST.get("step", "")
    step = next((step for step in subject.shown_steps if step["id"] == asked), None)
    if step is None:
        # The course was changed meanwhile: show it as it now is.
        page = "programme:sequence" if isinstance(subject, Sequence) else "programme:module"
        return to_page(request, page, subject.pk)
    try:
        run = launch(subject, step, by=request.member)
    except Refused:
        response = HttpResponseRedirect(request.seat_root + form_address(subject, step))
        response.status_code = 303
        return response
    return to_page(request, "runs:console", run.pk)
