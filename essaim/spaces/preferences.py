"""What a person chooses for themselves in a space."""

from essaim.spaces.changes import change
from essaim.spaces.models import Member


def set_preferences(member: Member, *, credit: str, language: str, more_time: bool) -> None:
    """How to be credited, the language of letters, and more time to speak (which others do not see)."""
    with change(member.space, by=member) as journal:
        journal.edit(member, "member.credit_chosen", "people", credit=credit)
        person = member.person
        person.language, person.more_time = language, more_time
        person.stamp()
        person.save(update_fields=["language", "more_time", "version", "hlc", "origin"])
