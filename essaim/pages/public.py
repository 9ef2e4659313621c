"""What the world reads of a page: its text, with links to other published pages, and to no others of ours."""

import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from essaim.base.blocks import Blocks, Inline, Link, Mention, PageLink, Text, dump, load
from essaim.base.blocks.labels import gone_page
from essaim.base.blocks.rewrite import rewrite
from essaim.documents import pictures
from essaim.documents.names import pointed_at
from essaim.documents.reading import html_under_title
from essaim.files.models import StoredFile
from essaim.pages import reading
from essaim.pages.models import Publication
from essaim.pages.outlines import OUTLINES

PICTURE = re.compile(r"^(?:\./)?pictures/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$")
OURS = re.compile(r"^(?:\./)?pages/([0-9a-f-]{36})/?")
_ELSEWHERE = re.compile(r"^(?:https?|mailto|tel):", re.IGNORECASE)


def published(key: str) -> Publication | None:
    """The publication at this address, while it holds."""
    rows = Publication.objects.select_related("page__document", "page__space__team", "page__checked_by__person")
    found = rows.filter(key=key, revoked_at__isnull=True, page__deleted_at__isnull=True).first()
    if found is None or found.page.space.deleted_at is not None or found.page.document.is_draft:
        return None
    return found


def shown(publication: Publication) -> dict[str, Any]:
    page = publication.page
    return {
        "html": html_under_title(with_public_links(publication, reading.blocks_of(page))),
        "credits": reading.credits_of(page),
        "outline": OUTLINES.get(page.outline),
        "host": page.space,
    }


def with_public_links(publication: Publication, blocks: Blocks) -> Blocks:
    """A link to a page of ours leads to its public address when it has one; otherwise only its words stay.

    People who are named are called as they chose to be in what is published. Pictures get a public address too.
    """
    page = publication.page
    open_now = Publication.objects.filter(
        page__space=page.space, revoked_at__isnull=True, page__deleted_at__isnull=True, page__document__is_draft=False
    )
    addresses = {str(pk): f"/p/{key}/" for pk, key in open_now.values_list("page_id", "key")}
    people, _pages = pointed_at(blocks)
    named = {
        str(one.pk): one.credited
        for one in page.space.members.filter(pk__in=people).select_related("person", "structure")
    }

    def public(inline: Inline) -> Inline | tuple[Inline, ...]:
        match inline:
            case PageLink(id=id, title=title):
                words = title or gone_page()
                return Link(addresses[id], words) if id in addresses else Text(words)
            case Link(href=href, inlines=inside):
                ours = OURS.match(href)
                if ours and ours[1] in addresses:
                    return Link(addresses[ours[1]], inside)
                return inline if _ELSEWHERE.match(href) else inside
            case Mention(id=id):
                return Text(named.get(id) or _("quelqu’un du groupe"))
            case _:
                return inline

    return load(_with_public_pictures(dump(rewrite(blocks, public)), f"/p/{publication.key}/"))


def picture(publication: Publication, pk: UUID) -> StoredFile | None:
    """A picture of the published page, while it stands there."""
    if pk not in set(_pictures_in(dump(reading.blocks_of(publication.page)))):
        return None
    return pictures.of(publication.page.space).filter(pk=pk).first()


def _with_public_pictures(value: Any, root: str) -> Any:
    """A picture of ours gets an address that opens without a seat; of any other only its description stays."""
    if isinstance(value, list):
        return [_with_public_pictures(one, root) for one in value]
    if not isinstance(value, dict):
        return value
    if value.get("kind") == "figure":
        ours = PICTURE.match(value["image"]["src"])
        if ours:
            return value | {"image": value["image"] | {"src": f"{root}pictures/{ours[1]}"}}
        said = " · ".join(filter(None, (value["image"].get("alt", ""), value.get("caption", ""))))
        return {"kind": "paragraph", "inlines": [{"kind": "text", "text": said}]}
    return {name: _with_public_pictures(item, root) for name, item in value.items()}


def _pictures_in(value: Any) -> Iterator[UUID]:
    if isinstance(value, dict):
        ours = PICTURE.match(value["image"]["src"]) if value.get("kind") == "figure" else None
        if ours:
            yield UUID(ours[1])
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from _pictures_in(one)
