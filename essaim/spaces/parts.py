"""Who is here, on the day: having been there a month ago is not being there."""

from django.template.loader import render_to_string

from essaim.live.parts import EVERYONE, Part, PartContext, topics
from essaim.spaces.models.space import Phase


def presence(context: PartContext) -> str:
    is_day = context.space.phase == Phase.DAY
    return render_to_string("spaces/_presence.html", {"present": context.space.present().count() if is_day else 0})


PARTS = [Part("presence", EVERYONE, topics("people", "space"), presence)]
