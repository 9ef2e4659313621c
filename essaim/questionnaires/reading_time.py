"""How long a careful reader needs: the words to read, and what each form of answer asks."""

from collections.abc import Iterable

from essaim.questionnaires.definition import Choice, Definition, Field, Question, say
from essaim.questionnaires.types import type_of

WORDS_A_SECOND = 2.5
"""Reading to understand and choose, on a phone, in a language that is not always one's own: 150 words a minute."""
TURN_S = 3
"""Finding one's way on each new page."""


def seconds(questions: Iterable[Question], language: str) -> int:
    return round(sum(_question(question, language) for question in questions))


def minutes(definition: Definition, language: str) -> tuple[int, int]:
    """For the essential questions, then for all; a minute at least where something is asked."""
    return tuple(  # type: ignore[return-value]
        max(1, round(found / 60)) if (found := seconds(asked, language)) else 0
        for asked in (definition.essential(), definition.ordered())
    )


def _question(question: Question, language: str) -> float:
    words = [say(question.text, language), say(question.hint, language)]
    return TURN_S + sum(map(_read, words)) + sum(_field(part, language) for part in question.fields)


def _field(part: Field, language: str) -> float:
    rows = max(1, len(part.rows))
    return (
        _read(say(part.label, language))
        + _listed(part.choices, language)
        + _listed(part.rows, language)
        + (type_of(part).seconds * (1 if part.other_of == "" else 0.2) * (rows**0.5))
    )


def _listed(choices: Iterable[Choice], language: str) -> float:
    return sum(_read(say(choice.label, language)) for choice in choices)


def _read(words: str) -> float:
    return len(words.split()) / WORDS_A_SECOND
