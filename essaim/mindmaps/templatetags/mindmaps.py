"""`{% map_of_run run as map %}`: the map that is made during a run, once somebody opened it."""

from django import template

from essaim.mindmaps.reading import MindMap, map_of, read
from essaim.runs.models import Run

register = template.Library()


@register.simple_tag
def map_of_run(run: Run) -> MindMap | None:
    document = map_of(run.space, run.pk)
    return read(document) if document else None
