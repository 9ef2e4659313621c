"""Who is here."""

from django.template.loader import render_to_string

from essaim.live.parts import EVERYONE, Part, PartContext, topics


def presence(context: PartContext) -> str:
    return render_to_string("spaces/_presence.html", {"present": context.space.present().count()})


PARTS = [Part("presence", EVERYONE, topics("people"), presence)]
