"""What the group wishes, and which modules open."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from essaim.programme.modules.assign import assign, cost

POINTS = (3, 2, 1)
AT_ONCE = 3


@dataclass(frozen=True)
class Offer:
    """A module that may open. `pinned` people stay in it when it does: who hosts, who brought the case."""

    id: str
    least: int = 3
    most: int = 15
    pinned: tuple[str, ...] = ()


@dataclass(frozen=True)
class Demand:
    """How much a module is wished for: 3, 2 and 1 points for a first, second and third wish."""

    module: str
    points: int
    firsts: int
    wishes: int


@dataclass(frozen=True)
class Proposal:
    """What is computed, before the facilitators decide. `small`: open modules under their minimum."""

    demand: tuple[Demand, ...]
    opened: tuple[str, ...]
    places: Mapping[str, str]
    small: tuple[str, ...]
    unseated: tuple[str, ...]
    total_cost: int

    def members(self, module: str) -> list[str]:
        return [person for person, place in self.places.items() if place == module]


def demand(offers: Sequence[Offer], wishes: Mapping[str, Sequence[str]]) -> tuple[Demand, ...]:
    """Most wished first; equal points go to more first wishes, then to the order of the list."""
    rows = []
    for offer in offers:
        ranks = [list(mine[:3]).index(offer.id) for mine in wishes.values() if offer.id in mine[:3]]
        points = sum(POINTS[rank] for rank in ranks)
        rows.append(Demand(offer.id, points, ranks.count(0), len(ranks)))
    return tuple(sorted(rows, key=lambda row: (-row.points, -row.firsts)))


def propose(
    offers: Sequence[Offer],
    wishes: Mapping[str, Sequence[str]],
    people: Sequence[str],
    at_once: int = AT_ONCE,
    *,
    opened: Sequence[str] | None = None,
    close_small: bool = False,
) -> Proposal:
    """Open the `at_once` most wished (or those in `opened`) and seat `people`, in order of precedence.

    `close_small` closes the modules under their minimum and seats everybody again; otherwise they are only told.
    """
    rows = demand(offers, wishes)
    chosen = list(opened) if opened is not None else [row.module for row in rows if row.points][:at_once]
    proposal = _seated(offers, wishes, people, rows, chosen)
    while close_small and proposal.small:
        # One at a time, the least wished first: those who leave it may save the others.
        closing = max(proposal.small, key=[row.module for row in rows].index)
        chosen = [module for module in chosen if module != closing]
        proposal = _seated(offers, wishes, people, rows, chosen)
    return proposal


def _seated(
    offers: Sequence[Offer],
    wishes: Mapping[str, Sequence[str]],
    people: Sequence[str],
    rows: tuple[Demand, ...],
    chosen: Sequence[str],
) -> Proposal:
    by_id = {offer.id: offer for offer in offers}
    open_offers = [by_id[module] for module in chosen if module in by_id]
    pinned = {person: offer.id for offer in open_offers for person in offer.pinned}
    capacities = {offer.id: offer.most for offer in open_offers}
    places = assign(people, wishes, capacities, {person: pinned[person] for person in people if person in pinned})
    counted = {offer.id: sum(place == offer.id for place in places.values()) for offer in open_offers}
    return Proposal(
        demand=rows,
        opened=tuple(offer.id for offer in open_offers),
        places=places,
        small=tuple(offer.id for offer in open_offers if counted[offer.id] < offer.least),
        unseated=tuple(person for person in people if person not in places),
        total_cost=sum(
            cost(wishes.get(person, ()), module) if person not in pinned else 0 for person, module in places.items()
        ),
    )


def drawn(people: Sequence[str], seed: str) -> list[str]:
    """The order of precedence that anybody can find again from the seed shown."""
    order = sorted(people)
    random.Random(f"essaim:{seed}").shuffle(order)
    return order
