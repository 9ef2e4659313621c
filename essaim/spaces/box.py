"""The anonymous box: ballots that nothing ties to a person, found again only by the secret a phone keeps."""

import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import OperationalError, connection, models, transaction
from django.http import HttpResponse
from django.utils.translation import gettext as _

from essaim.base import ids
from essaim.base.anonymity import LEAST
from essaim.base.errors import Refused
from essaim.live.hub import hub
from essaim.people.models import hashed
from essaim.spaces.models import Member, Space
from essaim.spaces.models.box import BallotRow, CastRow
from essaim.spaces.requests import SeatRequest

Content = dict[str, Any]

LIVES_S = 60 * 60 * 24 * 90


@dataclass(frozen=True)
class Box:
    """The ballots and the marks of one vote; `keys` says which, among those of the row that owns them."""

    name: str
    ballots: "models.Manager[Any]"
    marks: "models.Manager[Any]"
    keys: Mapping[str, Any] = field(default_factory=dict)

    @property
    def cookie(self) -> str:
        return f"ballot-{self.name}"

    def secret(self, request: SeatRequest) -> str:
        return request.COOKIES.get(self.cookie, "")

    def has_cast(self, member: Member) -> bool:
        return self.marks.filter(member=member, **self.keys).exists()

    def count(self) -> int:
        return self.marks.filter(**self.keys).count()

    def own(self, secret: str) -> Content:
        """What this phone's ballot holds; empty for another phone, and for everyone once the box is opened."""
        found = self._find(secret)
        return dict(found.content) if found else {}

    def ballot(self, member: Member, secret: str) -> BallotRow:
        """The ballot of this secret, made with its mark at the first answer; the caller saves it.

        Raises `Refused` on a second phone, and without a secret.
        """
        found = self._find(secret)
        if found is None:
            if not secret:
                raise Refused(
                    _("Rechargez la page, puis répondez : votre bulletin n’était pas prêt."), code="no_secret"
                )
            if self.has_cast(member):
                raise Refused(other_phone(), code="other_phone")
            self.marks.create(member=member, **self.keys)
            found = self.ballots.model(**self._owner(), **self.keys, secret_hash=hashed(secret))
        return found

    def empty(self) -> tuple[list[Content], list[Any]]:
        """Take all out: the contents, sorted so that their order says nothing, and who cast one, mixed.

        Under five ballots the contents come back empty: they would be guessed.
        """
        contents = [ballot.content for ballot in self.ballots.filter(**self.keys)]
        people = list(self.marks.filter(**self.keys).values_list("member_id", flat=True))
        self.ballots.filter(**self.keys).delete()
        self.marks.filter(**self.keys).delete()
        if len(contents) < LEAST:
            contents = [{} for _content in contents]
        return sorted(contents, key=lambda content: json.dumps(content, sort_keys=True)), mixed(people)

    def _find(self, secret: str) -> BallotRow | None:
        if not secret:
            return None
        found: BallotRow | None = self.ballots.filter(secret_hash=hashed(secret), **self.keys).first()
        return found

    def _owner(self) -> dict[str, Any]:
        return dict(self.ballots.core_filters)  # type: ignore[attr-defined]


def keep_secret(request: SeatRequest, response: HttpResponse, box: Box) -> str:
    """Give this phone its secret before it votes, so that an answer lost on the way locks nobody out."""
    secret = box.secret(request)
    if not secret:
        secret = ids.token()
        response.set_cookie(
            box.cookie, secret, path=request.seat_root, max_age=LIVES_S, httponly=True, samesite="Lax",
            secure=request.is_secure(),
        )  # fmt: skip
    return secret


def tell(space: Space, *topics: str) -> None:
    """Say that a ballot came in, once it is kept. No event: an event has a time, and a time has a person."""
    told = (space.channel, frozenset(topics), space.last_event)
    transaction.on_commit(lambda: hub.publish(*told))


def other_phone() -> str:
    return _(
        "Vous avez déjà répondu depuis un autre téléphone. Vos réponses comptent ; seul ce téléphone peut les changer."
    )


def mixed(items: Iterable[Any]) -> list[Any]:
    known = list(items)
    return secrets.SystemRandom().sample(known, len(known))


def scrub(*tables: type[BallotRow] | type[CastRow]) -> bool:
    """Take what was erased out of the database's files. False when someone is reading: try again later."""
    if connection.in_atomic_block:
        return False
    with connection.cursor() as cursor:
        try:
            if connection.vendor == "sqlite":
                cursor.execute("VACUUM")
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                busy = cursor.fetchone()
                return not (busy and busy[0])
            for table in tables:
                cursor.execute(f"VACUUM FULL {connection.ops.quote_name(table._meta.db_table)}")
        except OperationalError:
            return False
    return True
