"""The questions of an input: those asked during it, and those asked before about its sequence."""

from typing import Any
from uuid import UUID

from django.db.models import Q

from essaim.base import ids
from essaim.questions.actions.asking import is_written
from essaim.questions.fitting import fitting
from essaim.questions.listing import Asked, Known, full, known
from essaim.questions.models import Echo
from essaim.questions.states import State
from essaim.runs.models import Run
from essaim.spaces.models import Member

ON_PHONE, ON_DESK = 3, 30
WHILE_LISTENING, TO_JOIN = 3, 20
"""On a phone: few while somebody explains, so that the form is under the thumb."""


def _of(run: Run) -> list[Known]:
    of_it = Q(asked_in=run.pk)
    return known(run.space, of_it | Q(about=run.subject_ref) if run.subject_ref else of_it)


def shown(run: Run, on_screen: str) -> dict[str, Any]:
    """For every audience: no name but the other ones that people chose."""
    found = _of(run)
    waiting = [one for one in found if one.is_open]
    asked = full(run.space, waiting[:ON_DESK])
    on_wall = fitting(asked)
    return {
        "asked": asked, "count": len(found), "open": len(waiting), "on_screen": _one(run, found, ids.read(on_screen)),
        "on_phone": [one for one in asked[:ON_PHONE] if one.known.echoes], "on_wall": on_wall,
        "more": len(waiting) - len(on_wall),
    }  # fmt: skip


def _one(run: Run, found: list[Known], key: UUID | None) -> Asked | None:
    return next(iter(full(run.space, [one for one in found if one.pk == key])), None)


def shown_for(run: Run, member: Member, *, most: int) -> dict[str, Any]:
    """What one person may say « moi aussi » to, and what they asked, in the order they came.

    Without counts, which the common part tells: one person's own part is not asked for again at each press of others.
    """
    found = sorted((one for one in _of(run) if one.is_open), key=lambda one: one.asked_at)
    said = Echo.objects.filter(space=run.space, member=member, is_given=True).values_list("question", flat=True)
    joinable = [one for one in found if one.author != member.pk][-most:]
    own = [one for one in found if one.author == member.pk]
    return {
        "to_join": full(run.space, joinable), "own": full(run.space, own), "said": set(said),
        "writes": is_written(run.space) and member.can_contribute(),
    }  # fmt: skip


def left(run: Run) -> tuple[int, int]:
    """How many were asked, and how many are answered."""
    found = _of(run)
    return len(found), sum(one.state == State.ANSWERED for one in found)
