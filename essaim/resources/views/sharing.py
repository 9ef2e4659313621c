"""Bringing a resource, from a form, from a camera or from another site; changing it; taking it away."""

from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from essaim.base import ids
from essaim.base.errors import Refused, refusals_shown_in
from essaim.base.hours import day_text, time_text
from essaim.base.text import one_line
from essaim.files import aside, storing
from essaim.files.models import size_text
from essaim.resources import actions
from essaim.resources.duplicates import alike
from essaim.resources.forms import CaptionForm, PhotoForm, ResourceForm
from essaim.resources.models import Kind, Resource
from essaim.resources.views.lookup import forbidden, found
from essaim.spaces.pages import to_page
from essaim.spaces.requests import SeatRequest
from essaim.spaces.rights import for_members


@for_members
def new(request: SeatRequest, kind: str) -> HttpResponse:
    """Asked for; or sent from elsewhere with `url`, `title` and `text` in its address, and only to be confirmed."""
    if kind not in Kind.values:
        raise Http404
    if request.method != "POST":
        return _form(request, ResourceForm(kind=kind, space=request.space, initial=_sent_from_elsewhere(request)), kind)
    kept = request.POST.get("kept", "")
    files = _files(request, kept)
    form = ResourceForm(request.POST, files, kind=kind, space=request.space)
    if form.is_valid():
        given, key = form.given(), form.cleaned_data["input_id"] or ids.uuid7()
        given["title"] = given["title"] or _named_as(given.get("upload"))
        with refusals_shown_in(form):
            if given.get("upload"):
                storing.taken_kind(given["upload"], field="upload")
            # Pressed twice, the second finds its own first one: no duplicate of anything.
            is_new = "anyway" not in request.POST and not Resource.everything.filter(pk=key).exists()
            twins = _twins(request, given) if is_new else []
            if twins:
                return _form(request, form, kind, twins=twins, kept=_aside(request, form, kept))
            made = actions.share(request.member, kind, **given, input_id=key)
            aside.forget(kept)
            return to_page(request, "resources:show", made.pk)
    return _form(request, form, kind, kept=_aside(request, form, kept))


@for_members
def edit(request: SeatRequest, pk: UUID) -> HttpResponse:
    resource = found(request, pk)
    if not resource.is_changed_by(request.member):
        return forbidden(request)
    initial = {name: getattr(resource, name) for name in ("title", "why", "themes", "url", "text")}
    initial |= {f"detail_{key}": value for key, value in resource.details.items()}
    form = ResourceForm(request.POST or None, kind=resource.kind, space=request.space, initial=initial, is_new=False)
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            given = form.given()
            given["title"] = given["title"] or resource.title
            actions.revise(resource, request.member, **given)
            return to_page(request, "resources:show", pk)
    return _form(request, form, resource.kind, resource=resource)


@for_members
@require_POST
def removal(request: SeatRequest, pk: UUID) -> HttpResponse:
    # Pressed twice, the second finds it gone already: that is what was wanted.
    resource = get_object_or_404(Resource.everything, space=request.space, pk=pk)
    if not resource.is_changed_by(request.member):
        return forbidden(request)
    actions.remove(resource, request.member)
    return to_page(request, "resources:list")


@for_members
def photo(request: SeatRequest) -> HttpResponse:
    """The photo of the wall: taken, sent, there. What it is called may be said after."""
    form = PhotoForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            upload = form.cleaned_data["upload"]
            if not storing.taken_kind(upload, field="upload").is_picture:
                raise Refused(_("Ce n’est pas une photo. Déposez-le plutôt comme fichier."), field="upload")
            now = request.space.now()
            title = _("Photo du {day} à {time}").format(day=day_text(now, year=False), time=time_text(now))
            key = form.cleaned_data["input_id"] or ids.uuid7()
            made = actions.share(request.member, Kind.FILE, title=title, upload=upload, input_id=key)
            return to_page(request, "resources:caption", made.pk)
    page = {"tab": "pages", "form": form}
    return render(request, "resources/photo.html", page, status=422 if form.errors else 200)


@for_members
def caption(request: SeatRequest, pk: UUID) -> HttpResponse:
    """A photo has arrived; its title and what it shows may be added."""
    resource = found(request, pk)
    if not resource.is_changed_by(request.member):
        return forbidden(request)
    form = CaptionForm(request.POST or None, initial={"alt": resource.details.get("alt", "")})
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            details = {**resource.details, "alt": form.cleaned_data["alt"]}
            title = form.cleaned_data["title"] or resource.title
            actions.revise(resource, request.member, title=title, details=details)
            return to_page(request, "resources:show", pk)
    page = {"tab": "pages", "form": form, "resource": resource}
    return render(request, "resources/caption.html", page, status=422 if form.errors else 200)


def _form(request: SeatRequest, form: ResourceForm, kind: str, **more: Any) -> HttpResponse:
    page = {"tab": "pages", "form": form, "kind": kind, "kinds": Kind.choices, **more}
    return render(request, "resources/form.html", page, status=422 if form.is_bound else 200)


def _sent_from_elsewhere(request: SeatRequest) -> dict[str, object]:
    """What another page or a phone's « Partager » puts in the address: some put the link in the text."""
    told = {name: one_line(request.GET.get(name, "")) for name in ("url", "title", "text")}
    words = told["text"].split()
    link = next((word for word in words if word.startswith(("https://", "http://"))), "")
    url = told["url"] or link
    why = " ".join(word for word in words if word != link)
    return {"input_id": ids.uuid7(), "url": url[:1000], "title": told["title"][:160], "why": why[:300]}


def _files(request: SeatRequest, kept: str) -> "MultiValueDict[str, UploadedFile]":
    """What is sent now, else what was put aside when this form was last sent."""
    if "upload" in request.FILES or not kept:
        return request.FILES
    before = aside.found(kept, request.member.pk)
    return MultiValueDict({"upload": [before]} if before else {})


def _aside(request: SeatRequest, form: ResourceForm, kept: str) -> dict[str, object] | None:
    """Keep the file of a form that is not finished, so that it need not be chosen again."""
    upload = form.files.get("upload")
    if upload is None or "upload" in form.errors:
        return None
    try:
        storing.taken_kind(upload, field="upload")
        word = aside.put(upload, request.member.pk) if "upload" in request.FILES or not kept else kept
    except Refused:
        return None
    return {"word": word, "name": upload.name, "size": size_text(upload.size or 0)}


def _named_as(upload: "UploadedFile[bytes] | None") -> str:
    name = (upload.name or "") if upload else ""
    return one_line(name.rpartition(".")[0].replace("_", " ") or name)[:160] or _("Sans titre")


def _twins(request: SeatRequest, given: dict[str, Any]) -> list[Resource]:
    return alike(request.space, title=given["title"], url=given.get("url", ""), upload=given.get("upload"))
