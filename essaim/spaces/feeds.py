"""A person's own address for a news reader: it opens no seat, and reads what this person may read."""

from django.core import signing

from essaim.base import clock, ids
from essaim.base.db import writing
from essaim.spaces.models import Feed, Member, Seat
from essaim.spaces.models.member import SeatKind

# Nothing of the address is stored but a name: whoever reads a backup cannot make it.
_signer = signing.Signer(salt="essaim.feed", sep="~")


def address_of(feed: Feed) -> str:
    """The unguessable end of its address."""
    return _signer.sign(feed.key)


def of(member: Member) -> Feed | None:
    return Feed.objects.filter(member=member).first()


def open_anew(member: Member) -> Feed:
    """A new address; an earlier one stops."""
    with writing():
        Feed.objects.filter(member=member).delete()
        return Feed.objects.create(key=ids.key(20), member=member, created_at=clock.now())


def close(member: Member) -> None:
    with writing():
        Feed.objects.filter(member=member).delete()


def reader_of(address: str) -> Member | None:
    """Who reads by this address; None when it never was one, or is no longer."""
    try:
        key = _signer.unsign(address)
    except signing.BadSignature:
        return None
    rows = Feed.objects.select_related("member__person", "member__space__team")
    feed = rows.filter(key=key, member__deleted_at=None, member__space__deleted_at=None).first()
    return feed.member if feed else None


def root_of(member: Member) -> str:
    """Where what they read opens: the seat that they took last on a device of their own. Empty without one."""
    kinds = (SeatKind.PHONE, SeatKind.CONSOLE)
    rows = Seat.objects.filter(member=member, revoked_at=None, kind__in=kinds).select_related("space")
    seat = rows.order_by("-created_at").first()
    return seat.path if seat else ""
