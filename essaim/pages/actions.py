"""Pages written together: each is a document of the space."""

from uuid import UUID

from essaim.base.blocks import Paragraph
from essaim.documents import api
from essaim.documents.models import Document
from essaim.spaces.changes import change
from essaim.spaces.models import Member

TOPIC = "pages"
KIND = "page"


def create_page(member: Member, title: str, *, input_id: UUID) -> Document:
    """A new page; pressed twice, it is the same one."""
    with change(member.space, by=member) as journal:
        document = api.create(journal, member.space, KIND, title, id=input_id)
        journal.touch(TOPIC)
    return document


def add_paragraph(document: Document, member: Member, text: str) -> None:
    """For people without JavaScript: a paragraph at the end, which open editors see at once."""
    with change(document.space, by=member) as journal:
        blocks = [Paragraph(" ".join(part.split())) for part in text.split("\n\n") if part.strip()]
        api.edit(document, lambda doc: api.append_blocks(doc, blocks), member)
        journal.note("page.paragraph_added", document, TOPIC, found_anew=True)
