"""Every word of a questionnaire with where it is said, to be translated side by side."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from essaim.questionnaires.definition import GIVEN, Choice, Definition, Field, Question, Text

LONGEST = {"title": 160, "preamble": 1000, "text": 400, "hint": 160, "section": 160}
LANGUAGES = ("fr", "en")


@dataclass(frozen=True)
class Said:
    """`place` names it in a form; `what` is title, preamble, section, text, hint, label, choice, row, low or high."""

    place: str
    what: str
    text: Text
    question: str = ""  # its code

    @property
    def most(self) -> int:
        return LONGEST.get(self.what, 120)

    @property
    def is_missing(self) -> bool:
        return any(self.text.values()) and not all(self.text.get(language, "").strip() for language in LANGUAGES)


def said(definition: Definition) -> Iterator[Said]:
    yield Said("title", "title", definition.title)
    yield Said("preamble", "preamble", definition.preamble)
    for code, words in definition.sections.items():
        yield Said(f"s/{code}", "section", words)
    for question in definition.ordered():
        yield from _of_question(question)


def translated(definition: Definition, words: dict[str, Text]) -> Definition:
    """The same with other words where `words` has some, by place."""

    def other(place: str, text: Text) -> Text:
        return words.get(place, text)

    return replace(
        definition,
        title=other("title", definition.title),
        preamble=other("preamble", definition.preamble),
        sections={code: other(f"s/{code}", text) for code, text in definition.sections.items()},
        questions=tuple(q if q.retired else _question(q, words) for q in definition.questions),
    )


def _of_question(question: Question) -> Iterator[Said]:
    at = f"q/{question.code}"
    yield Said(f"{at}/text", "text", question.text, question.code)
    yield Said(f"{at}/hint", "hint", question.hint, question.code)
    for part in question.fields:
        where = f"{at}/{part.code}"
        for what, text in (("label", part.label), ("low", part.low), ("high", part.high)):
            yield Said(f"{where}/{what}", what, text, question.code)
        for what, choices in _listed(part):
            for choice in choices:
                yield Said(f"{where}/{what}/{choice.code}", what, choice.label, question.code)


def _listed(part: Field) -> tuple[tuple[str, tuple[Choice, ...]], ...]:
    """The lists whose words are the questionnaire's own."""
    own = part.choices if part.choices != GIVEN.get(part.kind) and not part.source else ()
    return ("choice", own), ("row", part.rows)


def _question(question: Question, words: dict[str, Text]) -> Question:
    at = f"q/{question.code}"
    return replace(
        question,
        text=words.get(f"{at}/text", question.text),
        hint=words.get(f"{at}/hint", question.hint),
        fields=tuple(_field(part, f"{at}/{part.code}", words) for part in question.fields),
    )


def _field(part: Field, where: str, words: dict[str, Text]) -> Field:
    def relabelled(what: str, choices: tuple[Choice, ...]) -> tuple[Choice, ...]:
        return tuple(replace(one, label=words.get(f"{where}/{what}/{one.code}", one.label)) for one in choices)

    return replace(
        part,
        label=words.get(f"{where}/label", part.label),
        low=words.get(f"{where}/low", part.low),
        high=words.get(f"{where}/high", part.high),
        choices=relabelled("choice", part.choices),
        rows=relabelled("row", part.rows),
    )
