"""Who writes: each Yjs client belongs to one person, and nobody writes under another's."""

from collections.abc import Container, Iterable
from uuid import UUID

from essaim.documents.presence import Presence

Claim = tuple[int | None, UUID]


class NotYours(Exception):
    """An update written under a client that is someone else's."""


class Authors:
    """Of one open document. `known` comes from the database and grows with what is accepted."""

    def __init__(self, known: dict[int, UUID], presence: Presence) -> None:
        self._known = known
        self._presence = presence
        self._credited: set[UUID] = set()

    def owns(self, member: UUID, client: int) -> bool:
        """Whether this client is known, in the database too, to be this person's."""
        return self._known.get(client) == member

    def claims(self, clients: set[int], member: UUID, earlier: Container[int] = ()) -> set[Claim]:
        """What new words under `clients` teach about who writes. Raises `NotYours`.

        A browser also carries the words of others (kept from before a backup was restored): it owns a client only when
        its cursor goes by it, or when it says that it wrote under it in an `earlier` visit, without network, and nobody
        else does; for the rest the person is credited without one.
        """
        owners = {
            client: self._known.get(client) or self._presence.owner(client) or (member if client in earlier else None)
            for client in clients
        }
        if any(owner not in (None, member) for owner in owners.values()):
            raise NotYours
        claims: set[Claim] = {
            (client, member) for client, owner in owners.items() if owner == member and client not in self._known
        }
        if None in owners.values() and member not in self._credited:
            claims.add((None, member))
        return claims

    def keep(self, claims: Iterable[Claim]) -> None:
        """Remember claims that are in the database."""
        for client, member in claims:
            if client is None:
                self._credited.add(member)
            else:
                self._known[client] = member
