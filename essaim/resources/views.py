"""Pages of resources."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from essaim.base import ids
from essaim.base.errors import refusals_shown_in
from essaim.files import storing
from essaim.resources import actions
from essaim.resources.forms import ResourceForm, themes_of
from essaim.resources.listing import Filter, listed
from essaim.resources.models import Kind, Resource
from essaim.spaces.pages import to_page
from essaim.spaces.requests import SeatRequest
from essaim.spaces.rights import for_members


@for_members
def index(request: SeatRequest) -> HttpResponse:
    asked = Filter.read(request.GET)
    page = {"tab": "pages", "asked": asked, "kinds": Kind.choices, "themes": themes_of(request.space)}
    if asked or "all" in request.GET:
        rows = listed(request.space, asked)
        page |= {"resources": rows, "count": len(rows), "is_all": True}
    return render(request, "resources/list.html", page)


@for_members
def new(request: SeatRequest, kind: str) -> HttpResponse:
    if kind not in Kind.values:
        raise Http404
    initial = {"input_id": ids.uuid7()}
    form = ResourceForm(request.POST or None, request.FILES or None, kind=kind, space=request.space, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            given = {**form.cleaned_data, "input_id": form.cleaned_data["input_id"] or ids.uuid7()}
            made = actions.share(request.member, kind, **given)
            return to_page(request, "resources:show", made.pk)
    return _form(request, form, kind)


def _form(request: SeatRequest, form: ResourceForm, kind: str, resource: Resource | None = None) -> HttpResponse:
    page = {
        "tab": "pages",
        "form": form,
        "kind": kind,
        "kinds": Kind.choices,
        "resource": resource,
        "themes": themes_of(request.space),
    }
    return render(request, "resources/form.html", page, status=422 if form.errors else 200)


def _found(request: SeatRequest, pk: UUID) -> Resource:
    rows = request.space.resources.select_related("author__person", "author__structure", "file")
    found: Resource = get_object_or_404(rows, pk=pk)
    return found


@for_members
def show(request: SeatRequest, pk: UUID) -> HttpResponse:
    resource = _found(request, pk)
    page = {"tab": "pages", "resource": resource, "is_mine": resource.is_changed_by(request.member)}
    return render(request, "resources/show.html", page)


@for_members
def file(request: SeatRequest, pk: UUID) -> HttpResponseBase:
    resource = _found(request, pk)
    if resource.file is None:
        raise Http404
    return storing.given(resource.file)


@for_members
def edit(request: SeatRequest, pk: UUID) -> HttpResponse:
    resource = _found(request, pk)
    if not resource.is_changed_by(request.member):
        return render(request, "spaces/forbidden.html", status=403)
    initial = {name: getattr(resource, name) for name in ("title", "why", "theme", "url", "text")}
    form = ResourceForm(request.POST or None, kind=resource.kind, space=request.space, initial=initial, is_new=False)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            given = {name: value for name, value in form.cleaned_data.items() if name != "input_id"}
            actions.revise(resource, request.member, **given)
            return to_page(request, "resources:show", pk)
    return _form(request, form, resource.kind, resource)


@for_members
@require_POST
def removal(request: SeatRequest, pk: UUID) -> HttpResponse:
    # Pressed twice, the second finds it gone already: that is what was wanted.
    resource = get_object_or_404(Resource.everything, space=request.space, pk=pk)
    if not resource.is_changed_by(request.member):
        return render(request, "spaces/forbidden.html", status=403)
    actions.remove(resource, request.member)
    return to_page(request, "resources:list")
