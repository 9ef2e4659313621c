"""The pages of a space: their tree, the latest changes, an address by title."""

from uuid import UUID

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from essaim.base import ids
from essaim.base.errors import Refused, refusals_shown_in
from essaim.pages import actions, following, listing, placing, recent
from essaim.pages.asking import page_of
from essaim.pages.forms import NewPageForm, PageForm
from essaim.pages.outlines import OUTLINES
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
    inside = _inside(request)
    start = int(request.GET.get("from", "")) if request.GET.get("from", "").isdigit() else 0
    level = listing.level(request.space, request.member, inside, start)
    page = {
        "tab": "pages",
        "form": form,
        "level": level,
        "inside": inside,
        "path": listing.path_to(inside, request.member) if inside else [],
        "is_arranging": "arrange" in request.GET and request.member.can_contribute(),
        "follows_all": following.watches(request.member, None),
        "is_first": not start and not inside,
    }
    return render(request, "pages/list.html", page, status=422 if form.errors else 200)


def _inside(request: SeatRequest) -> "listing.Page | None":
    asked = request.GET.get("in", "")
    try:
        return page_of(request, UUID(asked)) if asked else None
    except ValueError:
        raise Http404 from None


@for_members
def children(request: SeatRequest, pk: UUID) -> HttpResponse:
    """One level, for a branch that opens in its place."""
    page = page_of(request, pk)
    level = listing.level(request.space, request.member, page)
    return render(request, "pages/_level.html", {"level": level, "is_arranging": "arrange" in request.GET})


@for_members
def new(request: SeatRequest) -> HttpResponse:
    asked = request.GET.get("outline", "")
    outline = OUTLINES.get(asked)
    initial = {
        "input_id": ids.uuid7(),
        "outline": asked if outline else "",
        "title": outline.title if outline else request.GET.get("title", "")[:120],
        "parent": request.GET.get("parent", ""),
    }
    form = NewPageForm(request.POST or None, initial=initial, can_draft=request.member.can_facilitate())
    parent = None
    given = form["parent"].value()
    if given:
        try:
            parent = page_of(request, given if isinstance(given, UUID) else UUID(given))
        except ValueError:
            raise Http404 from None
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            said = form.cleaned_data
            made = actions.create_page(
                request.member,
                said["title"],
                input_id=said["input_id"],
                parent=parent,
                outline=said["outline"],
                is_draft=said.get("is_draft", False),
                language=request.LANGUAGE_CODE,
            )
            return to_page(request, "pages:show", made.pk)
    page = {"tab": "pages", "form": form, "parent": parent, "outlines": OUTLINES.values()}
    return render(request, "pages/new.html", page, status=422 if form.errors else 200)


@for_members
@require_POST
def place(request: SeatRequest, pk: UUID) -> HttpResponse:
    """Move a page: one step, or where it was dropped."""
    page = page_of(request, pk)
    to = request.POST.get("to", "")
    if to in (placing.UP, placing.DOWN, placing.IN, placing.OUT):
        placing.step(page, request.member, to)
    elif to == "put":
        parent, before = _named(request, "parent"), _named(request, "before")
        if before is not None and before.parent_id != (parent.pk if parent else None):
            raise Refused(_("Les pages ont bougé entre-temps. Rechargez la liste et recommencez."))
        placing.move(page, request.member, parent=parent, before=before)
    else:
        raise Refused(_("Choisissez où mettre la page."))
    if request.headers.get("X-Part"):
        return HttpResponse(status=204)
    inside = request.POST.get("in", "")
    response = to_page(request, "pages:list")
    response["Location"] += f"?arrange{'&in=' + inside if _is_uuid(inside) else ''}#page-{pk}"
    return response


def _named(request: SeatRequest, name: str) -> "listing.Page | None":
    given = request.POST.get(name, "")
    if not given:
        return None
    if not _is_uuid(given):
        raise Http404
    return page_of(request, UUID(given))


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


@for_members
@require_GET
def named(request: SeatRequest, title: str) -> HttpResponse:
    """A page by the title it has, or had. Several: one chooses. None: one may open it."""
    found = listing.titled(request.space, request.member, title)
    if len(found) == 1:
        return to_page(request, "pages:show", found[0].pk)
    page = {"tab": "pages", "title": title[:120], "found": found}
    return render(request, "pages/named.html", page, status=200 if found else 404)


@for_members
def titles(request: SeatRequest) -> HttpResponse:
    """Pages whose title begins with `q`, for who writes a link."""
    found = listing.titles(request.space, request.member, request.GET.get("q", "")[:200])
    return JsonResponse({"pages": [{"id": str(one.pk), "title": one.title} for one in found]})


@for_members
def latest(request: SeatRequest) -> HttpResponse:
    before = request.GET.get("before", "")
    changes, more = recent.changes(request.space, request.member, int(before) if before.isdigit() else None)
    page = {"tab": "pages", "days": recent.by_day(changes, request.space), "more": more}
    return render(request, "pages/recent.html", page)


@for_members
@require_POST
def seen(request: SeatRequest) -> HttpResponse:
    following.see_all(request.member)
    return to_page(request, "pages:list")


@for_members
@require_POST
def watch_all(request: SeatRequest) -> HttpResponse:
    following.watch(request.member, None, on=request.POST.get("on") == "yes")
    return to_page(request, "pages:list")


@for_members
def removed(request: SeatRequest) -> HttpResponse:
    """What was removed, for the team to bring back."""
    if not request.member.can_facilitate():
        return render(request, "spaces/forbidden.html", status=403)
    gone = listing.Page.everything.filter(space=request.space, deleted_at__isnull=False)
    rows = gone.select_related("document", "removed_by__person").order_by("-deleted_at")[:200]
    return render(request, "pages/removed.html", {"tab": "pages", "pages": rows})
