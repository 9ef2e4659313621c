"""When the group sees: chosen before the opening, and for what the team shows by hand, shown."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from essaim.base.errors import Refused
from essaim.questionnaires.models import Questionnaire
from essaim.questionnaires.results import question_topic
from essaim.questionnaires.revealing import Reveal, rule
from essaim.runs.actions import WALL
from essaim.spaces.changes import change
from essaim.spaces.models import Member


def set_reveals(questionnaire: Questionnaire, rules: Mapping[str, str], *, by: Member) -> Questionnaire:
    """Rules by question's code, "" for all the others. Refused once people answer: they were told."""
    codes = {"", *(question.code for question in questionnaire.asked.questions)}
    wanted = {code: written for code, written in rules.items() if written}
    if set(wanted) - codes or set(wanted.values()) - set(Reveal):
        raise Refused(_("Choisissez dans la liste quand les réponses se montrent."))
    with change(questionnaire.space, by=by) as journal:
        fresh = Questionnaire.objects.select_for_update().get(pk=questionnaire.pk)
        if not fresh.is_draft and wanted != questionnaire.reveals:
            raise Refused(_("On répond déjà : ce qui a été annoncé ne change plus."), code="not_draft")
        return journal.edit(questionnaire, "questionnaire.reveals_set", questionnaire.topic, reveals=wanted)


def show_now(questionnaire: Questionnaire, code: str, *, shown: bool, by: Member) -> Questionnaire:
    """Show the group the answers to a question that waits for the team's hand, or put them away again."""
    question = questionnaire.asked.question(code)
    if question is None or rule(questionnaire, question) != Reveal.HAND:
        raise Refused(_("Cette question se montre d’elle-même."))
    if questionnaire.is_anonymous and questionnaire.is_open:
        raise Refused(_("Clôturez d’abord : une boîte ouverte ne se montre à personne."))
    with change(questionnaire.space, by=by) as journal:
        fresh = Questionnaire.objects.select_for_update().get(pk=questionnaire.pk)
        codes = set(fresh.revealed) | {code} if shown else set(fresh.revealed) - {code}
        kind = "questionnaire.answers_shown" if shown else "questionnaire.answers_put_away"
        topics = (questionnaire.topic, question_topic(questionnaire, code), WALL)
        return journal.edit(questionnaire, kind, *topics, revealed=sorted(codes))
