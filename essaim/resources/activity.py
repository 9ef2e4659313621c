"""What resources say of themselves to the pages that show everything."""

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from essaim.base.blocks import Block
from essaim.resources.blocks import space_blocks
from essaim.resources.models import Kind
from essaim.spaces.activity import Fresh, Production, ToDo
from essaim.spaces.models import Member, Space
from essaim.spaces.models.member import Role
from essaim.spaces.models.space import Phase
from essaim.spaces.pages import seat_path

LONGEST = 500


def place() -> tuple[str, str, str]:
    return (
        seat_path("resources:list"),
        _("Ressources"),
        _("Liens, fichiers, photos, textes et expériences utiles au groupe"),
    )


def now_for(space: Space, member: Member) -> list[ToDo]:
    """Before the day, to whoever brought nothing yet."""
    if space.phase != Phase.BEFORE or not member.can_contribute() or space.resources.filter(author=member).exists():
        return []
    why = _("Un lien, un texte ou un fichier qui vous a aidé·e.")
    return [ToDo(22, _("Une ressource à partager ?"), why, _("Partager"), seat_path("resources:new", Kind.LINK), 2)]


def produced(space: Space) -> list[Production]:
    """What people brought, and the photos that anyone took; what the team prepared is no production of the group."""
    is_photo = Q(file__media_type__startswith="image/")
    brought = space.resources.exclude(~is_photo, author__role=Role.FACILITATOR)
    latest = brought.order_by("-created_at").first()
    if latest is None:
        return []
    n = brought.count()
    said = ngettext("{n} apportée par le groupe", "{n} apportées par le groupe", n).format(n=n)
    return [Production(latest.created_at, _("Ressources"), said, seat_path("resources:list"))]


def fresh(space: Space, member: Member, limit: int) -> list[Fresh]:
    """The latest brought."""
    rows = space.resources.select_related("author__person").order_by("-created_at", "-pk")[:limit]
    return [
        Fresh(
            one.pk,
            str(Kind(one.kind).label),
            one.title,
            "\n".join(filter(None, (one.why, one.text[:LONGEST], one.url))),
            one.author.name if one.author else "",
            one.created_at,
            one.created_at,
            seat_path("resources:show", one.pk),
        )
        for one in rows
    ]


def report_blocks(space: Space, section: str, *, draft: bool) -> list[Block]:
    """The annex « Ressources »."""
    return list(space_blocks(space)) if section == "A4" else []
