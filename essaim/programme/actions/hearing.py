"""Taking a proposal that the programme made of what the group said."""

from django.utils.translation import gettext as _

from essaim.base.errors import Refused
from essaim.programme.actions import adjusting
from essaim.programme.heard import proposed
from essaim.spaces.models import Member, Space


def take(space: Space, kind: str, sequence: str, *, by: Member) -> None:
    """Raises `Refused` when it is not proposed any more, or does not fit in the day."""
    one = next((one for one in proposed(space) if (one.kind, one.sequence) == (kind, sequence)), None)
    row = space.sequences.filter(pk=one.sequence).first() if one and one.sequence else None
    if one is None or row is None:
        raise Refused(_("Ce n’est plus proposé : le programme, ou ce qui en est dit, a changé."))
    if one.kind == "swap":
        adjusting.move(row, by=by, steps=-1)
    elif one.kind == "longer":
        adjusting.adjust(row, by=by, minutes=one.minutes, then=adjusting.SHORTEN)
    else:
        adjusting.adjust(row, by=by, minutes=one.minutes)
