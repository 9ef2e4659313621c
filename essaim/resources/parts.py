from django.template.loader import render_to_string

from essaim.live.parts import EVERYONE, Part, PartContext, topics
from essaim.resources.listing import MOST, listed


def resources(context: PartContext) -> str:
    """The latest ones; the rest is one press away."""
    rows = listed(context.space)
    return render_to_string("resources/_list.html", {"resources": rows[:MOST], "count": len(rows), "is_all": False})


PARTS = [Part("resources", EVERYONE, topics("resources"), resources)]
