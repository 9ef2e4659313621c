"""How commitments fare. Source: methods M23, vectors EN1–EN2."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from django.utils.formats import number_format
from django.utils.translation import get_language

from essaim.commitments.models import State


@dataclass(frozen=True)
class Indicators:
    """`total` leaves drafts out; the shares are None when it is 0."""

    total: int
    kept: Fraction | None
    followed: Fraction | None
    by_state: dict[str, int]


def indicators(states: Iterable[str]) -> Indicators:
    """Kept = kept ÷ total; followed = (kept + under way) ÷ total."""
    counted = Counter(states)
    total = sum(counted.values()) - counted[State.DRAFT]
    if not total:
        return Indicators(0, None, None, dict(counted))
    kept = counted[State.KEPT]
    return Indicators(total, Fraction(kept, total), Fraction(kept + counted[State.UNDER_WAY], total), dict(counted))


def percent(share: Fraction | None) -> str:
    """« 44,4 % » as the reader's language writes it, or « — » when there is nothing to divide."""
    if share is None:
        return "—"
    space = "" if (get_language() or "fr").startswith("en") else "\u00a0"
    return f"{number_format(round(float(share * 100), 1), 1)}{space}%"
