"""When a questionnaire opens, reminds and closes. Days follow the meeting when it moves."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from essaim.base.errors import Refused
from essaim.questionnaires.models import MORNING_MIN, Questionnaire
from essaim.spaces.changes import change
from essaim.spaces.models import Member

FARTHEST_DAYS = 730


def set_dates(
    questionnaire: Questionnaire, *, opens: date | None, closes: date | None, reminders: Sequence[date] = (), by: Member
) -> Questionnaire:
    """Days are kept from the meeting's own. Reminders go to those who have not finished."""
    meeting = questionnaire.space.day
    for field, day in (("opens", opens), ("closes", closes), *(("reminder_1", day) for day in reminders)):
        if day is not None and abs((day - meeting).days) > FARTHEST_DAYS:
            raise Refused(_("Choisissez une date à moins de deux ans de la rencontre."), field=field)
    if opens and closes and closes <= opens:
        raise Refused(_("La clôture vient après l’ouverture."), field="closes")
    if any((opens and day <= opens) or (closes and day >= closes) for day in reminders):
        raise Refused(_("Les rappels partent entre l’ouverture et la clôture."), field="reminder_1")
    with change(questionnaire.space, by=by) as journal:
        fresh = Questionnaire.objects.select_for_update().get(pk=questionnaire.pk)
        if fresh.closed_at is not None:
            raise Refused(_("Ce questionnaire est clos. Rouvrez-le pour changer ses dates."), code="not_open")
        days = sorted({(day - meeting).days for day in reminders})
        now = questionnaire.space.now()
        past = sum(questionnaire.space.at(day, MORNING_MIN) <= now for day in set(reminders))
        return journal.edit(
            questionnaire, "questionnaire.planned", "questionnaires", questionnaire.topic,
            opens_day=(opens - meeting).days if opens else None,
            closes_day=(closes - meeting).days if closes else None, reminder_days=days,
            reminders_sent=past if questionnaire.is_open else 0,
        )  # fmt: skip
