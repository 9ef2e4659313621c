"""The day laid on its hours, for the console."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import ngettext

from essaim.base.hours import length_text
from essaim.programme.day import Day, the_day
from essaim.programme.models import Module, ModuleState
from essaim.spaces.models import Space
from essaim.spaces.pages import seat_path


@dataclass(frozen=True)
class Board:
    """`day` and `lanes` are what the shared day line draws."""

    of: Day
    day: dict[str, Any]
    lanes: list[dict[str, Any]]


def day_board(space: Space) -> Board:
    found = the_day(space)
    # Only the day that is lived, or the first one.
    number = found.number
    lines = [line for line in found.lines if line.sequence.day == number]
    start = min((line.sequence.start for line in lines), default=9 * 60)
    end = max((line.sequence.end for line in lines), default=17 * 60)
    first_hour = -(-start // 60)
    hours = [{"minutes": hour * 60, "label": f"{hour % 24}\u00a0h"} for hour in range(first_hour, end // 60 + 1)]
    opened = list(space.modules.filter(state=ModuleState.OPEN).prefetch_related("places"))
    lanes: list[dict[str, Any]] = []
    for line in lines:
        base = {
            "from": line.sequence.start,
            "to": line.sequence.end,
            "state": line.state if line.state != "next" else "",
        }
        if line.sequence.kind == "modules" and opened:
            lanes += [
                base | _lane(module) | {"lane": index, "lanes": len(opened)} for index, module in enumerate(opened)
            ]
        else:
            lanes.append(base | _sequence(line.sequence))
    return Board(found, {"start": start, "end": end, "hours": hours, "now": found.minute}, lanes)


def _sequence(sequence: Any) -> dict[str, Any]:
    course = [step["title"] for step in sequence.shown_steps if step.get("title")]
    detail = " · ".join([length_text(sequence.minutes), *([" → ".join(course[:3])] if course else [])])
    url = seat_path("programme:sequence", sequence.pk)
    return {"title": sequence.shown_title, "detail": detail, "url": url}


def _lane(module: Module) -> dict[str, Any]:
    count = module.places.count()
    signed = ngettext("%d inscrit·e", "%d inscrit·es", count) % count
    detail = " · ".join(filter(None, [signed, module.room, module.host_name]))
    return {"title": module.shown_title, "detail": detail, "url": seat_path("programme:module", module.pk)}
