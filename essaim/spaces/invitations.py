"""Personal links, by letter or on screen."""

from datetime import timedelta

from django.utils import translation
from django.utils.translation import gettext as _

from essaim.base.db import writing
from essaim.base.hours import day_text
from essaim.mail import outbox
from essaim.spaces.changes import change
from essaim.spaces.models import Member, Space
from essaim.spaces.models.member import Role, SeatKind
from essaim.spaces.seats import mint_link

SHOWN_FOR = timedelta(minutes=15)


def letter(journal_space: Space, member: Member, *, address: str, subject: str, text: str) -> None:
    """Put in the outbox a letter with a fresh personal link of `member` at `{link}`, in the caller's transaction."""
    kind = SeatKind.CONSOLE if member.role == Role.FACILITATOR else SeatKind.PHONE
    link = f"{address.rstrip('/')}/i/{mint_link(journal_space, member, kind)}"
    outbox.post(member.person.email, subject, text.format(link=link, name=member.name, title=journal_space.title))


def invite(space: Space, *, by: Member, address: str) -> int:
    """Send their personal link to all who have an address and were not invited yet. Gives how many."""
    with change(space, by=by) as journal:
        waiting = space.members.filter(invited_at__isnull=True).exclude(person__email="").exclude(pk=by.pk)
        people = list(waiting.select_related("person"))
        for member in people:
            with translation.override(member.person.language):
                letter(
                    space,
                    member,
                    address=address,
                    subject=_("Votre place : {title}").format(title=space.title),
                    text=_invitation(space),
                )
            journal.edit(member, "member.invited", "people", invited_at=space.now())
    return len(people)


def _invitation(space: Space) -> str:
    day = day_text(space.day, weekday=True)
    text = _(
        "Bonjour {name},\n\n{team} prépare avec vous « {title} », le {day}.\n\n"
        "Votre lien personnel, à garder : {link}\n\n"
        "Il ouvre votre espace sur votre téléphone ou votre ordinateur, sans compte ni mot de passe. "
        "Vous y trouverez quelques questions, dont les réponses servent à construire la journée.\n\n"
        "À bientôt,\n{team}\n"
    )
    return text.replace("{team}", space.team.name.replace("{", "(").replace("}", ")")).replace("{day}", day)


def wall_link(space: Space, *, address: str, member: Member | None = None) -> str:
    """A fresh link to the room's screen, or to someone's seat."""
    kind = SeatKind.WALL
    if member is not None:
        kind = SeatKind.CONSOLE if member.role == Role.FACILITATOR else SeatKind.PHONE
    with writing():
        return f"{address.rstrip('/')}/i/{mint_link(space, member, kind)}"


def shown_link(space: Space, member: Member, *, address: str) -> str:
    """A link to be scanned on the spot. A colleague's opens the console: once, within a quarter of an hour."""
    if not member.can_facilitate():
        return wall_link(space, address=address, member=member)
    with writing():
        token = mint_link(space, member, SeatKind.CONSOLE, one_use=True, expires_at=space.now() + SHOWN_FOR)
    return f"{address.rstrip('/')}/i/{token}"


def cards(space: Space, *, address: str) -> list[tuple[Member, str]]:
    """A fresh personal link for each participant and observer, to be printed and cut out."""
    people = space.members.exclude(role=Role.FACILITATOR).select_related("person", "structure")
    with writing():
        return [
            (one, f"{address.rstrip('/')}/i/{mint_link(space, one, SeatKind.PHONE)}")
            for one in people.order_by("person__folded")
        ]
