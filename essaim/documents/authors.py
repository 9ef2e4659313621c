"""Who writes: each Yjs client belongs to one person, and nobody writes under another's."""

from uuid import UUID

from essaim.documents.presence import Presence
from essaim.documents.protocol import Step
from essaim.documents.updates import Contents

Claim = tuple[int | None, UUID]


class NotYours(Exception):
    """An update written under a client that is someone else's."""


class Authors:
    """Of one open document. `known` comes from the database and grows with what is accepted."""

    def __init__(self, known: dict[int, UUID], presence: Presence) -> None:
        self._known = known
        self._presence = presence
        self._credited: set[UUID] = set()

    def claims(self, contents: Contents, member: UUID, step: Step) -> set[Claim]:
        """What keeping this update teaches about who wrote. Raises `NotYours`.

        Someone who answers with what the server misses may carry the words of others (after a restored backup): a
        client nobody claimed is then not theirs by that, unless it is the one their cursor goes by.
        """
        owners = {client: self._known.get(client) or self._presence.owner(client) for client in contents.clients}
        if any(owner not in (None, member) for owner in owners.values()):
            raise NotYours
        sure = {client for client, owner in owners.items() if owner == member or step is Step.UPDATE}
        claims: set[Claim] = {(client, member) for client in sure if client not in self._known}
        if contents.clients - sure and member not in self._credited:
            claims.add((None, member))
        return claims

    def keep(self, claims: set[Claim]) -> None:
        """Remember claims that are in the database."""
        for client, member in claims:
            if client is None:
                self._credited.add(member)
            else:
                self._known[client] = member
