"""Letters with a personal link: to all at opening, then to those who have not finished."""

from collections.abc import Callable, Sequence

from django.utils import translation
from django.utils.translation import gettext as _

from essaim.base.errors import Refused
from essaim.questionnaires.models import Questionnaire
from essaim.spaces.changes import Journal, change
from essaim.spaces.invitations import letter
from essaim.spaces.models import Member

Words = Callable[[Questionnaire], tuple[str, str]]


def send(questionnaire: Questionnaire, *, by: Member | None = None, address: str) -> int:
    """Write once to every participant who has an e-mail address. Gives how many letters leave."""
    with change(questionnaire.space, by=by) as journal:
        fresh = Questionnaire.objects.select_for_update().get(pk=questionnaire.pk)
        _refuse_unless_open(fresh)
        people = waiting_for(questionnaire) if fresh.sent_at is None else []
        _write(questionnaire, people, address, _first_letter)
        journal.edit(questionnaire, "questionnaire.sent", questionnaire.topic, sent_at=questionnaire.space.now())
        return len(people)


def remind(questionnaire: Questionnaire, *, by: Member | None = None, address: str, scheduled: bool = False) -> int:
    """Write again to those who have not finished. The reminders that are due count as done, by whoever's gesture."""
    with change(questionnaire.space, by=by) as journal:
        fresh = Questionnaire.objects.select_for_update().get(pk=questionnaire.pk)
        _refuse_unless_open(fresh)
        due = questionnaire.reminders_due()
        if scheduled and due <= fresh.reminders_sent:
            return 0
        people = waiting_for(questionnaire)
        _write(questionnaire, people, address, _reminder)
        _noted(journal, questionnaire, due, len(people))
        return len(people)


def waiting_for(questionnaire: Questionnaire) -> Sequence[Member]:
    """Participants with an address who have not finished."""
    people = questionnaire.expected().exclude(person__email="").select_related("person")
    if questionnaire.is_anonymous:
        return list(people.exclude(pk__in=questionnaire.has_answered.values("member")))
    return list(people.exclude(pk__in=questionnaire.responses.filter(finished_at__isnull=False).values("member")))


def _noted(journal: Journal, questionnaire: Questionnaire, due: int, letters: int) -> None:
    journal.note("questionnaire.reminded", questionnaire, questionnaire.topic, letters=letters)
    if due > questionnaire.reminders_sent:
        journal.edit(questionnaire, "questionnaire.reminder_done", questionnaire.topic, reminders_sent=due)


def _write(questionnaire: Questionnaire, people: Sequence[Member], address: str, words: Words) -> None:
    for member in people:
        with translation.override(member.person.language):
            subject, text = words(questionnaire)
            letter(questionnaire.space, member, address=address, subject=subject, text=text)


def _first_letter(questionnaire: Questionnaire) -> tuple[str, str]:
    text = _(
        "Bonjour {name},\n\n« %(title)s » : quelques questions, %(minutes)s minutes, pour « {title} ».\n\n"
        "Votre lien personnel : {link}\n\n"
        "Chaque réponse est gardée à mesure : vous pouvez fermer et revenir par le même lien.\n\nMerci,\n%(team)s\n"
    )
    return questionnaire.title[:200], _filled(text, questionnaire)


def _reminder(questionnaire: Questionnaire) -> tuple[str, str]:
    text = _(
        "Bonjour {name},\n\nVos réponses à « %(title)s » nous manquent encore : il y faut %(minutes)s minutes.\n\n"
        "Votre lien personnel : {link}\n\n"
        "Si vous aviez commencé, vous reprendrez où vous en étiez.\n\nMerci,\n%(team)s\n"
    )
    subject = _("Rappel : %(title)s") % {"title": questionnaire.title}
    return subject[:200], _filled(text, questionnaire)


def _filled(text: str, questionnaire: Questionnaire) -> str:
    facts = {
        "title": _plain(questionnaire.title),
        "team": _plain(questionnaire.space.team.name),
        "minutes": questionnaire.definition.get("minutes", {}).get("first", 5),
    }
    return text % facts


def _plain(words: str) -> str:
    """Braces would be read as places to fill by the letter."""
    return words.replace("{", "(").replace("}", ")")


def _refuse_unless_open(questionnaire: Questionnaire) -> None:
    if not questionnaire.is_open:
        raise Refused(_("Ouvrez d’abord le questionnaire."), code="not_open")
