"""The way through a questionnaire: essential questions, then an offer of more, then the end."""

from dataclasses import dataclass

from essaim.questionnaires.definition import Definition

MORE, END = "more", "end"
RESERVED = (MORE, END, "results", "team", "edit", "wall")


@dataclass(frozen=True)
class Progress:
    position: int
    total: int


def after(definition: Definition, code: str) -> str:
    """What follows the question `code`: another question, the offer of more, or the end."""
    steps = _steps(definition)
    return steps[steps.index(code) + 1] if code in steps[:-1] else END


def before(definition: Definition, code: str) -> str:
    """The question before `code`; "" when it is the first."""
    questions = [step for step in _steps(definition) if step != MORE]
    place = questions.index(code) if code in questions else 0
    return questions[place - 1] if place else ""


def first(definition: Definition) -> str:
    return _steps(definition)[0]


def progress(definition: Definition, code: str) -> Progress:
    """« Question 4 sur 6 »: only the essential questions are announced until one asks for more."""
    essential = [question.code for question in definition.essential()]
    everything = [question.code for question in definition.ordered()]
    announced = essential if code in essential else everything
    return Progress(announced.index(code) + 1, len(announced))


def _steps(definition: Definition) -> list[str]:
    essential = [question.code for question in definition.essential()]
    others = [question.code for question in definition.ordered()[len(essential) :]]
    return [*essential, *([MORE] if essential and others else []), *others, END]
