"""One resource: what it holds, what is said of it, what became of it."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from essaim.base import ids
from essaim.base.blocks.html import to_html
from essaim.base.errors import refusals_shown_in
from essaim.files import giving
from essaim.resources import actions
from essaim.resources.forms import CommentForm
from essaim.resources.history import history
from essaim.resources.models import Comment, Resource
from essaim.resources.peeking import peek
from essaim.resources.sheets import said_details
from essaim.resources.views.lookup import forbidden, found
from essaim.spaces.pages import to_page
from essaim.spaces.requests import SeatRequest
from essaim.spaces.rights import for_members


@for_members
def show(request: SeatRequest, pk: UUID) -> HttpResponse:
    return _shown(request, found(request, pk), CommentForm(initial={"input_id": ids.uuid7()}))


def _shown(request: SeatRequest, resource: Resource, form: CommentForm) -> HttpResponse:
    shown = peek(resource.file) if resource.file else None
    page = {
        "tab": "pages",
        "resource": resource,
        "details": said_details(resource.kind, resource.details),
        "peek": shown and to_html(shown.blocks, base_level=3),
        "is_cut": shown and shown.is_cut,
        "history": history(resource),
        "is_mine": resource.is_changed_by(request.member),
        "form": form,
    }
    return render(request, "resources/show.html", page, status=422 if form.errors else 200)


@for_members
def file(request: SeatRequest, pk: UUID) -> HttpResponseBase:
    resource = found(request, pk)
    if resource.file is None:
        raise Http404
    return giving.given(resource.file, request.headers.get("Range", ""))


@for_members
def picture(request: SeatRequest, pk: UUID, size: str) -> HttpResponseBase:
    resource = found(request, pk)
    if resource.file is None:
        raise Http404
    return giving.preview(resource.file, size)


@for_members
@require_POST
def thanks(request: SeatRequest, pk: UUID) -> HttpResponse:
    actions.thank(found(request, pk), request.member, is_given="not" not in request.POST)
    return to_page(request, "resources:show", pk, fragment=f"resource-talk-{pk}")


@for_members
@require_POST
def comment(request: SeatRequest, pk: UUID) -> HttpResponse:
    resource = found(request, pk)
    form = CommentForm(request.POST)
    if form.is_valid():
        with refusals_shown_in(form):
            key = form.cleaned_data["input_id"] or ids.uuid7()
            actions.comment(resource, request.member, form.cleaned_data["text"], input_id=key)
            return to_page(request, "resources:show", pk, fragment=f"resource-talk-{pk}")
    return _shown(request, resource, form)


@for_members
@require_POST
def comment_removal(request: SeatRequest, pk: UUID) -> HttpResponse:
    said: Comment = get_object_or_404(Comment.everything, space=request.space, pk=pk)
    if not said.is_removed_by(request.member):
        return forbidden(request)
    actions.withdraw(said, request.member)
    resource = said.resource_id
    return to_page(request, "resources:show", resource, fragment=f"resource-talk-{resource}")
