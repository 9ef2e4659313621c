"""What the calendar does about commitments: a fortnight after the day, and when one is due, its author is asked."""

from collections import defaultdict
from datetime import timedelta

from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _

from essaim.base.hours import day_text
from essaim.commitments.models import ENDED, Commitment, State
from essaim.spaces.addresses import public_address
from essaim.spaces.changes import change
from essaim.spaces.invitations import letter
from essaim.spaces.models import Event, Member, Space

FORTNIGHT, MORNING_MIN = 15, 9 * 60
LATE = timedelta(days=7)
"""A reminder that could not leave on its day is not sent long after."""
REMINDED = "commitment.reminded"


def tick(space: Space) -> None:
    """Write once for each reason, one letter a person. Safe to run twice, and in several processes."""
    waiting = _waiting(space)
    if not waiting:
        return
    with change(space) as journal:
        # The turn of this change is ours: what another process has just sent is seen here.
        for author, asked in _waiting(space).items():
            with translation.override(author.person.language):
                said = "\n".join(f"- {_line(one)}" for one, _reasons in asked)
                text = _(
                    "Bonjour {name},\n\nPendant « {title} », vous aviez écrit :\n\n%(said)s\n\n"
                    "Où en êtes-vous ? Dites-le en deux appuis : {link}\n\n"
                    "Tenu, en cours, reporté ou abandonné : tout aide le groupe.\n\nMerci,\n%(team)s\n"
                ) % {"said": _plain(said), "team": _plain(space.team.name)}
                letter(space, author, address=public_address(), subject=_("Où en est votre engagement ?"), text=text)
            for one, reasons in asked:
                for reason in reasons:
                    journal.note(REMINDED, one, reason=reason)


def _waiting(space: Space) -> dict[Member, list[tuple[Commitment, list[str]]]]:
    """Whom to ask now about what, and why; what was asked already is left out."""
    now, today = space.now(), space.today()
    is_morning = now >= space.at(today, MORNING_MIN)
    fortnight = space.at(space.day + timedelta(days=FORTNIGHT), MORNING_MIN)
    is_fortnight = fortnight <= now < fortnight + LATE
    due = Q(due__lte=today, due__gt=today - LATE) if is_morning else Q(pk__in=[])
    asked = space.commitments.exclude(state__in=[*ENDED, State.DRAFT]).exclude(author__person__email="")
    found: dict[Member, list[tuple[Commitment, list[str]]]] = defaultdict(list)
    rows = asked.filter(due | (Q(created_at__lt=fortnight) if is_fortnight else Q(pk__in=[])))
    rows = list(rows.select_related("author__person"))
    if not rows:
        return found
    sent = set(Event.objects.filter(space=space, kind=REMINDED).values_list("subject", "data__reason"))
    for one in rows:
        reasons = ["fortnight"] if is_fortnight and one.created_at < fortnight else []
        reasons += [f"due {one.due}"] if is_morning and one.due and today - LATE < one.due <= today else []
        fresh = [reason for reason in reasons if (one.dom_id, reason) not in sent]
        if fresh:
            found[one.author].append((one, fresh))
    return found


def _line(one: Commitment) -> str:
    return f"{one.what} ({day_text(one.due)})" if one.due else one.what


def _plain(words: str) -> str:
    """Braces would be read as places to fill by the letter."""
    return words.replace("{", "(").replace("}", ")")
