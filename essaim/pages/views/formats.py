"""Pages out to files and in from files. What an import would make is shown first; nothing is made before."""

from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from essaim.base import ids
from essaim.base.errors import Refused
from essaim.base.text import fold, one_line
from essaim.files import aside
from essaim.files.kinds import MIB
from essaim.pages import brought, exporting, importing
from essaim.pages.asking import page_of
from essaim.pages.models import Page, PageTitle
from essaim.spaces.pages import to_page
from essaim.spaces.requests import SeatRequest
from essaim.spaces.rights import for_members

MOST_FILES = 50
LARGEST = 20 * MIB


def _asked_page(request: SeatRequest, name: str = "page") -> Page | None:
    asked = (request.POST if request.method == "POST" else request.GET).get(name, "")
    try:
        return page_of(request, UUID(asked)) if asked else None
    except ValueError:
        return None


@for_members
def export(request: SeatRequest) -> HttpResponse:
    return _export_page(request)


def _export_page(request: SeatRequest, error: str = "") -> HttpResponse:
    page = _asked_page(request)
    context = {
        "tab": "pages",
        "page": page,
        "has_under": page is not None and page.children.filter(deleted_at=None).exists(),
        "formats": exporting.FORMATS.items(),
        "format": request.GET.get("format", "odt"),
        "error": error,
    }
    return render(request, "pages/export.html", context, status=422 if error else 200)


@for_members
@require_safe
def exported(request: SeatRequest) -> HttpResponse:
    form = request.GET.get("format", "")
    if form not in exporting.FORMATS:
        return _export_page(request, _("Choisissez un format."))
    page, branch = _asked_page(request), "branch" in request.GET
    try:
        made = exporting.export(
            request.space, request.member, form, page=page, branch=branch, language=request.LANGUAGE_CODE
        )
    except Refused as refusal:
        return _export_page(request, refusal.message)
    answer = HttpResponse(made.content, content_type=made.media_type)
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=made.name)
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


@for_members
def import_(request: SeatRequest) -> HttpResponse:
    """The files are asked for; once sent, what they hold is shown, to be renamed, left or made."""
    under = _asked_page(request, "under")
    if request.method != "POST":
        return _import_page(request, under)
    uploads = request.FILES.getlist("files")
    try:
        if not uploads:
            raise Refused(_("Choisissez un ou plusieurs fichiers sur votre appareil."), field="files")
        if len(uploads) > MOST_FILES:
            raise Refused(_("Cinquante fichiers au plus à la fois : faites-en un zip."), field="files")
        return _preview(request, under, [(upload, "") for upload in uploads])
    except Refused as refusal:
        return _import_page(request, under, refusal.message)


def _import_page(request: SeatRequest, under: Page | None, error: str = "") -> HttpResponse:
    context = {"tab": "pages", "under": under, "error": error}
    return render(request, "pages/import.html", context, status=422 if error else 200)


def _preview(
    request: SeatRequest,
    under: Page | None,
    uploads: "list[tuple[UploadedFile[bytes], str]]",
    error: str = "",
) -> HttpResponse:
    """`uploads`: each file, and the word that finds it again when it was put aside already."""
    found = [page for upload, _word in uploads for page in _read(upload)]
    if len(found) > brought.MOST:
        raise Refused(
            _("Cela fait plus de {n} pages : importez-les en plusieurs fois.").format(n=brought.MOST), field="files"
        )
    titles = request.POST.getlist("title")
    titles = titles if len(titles) == len(found) else [page.title for page in found]
    taken = set(PageTitle.objects.filter(space=request.space, page__deleted_at=None).values_list("folded", flat=True))
    chosen = request.POST.getlist("take") if error else [str(number) for number in range(len(found))]
    context = {
        "tab": "pages",
        "under": under,
        "input_id": request.POST.get("input_id") or ids.uuid7(),
        "kept": [word or aside.put(upload, request.member.pk) for upload, word in uploads],
        "found": [
            (number, page, title, str(number) in chosen, fold(title) in taken)
            for number, (page, title) in enumerate(zip(found, titles, strict=True))
        ],
        "error": error,
    }
    return render(request, "pages/import_preview.html", context, status=422 if error else 200)


def _read(upload: "UploadedFile[bytes]") -> list[brought.Found]:
    if (upload.size or 0) > LARGEST:
        sentence = _("« {name} » est trop lourd : {n} Mo au plus.")
        raise Refused(sentence.format(name=upload.name, n=LARGEST // MIB), field="files")
    upload.seek(0)
    return brought.read_file(upload.name or "", upload.read())


@for_members
@require_POST
def imported(request: SeatRequest) -> HttpResponse:
    under = _asked_page(request, "under")
    words = request.POST.getlist("kept")[:MOST_FILES]
    uploads = [(upload, word) for word in words if (upload := aside.found(word, request.member.pk))]
    if not uploads or len(uploads) < len(words):
        return _import_page(request, under, _("Ces fichiers ne sont plus là : choisissez-les à nouveau."))
    try:
        found = [page for upload, _word in uploads for page in _read(upload)]
        titles = request.POST.getlist("title")
        pages = [
            brought.named(page, one_line(title))
            for number, (page, title) in enumerate(zip(found, titles, strict=False))
            if str(number) in request.POST.getlist("take")
        ]
        key = _key(request.POST.get("input_id", ""))
        made = importing.make(request.member, pages, parent=under, input_id=key)
    except Refused as refusal:
        return _preview(request, under, uploads, refusal.message)
    for word in words:
        aside.forget(word)
    return to_page(request, "pages:show", made[0]) if len(made) == 1 else to_page(request, "pages:list")


def _key(told: str) -> UUID:
    try:
        return UUID(told)
    except ValueError:
        return ids.uuid7()
