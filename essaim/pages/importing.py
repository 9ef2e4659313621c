"""Pages that files hold become pages of the space, in one change."""

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath
from urllib.parse import unquote
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from essaim.base import ids
from essaim.base.blocks import Blocks, Inline, Link, PageLink
from essaim.base.blocks.rewrite import rewrite, with_pictures
from essaim.base.errors import Refused
from essaim.base.text import fold
from essaim.documents import api
from essaim.files import storing
from essaim.files.models import StoredFile
from essaim.pages import placing
from essaim.pages.actions import KIND, TOPIC
from essaim.pages.brought import MOST, Found, called
from essaim.pages.models import Page, PageTitle
from essaim.pages.tree import DEEPEST
from essaim.spaces.changes import Journal, change
from essaim.spaces.models import Member, Space
from essaim.spaces.pages import seat_path

_ELSEWHERE = re.compile(r"^[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def make(member: Member, pages: Sequence[Found], *, parent: Page | None, input_id: UUID) -> list[UUID]:
    """All the pages, in one change; sent twice, they are made once. Links between them lead to them."""
    if not pages:
        raise Refused(_("Cochez au moins une page à faire."), field="files")
    if len(pages) > MOST:
        raise Refused(_("Cela fait plus de {n} pages : importez-les en plusieurs fois.").format(n=MOST), field="files")
    keys = [input_id, *(ids.uuid7() for _page in pages[1:])]
    if Page.everything.filter(pk=input_id, space=member.space).exists():
        return [input_id]
    kept: list[StoredFile] = []
    try:
        written = [_with_kept_pictures(page, member.space, kept) for page in pages]
        linked = _linked(written, dict(zip(keys, pages, strict=True)), member.space)
        with change(member.space, by=member) as journal:
            for stored in kept:
                journal.add(stored, "picture.kept")
            _write(journal, list(zip(keys, pages, linked, strict=True)), parent)
            journal.touch(TOPIC)
    except BaseException:
        for stored in kept:
            storing.discard(stored)
        raise
    return keys


def _write(journal: Journal, pages: Sequence[tuple[UUID, Found, Blocks]], parent: Page | None) -> None:
    by_number: dict[str, Page] = {}
    for key, found, blocks in pages:
        document = api.create(journal, journal.space, KIND, found.title, blocks, id=key)
        page = Page.objects.select_related("document").get(pk=document.pk)
        page.space = page.document.space = journal.space
        above = _above(found.number, by_number) or parent
        if above is not None and len(placing.lineage(above)) + 2 <= DEEPEST:
            placing.put(journal, page, above, kind="page.settled")
        journal.note("page.imported", document, found_anew=True)
        if found.number:
            by_number[found.number] = page


def _above(number: str, by_number: Mapping[str, Page]) -> Page | None:
    """The page of the nearest number above: « 01.02.01 » stands under « 01.02 », else under « 01 »."""
    while "." in number:
        number = number.rpartition(".")[0]
        if number in by_number:
            return by_number[number]
    return None


def _with_kept_pictures(page: Found, space: Space, kept: list[StoredFile]) -> Blocks:
    """Pictures become pictures of the space; one that cannot be taken leaves its description."""

    def placed(src: str) -> str | None:
        content = page.pictures.get(src)
        if content is None:
            return None
        upload = UploadedFile(ContentFile(content), name=PurePosixPath(src).name, size=len(content))
        try:
            if not storing.taken_kind(upload, field="files").is_picture:
                return None
            stored = storing.keep(upload, space.pk, field="files")
        except Refused:
            return None
        kept.append(stored)
        return seat_path("documents:picture", stored.pk)

    return with_pictures(page.blocks, placed)


def _linked(written: Iterable[Blocks], made: Mapping[UUID, Found], space: Space) -> list[Blocks]:
    """A link that names a page of this import, or one that is there already, leads to it; others keep their words."""
    known: dict[str, tuple[UUID, str]] = {}
    for title in PageTitle.objects.filter(space=space, page__deleted_at=None, page__document__is_draft=False):
        known.setdefault(title.folded, (title.page_id, title.title))
    for key, page in made.items():
        for name in (*page.names, fold(page.title)):
            known[name] = (key, page.title)

    def resolved(inline: Inline) -> Inline | tuple[Inline, ...]:
        if not isinstance(inline, Link) or _ELSEWHERE.match(inline.href):
            return inline
        target = known.get(called(inline.href)) or known.get(fold(unquote(inline.href)))
        if target is None:
            return inline.inlines
        return PageLink(str(target[0]), target[1])

    return [rewrite(blocks, resolved) for blocks in written]
