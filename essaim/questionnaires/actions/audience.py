"""To whom a questionnaire is sent, and the link by which anybody may answer it."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from essaim.base import ids
from essaim.base.errors import Refused
from essaim.base.text import one_line
from essaim.questionnaires.models import Questionnaire
from essaim.spaces.changes import change
from essaim.spaces.models import Member
from essaim.spaces.seats import OpenedSeat, add_member, open_seat

MOST_BY_LINK = 1000


def address_to(questionnaire: Questionnaire, chosen: Sequence[str], *, by: Member) -> Questionnaire:
    """To these structures and people of the space; to everyone when none is chosen."""
    space = questionnaire.space
    known = {str(pk) for pk in space.structures.values_list("pk", flat=True)}
    known |= {str(pk) for pk in space.participants().values_list("pk", flat=True)}
    if not set(chosen) <= known:
        raise Refused(_("Choisissez des structures et des personnes de la liste."), field="audience")
    with change(space, by=by) as journal:
        fresh = Questionnaire.objects.select_for_update().get(pk=questionnaire.pk)
        if fresh.is_anonymous and not fresh.is_draft:
            # Asking fewer people afterwards would say who answered what.
            raise Refused(_("C’est anonyme et ouvert : on ne change plus à qui c’est adressé."), field="audience")
        return journal.edit(
            questionnaire, "questionnaire.addressed", "questionnaires", "now", questionnaire.topic,
            audience=sorted(set(chosen)),
        )  # fmt: skip


def open_door(questionnaire: Questionnaire, *, is_open: bool, by: Member) -> Questionnaire:
    """A link that anybody may use, a new one each time; closing it keeps those who came."""
    with change(questionnaire.space, by=by) as journal:
        key = (questionnaire.open_key or ids.key(16)) if is_open else ""
        return journal.edit(questionnaire, "questionnaire.link_changed", questionnaire.topic, open_key=key)


def come_in(
    questionnaire: Questionnaire, *, name: str, structure: str, language: str, member_id: UUID, kind: str
) -> OpenedSeat:
    """Take a place by the open link: a first name and a structure, or nothing when it is anonymous."""
    if not questionnaire.open_key or not questionnaire.is_open:
        raise Refused(_("On ne peut pas répondre par ce lien pour l’instant."), code="not_open")
    name = _("Sans nom") if questionnaire.is_anonymous else one_line(name)
    if not name:
        raise Refused(_("Écrivez votre prénom ou un pseudonyme."), field="name")
    space = questionnaire.space
    with change(space) as journal:
        if space.members.count() >= MOST_BY_LINK:
            raise Refused(_("Beaucoup de monde est déjà venu par ici. Demandez un lien à l’équipe d’animation."))
        member = add_member(
            journal, name, structure="" if questionnaire.is_anonymous else structure, language=language,
            member_id=member_id,
        )  # fmt: skip
        if questionnaire.audience and str(member.pk) not in questionnaire.audience:
            journal.edit(
                questionnaire, "questionnaire.addressed", questionnaire.topic,
                audience=sorted({*questionnaire.audience, str(member.pk)}),
            )  # fmt: skip
        journal.touch(questionnaire.topic)
        return open_seat(space, member, kind)
