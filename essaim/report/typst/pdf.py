"""Blocks → PDF. The template is ours and trusted; everything people wrote reaches it as data and prints literally."""

import json
import logging
import re
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from textwrap import shorten
from typing import Any, NamedTuple

import typst
from django.utils import translation
from django.utils.translation import gettext as _

from essaim.base.blocks import Blocks
from essaim.base.blocks.typst import Paper
from essaim.base.circle import circle
from essaim.base.clock import now
from essaim.base.typeset.compiler import fonts, one_at_a_time
from essaim.base.typeset.glyphs import printable, unprintable
from essaim.base.typography import typo

from .pictures import as_jpeg

log = logging.getLogger(__name__)

TEMPLATE = (Path(__file__).parent / "report.typ").read_bytes()
LOGO = Path(__file__).parent / "logo.svg"
STANDARDS: tuple[list[Any], ...] = (["ua-1", "a-2a"], ["ua-1"], ["a-2b"], [])
REGIONS = {"fr": "FR", "en": "GB"}
LICENCE_ADDRESS = "https://creativecommons.org/licenses/by-sa/4.0/"

_LONG_WORD, _TWELVE = re.compile(r"\S{40,}"), re.compile(r".{1,12}", re.DOTALL)
"""A word wider than a line (a bare address) may be cut: a space of no width every twelve letters."""


@dataclass(frozen=True)
class PdfDocument:
    """A document to print.

    `lines` stand at the foot of the cover (date, place, team); `people` dots make its circle. `credits` is the short
    line of every page's foot; `authors` are named in full on the last page and in the file. `picture` gives the bytes
    behind an image's address, or nothing.
    """

    title: str
    blocks: Blocks
    kicker: str = ""
    subtitle: str = ""
    lines: tuple[str, ...] = ()
    people: int = 0
    people_label: str = ""
    summary: Blocks = ()
    credits: str = ""
    authors: tuple[str, ...] = ()
    draft: bool = False
    written_at: datetime | None = None
    picture: Callable[[str], bytes | None] = lambda _src: None


class Pdf(NamedTuple):
    """`standard` is what the file was made to conform to (« ua-1 + a-2a », or « » when nothing could be promised).

    `unprintable` are the characters no font of ours has: they show as □.
    """

    content: bytes
    standard: str
    unprintable: frozenset[str]


def pdf(document: PdfDocument, language: str = "fr") -> Pdf:
    """Print `document`. Takes a core for some tenths of a second, one document at a time in a process."""
    with translation.override(language):
        paper = Paper(language)
        data = _data(document, paper, language)
    pictures = {name: as_jpeg(document.picture(src)) for name, src in paper.pictures.items()}
    data["missing_pictures"] = [name for name, content in pictures.items() if content is None]
    missing = frozenset(unprintable(json.dumps(data, ensure_ascii=False)))
    files: dict[str, bytes] = {
        "main": TEMPLATE,
        "data.json": json.dumps(_printed(data)).encode(),
        "logo.svg": LOGO.read_bytes(),
        "circle.svg": _dots(document.people).encode(),
        **{name: printable(svg).encode() for name, svg in paper.drawings.items()},
    }
    kept = {name: content for name, content in pictures.items() if content is not None}
    content, standard = _compile(files, kept, (document.written_at or now()).replace(microsecond=0))
    return Pdf(content, standard, missing)


def licence() -> str:
    """The notice at the foot of every page, in the current language."""
    return _(
        "Ce contenu est placé sous licence CC BY-SA 4.0 : vous pouvez le réutiliser et le modifier pour tout usage, "
        "à condition d’en citer les auteurs et autrices et de le partager dans les mêmes conditions."
    )


def _data(document: PdfDocument, paper: Paper, language: str) -> dict[str, Any]:
    def said(text: str) -> str:
        return typo(text, language)

    # The summary's headings would come before the report's own: they stay lines of the summary.
    summary = paper.inside(document.summary)
    title = said(document.title.strip()) or _("Sans titre")
    return {
        "language": language[:2],
        "region": REGIONS.get(language[:2]),
        "title": title,
        "short_title": shorten(title, 70, placeholder="…"),
        "short_kicker": shorten(said(document.kicker), 40, placeholder="…"),
        "kicker": said(document.kicker),
        "subtitle": said(document.subtitle),
        "lines": [said(line) for line in document.lines if line],
        "people": document.people,
        "people_label": said(document.people_label),
        "people_alt": f"{document.people} {said(document.people_label)}".strip(),
        "authors": [said(author) for author in document.authors],
        "credits": said(document.credits),
        "draft": document.draft,
        "summary": summary,
        "nodes": paper.add(document.blocks),
        "licence": licence(),
        "licence_address": LICENCE_ADDRESS,
        "labels": {
            "summary": _("L’essentiel"),
            "contents": _("Sommaire"),
            "licence": _("Licence et crédits"),
            "credits": _("Ont contribué :"),
            "draft": _("Brouillon"),
            "nothing": _("Ce document est vide pour l’instant."),
            "figures": _("Les chiffres"),
        },
    }


def _printed(value: Any) -> Any:
    if isinstance(value, str):
        return _LONG_WORD.sub(lambda word: "\u200b".join(_TWELVE.findall(word.group())), printable(value))
    if isinstance(value, list):
        return [_printed(item) for item in value]
    if isinstance(value, dict):
        return {key: item if key == "href" else _printed(item) for key, item in value.items()}
    return value


def _compile(files: dict[str, bytes], pictures: dict[str, bytes], written_at: datetime) -> tuple[bytes, str]:
    """The strictest standard the document can reach; a document is never refused for a standard's sake."""
    # Texts are given from memory; pictures, which must be files, are all that the template can read on the disk.
    with one_at_a_time, tempfile.TemporaryDirectory() as folder:
        for name, content in pictures.items():
            (Path(folder) / name).write_bytes(content)
        for standards in STANDARDS:
            try:
                content = typst.compile(
                    files,
                    format="pdf",
                    root=folder,
                    font_paths=fonts(),
                    ignore_system_fonts=True,
                    pdf_standards=standards,
                    timestamp=written_at,
                )
            except typst.TypstError as error:
                log.warning("pdf %s: %s %s", "+".join(standards) or "plain", error.message, error.hints)
                refused = error
            else:
                return bytes(content), " + ".join(standards)
    raise refused


def _dots(people: int) -> str:
    """The circle of a group, one dot a person."""
    paths = "".join(
        f'<path d="{dots.path}" fill="none" stroke="#0e5a49" stroke-width="{dots.width}" stroke-linecap="round"/>'
        for dots in circle([("full", people)])
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-440 -440 880 880" width="220" height="220">{paths}</svg>'
