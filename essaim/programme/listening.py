"""« Le programme écoute » : what the group said of its programme, turned into proposals that each give their reason.

Pure. Nothing is applied by itself: a facilitator, with the group, takes a proposal or leaves it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from essaim.base.text import fold

Kind = Literal["shorter", "longer", "swap", "open_module"]
# From how many the group asks for it rather than someone does; the share is that of the validation (M04).
ENOUGH, SHARE = 3, 30
LONG_WORD = 6
ROUND_MIN = 5


@dataclass(frozen=True)
class Heard:
    """A sequence as the group sees it. `expected` people expect something of it; marks are those of the validation."""

    id: str
    title: str
    words: str
    minutes: int
    least: int
    most: int | None = None
    movable: bool = True
    keep: int = 0
    adjust: int = 0
    drop: int = 0
    expected: int = 0
    said: tuple[str, ...] = field(default=(), compare=False)

    @property
    def marks(self) -> int:
        return self.keep + self.adjust + self.drop


@dataclass(frozen=True)
class Expectation:
    """What some people expect. `sequences` is what it was said about, when whoever asked knew."""

    text: str
    count: int = 1
    sequences: tuple[str, ...] = ()


@dataclass(frozen=True)
class Proposal:
    """`sequence` (and `other`, to swap with), or the title of a module to open; `minutes` it would last."""

    kind: Kind
    title: str
    reason: str
    sequence: str = ""
    other: str = ""
    minutes: int = 0


def read_expectation(title: str, data: Mapping[str, object]) -> Expectation:
    """A hand-over of the kind `expectation`: `count` people, about `sequences` (their identities) when it is known."""
    count, about = data.get("count"), data.get("sequences")
    known = tuple(str(one) for one in about) if isinstance(about, list | tuple) else ()
    return Expectation(title, count if isinstance(count, int) and count > 0 else 1, known)


def belongs(expectation: Expectation, sequence: Heard) -> bool:
    """Said about it; otherwise, when nobody said what it is about, a long word of it stands in its title or aim."""
    if expectation.sequences:
        return sequence.id in expectation.sequences
    return bool(_long_words(expectation.text) & _long_words(sequence.words))


def _long_words(text: str) -> set[str]:
    letters = "".join(c if c.isalnum() else " " for c in fold(text))
    # « statut » and « statuts » are one word here.
    return {word.rstrip("sx") for word in letters.split() if len(word) >= LONG_WORD}


def proposals(
    sequences: Sequence[Heard], ideas: Iterable[tuple[str, int]] = (), offered: Iterable[str] = ()
) -> list[Proposal]:
    """In the order of the day, then the modules. `ideas`: what people ask for, and how many do; `offered` exists."""
    found: list[Proposal] = []
    by_expected = [one for one in sequences if one.movable and one.expected]
    most = max(by_expected, key=lambda one: one.expected / one.minutes, default=None)
    for one in sequences:
        found += _shorter(one)
        if one is most and one.expected >= ENOUGH:
            found += _longer(one)
    found += _swaps(sequences)
    known = {fold(title) for title in offered}
    for title, count in ideas:
        if count >= ENOUGH and fold(title) not in known:
            found.append(Proposal("open_module", title, _people(count)))
            known.add(fold(title))
    return found


def _people(count: int) -> str:
    return ngettext("%d personne le demande.", "%d personnes le demandent.", count) % count


def _shorter(one: Heard) -> list[Proposal]:
    """Of no use to 30 % of those who marked it, and to more than would adjust it."""
    if not one.movable or one.drop * 100 < SHARE * one.marks or not one.drop or one.drop <= one.adjust:
        return []
    if one.least >= one.minutes:
        return []
    reason = ngettext(
        "%(n)d personne sur %(all)d ne la trouve pas utile.", "%(n)d personnes sur %(all)d ne la trouvent pas utile.",
        one.drop,
    ) % {"n": one.drop, "all": one.marks}  # fmt: skip
    return [Proposal("shorter", one.title, reason, sequence=one.id, minutes=one.least)]


def _longer(one: Heard) -> list[Proposal]:
    """The most expected for the time it has: up to its longest, otherwise half as long again."""
    wanted = one.most if one.most is not None else _rounded(one.minutes * 3 // 2)
    if wanted <= one.minutes or one.drop * 100 >= SHARE * max(one.marks, 1):
        return []
    told = {"n": one.expected, "minutes": one.minutes}
    reason = (
        ngettext(
            "%(n)d personne en attend quelque chose, pour %(minutes)d min.",
            "%(n)d personnes en attendent quelque chose, pour %(minutes)d min.",
            one.expected,
        )
        % told
    )
    return [Proposal("longer", one.title, reason, sequence=one.id, minutes=wanted)]


def _rounded(minutes: int) -> int:
    return minutes // ROUND_MIN * ROUND_MIN


def _swaps(sequences: Sequence[Heard]) -> list[Proposal]:
    """What the group expects twice as much as what comes just before it goes first: people tire."""
    found = []
    for before, after in pairwise(sequences):
        if not (before.movable and after.movable) or after.expected < ENOUGH or after.expected < 2 * before.expected:
            continue
        told = {"n": after.expected, "other": before.title, "m": before.expected}
        reason = _("%(n)d personnes en attendent quelque chose, %(m)d de « %(other)s » qui vient avant.") % told
        found.append(Proposal("swap", after.title, reason, sequence=after.id, other=before.id))
    return found[:1]
