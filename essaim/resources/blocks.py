"""Resources as blocks, for the report, the memory and every export."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from essaim.base.blocks import Block, Blocks, Figure, Heading, Image, Link, Paragraph, Provenance, Table, Text
from essaim.resources.models import Resource
from essaim.resources.sheets import said_details
from essaim.spaces.models import Space
from essaim.spaces.pages import seat_path


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
