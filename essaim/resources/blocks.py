"""Resources as blocks, for the report, the memory and every export; and what can be shown of a file's inside."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from essaim.base.blocks import Block, Blocks, Code, Figure, Heading, Image, Link, Paragraph, Provenance, Table, Text
from essaim.base.blocks.markdown import from_markdown
from essaim.files.models import StoredFile
from essaim.resources.models import Resource
from essaim.resources.sheets import said_details
from essaim.spaces.models import Space
from essaim.spaces.pages import seat_path

PEEK_BYTES = 40_000
PEEK_ROWS = 40
PEEK_BLOCKS = 60


@dataclass(frozen=True)
class Peek:
    """The beginning of a file; `is_cut`: there is more in it."""

    blocks: Blocks
    is_cut: bool


def peek(stored: StoredFile) -> Peek | None:
    """What a text, a Markdown page or a table holds, to be read without downloading it."""
    if not stored.media_type.startswith("text/plain"):
        return None
    try:
        with stored.disk_path.open("rb") as file:
            content = file.read(PEEK_BYTES + 1)
    except FileNotFoundError:
        return None
    text = content[:PEEK_BYTES].decode("utf-8", "ignore").lstrip("\ufeff")
    is_cut = len(content) > PEEK_BYTES
    if stored.extension == "md":
        blocks = from_markdown(text)
        return Peek(blocks[:PEEK_BLOCKS], is_cut or len(blocks) > PEEK_BLOCKS)
    if stored.extension == "csv" and (rows := _rows(text)):
        return Peek((Table(rows[0], rows[1 : PEEK_ROWS + 1]),), is_cut or len(rows) > PEEK_ROWS + 1)
    return Peek((Code(text),), is_cut)


def _rows(text: str) -> list[list[str]]:
    """A table with as many cells in each row; nothing when it is not one."""
    try:
        dialect = csv.Sniffer().sniff(text[:4000], delimiters=",;\t")
        rows = [row for row in csv.reader(text.splitlines(), dialect) if row]
    except csv.Error:
        return []
    width = max(map(len, rows), default=0)
    return [[*row, *([""] * (width - len(row)))] for row in rows] if width > 1 else []


def resource_blocks(resource: Resource, level: int = 3) -> Blocks:
    """All that was written in it, under its title, with who brought it as they chose to be named."""
    author = resource.author.credited if resource.author else ""
    where = Provenance(str(resource.get_kind_display()), authors=[author] if author else [])
    made: list[Block] = [Heading(level, resource.title)]
    if resource.why:
        made.append(Paragraph(resource.why))
    if resource.url:
        made.append(Paragraph(Link(resource.url, resource.url)))
    made += [Paragraph(part) for part in resource.text.replace("\r\n", "\n").split("\n\n") if part.strip()]
    for label, said in said_details(resource.kind, resource.details):
        made.append(Paragraph([Text(_("{label} :").format(label=label), "bold"), " ", said]))
    if (stored := resource.file) is not None:
        if stored.has_preview:
            src = seat_path("resources:picture", resource.pk, "view")
            made.append(Figure(Image(src, resource.alt), "" if stored.is_picture else stored.name))
        else:
            made.append(Paragraph(_("Fichier : {name}").format(name=stored.name)))
    made.append(Paragraph(Text(", ".join(resource.themes), "italic"), provenance=where))
    return tuple(made)


def space_blocks(space: Space) -> Iterable[Block]:
    """Every resource of the group, in one line each, a table a theme: the annex of the report."""
    rows = space.resources.select_related("author__person", "author__structure", "file").order_by("created_at")
    by_theme: dict[str, list[Resource]] = {}
    for resource in rows:
        by_theme.setdefault(resource.themes[0] if resource.themes else "", []).append(resource)
    for theme in sorted(by_theme, key=lambda name: (name == "", name.lower())):
        lines = [[_named(one), _brought(one)] for one in by_theme[theme]]
        yield Table([_("Ressource"), _("Apportée par")], lines, theme or _("Sans thème"), row_heads=True)


def _named(resource: Resource) -> list[Text | Link]:
    title = Link(resource.url, resource.title) if resource.url else Text(resource.title)
    return [title, Text(f" — {resource.why}")] if resource.why else [title]


def _brought(resource: Resource) -> str:
    return (resource.author.credited if resource.author else "") or _("les participant·es")
