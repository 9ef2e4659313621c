"""Conditions: what is asked follows what was answered, for any questionnaire and any answers."""

import random

import pytest

from essaim.questionnaires import path
from essaim.questionnaires.conditions import asked, is_asked
from essaim.questionnaires.definition import Choice, Condition, Definition, Field, Kind, Question

CHOICES = tuple(Choice(code, {"fr": code}) for code in "abc")


def some_definition(dice: random.Random) -> Definition:
    questions = []
    for n in range(dice.randint(1, 9)):
        condition = None
        if n and dice.random() < 0.6:
            earlier = f"q{dice.randrange(n)}"
            condition = Condition(earlier, earlier, tuple(dice.sample("abc", dice.randint(1, 2))))
        kind = dice.choice([Kind.CHOICE, Kind.CHOICES, Kind.YESNO, Kind.LONG])
        part = Field(f"q{n}", kind, choices=CHOICES if kind in (Kind.CHOICE, Kind.CHOICES) else ())
        essential, retired = dice.random() < 0.5, dice.random() < 0.1
        questions.append(
            Question(f"q{n}", {"fr": "?"}, (part,), essential=essential, show_if=condition, retired=retired)
        )
    return Definition("own", {"fr": "?"}, tuple(questions))


def some_content(dice: random.Random, definition: Definition) -> dict:
    content = {}
    for question in definition.questions:
        part = question.fields[0]
        if dice.random() < 0.7:
            several = part.kind == Kind.CHOICES
            kept = dice.sample("abc", dice.randint(1, 3)) if several else dice.choice([*"abc", "yes", "mots"])
            content[question.code] = {part.code: kept}
    return content


def naive(definition: Definition, code: str, content: dict) -> bool:
    """The same rule, said another way: follow what each question waits for, one after another."""
    question = next(q for q in definition.questions if q.code == code)
    if question.show_if is None:
        return True
    kept = content.get(question.show_if.question, {}).get(question.show_if.field)
    held = kept if isinstance(kept, list) else [kept]
    return any(one in question.show_if.values for one in held) and naive(definition, question.show_if.question, content)


@pytest.mark.parametrize("seed", range(200))
def test_any_questionnaire_any_answers(seed: int) -> None:
    dice = random.Random(seed)
    definition = some_definition(dice)
    content = some_content(dice, definition)
    for question in definition.questions:
        assert is_asked(definition, question, content) == naive(definition, question.code, content)
    assert not any(question.retired for question in asked(definition, content))
    step, walked = path.first(definition) if asked(definition, {}) else path.END, []
    while step != path.END:
        walked.append(step)
        step = path.after(definition, step, content)
        assert len(walked) <= len(definition.questions) + 2, "the way through always ends"
    expected = [question.code for question in asked(definition, content)]
    missed = set(expected) - set(walked)
    assert not missed or walked[:1] not in ([expected[0]], [path.MORE]), "who starts is asked each question, once"
    assert len(walked) == len(set(walked))


def test_one_that_waits_for_a_question_not_asked_is_not_asked() -> None:
    first = Question("q", {"fr": "?"}, (Field("q", Kind.YESNO),))
    second = Question("r", {"fr": "?"}, (Field("r", Kind.YESNO),), show_if=Condition("q", "q", ("yes",)))
    third = Question("s", {"fr": "?"}, (Field("s", Kind.LONG),), show_if=Condition("r", "r", ("yes",)))
    definition = Definition("own", {"fr": "?"}, (first, second, third))
    both = {"q": {"q": "yes"}, "r": {"r": "yes"}}
    assert [q.code for q in asked(definition, both)] == ["q", "r", "s"]
    assert [q.code for q in asked(definition, both | {"q": {"q": "no"}})] == ["q"]


def test_two_that_wait_for_each_other_end() -> None:
    one = Question("q", {"fr": "?"}, (Field("q", Kind.YESNO),), show_if=Condition("r", "r", ("yes",)))
    other = Question("r", {"fr": "?"}, (Field("r", Kind.YESNO),), show_if=Condition("q", "q", ("yes",)))
    assert asked(Definition("own", {"fr": "?"}, (one, other)), {"q": {"q": "yes"}, "r": {"r": "yes"}}) == (one, other)
