"""The way through a questionnaire: essential questions, then an offer of more, then the end."""

from dataclasses import dataclass

from essaim.questionnaires.conditions import Content, asked
from essaim.questionnaires.definition import Definition

MORE, END = "more", "end"
RESERVED = (MORE, END, "results", "team", "edit", "wall", "now", "paper", "entry", "translation", "after")


@dataclass(frozen=True)
class Progress:
    position: int
    total: int


READ_AT = ("compare", "uses")
"""Where answers are read and put to use: addresses that no question may take either."""


def after(definition: Definition, code: str, content: Content) -> str:
    """What follows the question `code` for who answered `content`: another question, the offer of more, or the end."""
    steps = _steps(definition, content)
    if code in steps:
        return steps[steps.index(code) + 1] if code != END else END
    # A question that is no longer asked: go on where it stood.
    order = [question.code for question in definition.ordered()]
    later = order[order.index(code) + 1 :] if code in order else []
    return next((step for step in steps if step in later), END)


def before(definition: Definition, code: str, content: Content) -> str:
    """The question before `code`; "" when it is the first."""
    questions = [question.code for question in asked(definition, content)]
    place = questions.index(code) if code in questions else 0
    return questions[place - 1] if place else ""


def first(definition: Definition) -> str:
    return _steps(definition, {})[0]


def progress(definition: Definition, code: str, content: Content) -> Progress:
    """« Question 4 sur 6 »: only the essential questions are announced until one asks for more."""
    everything = [question.code for question in asked(definition, content)]
    essential = [question.code for question in definition.essential() if question.code in everything]
    announced = essential if code in essential else everything
    return Progress(announced.index(code) + 1 if code in announced else 1, max(1, len(announced)))


def _steps(definition: Definition, content: Content) -> list[str]:
    known = {question.code for question in definition.essential()}
    everything = [question.code for question in asked(definition, content)]
    essential = [code for code in everything if code in known]
    others = [code for code in everything if code not in known]
    return [*essential, *([MORE] if essential and others else []), *others, END]
