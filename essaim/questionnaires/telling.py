"""A questionnaire's results as the report and the printed summary say them."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from essaim.base.blocks import Block, Heading, Paragraph
from essaim.questionnaires.analysis import Reader
from essaim.questionnaires.definition import say
from essaim.questionnaires.digests import digests
from essaim.questionnaires.models import Questionnaire
from essaim.questionnaires.results import participation, question_result, source

MOST_WORDS = 60
"""Words of one question printed; the others are counted, and stay in the space."""


def and_more(n: int) -> str:
    said = ngettext("Et %(n)s autre réponse, dans l’espace.", "Et %(n)s autres réponses, dans l’espace.", n)
    return said % {"n": n}


def told(questionnaire: Questionnaire, language: str, only: tuple[str, ...] = ()) -> list[Block]:
    """How many answered, then each question's figures and the words people let be shown."""
    found = participation(questionnaire)
    if not found.answered:
        return [Paragraph(_("Rien : personne n’a répondu."))]
    if questionnaire.is_anonymous and questionnaire.is_open:
        return [Paragraph(_("Rien encore : les réponses se montreront à la clôture."))]
    said = ngettext(
        "%(n)s personne a répondu, sur %(of)s (%(percent)s %%).",
        "%(n)s personnes ont répondu, sur %(of)s (%(percent)s %%).",
        found.answered,
    )
    facts = {"n": found.answered, "of": found.expected, "percent": found.percent}
    where = source(questionnaire)
    blocks: list[Block] = [Paragraph(said % facts, provenance=where)]
    digests(questionnaire, questionnaire.asked.questions)
    for question in questionnaire.asked.questions:
        if not only or question.code in only:
            result = question_result(questionnaire, question, Reader.GROUP, language, most=MOST_WORDS, provenance=where)
            if result.blocks and not question.is_counted:
                blocks.append(Heading(3, say(result.question.text, language)))
            blocks += result.blocks
            if result.unsaid:
                blocks.append(Paragraph(and_more(result.unsaid)))
    return blocks
