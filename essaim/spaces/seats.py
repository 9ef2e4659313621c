"""Taking a place in a space: seats, the links that open them, the room's code."""

import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from essaim.base import clock, ids
from essaim.base.db import writing
from essaim.base.errors import Refused
from essaim.base.text import fold, one_line
from essaim.live.hub import hub
from essaim.people.models import Person, Structure, hashed
from essaim.spaces.changes import Journal, change
from essaim.spaces.models import Feed, Invitation, Member, Seat, Space
from essaim.spaces.models.member import Role, SeatKind

COOKIE = "seat"
SEAT_PATH = re.compile(r"^/e/([a-z0-9]{4,16})/([a-z0-9]{4,16})(/.*)$")
SEAT_LIVES = timedelta(days=400)
CODE_TRIES = 5
_WORDS = (
    "MIEL",
    "CIRE",
    "RUCHE",
    "THYM",
    "TILLEUL",
    "TREFLE",
    "LAVANDE",
    "SAUGE",
    "PRUNE",
    "NECTAR",
    "POLLEN",
    "FLEUR",
)


@dataclass(frozen=True)
class OpenedSeat:
    """A seat just taken; `secret` goes into its cookie and is never stored."""

    seat: Seat
    secret: str


def new_join_code() -> str:
    """A code that is said aloud and typed on a phone: « MIEL 42 »."""
    while True:
        code = f"{secrets.choice(_WORDS)} {secrets.randbelow(90) + 10}"
        if not Space.everything.filter(join_code=code).exists():
            return code


def space_by_code(typed: str) -> Space | None:
    """The open space of a room's code, however it was typed: « miel42 », "Miel-42"."""
    folded = "".join(c for c in fold(typed) if c.isalnum())
    letters, digits = folded.rstrip("0123456789"), folded[len(folded.rstrip("0123456789")) :]
    return Space.objects.filter(join_code=f"{letters.upper()} {digits}", join_open=True).order_by("-day").first()


def structure_named(space: Space, name: str) -> Structure | None:
    """The structure of that name in the space, made if it is new. None for someone who comes for themselves."""
    name = one_line(name)[:80]
    if not name:
        return None
    found = space.structures.filter(folded=fold(name)).first()
    if found is None:
        found = Structure.objects.create(name=name)
        space.structures.add(found)
    return found


def add_member(
    journal: Journal,
    name: str,
    *,
    structure: str = "",
    role: str = Role.PARTICIPANT,
    email: str = "",
    title: str = "",
    language: str = "",
    member_id: UUID | None = None,
    person: Person | None = None,
) -> Member:
    """Add someone to the space. With a `member_id` already kept, gives that member back."""
    space = journal.space
    if member_id and (kept := Member.everything.filter(pk=member_id, space=space).first()):
        return kept
    if person is None:
        person = Person(name=one_line(name)[:80], email=email.strip().lower(), language=language or space.language)
        person.save()
    member = Member(
        id=member_id or ids.uuid7(),
        space=space,
        person=person,
        structure=structure_named(space, structure),
        role=role,
        title=title,
        code=f"{secrets.randbelow(10**4):04}",
    )
    return journal.add(member, "member.added", "people")


def open_seat(space: Space, member: Member | None, kind: str) -> OpenedSeat:
    """Take a seat, within the caller's transaction."""
    secret = ids.token()
    seat = Seat.objects.create(
        space=space, member=member, kind=kind, secret_hash=hashed(secret), created_at=clock.now()
    )
    return OpenedSeat(seat, secret)


def enter_room(
    space: Space,
    *,
    name: str,
    structure: str,
    language: str = "",
    member_id: UUID | None = None,
    kind: str = SeatKind.PHONE,
) -> OpenedSeat:
    """Join from the room's code: a first name (or pseudonym) and a structure, nothing else. Being there is arriving."""
    name = one_line(name)
    if not name:
        raise Refused(_("Écrivez votre prénom ou un pseudonyme."), field="name")
    if not space.join_open:
        raise Refused(_("L’entrée par le code est fermée. Demandez un lien à l’équipe d’animation."))
    with change(space) as journal:
        member = add_member(journal, name, structure=structure, language=language, member_id=member_id)
        if member.arrived_at is None:
            journal.edit(member, "member.arrived", "people", arrived_at=space.now())
        return open_seat(space, member, kind)


def come_back(space: Space, *, name: str, code: str, kind: str = SeatKind.PHONE) -> OpenedSeat:
    """Give a seat back on another phone: a name of the list and its four figures, five tries, that day only."""
    if not 0 <= space.days_since() < space.lasts_days:
        raise Refused(
            _("Le code personnel sert le jour même. Reprenez le lien de votre e-mail, ou demandez-en un autre.")
        )
    people = space.members.filter(person__folded=fold(name)).select_related("person")
    opened = None
    with writing():
        for member in people:
            if member.code_tries < CODE_TRIES and secrets.compare_digest(member.code, code.strip()):
                Member.objects.filter(pk=member.pk).update(code_tries=0)
                opened = open_seat(space, member, kind)
                break
        else:
            people.update(code_tries=F("code_tries") + 1)
    if opened is None:
        raise Refused(
            _(
                "Ce nom et ce code ne vont pas ensemble. Vérifiez-les ; après cinq essais, seul le lien que l’équipe "
                "d’animation peut vous montrer rouvre votre place."
            ),
            field="code",
        )
    return opened


