"""The pass that a page gives its browser for one document: signed, short-lived, read without asking the database."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core import signing

from essaim.base import clock

LIFE_S = 15 * 60
# A socket whose pass ends is asked for a new one; it has this long to send it.
GRACE_S = 60
NAME_LENGTH = 80

_signer = signing.Signer(salt="essaim.documents.pass")


class BadToken(Exception):
    """`reason` is for the editor: "malformed" (not ours) or "expired"."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Pass:
    """Who may do what with a document. Times are seconds since 1970; `name` is shown beside the cursor.

    `issued` is when the database was asked what it says.
    """

    document: UUID
    space: UUID
    member: UUID
    name: str
    writer: bool
    issued: float
    expires: float

    @property
    def grounds(self) -> tuple[UUID, UUID, UUID]:
        """What it stands on: when the rights of one of them change, it is worth nothing any more."""
        return self.document, self.space, self.member


def mint(
    document: UUID,
    space: UUID,
    member: UUID,
    name: str,
    *,
    writer: bool,
    known_at: datetime | None = None,
    life_s: float = LIFE_S,
) -> str:
    """`known_at`: when the database was asked for this person, if that was earlier than now."""
    issued = (known_at or clock.now()).timestamp()
    said = [document.hex, space.hex, member.hex, name[:NAME_LENGTH], int(writer), issued, issued + life_s]
    return _signer.sign_object(said)


def read(token: str) -> Pass:
    """Raises `BadToken`."""
    try:
        document, space, member, name, writer, issued, expires = _signer.unsign_object(token)
        found = Pass(UUID(document), UUID(space), UUID(member), str(name), bool(writer), float(issued), float(expires))
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise BadToken("malformed") from error
    if found.expires <= clock.now().timestamp():
        raise BadToken("expired")
    return found
