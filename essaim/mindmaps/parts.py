from uuid import UUID

from django.http import Http404
from django.template.loader import render_to_string

from essaim.live.parts import EVERYONE, WALL, Part, PartContext, topics
from essaim.mindmaps.reading import map_of, maps_of, read


def maps(context: PartContext) -> str:
    return render_to_string("mindmaps/_list.html", {"maps": [read(document) for document in maps_of(context.space)]})


def wall(context: PartContext) -> str:
    try:
        document = map_of(context.space, UUID(context.key))
    except ValueError:
        raise Http404 from None
    if document is None:
        raise Http404
    return render_to_string("mindmaps/_wall.html", {"map": read(document)})


PARTS = [
    Part("mind-maps", EVERYONE, topics("mindmaps"), maps),
    Part("mind-map-wall", WALL, topics("document:{}"), wall),
]
