"""Times as people read them."""

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
