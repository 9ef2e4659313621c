"""What the group said, gathered from the validation and from hand-overs, for `listening`."""

from dataclasses import replace
from itertools import groupby

from essaim.programme.day import PAST, the_day
from essaim.programme.listening import Expectation, Heard, Proposal, belongs, proposals, read_expectation
from essaim.programme.models import Sequence
from essaim.programme.validation import rules
from essaim.programme.validation.method import METHOD
from essaim.runs.log import state_of
from essaim.spaces import handovers
from essaim.spaces.models import Space

MOST_SAID = 3


def heard(space: Space) -> list[Heard]:
    """The sequences still to come, each with its marks and what is expected of it, in the order of the day."""
    marks = _marks(space)
    expected = [read_expectation(one.title, one.data) for one in handovers.waiting(space, "expectation")]
    coming = [line.sequence for line in the_day(space).lines if line.state != PAST]
    # A day opens by welcoming and ends by concluding, whatever is expected of the rest.
    edges = {rows[at].pk for rows in _days(coming) for at in (0, -1)}
    return [_heard(one, marks.get(str(one.pk), (0, 0, 0)), expected, one.pk not in edges) for one in coming]


def _days(rows: list[Sequence]) -> list[list[Sequence]]:
    return [list(same) for _day, same in groupby(rows, key=lambda one: one.day)]


def _heard(one: Sequence, marks: tuple[int, int, int], expected: list[Expectation], moves: bool) -> Heard:
    found = Heard(
        str(one.pk), one.shown_title, f"{one.shown_title} {one.shown_objective}", one.minutes, one.min_minutes,
        one.max_minutes, moves and not (one.fixed or one.is_pause or one.started_at), *marks,
    )  # fmt: skip
    own = [expectation for expectation in expected if belongs(expectation, found)]
    said = tuple(expectation.text for expectation in sorted(own, key=lambda told: -told.count)[:MOST_SAID])
    return replace(found, expected=sum(expectation.count for expectation in own), said=said)


def _marks(space: Space) -> dict[str, tuple[int, int, int]]:
    """Of the last validation that was opened."""
    run = space.runs.filter(method=METHOD.key, opened_at__isnull=False).order_by("-opened_at").first()
    if run is None:
        return {}
    state = state_of(run)
    return {one.item.id: (one.keep, one.adjust, one.drop) for one in rules.standings(state.data)}


def proposed(space: Space) -> list[Proposal]:
    asked: dict[str, int] = {}
    for idea in handovers.waiting(space, "module_idea"):
        asked[idea.title] = asked.get(idea.title, 0) + read_expectation(idea.title, idea.data).count
    offered = [one.shown_title for one in space.modules.all()]
    return proposals(heard(space), asked.items(), offered)
