"""Where one activity needs what another knows: neither imports the other, the composition ties them."""

from contextlib import suppress

from essaim.base.errors import Refused
from essaim.commitments import actions as commitments
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
