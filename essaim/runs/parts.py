"""The live parts of a run."""

from uuid import UUID

from django.http import Http404
from django.template.loader import render_to_string

from essaim.live.parts import EVERYONE, FACILITATORS, PERSON, WALL, Part, PartContext, topics
from essaim.runs.models import Run
from essaim.runs.showing import common, for_person, found_run


def _run(context: PartContext) -> Run:
    try:
        return found_run(context.space, UUID(context.key))
    except ValueError:
        raise Http404 from None


def phone(context: PartContext) -> str:
    """What every phone shows above its form: where we are, and how many gave."""
    return render_to_string("runs/_phone.html", common(_run(context)))


def mine(context: PartContext) -> str:
    """What one person is told: their turn, their answer."""
    return render_to_string("runs/_mine.html", for_person(_run(context), context.member))


def console(context: PartContext) -> str:
    return render_to_string("runs/_console.html", common(_run(context)))


def wall(context: PartContext) -> str:
    return render_to_string("runs/_wall.html", common(_run(context)))


PARTS = [
    Part("run", EVERYONE, topics("run:{}"), phone),
    Part("run-mine", PERSON, topics("run-mine:{}"), mine),
    Part("run-console", FACILITATORS, topics("run:{}", "people"), console),
    Part("run-wall", WALL, topics("run:{}"), wall),
]
