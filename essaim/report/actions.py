"""Writing in the report, and publishing it."""

import os
from pathlib import Path

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from essaim.activities import picture
from essaim.base.blocks import dump
from essaim.base.errors import Refused
from essaim.base.hours import day_text
from essaim.documents.pictures import picture_bytes
from essaim.report.compose import SECTIONS, Section, compose, credits, whole
from essaim.report.models import Publication, SectionText
from essaim.report.typst.pdf import Pdf, PdfDocument, pdf
from essaim.spaces.changes import change
from essaim.spaces.models import Member, Space
from essaim.spaces.models.member import Role

TEXT_MAX = 20_000


def write(space: Space, section: str, text: str, *, by: Member) -> SectionText:
    """Keep what the team says at the head of a section."""
    if section not in SECTIONS:
        raise Refused(_("Cette partie du bilan n’existe pas."))
    if len(text) > TEXT_MAX:
        raise Refused(_("C’est trop long : 20 000 signes au plus."), field="text")
    with change(space, by=by) as journal:
        kept: SectionText | None = SectionText.objects.filter(space=space, section=section).first()
        if kept is None:
            return journal.add(
                SectionText(space=space, section=section, text=text, author=by), "report.written", "report"
            )
        return journal.edit(kept, "report.written", "report", text=text, author=by)


def as_pdf(space: Space, sections: list[Section], *, language: str, draft: bool) -> Pdf:
    """The report as PDF. The first section is its summary; the others follow."""
    with translation.override(language):
        brief, *others = sections
        document = PdfDocument(
            title=space.title,
            blocks=tuple(whole(others)),
            kicker=space.team.name,
            subtitle=_("Bilan de l’accompagnement"),
            lines=_cover_lines(space),
            people=(people := space.members.filter(arrived_at__isnull=False, role=Role.PARTICIPANT).count()),
            people_label=ngettext("personne présente", "personnes présentes", people),
            summary=brief.blocks,
            credits=_("{team} et les participant·es").format(team=space.team.name),
            authors=tuple(credits(space)),
            draft=draft,
            written_at=space.now().replace(microsecond=0),
            picture=lambda src: picture_bytes(space, src) or picture(space, src),
        )
        return pdf(document, language)


def _cover_lines(space: Space) -> tuple[str, ...]:
    asked = str(space.accompaniment.get("commanditaire") or "")
    told = [
        day_text(space.day),
        space.place_name or str(space.accompaniment.get("territoire") or ""),
        _("À la demande de : {who}").format(who=asked) if asked else "",
    ]
    return tuple(line for line in told if line)


def publish(space: Space, *, by: Member) -> Publication:
    """Publish what is validated, as a page and as a PDF made of the same blocks. The earlier versions stay."""
    language = space.language
    with translation.override(language):
        sections = compose(space, draft=False)
    made = as_pdf(space, sections, language=language, draft=False)
    publication = Publication(
        space=space,
        number=0,
        at=space.now(),
        author=by,
        language=language,
        standard=made.standard,
        sections=[{"key": s.key, "title": s.title, "blocks": dump(s.blocks)} for s in sections],
    )
    _keep(publication.pdf_path, made.content)
    with change(space, by=by) as journal:
        last = Publication.everything.filter(space=space).order_by("-number").values_list("number", flat=True).first()
        publication.number = (last or 0) + 1
        return journal.add(publication, "report.published", "report", "space")


def _keep(path: Path, content: bytes) -> None:
    """Write a file so that it is on the disk before the row that names it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    with part.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
