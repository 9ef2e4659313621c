"""What home says when nothing is asked of a person: where we are, and where one may go from here."""

from django.utils.translation import gettext as _

from essaim.base.hours import day_text
from essaim.spaces.activity import ToDo
from essaim.spaces.models import Member, Space
from essaim.spaces.models.space import Phase
from essaim.spaces.pages import seat_path


def quiet(space: Space, member: Member) -> ToDo:
    if member.can_facilitate():
        return _said(_("L’équipe anime d’ici"), _team(space), _("Ouvrir l’animation"), "console")
    if not member.can_contribute():
        why = _("Vous lisez tout ce que le groupe rend visible ; vous n’êtes jamais compté·e.")
        return _said(_("Vous observez"), why, _("Voir ce qui s’écrit"), "written")
    return _asked_nothing(space)


def _asked_nothing(space: Space) -> ToDo:
    day = day_text(space.day, weekday=True)
    if space.phase == Phase.PREPARE:
        return _said(
            _("La rencontre se prépare"), _("Rendez-vous le {day}. Cette page vous préviendra.").format(day=day)
        )
    if space.phase == Phase.BEFORE:
        why = _("Rendez-vous le {day}. Vous pouvez encore partager ce qui vous a aidé·e.").format(day=day)
        return _said(_("C’est tout pour l’instant, merci"), why, _("Partager une ressource"), "resources:list")
    if space.phase == Phase.DAY:
        return _said(_("Rien à faire pour l’instant"), _("Cette page vous préviendra : laissez-la ouverte."))
    if space.phase == Phase.AFTER:
        why = _("Ce que le groupe a produit reste ici ; le bilan s’y ajoutera.")
        return _said(_("Merci d’avoir pris part"), why, _("Relire ce qui a été écrit"), "written")
    why = _("Plus rien ne s’y écrit. Tout se relit et se cherche.")
    return _said(_("Cet espace est une mémoire"), why, _("Retrouver ce qui a été fait"), "written")


def _team(space: Space) -> str:
    if space.phase == Phase.PREPARE:
        return _("Quand tout est prêt, passez à « Avant la journée » : le groupe verra ce qu’il a à faire.")
    if space.phase == Phase.DAY:
        return _("Le déroulé, les temps à ouvrir et qui est là.")
    if space.phase in (Phase.AFTER, Phase.MEMORY):
        return _("Le bilan s’écrit de ce qui a été fait ; il vous reste à le compléter et à le publier.")
    return _("Ce que le groupe attend, les personnes, le programme à ajuster.")


def _said(title: str, why: str, action: str = "", route: str = "") -> ToDo:
    return ToDo(90, title, why, action, seat_path(route) if route else "")
