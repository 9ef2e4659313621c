"""Days and times as people read them, in the language and the time zone under way."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _


def clock_text(minutes: int) -> str:
    """570 → « 9 h 30 »; minutes after midnight, also past the next one."""
    minutes %= 24 * 60
    return _("%(hours)d h %(minutes)02d") % {"hours": minutes // 60, "minutes": minutes % 60}


def length_text(minutes: int) -> str:
    """90 → « 1 h 30 », 45 → « 45 min »."""
    if minutes < 60:
        return _("%d min") % minutes
    hours, rest = divmod(minutes, 60)
    if rest:
        return _("%(hours)d h %(minutes)02d") % {"hours": hours, "minutes": rest}
    return _("%d h") % hours


def day_text(day: date, *, year: bool = True, weekday: bool = False) -> str:
    """« 1er mars 2027 », "1 March 2027"; with the day of the week « lundi 1er mars 2027 », "Monday 1 March 2027"."""
    if isinstance(day, datetime):
        day = timezone.localtime(day)
    first = "1er" if day.day == 1 and (get_language() or "fr").startswith("fr") else str(day.day)
    parts = [date_format(day, "l")] if weekday else []
    parts += [first, date_format(day, "F")]
    parts += [str(day.year)] if year else []
    return " ".join(parts)


def moment_text(moment: datetime) -> str:
    """« 1er mars 2027 à 14 h 05 », "1 March 2027 at 14:05"."""
    return _("%(day)s à %(time)s") % {"day": day_text(moment), "time": time_text(moment)}


def time_text(moment: datetime) -> str:
    """« 14 h 05 », "14:05"."""
    here = timezone.localtime(moment)
    return clock_text(here.hour * 60 + here.minute)
