"""Answers as JSON, by their codes, with the codebook that says what each code is."""

import json
from typing import Any

from essaim.questionnaires.export.grid import kept, questions_of
from essaim.questionnaires.models import Questionnaire


def as_json(questionnaire: Questionnaire, language: str) -> str:
    definition = questionnaire.asked.with_questions(tuple(questions_of(questionnaire)))
    data = {
        "title": definition.title,
        "anonymity": questionnaire.anonymity,
        "codebook": definition.as_json()["questions"],
        "answers": [_answer(one.who, one.values, one.shown) for one in kept(questionnaire)],
    }
    return json.dumps(data, ensure_ascii=False, indent=1)


def _answer(who: tuple[str, ...], values: Any, shown: Any) -> dict[str, Any]:
    named = {"name": who[0], "structure": who[1], "shown": shown} if who else {}
    return {**named, "values": values}
