"""Pairs, then fours: a pair is never split, and nobody is left alone."""

from collections.abc import Sequence

Group = tuple[str, ...]


def pairs(people: Sequence[str]) -> tuple[Group, ...]:
    """Two by two in the given order; when one remains, the last pair becomes a trio."""
    if len(people) <= 3:
        return (tuple(people),) if people else ()
    count = len(people) // 2
    made = [tuple(people[2 * i : 2 * i + 2]) for i in range(count)]
    made[-1] = tuple(people[2 * (count - 1) :])
    return tuple(made)


def fours(couples: Sequence[Group]) -> tuple[Group, ...]:
    """Two pairs together; a pair that would stay alone joins the last group."""
    if len(couples) <= 3:
        return (tuple(member for couple in couples for member in couple),) if couples else ()
    count = len(couples) // 2
    made = [couples[2 * i] + couples[2 * i + 1] for i in range(count)]
    if len(couples) % 2:
        made[-1] += couples[-1]
    return tuple(made)


def with_newcomer(groups: Sequence[Group], member: str) -> tuple[Group, ...]:
    """The smallest group takes whoever comes late; the first of them when several are as small."""
    if not groups:
        return ((member,),)
    smallest = min(range(len(groups)), key=lambda i: len(groups[i]))
    return tuple((*group, member) if i == smallest else group for i, group in enumerate(groups))


def group_of(groups: Sequence[Group], member: str) -> Group:
    return next((group for group in groups if member in group), ())
