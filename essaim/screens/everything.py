"""What a person can do and what the group made, from every activity and from the report above them."""

from essaim import activities
from essaim.report import activity as report
from essaim.spaces.activity import Production, ToDo
from essaim.spaces.models import Member, Space


def todos(space: Space, member: Member) -> list[ToDo]:
    """What this person can do now, the most urgent first."""
    return sorted([*activities.todos(space, member), *report.now_for(space, member)], key=lambda todo: todo.rank)


def productions(space: Space) -> list[Production]:
    """What the group made, the latest first."""
    return sorted([*activities.productions(space), *report.produced(space)], key=lambda made: made.at, reverse=True)
