"""People and pages that a text points at, called as they are called today."""

from uuid import UUID

from django.utils.translation import gettext as _

from essaim.base.blocks import Blocks, Inline, Mention, PageLink, Text
from essaim.base.blocks.rewrite import inlines_of, rewrite
from essaim.spaces.models import Space


def named_today(space: Space, blocks: Blocks) -> Blocks:
    """The same text with the names and titles of now: a page that changed its title is still found under its link."""
    people, pages = pointed_at(blocks)
    if not people and not pages:
        return blocks
    names = {m.pk: m.name for m in space.members.filter(pk__in=people).select_related("person")} if people else {}
    titles = dict(space.documents.filter(pk__in=pages).values_list("pk", "title")) if pages else {}

    def today(inline: Inline) -> Inline:
        match inline:
            case Mention(id=id):
                name = names.get(UUID(id))
                return Mention(id, name) if name else Text("@" + _("une personne partie"))
            case PageLink(id=id):
                return PageLink(id, titles.get(UUID(id), ""))
            case _:
                return inline

    return rewrite(blocks, today)


def pointed_at(blocks: Blocks) -> tuple[set[UUID], set[UUID]]:
    """The identities of the people and of the pages that the text names."""
    found = list(inlines_of(blocks))
    people = {UUID(inline.id) for inline in found if isinstance(inline, Mention)}
    return people, {UUID(inline.id) for inline in found if isinstance(inline, PageLink)}
