"""The activities of a space, side by side: a plain list. Removing one is removing its folder and its line here.

Each offers the same functions: `now_for(space, member)`, `produced(space)`, `report_blocks(space, section, draft)`,
`fresh(space, member, limit)`, `brief(space)`.
"""

from collections.abc import Iterable
from types import ModuleType

from essaim.base.blocks import Block
from essaim.boards import activity as boards
from essaim.commitments import activity as commitments
from essaim.mindmaps import activity as mindmaps
from essaim.pages import activity as pages
from essaim.programme import activity as programme
from essaim.questionnaires import activity as questionnaires
from essaim.questions import activity as questions
from essaim.resources import activity as resources
from essaim.runs import activity as runs
from essaim.spaces.activity import Fresh, Production, ToDo
from essaim.spaces.models import Member, Space

ACTIVITIES: list[ModuleType] = [
    programme,
    runs,
    questionnaires,
    resources,
    pages,
    boards,
    mindmaps,
    questions,
    commitments,
]


def todos(space: Space, member: Member) -> list[ToDo]:
    """What this person can do now, in no order."""
    return [todo for activity in _with("now_for") for todo in activity.now_for(space, member)]


def productions(space: Space) -> list[Production]:
    """What the group made, in no order."""
    return [made for activity in _with("produced") for made in activity.produced(space)]


def places() -> list[tuple[str, str, str]]:
    """Where the group writes: address, name, what is found there."""
    return [activity.place() for activity in _with("place")]


def report_blocks(space: Space, section: str, *, draft: bool) -> list[Block]:
    """What all activities bring to a section of the report."""
    return [
        block for activity in _with("report_blocks") for block in activity.report_blocks(space, section, draft=draft)
    ]


def fresh(space: Space, member: Member, limit: int) -> list[Fresh]:
    """What this person may read of the latest, the latest first."""
    found = [one for activity in _with("fresh") for one in activity.fresh(space, member, limit)]
    return sorted(found, key=lambda one: one.at, reverse=True)[:limit]


def brief(space: Space) -> list[str]:
    """What all activities say first of what happened, a sentence each."""
    return [said for activity in _with("brief") for said in activity.brief(space)]


def picture(space: Space, src: str) -> bytes | None:
    """What stands behind the address of a figure in a report, for paper."""
    return next((found for one in _with("picture") if (found := one.picture(space, src)) is not None), None)


def _with(function: str) -> Iterable[ModuleType]:
    return [activity for activity in ACTIVITIES if hasattr(activity, function)]
