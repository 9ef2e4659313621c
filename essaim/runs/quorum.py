"""How many voices a decision needs before it counts."""

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from django.utils.translation import gettext as _

from essaim.base.errors import Refused


@dataclass(frozen=True)
class Quorum:
    """A share of the roll as it was when the run opened, or of those present now."""

    share: Fraction
    of: Literal["roll", "present"] = "roll"

    def needed(self, people: int) -> int:
        return math.ceil(self.share * people)


def read_quorum(text: str) -> Quorum | None:
    """« 1/2 », « 2/3 des présents » or nothing. Exact fractions: no rounding decides a vote."""
    words = text.strip().lower()
    if words in ("", "none", "aucun"):
        return None
    of: Literal["roll", "present"] = "present" if words.endswith(("présents", "present")) else "roll"
    try:
        share = Fraction(words.split()[0])
    except (ValueError, ZeroDivisionError):
        share = Fraction(0)
    if not 0 < share <= 1:
        raise Refused(_("Écrivez le quorum comme une part des personnes : « 1/2 », « 2/3 », ou rien."), field="quorum")
    return Quorum(share, of)
