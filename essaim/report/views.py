"""The report: its draft for the team, its published versions for all."""

import json

from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.text import slugify
from django.views.decorators.http import require_POST

from essaim.base.errors import refusals_shown_in
from essaim.base.typeset.glyphs import unprintable
from essaim.report import actions
from essaim.report.compose import SECTIONS, compose, credits, in_brief
from essaim.report.forms import SectionForm
from essaim.report.models import Publication
from essaim.report.typst.pdf import licence
from essaim.spaces.pages import to_page
from essaim.spaces.requests import SeatRequest
from essaim.spaces.rights import for_facilitators, for_members


@for_members
def index(request: SeatRequest) -> HttpResponse:
    return render(request, "report/index.html", {"tab": "pages", "publications": request.space.publications.all()})


@for_members
def show(request: SeatRequest, number: int) -> HttpResponse:
    found = get_object_or_404(Publication, space=request.space, number=number)
    page = {"tab": "pages", "publication": found, "sections": found.tree(),
            "credits": credits(request.space), "licence": licence()}  # fmt: skip
    if request.member.can_facilitate():
        page["missing"] = sorted(unprintable(json.dumps(found.sections, ensure_ascii=False)))
    return render(request, "report/show.html", page)


@for_members
def show_pdf(request: SeatRequest, number: int) -> HttpResponseBase:
    found = get_object_or_404(Publication, space=request.space, number=number)
    if not found.pdf_path.exists():
        raise Http404
    name = f"bilan-{slugify(request.space.title)}-{number}.pdf"
    return FileResponse(found.pdf_path.open("rb"), content_type="application/pdf", filename=name)


@for_facilitators
def draft(request: SeatRequest) -> HttpResponse:
    sections = compose(request.space, draft=True)
    page = {"tab": "console", "sections": sections, "filled": sum(not s.is_empty for s in sections)}
    return render(request, "report/draft.html", page)


@for_facilitators
def draft_pdf(request: SeatRequest) -> HttpResponse:
    made = actions.as_pdf(request.space, compose(request.space, draft=True), language=request.LANGUAGE_CODE, draft=True)
    answer = HttpResponse(made.content, content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="bilan-brouillon.pdf"'
    return answer


@for_facilitators
def write(request: SeatRequest, section: str) -> HttpResponse:
    if section not in SECTIONS:
        raise Http404
    found = next(s for s in compose(request.space, draft=True) if s.key == section)
    form = SectionForm(
        request.POST or None, initial={"text": found.text or (in_brief(request.space) if section == "0" else "")}
    )
    if request.method == "POST" and form.is_valid():
        with refusals_shown_in(form):
            actions.write(request.space, section, form.cleaned_data["text"], by=request.member)
            return to_page(request, "report:draft")
    page = {"tab": "console", "form": form, "section": found}
    return render(request, "report/write.html", page, status=422 if form.errors else 200)


@for_facilitators
@require_POST
def publication(request: SeatRequest) -> HttpResponse:
    made = actions.publish(request.space, by=request.member)
    return to_page(request, "report:show", made.number)
