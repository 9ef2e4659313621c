"""Putting the questions on the hall's screen, between two runs."""

from datetime import datetime

from django.utils.translation import gettext as _

from essaim.base.errors import Refused
from essaim.questions.models import Screen
from essaim.runs.actions import WALL
from essaim.spaces.changes import change
from essaim.spaces.models import Member, Space

TOPIC = "questions-screen"


def show_on_wall(member: Member, *, is_on: bool) -> None:
    if not member.can_facilitate():
        raise Refused(_("L’écran de la salle est tenu par l’équipe d’animation."), code="team_only")
    space, at = member.space, member.space.now() if is_on else None
    with change(space, by=member) as journal:
        kept = Screen.objects.filter(pk=Screen.identity(space)).first()
        if kept is None:
            journal.add(Screen(id=Screen.identity(space), space=space, shown_at=at), "question.screen", WALL, TOPIC)
        else:
            journal.edit(kept, "question.screen", WALL, TOPIC, shown_at=at)


def shown_on_wall(space: Space) -> datetime | None:
    """Since when; None: they are not."""
    at: datetime | None = Screen.objects.filter(pk=Screen.identity(space)).values_list("shown_at", flat=True).first()
    return at