def mint_link(
    space: Space,
    member: Member | None,
    kind: str,
    *,
    expires_at: datetime | None = None,
    one_use: bool = False,
) -> str:
    """A fresh token for a personal link; earlier ones go on working. Within the caller's transaction."""
    token = ids.token()
    Invitation.objects.create(
        space=space,
        member=member,
        kind=kind,
        token_hash=hashed(token),
        created_at=clock.now(),
        expires_at=expires_at,
        one_use=one_use,
    )
    return token


def link_of(token: str) -> Invitation:
    """The invitation of a link, still valid. Raises `Refused` with what to do otherwise. Changes nothing."""
    found = Invitation.objects.select_related("space", "member__person").filter(token_hash=hashed(token)).first()
    if found is None or found.space.deleted_at is not None:
        raise Refused(_("Vérifiez qu’il est entier, ou demandez-en un autre à l’équipe."), code="unknown")
    if found.one_use and found.revoked_at:
        raise Refused(_("Ce lien a déjà servi. Demandez-en un autre."), code="used")
    gone = found.revoked_at or (found.member and found.member.deleted_at)
    if gone or (found.expires_at and found.expires_at < found.space.now()):
        raise Refused(_("Demandez-en un autre à l’équipe d’animation."), code="expired")
    return found


def space_of_link(token: str) -> Space | None:
    """The space of a link, whether it still opens it or not."""
    found = Invitation.objects.select_related("space").filter(token_hash=hashed(token)).first()
    return found.space if found and found.space.deleted_at is None else None


def use_link(token: str) -> OpenedSeat:
    """Open the seat of a personal link: by a press, never by merely reading the link."""
    invitation = link_of(token)
    with writing():
        if invitation.one_use:
            fresh = Invitation.objects.filter(pk=invitation.pk, revoked_at__isnull=True)
            if not fresh.update(revoked_at=clock.now()):
                raise Refused(_("Ce lien a déjà servi. Demandez-en un autre."), code="used")
        return open_seat(invitation.space, invitation.member, invitation.kind)


def seat_of(space_key: str, seat_key: str, secret: str) -> Seat | None:
    """The seat that this cookie holds, with its space and member; None when it is not, or no longer, one."""
    if not secret:
        return None
    asked = clock.now()
    # Asked for each page: no order, and no more tables than every page needs.
    found = Seat.objects.select_related("space", "member__person").filter(
        key=seat_key, space__key=space_key, revoked_at__isnull=True, space__deleted_at__isnull=True
    )
    seat = next(iter(found[:1]), None)
    if seat is None or not secrets.compare_digest(seat.secret_hash, hashed(secret)):
        return None
    if not is_open(seat):
        return None
    if seat.member:
        seat.member.known_at = asked
    return seat


def is_open(seat: Seat) -> bool:
    """Whether a seat, read with its space and member, still opens its space."""
    gone = seat.revoked_at or seat.space.deleted_at or (seat.member and seat.member.deleted_at)
    return not gone and seat.created_at + SEAT_LIVES >= clock.now()


def hand_on(seat: Seat) -> None:
    """Close the seat of a shared device, for whoever comes next; the person has other ways in, and left nothing."""
    with writing():
        Seat.objects.filter(pk=seat.pk, revoked_at__isnull=True).update(revoked_at=clock.now())
    # Other pages of this seat may be open behind; those of the person's own phone come back by themselves.
    hub.revoke(str(seat.member_id))


def arrive(member: Member) -> None:
    """« Je suis là »: by act, never by a connection."""
    with change(member.space, by=member) as journal:
        journal.edit(member, "member.arrived", "people", arrived_at=member.space.now(), left_at=None)


def leave(member: Member, *, by: Member | None = None) -> None:
    with change(member.space, by=by or member) as journal:
        journal.edit(member, "member.left", "people", left_at=member.space.now())


def remove_member(member: Member, *, by: Member) -> None:
    """Take someone out: their seats close at once; what they gave stays."""
    with change(member.space, by=by) as journal:
        journal.remove(member, "member.removed", "people")
        _close_ways(member)


def close_ways(member: Member, *, by: Member) -> None:
    """A phone lost, a link gone astray: every link and every seat of this person stops; they come back by a new one."""
    with change(member.space, by=by) as journal:
        _close_ways(member)
        journal.note("member.ways_closed", member, "people")
        journal.revoke(member)


def _close_ways(member: Member) -> None:
    Seat.objects.filter(member=member, revoked_at__isnull=True).update(revoked_at=clock.now())
    Invitation.objects.filter(member=member, revoked_at__isnull=True).update(revoked_at=clock.now())
    Feed.objects.filter(member=member).delete()


def describe(member: Member, *, by: Member, name: str, structure: str, email: str, role: str) -> None:
    """Correct who someone is, or give them another role, which every page they have open takes at once."""
    name = one_line(name)[:80]
    if not name:
        raise Refused(_("Écrivez le nom de la personne."), field="name")
    if member == by and role != member.role:
        raise Refused(_("Une autre personne de l’équipe change votre rôle : vous ne le pouvez pas."), field="role")
    with change(member.space, by=by) as journal:
        person = member.person
        named = person.name
        journal.edit(person, "person.described", "people", name=name, email=email.strip().lower())
        if name != named:
            # Pages kept in their other spaces show the name too: the number says that something changed there.
            others = Space.objects.filter(members__person=person).exclude(pk=member.space_id)
            transaction.on_commit(lambda: others.update(last_event=F("last_event") + 1))
            # Cursors carry the name.
            journal.revoke(member)
        fields = {"structure": structure_named(member.space, structure), "role": role}
        journal.edit(member, "member.described", "people", **fields)
