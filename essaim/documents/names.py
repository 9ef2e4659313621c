"""People and pages that a text points at, called as they are called today."""

from uuid import UUID

from django.utils.translation import gettext as _

from essaim.base.blocks import Blocks, Inline, Mention, PageLink, Text
from essaim.base.blocks.rewrite import inlines_of, rewrite
from essaim.base.text import fold
from essaim.documents.models import Kind
from essaim.spaces.models import Space

FOUND_AT_MOST = 8
HANDS = 16
"""How many ways of writing are told apart by colour and line; the legend names each."""


def named_today(space: Space, blocks: Blocks) -> Blocks:
    """The same text with the names and titles of now: a page that changed its title is still found under its link."""
    people, pages = pointed_at(blocks)
    if not people and not pages:
        return blocks
    names = of_today(space, people, pages)

    def today(inline: Inline) -> Inline:
        match inline:
            case Mention(id=id):
                name = names.get(id)
                return Mention(id, name) if name else Text("@" + _("une personne partie"))
            case PageLink(id=id):
                return PageLink(id, names.get(id, ""))
            case _:
                return inline

    return rewrite(blocks, today)


def of_today(space: Space, people: set[UUID], pages: set[UUID]) -> dict[str, str]:
    """Identity → name or title, of those that are in this space."""
    members = space.members.filter(pk__in=people).select_related("person") if people else ()
    titles = space.documents.filter(pk__in=pages, kind=Kind.PAGE).values_list("pk", "title") if pages else ()
    return {**{str(member.pk): member.name for member in members}, **{str(id): title for id, title in titles}}


def people_like(space: Space, typed: str) -> list[dict[str, str]]:
    """Members whose name or structure holds what was typed."""
    members = space.members.select_related("person", "structure")
    rows = [(member.name, member.structure_name, str(member.pk)) for member in members]
    return _best(rows, typed)


def pages_like(space: Space, typed: str) -> list[dict[str, str]]:
    pages = space.documents.filter(kind=Kind.PAGE, is_draft=False).values_list("title", "pk")
    return _best([(title, "", str(id)) for title, id in pages], typed)


def _best(rows: list[tuple[str, str, str]], typed: str) -> list[dict[str, str]]:
    """The few rows (name, detail, identity) that fit best: those whose name begins with it, then the rest."""
    asked = fold(typed).strip()
    placed = []
    for name, detail, id in rows:
        words = " " + fold(f"{name} {detail}")
        at = words.find(" " + asked)
        if at < 0 and asked:
            at = 1000 + words.find(asked) if asked in words else -1
        if at >= 0 or not asked:
            placed.append((at, fold(name), {"id": id, "name": name, "detail": detail}))
    return [row for _at, _name, row in sorted(placed, key=lambda one: one[:2])[:FOUND_AT_MOST]]


def pointed_at(blocks: Blocks) -> tuple[set[UUID], set[UUID]]:
    """The identities of the people and of the pages that the text names."""
    found = list(inlines_of(blocks))
    people = {UUID(inline.id) for inline in found if isinstance(inline, Mention)}
    return people, {UUID(inline.id) for inline in found if isinstance(inline, PageLink)}
