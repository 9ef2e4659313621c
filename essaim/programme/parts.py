"""The live parts of the programme and of its modules."""

import uuid
from typing import Any

from django.http import Http404
from django.template.loader import render_to_string

from essaim.live.parts import EVERYONE, FACILITATORS, PERSON, WALL, Part, PartContext, topics
from essaim.programme.actions import choosing, placing, running
from essaim.programme.actions.versions import unpublished
from essaim.programme.board import day_board
from essaim.programme.day import the_day
from essaim.programme.design import design_of
from essaim.programme.heard import heard, proposed
from essaim.programme.models import Module, ModuleState
from essaim.runs.now import live_runs
from essaim.runs.showing import common
from essaim.spaces import handovers
from essaim.spaces.models import Space
from essaim.spaces.models.space import Phase

# As many as there are rooms: the others are in the list of runs.
MOST_LIVED = 4


def now_next(context: PartContext) -> str:
    """What is happening, and what comes next: a few lines for every phone."""
    return render_to_string("programme/_now_next.html", {"day": the_day(context.space), "space": context.space})


def programme(context: PartContext) -> str:
    return render_to_string("programme/_programme.html", {"day": the_day(context.space), "space": context.space})


def programme_wall(context: PartContext) -> str:
    day = the_day(context.space)
    return render_to_string("programme/_programme_wall.html", {"lines": day.on_wall, "after": day.after_wall})


def day(context: PartContext) -> str:
    """The facilitator's day: hours, parallel modules, where we are."""
    board = day_board(context.space)
    return render_to_string("programme/_day.html", {"board": board, "space": context.space})


def day_now(context: PartContext) -> str:
    """What the facilitator can do about now: end, go on, shift or shorten."""
    found = the_day(context.space)
    late = running.delay(context.space, day=found)
    page = {
        "day": found,
        "delay": late,
        "space": context.space,
        "more": (5, 10, 15),
        "back": running.back_from(found),
        "lived": [common(run) for run in live_runs(context.space)[:MOST_LIVED]],
    }
    return render_to_string("programme/_day_now.html", page)


def adjusting(context: PartContext) -> str:
    """The programme to be adjusted, and whether it moved since its last version."""
    latest = context.space.programme_versions.last()
    day = the_day(context.space)
    hosts = [(one.shown_title, one.host_name) for one in context.space.modules.select_related("host_member__person")]
    page = {
        "day": day,
        "design": design_of([line.sequence for line in day.lines], hosts),
        "space": context.space,
        "version": latest,
        "changes": unpublished(context.space),
    }
    return render_to_string("programme/_adjusting.html", page)


def expected(context: PartContext) -> str:
    """« Ce que le groupe attend »: the expectations, and the ideas of modules that wait."""
    page = {
        "expectations": handovers.waiting(context.space, "expectation"),
        "ideas": handovers.waiting(context.space, "module_idea"),
    }
    return render_to_string("programme/_expected.html", page)


def listening(context: PartContext) -> str:
    """What the programme heard: proposals with their reasons, and what is said of each sequence still to come."""
    space = context.space
    page = {"proposals": proposed(space), "heard": [one for one in heard(space) if one.marks or one.expected]}
    return render_to_string("programme/_listening.html", page)


def modules(context: PartContext) -> str:
    return render_to_string("programme/_modules.html", {**offered(context.space), "space": context.space})


def offered(space: Space) -> dict[str, Any]:
    """The modules by what became of them."""
    found = list(space.modules.select_related("host_member__person").prefetch_related("places"))
    return {
        "open_modules": [one for one in found if one.state == ModuleState.OPEN],
        "offered_modules": [one for one in found if one.state == ModuleState.OFFERED],
        "not_opened": [one for one in found if one.state == ModuleState.NOT_OPENED],
    }


def may_take_a_place(space: Space) -> bool:
    """Until the day is over."""
    return space.phase not in (Phase.AFTER, Phase.MEMORY)


def my_module(context: PartContext) -> str:
    """« Salle, animateur·rice, avec qui », or the wishes one has made."""
    member, space = context.member, context.space
    place = placing.place_of(space, member)
    titles = {str(one.pk): one.shown_title for one in space.modules.all()}
    wish = choosing.wish_of(space, member)
    wished = [titles[one] for one in wish.modules if one in titles] if wish else []
    companions = [one for one in place.module.members if one.pk != member.pk] if place else []
    page = {
        "place": place,
        "companions": companions,
        "wished": wished,
        "opened": may_take_a_place(space) and space.modules.filter(state=ModuleState.OPEN).exists(),
        "has_modules": bool(titles),
    }
    return render_to_string("programme/_my_module.html", page)


def module(context: PartContext) -> str:
    return render_to_string("programme/_module.html", {"module": _module(context), "now": context.space.now()})


def module_wall(context: PartContext) -> str:
    """Its run while one is lived there; otherwise its aim, its room and its clock."""
    module = _module(context)
    live = live_runs(context.space, module.pk)
    if live:
        return render_to_string("runs/_wall.html", common(live[0]))
    return render_to_string("programme/_module_wall.html", {"module": module, "now": context.space.now()})


def module_console(context: PartContext) -> str:
    """The clock of a module and the members one may move."""
    return render_to_string("programme/_module_console.html", {"module": _module(context), "now": context.space.now()})


def demand(context: PartContext) -> str:
    """Who wishes for what: points, first wishes."""
    proposal = choosing.proposal(context.space)
    modules_by_id = {str(one.pk): one for one in context.space.modules.all()}
    rows = [(modules_by_id[row.module], row, row.module in proposal.opened) for row in proposal.demand]
    best = max((row.points for row in proposal.demand), default=0)
    people = choosing.people_to_place(context.space)
    page = {"rows": rows, "best": best, "wishes": len(choosing.wishes(context.space)), "people": len(people)}
    return render_to_string("programme/_demand.html", page)


def rooms(context: PartContext) -> str:
    """The plan of the rooms, for the hall's screen and the console."""
    return render_to_string("programme/_rooms.html", offered(context.space))


def _module(context: PartContext) -> Module:
    try:
        found = context.space.modules.filter(pk=uuid.UUID(context.key)).first()
    except ValueError:
        found = None
    if found is None:
        raise Http404
    return found


PARTS = [
    Part("now-next", EVERYONE, topics("programme"), now_next),
    Part("programme", EVERYONE, topics("programme"), programme),
    Part("programme-wall", WALL, topics("programme"), programme_wall),
    Part("day", FACILITATORS, topics("programme", "modules"), day),
    Part("day-now", FACILITATORS, topics("programme", "runs", "wall-now"), day_now),
    Part("adjusting", FACILITATORS, topics("programme", "modules"), adjusting),
    Part("expected", FACILITATORS, topics("handovers:expectation", "handovers:module_idea"), expected),
    Part(
        "listening",
        FACILITATORS,
        topics("programme", "modules", "runs", "wall-now", "handovers:expectation", "handovers:module_idea"),
        listening,
    ),
    Part("modules", EVERYONE, topics("modules"), modules),
    Part("my-module", PERSON, topics("modules", "space"), my_module),
    Part("module", EVERYONE, topics("module:{}"), module),
    Part("module-wall", WALL, topics("module:{}", "wall-now"), module_wall),
    Part("module-console", FACILITATORS, topics("module:{}"), module_console),
    Part("demand", FACILITATORS, topics("modules", "wishes", "people"), demand),
    Part("rooms", WALL, topics("modules"), rooms),
]
