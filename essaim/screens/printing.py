"""What is printed for the day: each sheet alone, or all of them in one PDF."""

from collections.abc import Callable

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from essaim.base.blocks import Block, Heading, Paragraph
from essaim.programme import printing
from essaim.report.typst.pdf import PdfDocument, pdf
from essaim.spaces.addresses import public_address
from essaim.spaces.models import Space
from essaim.spaces.requests import SeatRequest
from essaim.spaces.rights import for_facilitators

Made = Callable[[Space], list[Block]]
SHEETS: dict[str, tuple[object, Made]] = {
    "conducteur": (gettext_lazy("Le conducteur de l’équipe"), printing.run_sheet),
    "programme": (gettext_lazy("Le programme"), printing.programme),
    "emargement": (gettext_lazy("La feuille d’émargement"), printing.attendance),
    "pratique": (gettext_lazy("Informations pratiques"), printing.practical),
    "besoins": (gettext_lazy("Qui vient, et de quoi ont-ils besoin"), printing.needs),
}
KIT, PRIVATE = "kit", "besoins"


@for_facilitators
def sheets(request: SeatRequest) -> HttpResponse:
    return render(request, "screens/printing.html", {"tab": "console", "sheets": SHEETS.items()})


@for_facilitators
def sheet(request: SeatRequest, name: str) -> HttpResponse:
    if name not in SHEETS and name != KIT:
        raise Http404
    space = request.space
    title = str(SHEETS[name][0]) if name in SHEETS else _("Le kit de la journée")
    blocks = SHEETS[name][1](space) if name in SHEETS else _kit(request)
    document = PdfDocument(
        title=title,
        blocks=tuple(blocks),
        kicker=space.title,
        credits=space.team.name,
        authors=(space.team.name,),
        written_at=space.now(),
    )
    response = HttpResponse(pdf(document, request.LANGUAGE_CODE).content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{slugify(title)}.pdf"'
    return response


def _kit(request: SeatRequest) -> list[Block]:
    """Everything that a team prints before leaving: how phones join, then each sheet."""
    space = request.space
    blocks: list[Block] = []
    if space.join_open:
        address = public_address(request).partition("://")[2]
        said = _("Les téléphones entrent par %(address)s, avec le code %(code)s.")
        blocks += [Heading(1, _("Entrer")), Paragraph(said % {"address": address, "code": space.join_code})]
    for name, (title, made) in SHEETS.items():
        # What people need is for whoever asks for it, not for a folder that goes round the hall.
        if name != PRIVATE:
            blocks += [Heading(1, str(title)), *made(space)]
    return blocks
