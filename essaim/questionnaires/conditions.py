"""Which questions are asked, from what was answered so far."""

from collections.abc import Mapping
from typing import Any

from essaim.questionnaires.definition import Condition, Definition, Question

Content = Mapping[str, Mapping[str, Any]]
"""The values answered, by question then by field."""


def is_asked(definition: Definition, question: Question, content: Content) -> bool:
    """Whether this question is asked. One that waits for a question that is not asked is not asked either."""
    condition, seen = question.show_if, {question.code}
    while condition is not None:
        earlier = definition.question(condition.question)
        if earlier is None or earlier.code in seen:
            return True  # what it waited for is gone: better asked than lost
        if not _holds(condition, content.get(earlier.code, {})):
            return False
        seen.add(earlier.code)
        condition = earlier.show_if
    return True


def asked(definition: Definition, content: Content) -> tuple[Question, ...]:
    """The questions that this person is asked, in order."""
    return tuple(question for question in definition.ordered() if is_asked(definition, question, content))


def _holds(condition: Condition, value: Mapping[str, Any]) -> bool:
    kept = value.get(condition.field)
    held = {str(one) for one in kept} if isinstance(kept, list) else {str(kept)}
    return kept is not None and not held.isdisjoint(condition.values)
