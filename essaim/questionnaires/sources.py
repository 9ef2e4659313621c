"""Choices and rows that are known only when a question is asked."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from essaim.programme.models import Kind as SequenceKind
from essaim.programme.models import Sequence
from essaim.questionnaires.definition import Choice, Definition, Kind, Question, filled
from essaim.questionnaires.models import Questionnaire
from essaim.spaces.models import Member, Space

Rows = Callable[[Space, Member], list[tuple[str, str]]]
Told = Callable[[Space, Member, dict[str, str], str], None]
ALONE = Choice("alone", {"fr": "À titre personnel", "en": "For myself"})
ANOTHER = Choice("other", {"fr": "Une autre structure", "en": "Another organisation"})


def of_question(
    questionnaire: Questionnaire, question: Question, member: Member | None = None
) -> dict[str, tuple[Choice, ...]]:
    """What `filled` needs for this question: nothing is looked up when it asks for nothing."""
    needed = {part.source for part in question.fields} - {""}
    known: dict[str, tuple[Choice, ...]] = {}
    if "structures" in needed:
        is_grid = any(part.kind == Kind.MATRIX for part in question.fields)
        known["structures"] = _structures(questionnaire.space, member if is_grid else None, is_grid)
    if "people" in needed:
        people = questionnaire.space.participants().select_related("person").order_by("person__folded")
        known["people"] = tuple(Choice(str(one.pk), {"fr": one.name}) for one in people)
    if "commitments" in needed and member is not None:
        known["commitments"] = _own_rows(questionnaire.space, member)
    return known


def asked_to(questionnaire: Questionnaire, question: Question, member: Member | None) -> Question:
    """The question as this person is asked it."""
    return filled(question, of_question(questionnaire, question, member))


def freeze(definition: Definition, space: Space) -> Definition:
    """The definition with what will not change any more once it is open: the sequences of the day."""
    held = {"sequences": _sequences(space)}
    questions = []
    for question in definition.questions:
        if any(part.source == "sequences" for part in question.fields):
            question = filled(question, held)
        questions.append(question)
    return definition.with_questions(tuple(questions))


def _structures(space: Space, member: Member | None, is_grid: bool) -> tuple[Choice, ...]:
    own = member.structure_id if member else None
    listed = [Choice(str(s.pk), {"fr": s.name}) for s in space.structures.order_by("folded") if s.pk != own]
    return tuple(listed) if is_grid else (*listed, ALONE, ANOTHER)


def _sequences(space: Space) -> tuple[Choice, ...]:
    """Those that began, or all of them when none was marked."""
    sequences = list(Sequence.objects.filter(space=space).exclude(kind=SequenceKind.PAUSE))
    held = [one for one in sequences if one.started_at] or sequences
    return tuple(Choice(str(one.pk), {"fr": one.title, **_said(one)}) for one in held)


def _said(sequence: Sequence) -> dict[str, str]:
    return {language: words["title"] for language, words in sequence.said.items() if words.get("title")}


def tell(space: Space, member: Member, question: Question, value: dict[str, Any]) -> None:
    """Tell whoever knows the rows of a grid what this person answered of them."""
    for part in question.fields:
        known = getattr(settings, "QUESTIONNAIRE_TOLD", {}).get(part.source, "")
        if known and part.kind == Kind.MATRIX and value.get(part.code):
            words = next((value.get(other.code, "") for other in question.fields if other.is_words), "")
            told: Told = import_string(known)
            told(space, member, value[part.code], words)


def _own_rows(space: Space, member: Member) -> tuple[Choice, ...]:
    """The person's commitments. They live beside us, on our floor: the composition says who knows them."""
    known = getattr(settings, "QUESTIONNAIRE_ROWS", {}).get("commitments", "")
    rows: Rows | None = import_string(known) if known else None
    return tuple(Choice(key, {"fr": words}) for key, words in rows(space, member)) if rows else ()
