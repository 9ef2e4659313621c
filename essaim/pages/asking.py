"""What the views of pages ask for first: the page, by someone who may open it."""

from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from essaim.pages.models import Page
from essaim.spaces.requests import SeatRequest


def page_of(request: SeatRequest, pk: UUID) -> Page:
    """A page that is there. A draft is not, for the group."""
    found: Page = get_object_or_404(request.space.pages.select_related("document", "parent"), pk=pk)
    return _for(request, found)


def any_page_of(request: SeatRequest, pk: UUID) -> Page:
    """The same, removed ones too."""
    rows = Page.everything.filter(space=request.space).select_related("document", "removed_by__person")
    return _for(request, get_object_or_404(rows, pk=pk))


def _for(request: SeatRequest, page: Page) -> Page:
    # The space that carries this request's clock and what its parts share.
    page.space = page.document.space = request.space
    if not page.document.can_open(request.member):
        raise Http404
    return page
