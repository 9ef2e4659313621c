"""The practical sheet, and who comes how."""

from uuid import uuid5

from django.utils.translation import gettext as _

from essaim.base.errors import Refused
from essaim.programme.models.practical import Coming, How, Practical
from essaim.spaces.changes import change
from essaim.spaces.models import Member, Space

PRACTICAL, COMING = "practical", "coming"
FIELDS = ("address", "way", "access", "meal", "video", "contact")


def sheet_of(space: Space) -> Practical:
    pk = uuid5(space.pk, PRACTICAL)
    return Practical.objects.filter(pk=pk).first() or Practical(id=pk, space=space)


def write_sheet(space: Space, *, by: Member, **fields: str) -> Practical:
    with change(space, by=by) as journal:
        row = sheet_of(space)
        if row._state.adding:
            for name, value in fields.items():
                setattr(row, name, value)
            return journal.add(row, "practical.written", PRACTICAL)
        return journal.edit(row, "practical.written", PRACTICAL, **fields)


def coming_of(member: Member) -> Coming | None:
    return Coming.objects.filter(pk=uuid5(member.pk, COMING)).first()


def say_how(member: Member, how: str, *, needs: str = "") -> Coming:
    """Said again, it replaces what was said."""
    if how not in How.values:
        raise Refused(_("Choisissez : sur place, à distance, ou pas cette fois."), field="how")
    with change(member.space, by=member) as journal:
        row = coming_of(member)
        if row is None:
            row = Coming(id=uuid5(member.pk, COMING), space=member.space, member=member, how=how, needs=needs)
            return journal.add(row, "coming.said", COMING)
        return journal.edit(row, "coming.said", COMING, how=how, needs=needs)
