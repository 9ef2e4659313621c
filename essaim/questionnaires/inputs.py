"""What a question's form shows: fields with what is kept or was just typed, and what is wrong with it."""

from django.utils.translation import gettext as _

from essaim.questionnaires.controls import Input, Option
from essaim.questionnaires.definition import Kind, Question, Shown, say
from essaim.questionnaires.types import Asking, type_of

ROWED = (Kind.MATRIX, Kind.SLOTS)


def inputs(question: Question, asking: Asking) -> list[Input]:
    return [
        type_of(part).asked(part, say(part.label, asking.language), asking)
        for part in question.fields
        if part.rows or part.kind not in ROWED
    ]


def shown_options(question: Question, cap: Shown, current: Shown) -> list[Option]:
    """« Qui peut voir ma réponse » : from the fewest to the most the questionnaire allows."""
    words = {
        Shown.NEVER: _("L’équipe d’animation seulement"),
        Shown.ANONYMOUS: _("Le groupe, sans mon nom"),
        Shown.STRUCTURE: _("Le groupe, avec le nom de ma structure"),
        Shown.NAMED: _("Le groupe, avec mon nom"),
    }
    return [Option(one.value, words[one], one == current) for one in Shown if one.rank <= cap.rank]
