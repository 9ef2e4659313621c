"""What the group may read of a questionnaire, to print."""

from django.conf import settings
from django.utils.module_loading import import_string

from essaim.base.blocks.book import Book, Chapter
from essaim.questionnaires.models import Questionnaire
from essaim.questionnaires.telling import told


def as_pdf(questionnaire: Questionnaire, language: str) -> bytes:
    """The same figures and words as the group's page: nothing that only the team reads."""
    book = Book(
        title=questionnaire.title,
        chapters=(Chapter(questionnaire.title, tuple(told(questionnaire, language))),),
        language=language,
        authors=(questionnaire.space.team.name,),
        written_at=questionnaire.space.now(),
    )
    printed: bytes = import_string(settings.PAGES_PDF)(book, questionnaire.space)
    return printed
