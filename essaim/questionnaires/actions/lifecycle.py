"""Opening, closing, and what the calendar does by itself."""

from django.utils.translation import gettext as _

from essaim.base.anonymity import LEAST
from essaim.base.errors import Refused
from essaim.questionnaires import ballots, sources
from essaim.questionnaires.actions.sending import remind, send
from essaim.questionnaires.models import Anonymity, Kind, Questionnaire
from essaim.questionnaires.results import all_topics
from essaim.spaces.addresses import public_address
from essaim.spaces.changes import change
from essaim.spaces.models import Member, Space
from essaim.spaces.models.space import Phase


def open_questionnaire(questionnaire: Questionnaire, *, by: Member | None = None, anonymity: str = "") -> Questionnaire:
    """Freeze the questions and let people answer. Refuses to call anonymous what four people would answer."""
    level = anonymity or questionnaire.anonymity
    if level not in Anonymity.values:
        raise Refused(_("Choisissez qui lira les noms."), field="anonymity")
    with change(questionnaire.space, by=by) as journal:
        fresh = Questionnaire.objects.select_for_update().get(pk=questionnaire.pk)
        if not fresh.is_draft:
            return questionnaire
        if level == Anonymity.A2 and questionnaire.expected().count() < LEAST:
            raise Refused(
                _(
                    "Moins de cinq personnes sont attendues : leurs réponses se devineraient. "
                    "Ouvrez-la avec des noms que seule l’équipe d’animation lira."
                ),
                field="anonymity",
                code="too_few",
            )
        frozen = sources.freeze(questionnaire.asked, questionnaire.space)
        return journal.edit(
            questionnaire, "questionnaire.opened", "questionnaires", "now", *all_topics(questionnaire),
            anonymity=level, definition=frozen.as_json(), opened_at=questionnaire.space.now(),
            reminders_sent=questionnaire.reminders_due(),
        )  # fmt: skip


def close(questionnaire: Questionnaire, *, by: Member | None = None) -> Questionnaire:
    """No more answers. An anonymous box is mixed, then read."""
    with change(questionnaire.space, by=by) as journal:
        fresh = Questionnaire.objects.select_for_update().get(pk=questionnaire.pk)
        if fresh.is_draft:
            raise Refused(_("Ce questionnaire n’a pas été ouvert."), code="not_open")
        if not fresh.is_open:
            return questionnaire
        if fresh.is_anonymous:
            ballots.open_box(journal, questionnaire)
        journal.edit(
            questionnaire, "questionnaire.closed", "questionnaires", "now", *all_topics(questionnaire),
            closed_at=questionnaire.space.now(), to_scrub=fresh.is_anonymous,
        )  # fmt: skip
    if questionnaire.to_scrub:
        scrub(questionnaire)
    return questionnaire


def reopen(questionnaire: Questionnaire, *, by: Member) -> Questionnaire:
    """Let people answer again. Mixed ballots cannot be told apart: an anonymous box stays closed."""
    if questionnaire.is_anonymous:
        raise Refused(_("Les bulletins anonymes ont été mêlés : cette évaluation ne peut pas être rouverte."))
    with change(questionnaire.space, by=by) as journal:
        return journal.edit(
            questionnaire, "questionnaire.reopened", "questionnaires", "now", *all_topics(questionnaire),
            closed_at=None, closes_day=None,
        )  # fmt: skip


def scrub(questionnaire: Questionnaire) -> None:
    if ballots.scrub():
        Questionnaire.objects.filter(pk=questionnaire.pk).update(to_scrub=False)


def tick(space: Space) -> None:
    """Open, remind and close what is due on the space's clock. Safe to run twice, and in several processes."""
    address = public_address()
    for questionnaire in space.questionnaires.all():
        questionnaire.space = space
        if questionnaire.to_scrub:
            scrub(questionnaire)
        if questionnaire.is_due():
            open_questionnaire(questionnaire)
            if questionnaire.kind in (Kind.AMONT, Kind.FROID, Kind.OWN):
                send(questionnaire, address=address)
        elif questionnaire.is_open:
            closes_at = questionnaire.closes_at
            if space.phase == Phase.MEMORY or (closes_at and space.now() >= closes_at):
                close(questionnaire)
            elif questionnaire.reminders_due() > questionnaire.reminders_sent:
                remind(questionnaire, address=address, scheduled=True)
