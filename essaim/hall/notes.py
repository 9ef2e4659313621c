"""Notes between facilitators: seen by the team alone, on the console and beside the sequence they are about."""

from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from essaim.base.errors import Refused
from essaim.hall.models import LONGEST_NOTE, TeamNote
from essaim.spaces.changes import change
from essaim.spaces.models import Member, Space

NOTES = "team-notes"


def say(member: Member, text: str, *, input_id: UUID, about: UUID | None = None) -> TeamNote:
    text = text.strip()
    if not text:
        raise Refused(_("Écrivez la note."), field="text")
    if len(text) > LONGEST_NOTE:
        raise Refused(_("%d signes au plus.") % LONGEST_NOTE, field="text")
    space = member.space
    note = TeamNote(id=input_id, space=space, author=member, text=text, about=about, said_at=space.now())
    with change(space, by=member) as journal:
        return journal.add(note, "team_note.said", NOTES)


def done(note: TeamNote, *, by: Member) -> None:
    """Taken off: what it said is done, or no longer so."""
    with change(by.space, by=by) as journal:
        journal.remove(note, "team_note.done", NOTES)


def notes_of(space: Space, about: UUID | None = None) -> QuerySet[TeamNote]:
    found: QuerySet[TeamNote] = space.team_notes.select_related("author__person").order_by("-said_at", "-id")
    return found.filter(about=about) if about else found
