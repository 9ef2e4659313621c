"""What people say of a page. Forms only: the threads themselves are a live part."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from essaim.base.errors import refusals_shown_in
from essaim.pages import commenting
from essaim.pages.asking import page_of
from essaim.pages.forms import CommentForm
from essaim.pages.models import Comment, Thread
from essaim.pages.views.one import shown
from essaim.spaces.pages import to_page
from essaim.spaces.requests import SeatRequest
from essaim.spaces.rights import for_members


@for_members
@require_POST
def create(request: SeatRequest, pk: UUID) -> HttpResponse:
    page = page_of(request, pk)
    form = CommentForm(request.POST)
    if form.is_valid():
        with refusals_shown_in(form):
            said = commenting.comment(page, request.member, **form.cleaned_data)
            if request.headers.get("X-Part"):
                return HttpResponse(status=204)
            return to_page(request, "pages:show", pk, fragment=f"thread-{said.thread_id}")
    return shown(request, page, comment=form, status=422)


@for_members
@require_POST
def settlement(request: SeatRequest, pk: UUID, thread: UUID) -> HttpResponse:
    page = page_of(request, pk)
    found: Thread = get_object_or_404(page.threads.select_related("page"), pk=thread)
    found.space = request.space
    commenting.settle(found, request.member, is_resolved=request.POST.get("on") == "yes")
    return _back(request, pk)


@for_members
@require_POST
def withdrawal(request: SeatRequest, pk: UUID, comment: UUID) -> HttpResponse:
    page = page_of(request, pk)
    rows = Comment.everything.filter(thread__page=page).select_related("thread__page")
    found: Comment = get_object_or_404(rows, pk=comment)
    found.thread.space = request.space
    # Pressed twice, the second finds it gone already: that is what was wanted.
    if found.deleted_at is None:
        commenting.withdraw(found, request.member)
    return _back(request, pk)


def _back(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Where the form was; to a script that stays on the page, nothing."""
    return (
        HttpResponse(status=204)
        if request.headers.get("X-Part")
        else to_page(request, "pages:show", pk, fragment="talk")
    )
