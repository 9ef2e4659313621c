"""Where one activity needs what another knows: neither imports the other, the composition ties them."""

from contextlib import suppress
from uuid import UUID

from essaim.base.blocks import Heading
from essaim.base.blocks.book import Book
from essaim.base.errors import Refused
from essaim.commitments import actions as commitments
from essaim.documents.models import Document
from essaim.pages import following as pages_following
from essaim.pages import placing as pages
from essaim.report.typst.pdf import PdfDocument, pdf
from essaim.spaces.changes import Journal
from essaim.spaces.models import Member, Space


def commitments_of(space: Space, member: Member) -> list[tuple[str, str]]:
    """The person's own commitments, for the cold evaluation: identity and words."""
    own = space.commitments.filter(author=member).exclude(state="draft").order_by("created_at")
    return [(str(one.pk), one.what) for one in own]


def commitments_told(space: Space, member: Member, states: dict[str, str], reason: str) -> None:
    """What a person says of their commitments moves them. What needs more (a new date) waits on their page."""
    for one in space.commitments.filter(author=member, pk__in=list(states)):
        one.space = space
        if one.state != states[str(one.pk)]:
            with suppress(Refused):
                commitments.follow(one, member, state=states[str(one.pk)], reason=reason)


def page_born(journal: Journal, document: Document) -> None:
    """Whoever makes a page (a module, a template), it takes its place among the others."""
    pages.born(journal, document)


def document_written(document: Document, members: set[UUID]) -> None:
    """Writing paused: those who follow the page are told."""
    pages_following.written(document, members)


def pages_as_pdf(book: Book, space: Space) -> bytes:
    """Pages printed as the report is."""
    blocks = [
        block
        for chapter in book.chapters
        for block in (*([Heading(chapter.depth + 1, chapter.title)] if len(book.chapters) > 1 else []), *chapter.blocks)
    ]
    document = PdfDocument(
        title=book.title,
        blocks=tuple(blocks),
        kicker=space.title if space.title != book.title else space.team.name,
        credits=", ".join(book.authors[:3]),
        authors=book.authors,
        written_at=book.written_at,
        picture=book.picture,
    )
    return pdf(document, book.language).content
