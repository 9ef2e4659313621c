"""What the hall's screens show beside what is lived: nothing, a message, or what they showed a moment ago."""

import gzip
import json
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from essaim.base.errors import Refused
from essaim.base.text import one_line
from essaim.hall.models import LONGEST_MESSAGE, Hall, Mode
from essaim.spaces.changes import change
from essaim.spaces.models import Member, Space

HALL = "hall"
LONGEST_MINUTES = 180


def set_screens(
    space: Space, mode: str, *, by: Member, message: str = "", minutes: int = 0, shown: dict[str, str] | None = None
) -> Hall:
    """`shown`: what the screen shows now, by language, when it is frozen. `minutes`: how long a message counts down."""
    message = one_line(message)
    if mode not in Mode.values:
        raise Refused(_("Ce geste n’existe pas."))
    if mode == Mode.MESSAGE and not message:
        raise Refused(_("Écrivez le message : il s’affichera en grand dans la salle."), field="message")
    if len(message) > LONGEST_MESSAGE:
        raise Refused(_("%d signes au plus : il doit se lire de loin.") % LONGEST_MESSAGE, field="message")
    if not 0 <= minutes <= LONGEST_MINUTES:
        raise Refused(_("Choisissez de 0 à %d minutes.") % LONGEST_MINUTES, field="minutes")
    is_message = mode == Mode.MESSAGE
    fields = {
        "mode": mode,
        "message": message if is_message else "",
        "until": space.now() + timedelta(minutes=minutes) if is_message and minutes else None,
        "picture": packed(shown or {}) if mode == Mode.FROZEN else b"",
    }
    return _keep(space, by, "hall.screens_set", **fields)


def take_lead(member: Member) -> Hall:
    """« Prendre la main »: this person steers from now on. It takes no right from anyone."""
    return _keep(member.space, member, "hall.lead_taken", lead=member)


def extend(space: Space, minutes: int, *, by: Member) -> Hall:
    """More time for a pause or a message that counts down."""
    hall = Hall.of(space)
    if hall.until is None or not 1 <= minutes <= LONGEST_MINUTES:
        raise Refused(_("Rien ne se compte en ce moment."))
    start: datetime = max(hall.until, space.now())
    return _keep(space, by, "hall.extended", until=start + timedelta(minutes=minutes))


def _keep(space: Space, by: Member, kind: str, **fields: object) -> Hall:
    with change(space, by=by) as journal:
        hall = Hall.of(space)
        if hall._state.adding:
            for name, value in fields.items():
                setattr(hall, name, value)
            return journal.add(hall, kind, HALL)
        return journal.edit(hall, kind, HALL, **fields)


def packed(shown: dict[str, str]) -> bytes:
    return gzip.compress(json.dumps(shown).encode(), 6)


def frozen(hall: Hall, language: str) -> str:
    """What the screen showed when it was frozen, in the reader's language when it was rendered in it."""
    if hall.mode != Mode.FROZEN or not hall.picture:
        return ""
    shown: dict[str, str] = json.loads(gzip.decompress(bytes(hall.picture)))
    return shown.get(language) or next(iter(shown.values()), "")
