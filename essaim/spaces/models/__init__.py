from essaim.spaces.models.handover import HandOver
from essaim.spaces.models.journal import Event
from essaim.spaces.models.member import Feed, Invitation, Member, Seat
from essaim.spaces.models.space import Space

__all__ = ["Event", "Feed", "HandOver", "Invitation", "Member", "Seat", "Space"]
