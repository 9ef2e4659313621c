"""One page: read and written; what its readers and the team can do with it."""

from functools import partial
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from essaim.base import ids
from essaim.base.errors import Refused, refusals_shown_in
from essaim.documents import api, tokens
from essaim.documents.reading import html_under_title
from essaim.pages import actions, commenting, following, listing, placing, reading
from essaim.pages.asking import any_page_of, page_of
from essaim.pages.forms import CommentForm, ParagraphForm, PublishForm, TitleForm, UnderForm
from essaim.pages.models import Page
from essaim.pages.outlines import OUTLINES
from essaim.spaces.kept import keep
from essaim.spaces.pages import to_page
from essaim.spaces.requests import SeatRequest
from essaim.spaces.rights import for_members
from essaim.spaces.shelf import Reader


@for_members
def show(request: SeatRequest, pk: UUID) -> HttpResponse:
    page = any_page_of(request, pk)
    if page.deleted_at is not None:
        return _gone(request, page)
    return shown(request, page)


def shown(
    request: SeatRequest,
    page: Page,
    *,
    paragraph: ParagraphForm | None = None,
    comment: CommentForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page with its forms, as they were left when one was not right."""
    document, writes = page.document, page.document.can_write(request.member)
    text, token = api.show(document), api.token(document, request.member, writes)
    path, below = listing.path_to(page, request.member), listing.under(page, request.member)
    request.space.shown[Page, str(page.pk)] = page
    threads = commenting.share_threads(page)
    asked = request.GET.get("reply", "")
    context = {
        "tab": "pages",
        "page": page,
        "document": document,
        "outline": OUTLINES.get(page.outline),
        "path": path,
        "under": below,
        "html": text.html,
        "token": token,
        "credits": reading.credits_of(page),
        "paragraph_form": paragraph or ParagraphForm(auto_id="paragraph_%s"),
        "comment_form": comment or CommentForm(initial={"input_id": ids.uuid7(), "thread": asked}),
        "open_threads": " ".join(str(one.pk) for one in threads if one.resolved_at is None),
        "writes": writes,
    }
    response = render(request, "pages/show.html", context, status=status)
    following.saw(request.member.pk, page.pk)
    return keep(
        request,
        response,
        now=partial(api.position, document.pk),
        shown=text.position,
        about=[*SHOWN, *("document" if text.names_others else one.document.dom_id for one in (page, *path, *below))],
        slots={token: partial(_pass, document.pk, writes), request.member.pk.hex: _member},
    )


SHOWN = ("page", "thread", "comment", "member", "person", "structure", "space", "hall")
"""The rows that any page shows something of, beside documents: who is here, who wrote, what stands around."""


def _pass(document: UUID, writes: bool, reader: Reader) -> str:
    if reader.member is None:
        return ""
    # Whoever opens the kept page has seen it too.
    following.saw(reader.member, document)
    return tokens.mint(document, reader.space, reader.member, reader.name, writer=writes, known_at=reader.known_at)


def _member(reader: Reader) -> str:
    return reader.member.hex if reader.member else ""


def _gone(request: SeatRequest, page: Page) -> HttpResponse:
    """A page that was removed: by whom, when, and what this device kept of it."""
    context = {"tab": "pages", "page": page, "document": page.document}
    return render(request, "pages/gone.html", context, status=410)


@for_members
@require_POST
def paragraph(request: SeatRequest, pk: UUID) -> HttpResponse:
    page = page_of(request, pk)
    form = ParagraphForm(request.POST, auto_id="paragraph_%s")
    if form.is_valid() and page.document.can_write(request.member):
        with refusals_shown_in(form):
            actions.add_paragraph(page, request.member, form.cleaned_data["text"])
            return to_page(request, "pages:show", pk)
    return shown(request, page, paragraph=form, status=422)


@for_members
def about(request: SeatRequest, pk: UUID) -> HttpResponse:
    return _about(request, page_of(request, pk))


def _about(
    request: SeatRequest, page: Page, *, title: TitleForm | None = None, under: UnderForm | None = None
) -> HttpResponse:
    publication = page.publications.filter(revoked_at__isnull=True).first()
    context = {
        "tab": "pages",
        "page": page,
        "title_form": title or TitleForm(initial={"title": page.title}),
        "under_form": under or UnderForm(initial={"under": page.parent.title if page.parent else ""}),
        "publish_form": PublishForm(initial={"is_indexed": publication.is_indexed if publication else False}),
        "publication": publication,
        "address": request.build_absolute_uri(f"/p/{publication.key}/") if publication else "",
        "follows": following.watches(request.member, page),
        "follows_all": following.watches(request.member, None),
        "can_remove": actions.can_be_removed_by(page, request.member),
        "with_it": len(placing.branch(page)),
        "outline": OUTLINES.get(page.outline),
        "titles": listing.titles(request.space, request.member, "", 50),
        "former": [one for one in page.titles.order_by("-hlc") if one.title != page.title],
    }
    wrong = any(form is not None and form.errors for form in (title, under))
    return render(request, "pages/about.html", context, status=422 if wrong else 200)


@for_members
@require_POST
def title(request: SeatRequest, pk: UUID) -> HttpResponse:
    page = page_of(request, pk)
    form = TitleForm(request.POST)
    if form.is_valid():
        with refusals_shown_in(form):
            actions.rename(page, request.member, form.cleaned_data["title"])
            return to_page(request, "pages:show", pk)
    return _about(request, page, title=form)


@for_members
@require_POST
def under(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Move a page by naming the one it goes under: what dragging does, for any number of pages."""
    page = page_of(request, pk)
    form = UnderForm(request.POST)
    if form.is_valid():
        with refusals_shown_in(form):
            placing.move(page, request.member, parent=_parent_named(request, page, form.cleaned_data["under"]))
            return to_page(request, "pages:show", pk)
    return _about(request, page, under=form)


def _parent_named(request: SeatRequest, page: Page, said: str) -> Page | None:
    if not said.strip():
        return None
    found = [one for one in listing.titled(request.space, request.member, said) if one.pk != page.pk]
    if not found:
        raise Refused(_("Aucune autre page ne porte ce titre. Choisissez-en un dans la liste."), field="under")
    if len(found) > 1:
        raise Refused(_("Plusieurs pages portent ce titre : renommez-en une d’abord."), field="under")
    return found[0]


@for_members
@require_POST
def watch(request: SeatRequest, pk: UUID) -> HttpResponse:
    page = page_of(request, pk)
    following.watch(request.member, page, on=request.POST.get("on") == "yes")
    return to_page(request, "pages:about", pk)


@for_members
@require_POST
def draft(request: SeatRequest, pk: UUID) -> HttpResponse:
    page = page_of(request, pk)
    if not request.member.can_facilitate():
        return render(request, "spaces/forbidden.html", status=403)
    actions.keep_as_draft(page, request.member, is_draft=request.POST.get("on") == "yes")
    return to_page(request, "pages:about", pk)


@for_members
@require_POST
def publication(request: SeatRequest, pk: UUID) -> HttpResponse:
    page = page_of(request, pk)
    if not request.member.can_facilitate():
        return render(request, "spaces/forbidden.html", status=403)
    if request.POST.get("on") == "yes":
        actions.publish(page, request.member, is_indexed="is_indexed" in request.POST)
    else:
        actions.unpublish(page, request.member)
    return to_page(request, "pages:about", pk, fragment="web")


@for_members
@require_POST
def checking(request: SeatRequest, pk: UUID) -> HttpResponse:
    page = page_of(request, pk)
    actions.check_facts(page, request.member, is_checked=request.POST.get("on") == "yes")
    return to_page(request, "pages:show", pk)


@for_members
@require_POST
def removal(request: SeatRequest, pk: UUID) -> HttpResponse:
    page = any_page_of(request, pk)
    if page.deleted_at is None and not actions.can_be_removed_by(page, request.member):
        return render(request, "spaces/forbidden.html", status=403)
    if page.deleted_at is None:
        actions.remove(page, request.member)
    return to_page(request, "pages:list")


@for_members
@require_POST
def return_(request: SeatRequest, pk: UUID) -> HttpResponse:
    page = any_page_of(request, pk)
    if not request.member.can_facilitate():
        return render(request, "spaces/forbidden.html", status=403)
    if page.deleted_at is not None:
        actions.bring_back(page, request.member)
    return to_page(request, "pages:show", pk)


@for_members
def paper(request: SeatRequest, pk: UUID) -> HttpResponse:
    """The page, or with `branch` all that stands under it too, to be printed."""
    page = page_of(request, pk)
    with_drafts = request.member.can_facilitate()
    said = (
        list(reading.of_branch(page, with_drafts=with_drafts)) if "branch" in request.GET else [reading.of_page(page)]
    )
    if len(said) > MOST_PRINTED:
        raise Http404
    shown = [(one.page, html_under_title(one.blocks), reading.credits_of(one.page)) for one in said]
    context = {
        "tab": "pages",
        "page": page,
        "shown": shown,
        "is_branch": "branch" in request.GET,
        "has_under": bool(listing.under(page, request.member)),
        "now": request.space.local_now(),
    }
    return render(request, "pages/paper.html", context)


MOST_PRINTED = 300
