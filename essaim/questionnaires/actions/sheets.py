"""Sheets of paper, typed in by the support person: they count with the phones, in one total."""

from uuid import UUID

from django.utils.translation import gettext as _

from essaim.base.errors import Refused
from essaim.questionnaires import ballots, giving
from essaim.questionnaires.answers import Value
from essaim.questionnaires.definition import Shown
from essaim.questionnaires.models import Answer, Questionnaire, Response
from essaim.questionnaires.results import question_topic
from essaim.runs.actions import WALL
from essaim.spaces.changes import change
from essaim.spaces.models import Member

Sheet = dict[str, tuple[Value, Shown]]


def enter_sheet(
    questionnaire: Questionnaire, sheet: Sheet, *, person: Member | None, by: Member, input_id: UUID
) -> None:
    """Keep a whole sheet. Of an anonymous questionnaire it goes into the box, and nothing says who typed it in.

    Refuses an empty sheet, and one of somebody who has answered already. The same sheet sent twice counts once.
    """
    given = {code: one for code, one in sheet.items() if one[0]}
    if not given:
        raise Refused(_("Cette feuille est vide : recopiez au moins une réponse."))
    if questionnaire.is_anonymous:
        content = {code: {"value": value, "shown": shown.value} for code, (value, shown) in given.items()}
        ballots.put_sheet(questionnaire, content)
        return
    with change(questionnaire.space, by=by) as journal:
        fresh = Questionnaire.objects.select_for_update().get(pk=questionnaire.pk)
        if not fresh.is_open:
            raise Refused(_("Ce questionnaire n’est pas ouvert. Ouvrez-le d’abord."), code="not_open")
        if Response.everything.filter(pk=input_id).exists():
            return
        if person is not None and questionnaire.responses.filter(member=person).exists():
            raise Refused(
                _("{name} a déjà répondu. Laissez la feuille sans nom si c’est quelqu’un d’autre.").format(
                    name=person.name
                ),
                field="person",
            )
        now = questionnaire.space.now()
        row = Response(id=input_id, questionnaire=fresh, member=person, on_paper=True, finished_at=now)
        response = journal.add(row, "response.typed_in", questionnaire.topic)
        for code, (value, shown) in given.items():
            question = questionnaire.asked.question(code)
            topics = [question_topic(questionnaire, code), *([WALL] if questionnaire.is_now else [])]
            answer = Answer(response=response, question=code, value=value, shown=shown)
            journal.add(answer, "answer.typed_in", *topics)
            if question is not None:
                giving.hand_over(journal, questionnaire, question, answer, person)
