from django.template.loader import render_to_string

from essaim.commitments.models import Commitment
from essaim.live.parts import EVERYONE, WALL, Part, PartContext, topics
from essaim.spaces.models import Space


def shown(space: Space) -> list[Commitment]:
    rows = space.commitments.select_related("author__person", "author__structure")
    return list(rows.prefetch_related("partners__structure", "partners__member__person").order_by("due", "created_at"))


def commitments(context: PartContext) -> str:
    return render_to_string("commitments/_list.html", {"commitments": shown(context.space)})


def wall(context: PartContext) -> str:
    return render_to_string("commitments/_wall.html", {"commitments": shown(context.space)[::-1]})


PARTS = [
    Part("commitments", EVERYONE, topics("commitments"), commitments),
    Part("commitments-wall", WALL, topics("commitments"), wall),
]
