"""What resources say of themselves to the pages that show everything."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from essaim.resources.models import Kind
from essaim.spaces.activity import Production, ToDo
from essaim.spaces.models import Member, Space
from essaim.spaces.models.space import Phase
from essaim.spaces.pages import seat_path


def place() -> tuple[str, str, str]:
    return seat_path("resources:list"), _("Ressources"), _("Liens, textes et fichiers utiles au groupe")


def now_for(space: Space, member: Member) -> list[ToDo]:
    """Before the day, to whoever brought nothing yet."""
    if space.phase != Phase.BEFORE or not member.can_contribute() or space.resources.filter(author=member).exists():
        return []
    why = _("Un lien, un texte ou un fichier qui vous a aidé·e.")
    return [ToDo(22, _("Une ressource à partager ?"), why, _("Partager"), seat_path("resources:new", Kind.LINK), 2)]


def produced(space: Space) -> list[Production]:
    """What people brought; the team's own first ones are not a production of the group."""
    brought = space.resources.exclude(author__role="facilitator")
    latest = brought.order_by("-created_at").first()
    if latest is None:
        return []
    n = brought.count()
    said = ngettext("{n} apportée par le groupe", "{n} apportées par le groupe", n).format(n=n)
    return [Production(latest.created_at, _("Ressources"), said, seat_path("resources:list"))]
