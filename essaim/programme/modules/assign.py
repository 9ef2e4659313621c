"""Who goes where: the exact assignment of least cost, and among equals the one kindest to the first in line."""

from collections.abc import Mapping, Sequence

COSTS = (0, 1, 3)  # first, second, third wish
UNWISHED = 6
NO_SEAT = 50  # more than any exchange of wishes can save
_BASE = 64  # more than any cost: costs in line read as the digits of one number


def cost(wishes: Sequence[str], module: str) -> int:
    """What it costs someone to be in `module`: their wishes keep their rank when another of them is closed."""
    return COSTS[wishes.index(module)] if module in wishes[: len(COSTS)] else UNWISHED


def assign(
    people: Sequence[str],
    wishes: Mapping[str, Sequence[str]],
    capacities: Mapping[str, int],
    pinned: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """A module for each of `people`, in that order of precedence; whoever finds no seat is left out.

    Minimises the total cost; among the optima takes the lexicographically smallest vector of costs in the order of
    `people`. `pinned` people (who host, who brought the case) stay where they are and use a seat.
    Successive shortest paths over the modules: each newcomer may push others along, at the least total cost.
    """
    fixed = {person: module for person, module in (pinned or {}).items() if module in capacities}
    seats = dict(capacities)
    for module in fixed.values():
        seats[module] = max(0, seats[module] - 1)
    free = [person for person in people if person not in fixed]
    prices = _prices(free, wishes, list(seats))
    places: dict[str, str] = {}
    for person in free:
        _seat(person, places, prices, seats)
    placed = {person: module for person, module in places.items() if module}
    return {person: fixed.get(person) or placed[person] for person in people if person in fixed or person in placed}


def _prices(
    people: Sequence[str], wishes: Mapping[str, Sequence[str]], modules: Sequence[str]
) -> dict[str, dict[str, int]]:
    """Cost first, then the cost again as a digit whose weight falls along the line: one number to minimise says both.

    The module "" is the one of those without a seat.
    """
    above = _BASE ** (len(people) + 1)
    prices = {}
    for index, person in enumerate(people):
        digit = _BASE ** (len(people) - index)
        costs = {module: cost(wishes.get(person, ()), module) for module in modules} | {"": NO_SEAT}
        prices[person] = {module: paid * (above + digit) for module, paid in costs.items()}
    return prices


def _seat(person: str, places: dict[str, str], prices: dict[str, dict[str, int]], seats: Mapping[str, int]) -> None:
    """Seat one more person along the cheapest chain of moves. The order of the modules settles perfect ties."""
    modules = [*seats, ""]
    taken = dict.fromkeys(modules, 0)
    moves: dict[tuple[str, str], tuple[int, str]] = {}
    for other, here in places.items():
        taken[here] += 1
        for there in modules:
            price = prices[other][there] - prices[other][here]
            if there != here and ((here, there) not in moves or price < moves[here, there][0]):
                moves[here, there] = (price, other)
    best: dict[str, tuple[int, tuple[tuple[str, str], ...]]] = {
        module: (prices[person][module], ((person, module),)) for module in modules
    }
    for _round in modules:
        for (here, there), (price, other) in moves.items():
            total = best[here][0] + price
            if total < best[there][0]:
                best[there] = (total, (*best[here][1], (other, there)))
    open_seats = [module for module in modules if not module or taken[module] < seats[module]]
    for moved, module in min((best[module] for module in open_seats), key=lambda path: path[0])[1]:
        places[moved] = module
