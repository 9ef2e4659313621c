"""How long someone has spoken: `{{ seconds|clock }}` is 2:05."""

from datetime import datetime

from django import template

from essaim.hall.models import Turn

register = template.Library()


@register.filter
def clock(seconds: int) -> str:
    return f"{seconds // 60}:{seconds % 60:02}"


@register.filter
def spoken(turn: Turn, now: datetime) -> str:
    return clock(turn.seconds(now))
