"""Questions that the group has already: said before asking again, never forbidden."""

from essaim.questions.listing import Asked, full, known
from essaim.search.words import words
from essaim.spaces.models import Space

NEAR = 0.5
"""From here two questions share enough of their words; « Qui peut prêter une salle ? » and « Qui prêterait une salle
le mardi ? » are at 0.6."""
MOST_SHOWN = 3


def alike(space: Space, text: str) -> list[Asked]:
    """The nearest first."""
    asked = _stems(text)
    if len(asked) < 2:
        return []
    near = {}
    for pk, its in space.group_questions.values_list("pk", "text"):
        others = _stems(its)
        shared = len(asked & others) / len(asked | others)
        if shared >= NEAR:
            near[pk] = shared
    found = sorted((one for one in known(space) if one.pk in near), key=lambda one: -near[one.pk])
    return full(space, found[:MOST_SHOWN])


def _stems(text: str) -> set[str]:
    return {word.stem for word in words(text) if not word.is_small}
