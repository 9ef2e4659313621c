"""What the hall's screen shows while a question is asked on the spot."""

from django.template.loader import render_to_string

from essaim.base.blocks.html import to_html
from essaim.questionnaires.analysis import Reader
from essaim.questionnaires.models import Questionnaire
from essaim.questionnaires.results import participation, question_result

MOST_WORDS = 24


def asking_now(questionnaire: Questionnaire, language: str) -> str:
    question = questionnaire.asked.questions[0]
    result = question_result(questionnaire, question, Reader.GROUP, language, most=MOST_WORDS)
    page = {
        "questionnaire": questionnaire,
        "found": participation(questionnaire),
        "html": to_html(result.blocks, base_level=2, language=language) if result.n else "",
    }
    return render_to_string("questionnaires/_wall_now.html", page)
