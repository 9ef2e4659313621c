"""When the group sees what was answered: said before one answers, fixed at the opening, kept wherever it shows."""

from enum import StrEnum

from django.utils.translation import gettext as _

from essaim.questionnaires import ballots
from essaim.questionnaires.analysis import Reader
from essaim.questionnaires.definition import Question, Shown
from essaim.questionnaires.models import Answer, Questionnaire
from essaim.spaces.models import Member


class Reveal(StrEnum):
    LIVE = "live"
    ANSWERED = "answered"  # to each person, once they have answered
    CLOSED = "closed"
    HAND = "hand"  # when the team decides


def rule(questionnaire: Questionnaire, question: Question) -> Reveal:
    """The question's own rule, else the questionnaire's. A box shows nothing before it is opened."""
    written = questionnaire.reveals.get(question.code) or questionnaire.reveals.get("")
    found = Reveal(written) if written in list(Reveal) else Reveal.LIVE
    return Reveal.CLOSED if questionnaire.is_anonymous and found != Reveal.HAND else found


def may_see(
    questionnaire: Questionnaire, question: Question, reader: Reader = Reader.GROUP, member: Member | None = None
) -> bool:
    """Whether this reader sees the answers now. Without `member`: the screen, the report, whoever has not answered."""
    if questionnaire.is_draft or (questionnaire.is_anonymous and questionnaire.is_open):
        return False
    if reader == Reader.TEAM:
        return True
    if question.is_private or questionnaire.cap(question) == Shown.NEVER:
        return False
    found = rule(questionnaire, question)
    if found == Reveal.HAND:
        return question.code in questionnaire.revealed
    if found == Reveal.LIVE or questionnaire.closed_at is not None:
        return True
    return found == Reveal.ANSWERED and member is not None and _has_answered(questionnaire, question, member)


def sentence(questionnaire: Questionnaire, question: Question) -> str:
    """When the group will see, in plain words; nothing to say of what only the team reads."""
    if question.is_private or questionnaire.cap(question) == Shown.NEVER:
        return ""
    if questionnaire.is_anonymous:
        hand = _("Après la clôture, l’équipe d’animation choisit quand montrer les réponses.")
        return hand if rule(questionnaire, question) == Reveal.HAND else ""
    return {
        Reveal.LIVE: _("Les réponses du groupe se montrent à mesure."),
        Reveal.ANSWERED: _("Vous verrez les réponses du groupe après avoir répondu, pas avant."),
        Reveal.CLOSED: _("Rien ne se montre au groupe avant la clôture."),
        Reveal.HAND: _("L’équipe d’animation choisit quand montrer les réponses au groupe."),
    }[rule(questionnaire, question)]


def waiting(questionnaire: Questionnaire, question: Question) -> str:
    """Why nothing shows yet."""
    if questionnaire.is_anonymous and questionnaire.is_open:
        return _("Les réponses se montreront à la clôture.")
    return {
        Reveal.LIVE: "",
        Reveal.ANSWERED: _("Répondez pour voir les réponses du groupe."),
        Reveal.CLOSED: _("Les réponses se montreront à la clôture."),
        Reveal.HAND: _("L’équipe d’animation les montrera le moment venu."),
    }[rule(questionnaire, question)]


def is_personal(questionnaire: Questionnaire, question: Question) -> bool:
    """Whether two people may see something else of this question now."""
    return questionnaire.is_open and rule(questionnaire, question) == Reveal.ANSWERED


def _has_answered(questionnaire: Questionnaire, question: Question, member: Member) -> bool:
    if questionnaire.is_anonymous:
        return ballots.box_of(questionnaire).has_cast(member)
    given = Answer.objects.filter(
        response__questionnaire=questionnaire, response__member=member, response__deleted_at__isnull=True
    )
    return given.filter(question=question.code).exclude(value={}).exists()
