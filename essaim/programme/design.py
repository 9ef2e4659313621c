"""What a facilitator wants to see of a programme while designing it: its times by what people do, and its weak points.

Pure: it reads sequences and modules, and asks nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Protocol

from django.utils.translation import gettext as _

from essaim.base.hours import clock_text, length_text

SPEAKING, WRITING, PAUSING, OTHER = "speaking", "writing", "pausing", "other"
# What people do in each method; one that is not here says nothing, and raises no warning.
DOES = {
    "round": SPEAKING, "listening_circle": SPEAKING, "consent": SPEAKING, "election": SPEAKING, "accelerator": SPEAKING,
    "codevelopment": SPEAKING, "moving_debate": SPEAKING, "world_cafe": SPEAKING, "open_space": SPEAKING,
    "programme_validation": SPEAKING, "fishbowl": SPEAKING, "icebreaker": SPEAKING, "experience": SPEAKING,
    "brainstorm": WRITING, "one_two_four": WRITING, "mind_map": WRITING, "definition": WRITING, "writing": WRITING,
    "dots": WRITING, "commitments": WRITING, "majority_judgment": WRITING, "approval": WRITING, "weighted": WRITING,
    "hot_evaluation": WRITING, "statements": WRITING, "offers_needs": WRITING,
    "short_input": OTHER,
}  # fmt: skip
SILENT_MIN, RESTLESS_MIN = 60, 120


class Planned(Protocol):
    """A sequence, as far as designing needs it."""

    day: int
    start: int
    minutes: int
    kind: str
    steps: list[dict[str, Any]]

    @property
    def end(self) -> int: ...
    @property
    def is_pause(self) -> bool: ...
    @property
    def shown_title(self) -> str: ...
    @property
    def lead_names(self) -> list[str]: ...


@dataclass(frozen=True)
class Share:
    what: str
    label: str
    minutes: int


@dataclass(frozen=True)
class Design:
    total: int
    shares: tuple[Share, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class Spell:
    """Some minutes of the same kind, from `start`."""

    start: int
    minutes: int
    what: str


def design_of(sequences: Sequence[Planned], hosts: Iterable[tuple[str, str]] = ()) -> Design:
    """`hosts`: each module that may run beside the others, with who hosts it."""
    spells = [(one.day, spell) for one in sequences for spell in spells_of(one)]
    labels = {SPEAKING: _("parler"), WRITING: _("écrire"), PAUSING: _("souffler"), OTHER: _("le reste")}
    shares = tuple(
        Share(what, label, sum(spell.minutes for _day, spell in spells if (spell.what or OTHER) == what))
        for what, label in labels.items()
    )
    days = sorted({one.day for one in sequences})
    warnings = [
        said
        for day in days
        for said in _of_day([spell for on, spell in spells if on == day], len(days) > 1 and day + 1)
    ]
    warnings += [*_over_long(sequences), *_at_two_places(sequences, list(hosts))]
    return Design(sum(one.minutes for one in sequences), shares, tuple(warnings))


def spells_of(one: Planned) -> list[Spell]:
    """The course of a sequence by what people do; time without a step says nothing."""
    if one.is_pause:
        return [Spell(one.start, one.minutes, PAUSING)]
    spells, at = [], one.start
    for step in one.steps:
        spells.append(Spell(at, step["minutes"], DOES.get(step["method"], "")))
        at += step["minutes"]
    left = one.end - at
    return [*spells, Spell(at, left, "")] if left > 0 else spells


def _of_day(spells: list[Spell], number: int | bool) -> list[str]:
    where = _("Jour %d : ") % number if number else ""
    said = []
    for start, minutes in _runs(spells, lambda spell: spell.what in (WRITING, OTHER)):
        if minutes >= SILENT_MIN:
            told = {"time": clock_text(start), "long": length_text(minutes)}
            said.append(where + _("à partir de %(time)s, personne ne parle pendant %(long)s.") % told)
    for start, minutes in _runs(spells, lambda spell: spell.what != PAUSING):
        if minutes > RESTLESS_MIN:
            told = {"time": clock_text(start), "long": length_text(minutes)}
            said.append(where + _("à partir de %(time)s, aucune pause pendant %(long)s.") % told)
    return [one[:1].upper() + one[1:] for one in said]


def _runs(spells: list[Spell], is_so: Any) -> list[tuple[int, int]]:
    """The longest stretches without a break where `is_so`: (start, minutes). Free time between two is a break."""
    found: list[tuple[int, int]] = []
    for spell in spells:
        if not is_so(spell):
            continue
        if found and sum(found[-1]) == spell.start:
            found[-1] = (found[-1][0], found[-1][1] + spell.minutes)
        else:
            found.append((spell.start, spell.minutes))
    return found


def _over_long(sequences: Sequence[Planned]) -> list[str]:
    said = []
    for one in sequences:
        total = sum(step["minutes"] for step in one.steps)
        if total > one.minutes:
            told = {"title": one.shown_title, "total": length_text(total), "minutes": length_text(one.minutes)}
            said.append(_("« %(title)s » : le déroulé fait %(total)s pour %(minutes)s.") % told)
    return said


def _at_two_places(sequences: Sequence[Planned], hosts: list[tuple[str, str]]) -> list[str]:
    """The same person leads two rooms at once: two modules side by side, or two sequences that overlap."""
    said = []
    for (title, host), (other, same) in combinations([(t, h.strip()) for t, h in hosts if h.strip()], 2):
        if host.casefold() == same.casefold():
            told = {"name": host, "one": title, "other": other}
            said.append(_("%(name)s anime à la fois « %(one)s » et « %(other)s ».") % told)
    for one, other_one in combinations(sequences, 2):
        if one.day == other_one.day and one.start < other_one.end and other_one.start < one.end:
            both = {name.casefold(): name for name in one.lead_names}.keys() & {
                name.casefold() for name in other_one.lead_names
            }
            for name in sorted(both):
                told = {"name": name.title(), "one": one.shown_title, "other": other_one.shown_title}
                said.append(_("%(name)s anime à la fois « %(one)s » et « %(other)s ».") % told)
    return said
