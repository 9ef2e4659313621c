"""Pages written by many at once; readable, and writable by a plain form, before any script runs."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from essaim.base import ids
from essaim.base.blocks.html import to_html
from essaim.base.errors import Refused, refusals_shown_in
from essaim.documents import api, tokens
from essaim.documents.models import Document
from essaim.pages import actions
from essaim.pages.forms import PageForm, ParagraphForm
from essaim.spaces.kept import keep
from essaim.spaces.pages import to_page
from essaim.spaces.requests import SeatRequest
from essaim.spaces.rights import for_members


@for_members
def index(request: SeatRequest) -> HttpResponse:
    form = PageForm(request.POST or None, initial={"input_id": ids.uuid7()})
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            made = actions.create_page(
                request.member, form.cleaned_data["title"], input_id=form.cleaned_data["input_id"]
            )
            return to_page(request, "pages:show", made.pk)
    pages = request.space.documents.filter(kind=actions.KIND).order_by("title")
    page = {"tab": "pages", "pages": pages, "form": form}
    return render(request, "pages/list.html", page, status=422 if form.errors else 200)


def _found(request: SeatRequest, pk: UUID) -> Document:
    found: Document = get_object_or_404(request.space.documents, pk=pk, kind=actions.KIND)
    return found


def _shown(request: SeatRequest, document: Document, form: ParagraphForm, status: int = 200) -> HttpResponse:
    shown, token, writes = (
        api.position(document.pk),
        api.token(document, request.member),
        document.can_write(request.member),
    )
    page = {
        "tab": "pages",
        "document": document,
        "html": to_html(api.blocks_of(document)),
        "token": token,
        "credits": sorted({member.credited for member in api.authors_of(document) if member.credited}),
        "form": form,
    }
    response = render(request, "pages/show.html", page, status=status)
    slots = {
        token: lambda reader: tokens.mint(document.pk, reader.member, reader.name, writer=writes),
        request.member.pk.hex: lambda reader: reader.member.hex,
    }
    return keep(request, response, now=lambda: api.position(document.pk), shown=shown, slots=slots)


@for_members
def show(request: SeatRequest, pk: UUID) -> HttpResponse:
    return _shown(request, _found(request, pk), ParagraphForm())


@for_members
@require_POST
def paragraph(request: SeatRequest, pk: UUID) -> HttpResponse:
    document = _found(request, pk)
    form = ParagraphForm(request.POST)
    if form.is_valid() and document.can_write(request.member):
        try:
            actions.add_paragraph(document, request.member, form.cleaned_data["text"])
            return to_page(request, "pages:show", pk)
        except Refused as refusal:
            form.add_error("text", refusal.message)
    return _shown(request, document, form, 422)
