"""What the report says of itself to the pages that show everything."""

from django.utils.translation import gettext as _

from essaim.report.models import Publication
from essaim.spaces.activity import Production, ToDo
from essaim.spaces.models import Member, Space
from essaim.spaces.models.space import Phase
from essaim.spaces.pages import seat_path


def now_for(space: Space, member: Member) -> list[ToDo]:
    """Once published, the report is there to be read; in the memory, it is what one came for."""
    latest = _latest(space)
    if latest is None or space.phase not in (Phase.AFTER, Phase.MEMORY):
        return []
    rank = 10 if space.phase == Phase.MEMORY else 24
    why = _("Ce que nous avons dit, décidé et promis.")
    return [ToDo(rank, _("Le bilan est là"), why, _("Lire le bilan"), seat_path("report:show", latest.number))]


def produced(space: Space) -> list[Production]:
    latest = _latest(space)
    if latest is None:
        return []
    said = _("Version {n}, page et PDF").format(n=latest.number)
    return [Production(latest.at, _("Bilan"), said, seat_path("report:show", latest.number))]


def _latest(space: Space) -> Publication | None:
    found: Publication | None = space.publications.order_by("-number").first()
    return found
