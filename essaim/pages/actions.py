"""Pages written together: opened, renamed, kept as drafts, checked, removed and restored."""

from uuid import UUID

from django.utils.translation import gettext as _

from essaim.base.blocks import Paragraph
from essaim.base.errors import Refused
from essaim.documents import api
from essaim.documents.models import DocumentVersion
from essaim.documents.models import Kind as DocumentKind
from essaim.pages import placing
from essaim.pages.models import Page, PageTitle, Publication
from essaim.pages.outlines import OUTLINES
from essaim.spaces.changes import change
from essaim.spaces.models import Member

TOPIC = placing.TOPIC
KIND = DocumentKind.PAGE


def create_page(
    member: Member,
    title: str,
    *,
    input_id: UUID,
    parent: Page | None = None,
    outline: str = "",
    is_draft: bool = False,
    language: str = "fr",
) -> Page:
    """A new page, maybe with the headings of an outline; pressed twice, it is the same one."""
    with change(member.space, by=member) as journal:
        blocks = OUTLINES[outline].blocks(language) if outline else None
        document = api.create(journal, member.space, KIND, title, blocks, id=input_id, is_draft=is_draft)
        page = Page.everything.select_related("document").get(pk=document.pk)
        if page.version == 1 and (parent or outline):
            if parent is not None:
                placing.put(journal, page, parent, kind="page.settled")
            journal.edit(page, "page.outlined", outline=outline)
        journal.touch(TOPIC)
    return page


def add_paragraph(page: Page, member: Member, text: str) -> None:
    """For people without JavaScript: a paragraph at the end, which open editors see at once."""
    document = page.document
    with change(document.space, by=member) as journal:
        blocks = [Paragraph(" ".join(part.split())) for part in text.split("\n\n") if part.strip()]
        api.edit(document, lambda doc: api.append_blocks(doc, blocks), member)
        journal.note("page.paragraph_added", document, TOPIC, document.topic, found_anew=True)


def rename(page: Page, member: Member, title: str) -> None:
    """Links name a page by its identity: none dies. Its old title still leads to it."""
    with change(page.space, by=member) as journal:
        if page.document.title == title:
            return
        journal.edit(page.document, "page.renamed", TOPIC, page.topic, page.document.topic, title=title)
        if not page.titles.filter(title=title).exists():
            journal.add(PageTitle(space=page.space, page=page, title=title), "page.titled")


def keep_as_draft(page: Page, member: Member, *, is_draft: bool) -> None:
    """Only the team opens a draft; whoever has it open is let out at once. On the web it is nowhere any more."""
    _by_team(member)
    with change(page.space, by=member) as journal:
        if page.document.is_draft == is_draft:
            return
        kind = "page.withdrawn" if is_draft else "page.shared"
        journal.edit(page.document, kind, TOPIC, page.topic, is_draft=is_draft)
        if is_draft:
            for publication in page.publications.filter(revoked_at__isnull=True):
                journal.edit(publication, "page.unpublished", revoked_at=page.space.now())


def publish(page: Page, member: Member, *, is_indexed: bool) -> Publication:
    """Give the page an address for everyone; when it has one, say whether search engines may list it."""
    _by_team(member)
    if page.document.is_draft:
        raise Refused(_("C’est encore un brouillon : partagez d’abord la page avec le groupe."))
    with change(page.space, by=member) as journal:
        found = page.publications.filter(revoked_at__isnull=True).first()
        if found is not None:
            return journal.edit(found, "page.published", page.topic, is_indexed=is_indexed)
        made = Publication(page=page, by=member, is_indexed=is_indexed)
        return journal.add(made, "page.published", TOPIC, page.topic)


def unpublish(page: Page, member: Member) -> None:
    _by_team(member)
    with change(page.space, by=member) as journal:
        for publication in page.publications.filter(revoked_at__isnull=True):
            journal.edit(publication, "page.unpublished", TOPIC, page.topic, revoked_at=page.space.now())


def check_facts(page: Page, member: Member, *, is_checked: bool) -> None:
    """Someone read the sheet against its sources today, and says so by name; or takes that back."""
    with change(page.space, by=member) as journal:
        at, by = (page.space.now(), member) if is_checked else (None, None)
        journal.edit(page, "page.checked", page.topic, checked_at=at, checked_by=by)


def remove(page: Page, member: Member) -> int:
    """Take a page away with what is under it. The team can bring it back. Gives how many pages went."""
    _by_team_or_author(page, member)
    with change(page.space, by=member) as journal:
        placing.wait_for_turn(page.space)
        ids = [page.pk, *placing.branch(page)]
        for one in Page.objects.select_related("document").filter(pk__in=ids):
            journal.edit(one, "page.leaving", removed_by=member, removed_with=page.pk)
            journal.remove(one, "page.removed", TOPIC, one.topic)
            journal.remove(one.document, "document.removed", one.document.topic)
    return len(ids)


def bring_back(page: Page, member: Member) -> None:
    """A removed page comes back with what went with it, where it was, or at the first level when that is gone."""
    _by_team(member)
    with change(page.space, by=member) as journal:
        placing.wait_for_turn(page.space)
        for one in Page.everything.select_related("document", "parent").filter(
            space=page.space, removed_with=page.removed_with or page.pk, deleted_at__isnull=False
        ):
            is_lost = one.pk == page.pk and one.parent is not None and one.parent.deleted_at is not None
            fields = {"parent": None} if is_lost else {}
            journal.edit(one.document, "document.restored", deleted_at=None)
            journal.edit(
                one, "page.restored", TOPIC, one.topic, deleted_at=None, removed_with=None, removed_by=None, **fields
            )


def name_version(page: Page, member: Member, name: str) -> DocumentVersion:
    with change(page.space, by=member) as journal:
        kept = api.name_version(page.document, name, member)
        assert kept is not None
        journal.note("page.version_named", page, page.topic, name=name, document_version=kept.pk.hex)
    return kept


def restore_version(page: Page, version: DocumentVersion, member: Member) -> None:
    """Write again what the page said then: a new edit, that open editors follow at once."""
    with change(page.space, by=member) as journal:
        api.restore(version, member)
        topics = (TOPIC, page.topic, page.document.topic)
        journal.note("page.version_restored", page.document, *topics, found_anew=True, document_version=version.pk.hex)


def can_be_removed_by(page: Page, member: Member) -> bool:
    """The team; and whoever opened it and is alone in it, as long as nothing stands under it."""
    if member.can_facilitate():
        return True
    if not member.can_contribute():
        return False
    writers = set(page.document.authors.values_list("member_id", flat=True)[:2])
    return writers == {member.pk} and not page.children.filter(deleted_at__isnull=True).exists()


def _by_team(member: Member) -> None:
    if not member.can_facilitate():
        raise Refused(_("C’est à l’équipe d’animation de le faire : demandez-lui."), code="team")


def _by_team_or_author(page: Page, member: Member) -> None:
    if not can_be_removed_by(page, member):
        raise Refused(
            _("D’autres ont écrit dans cette page : demandez à l’équipe d’animation de la retirer."), code="team"
        )
