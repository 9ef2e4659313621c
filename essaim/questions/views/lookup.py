"""A question or an answer of the seat's space, or 404."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404

from essaim.questions.models import Answer, Question
from essaim.spaces.requests import SeatRequest


def found(request: SeatRequest, pk: UUID) -> Question:
    """What is done to a question that was put together with another one is done to that one."""
    kept = Question.everything.filter(space=request.space, pk=pk).values_list("merged_into", flat=True).first()
    rows: Any = request.space.group_questions.select_related("author__person", "author__structure")
    question: Question = get_object_or_404(rows, pk=kept or pk)
    question.space = request.space
    return question


def found_answer(request: SeatRequest, pk: UUID, *, removed_too: bool = False) -> Answer:
    rows: Any = Answer.everything if removed_too else Answer.objects
    rows = rows.filter(space=request.space, question__deleted_at=None)
    said: Answer = get_object_or_404(rows.select_related("question", "author__person"), pk=pk)
    said.space = said.question.space = request.space
    return said
