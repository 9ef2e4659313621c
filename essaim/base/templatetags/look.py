"""The small drawings of every page, as inline SVG (logo, icons, circle of dots, meter), and days and times in words."""

from datetime import date, datetime, timedelta
from math import ceil
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from essaim.base import circle as dots
from essaim.base import clock as real_clock
from essaim.base import hours
from essaim.base.icons import ICONS

register = template.Library()

register.filter("clock_text", hours.clock_text)
register.filter("length_text", hours.length_text)
register.filter("moment", hours.moment_text)
register.filter("time_text", hours.time_text)


@register.filter
def day(value: date, detail: str = "") -> str:
    """`{{ space.day|day }}`, `|day:"weekday"` with the day of the week, `|day:"short"` without the year."""
    return hours.day_text(value, year=detail != "short", weekday=detail == "weekday")


@register.inclusion_tag("base/_logo.html")
def logo() -> dict[str, Any]:
    """Eight people around a circle, one of them speaking."""
    return {}


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An icon beside words; alone, it needs a `label`. An unknown name is a mistake of ours: `KeyError`."""
    named = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" width="24" height="24" {}>{}</svg>', named, mark_safe(ICONS[name])
    )


@register.inclusion_tag("base/_circle.html")
def circle(
    total: int,
    full: int = 0,
    *,
    concerns: int = 0,
    objections: int = 0,
    label: str = "",
    number: int | str | None = None,
    title: str = "",
    small: bool = False,
) -> dict[str, Any]:
    """A dot a person: `full` have spoken (or agree), `concerns` agree with one, `objections` object, others wait.

    `number` is the large figure (default: `full`), `label` its word, `title` the sentence read aloud instead.
    """
    total = max(total, full + concerns + objections)
    number = full if number is None else number
    states = [("full", full), ("concern", concerns), ("objection", objections)]
    awaited = total - full - concerns - objections
    said = title or gettext("%(number)s sur %(total)s %(label)s") % {"number": number, "total": total, "label": label}
    return {
        "dots": dots.circle([*states, ("pending", awaited)]),
        "number": number,
        "label": label,
        "title": said.strip(),
        "small": small,
    }


@register.inclusion_tag("base/_bar.html")
def meter(value: float, total: float, label: str = "", tone: str = "") -> dict[str, Any]:
    """A bar of `value` out of `total`. With words beside that say it, leave `label` empty: the bar is then silent."""
    share = min(100.0, max(0.0, 100 * value / total)) if total else 0.0
    return {"share": f"{share:.4g}", "label": label, "tone": tone}


@register.simple_tag
def countdown(until: datetime, now: datetime, late: str = "", paused: bool = False) -> SafeString:
    """The time left until `until`, right before any script; `now` is the space's. `late` is said when time is up."""
    return format_html(
        '<count-down class="clock" role="timer" until="{}" now="{}" ahead="{}"{}{}>{}</count-down>',
        until.isoformat(),
        now.isoformat(),
        ahead(now),
        format_html(' late-text="{}"', late) if late else "",
        mark_safe(" paused") if paused else "",
        late if late and until <= now else clock(until - now),
    )


@register.filter
def ahead(now: datetime) -> int:
    """Whole seconds by which `now`, the space's time just read, is ahead of the real one: it may be rehearsed."""
    return round((now - real_clock.now()).total_seconds())


def clock(left: timedelta) -> str:
    """Time left → "11:42", or "1:05:00" from one hour up; late is "00:00". The same vectors as countdown.js."""
    seconds = max(0, ceil(left.total_seconds()))
    hours, minutes, seconds = seconds // 3600, seconds // 60 % 60, seconds % 60
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes:02}:{seconds:02}"
