"""Questions that the group has already: said before asking again, never forbidden."""

from uuid import UUID

from essaim.questions.listing import Asked, full, known
from essaim.questions.models import Question
from essaim.search.index import find
from essaim.search.words import words
from essaim.spaces.models import Space

NEAR = 0.5
"""From here two questions share enough of their words; « Qui peut prêter une salle ? » and « Qui prêterait une salle
le mardi ? » are at 0.6."""
MOST_SHOWN = 3
MOST_CHOICES = 24


def alike(space: Space, text: str) -> list[Asked]:
    """The nearest first."""
    if len(_stems(text)) < 2:
        return []
    near = {pk: shared for pk, shared in _nearness(space, text).items() if shared >= NEAR}
    found = sorted((one for one in known(space) if one.pk in near), key=lambda one: -near[one.pk])
    return full(space, found[:MOST_SHOWN])


def beside(question: Question, words: str = "") -> list[Asked]:
    """Those that may ask the same: the nearest, then the most shared; or those that hold `words`."""
    space = question.space
    others = [one for one in known(space) if one.pk != question.pk]
    if words:
        ranks = {hit.object_id: n for n, hit in enumerate(find(space, words, kind="question", limit=MOST_CHOICES))}
        found = sorted((one for one in others if one.pk in ranks), key=lambda one: ranks[one.pk])
    else:
        near = _nearness(space, question.text)
        found = sorted(others, key=lambda one: -near[one.pk])
    return full(space, found[:MOST_CHOICES])


def _nearness(space: Space, text: str) -> dict[UUID, float]:
    """How much of their words each question shares with these, from 0 to 1."""
    asked = _stems(text)
    others = {pk: _stems(its) for pk, its in space.group_questions.values_list("pk", "text")}
    return {pk: len(asked & its) / (len(asked | its) or 1) for pk, its in others.items()}


def _stems(text: str) -> set[str]:
    return {word.stem for word in words(text) if not word.is_small}
