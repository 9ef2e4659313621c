"""What a page was: its versions, what changed between two, going back to one."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from essaim.base.blocks.html import to_html
from essaim.base.errors import refusals_shown_in
from essaim.documents import api, versions
from essaim.documents.models import DocumentVersion
from essaim.pages import actions
from essaim.pages.asking import page_of
from essaim.pages.differences import Change, compare, counted, shortened
from essaim.pages.forms import VersionForm
from essaim.pages.models import Page
from essaim.spaces.pages import to_page
from essaim.spaces.requests import SeatRequest
from essaim.spaces.rights import for_members

AT_ONCE = 50


@for_members
def index(request: SeatRequest, pk: UUID) -> HttpResponse:
    page = page_of(request, pk)
    form = VersionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            actions.name_version(page, request.member, form.cleaned_data["name"].strip())
            return to_page(request, "pages:history", pk)
    start = int(request.GET.get("from", "")) if request.GET.get("from", "").isdigit() else 0
    rows = list(
        page.document.versions.defer("state")
        .select_related("restored")
        .defer("restored__state")
        .prefetch_related("authors__person")
        .order_by("-edited_at", "-id")[start : start + AT_ONCE + 1]
    )
    context = {
        "tab": "pages",
        "page": page,
        "versions": rows[:AT_ONCE],
        "more": start + AT_ONCE if len(rows) > AT_ONCE else None,
        "is_first": not start,
        "form": form,
    }
    return render(request, "pages/history.html", context, status=422 if form.errors else 200)


@for_members
def version(request: SeatRequest, pk: UUID, version: UUID) -> HttpResponse:
    """A version beside the one before it, or beside today's text (`with=now`), or as it read (`with=alone`)."""
    page = page_of(request, pk)
    found = _version(page, version)
    side = request.GET.get("with", "before")
    then = versions.blocks_of(found)
    context = {
        "tab": "pages",
        "page": page,
        "version": found,
        "side": side if side in ("before", "now", "alone") else "before",
        "authors": [member.name for member in found.authors.select_related("person").order_by("person__folded")],
        "can_restore": page.document.can_write(request.member),
    }
    if side == "alone":
        context["html"] = to_html(then)
    else:
        earlier = found if side == "now" else _before(found)
        old = versions.blocks_of(earlier) if earlier else ()
        pairs = compare(old, api.blocks_of(page.document) if side == "now" else then)
        numbers = counted(pairs)
        context |= {
            "lines": shortened(pairs),
            "earlier": earlier,
            "added": numbers[Change.ADDED],
            "removed": numbers[Change.REMOVED],
            "changed": numbers[Change.CHANGED] + numbers[Change.RESHAPED],
            "is_same": numbers[Change.SAME] == len(pairs),
        }
    return render(request, "pages/version.html", context)


@for_members
@require_POST
def restoration(request: SeatRequest, pk: UUID, version: UUID) -> HttpResponse:
    page = page_of(request, pk)
    found = _version(page, version)
    if not page.document.can_write(request.member):
        return render(request, "spaces/forbidden.html", status=403)
    actions.restore_version(page, found, request.member)
    return to_page(request, "pages:show", pk)


def _version(page: Page, pk: UUID) -> DocumentVersion:
    found: DocumentVersion = get_object_or_404(page.document.versions.all(), pk=pk)
    # One page, one document: what is restored is told as this request's.
    found.document = page.document
    return found


def _before(version: DocumentVersion) -> DocumentVersion | None:
    earlier = version.document.versions.filter(edited_at__lte=version.edited_at).exclude(pk=version.pk)
    found: DocumentVersion | None = earlier.filter(began_at__lte=version.began_at).order_by("-edited_at", "-id").first()
    return found
