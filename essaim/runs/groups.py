"""Pairs, then fours: a pair is never split, and nobody is left alone."""

from collections.abc import Collection, Sequence

from essaim.runs.state import Seat

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


def spread(seats: Sequence[Seat]) -> tuple[str, ...]:
    """In the order of arrival, but neighbours come from different structures as far as can be."""
    waiting: dict[str, list[tuple[int, str]]] = {}
    for at, seat in enumerate(seats):
        waiting.setdefault(seat.structure or seat.member, []).append((at, seat.member))
    found: list[str] = []
    last = ""
    while waiting:
        others = [one for one in waiting if one != last] or list(waiting)
        last = min(others, key=lambda one: (-len(waiting[one]), waiting[one][0][0]))
        found.append(waiting[last].pop(0)[1])
        if not waiting[last]:
            del waiting[last]
    return tuple(found)


def joined_by(groups: Sequence[Group], member: str, present: Collection[str]) -> tuple[Group, ...]:
    """The group with the fewest people present takes whoever comes late."""
    if not groups:
        return ((member,),)
    smallest = min(range(len(groups)), key=lambda i: _here(groups[i], present))
    return tuple((*group, member) if i == smallest else group for i, group in enumerate(groups))


def without(groups: Sequence[Group], present: Collection[str]) -> tuple[Group, ...]:
    """Whoever is left alone goes, with what their group wrote, to the group with the fewest people present."""
    made = list(groups)
    for alone in [group for group in groups if _here(group, present) == 1 and len(group) > 1]:
        others = [group for group in made if group != alone and _here(group, present)]
        if others:
            smallest = min(others, key=lambda group: _here(group, present))
            made[made.index(smallest)] = smallest + alone
            made.remove(alone)
    return tuple(made)


def _here(group: Group, present: Collection[str]) -> int:
    return sum(member in present for member in group)
