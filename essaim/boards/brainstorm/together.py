"""1-2-4-Tous: alone, then in pairs, then in fours, then the whole hall. Source: methods M11, groups G1 and G2.

Pure: what groups exist, what notes each of them sees, and what their gestures change.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from essaim.base.errors import Refused
from essaim.boards.brainstorm.data import Data, Note
from essaim.runs.groups import Group, fours, group_of, joined_by, pairs, spread, without
from essaim.runs.state import Event, Seat

ALONE, PAIRS, FOURS, ALL = "SEUL", "DEUX", "QUATRE", "TOUS"
MOST_CHOSEN = 2
# What a group may do with its notes, step by step.
GESTURES = {PAIRS: ("join", "split", "aside", "keep"), FOURS: ("join", "split", "choose", "unchoose"), ALL: ("post",)}


@dataclass(frozen=True)
class Card:
    """A note as its group sees it, with those that say the same."""

    note: Note
    joined: tuple[Note, ...] = ()

    @property
    def times(self) -> int:
        return 1 + len(self.joined)


def groups_of(data: Data) -> tuple[Group, ...]:
    """Those that work now: fours once they are made."""
    return data.fours or data.pairs


def cards(data: Data, group: Group) -> list[Card]:
    """What a group has before it, in the order it was written."""
    mine = [note for note in data.notes if note.author in group]
    return [Card(note, tuple(one for one in mine if one.into == note.id)) for note in mine if not note.into]


def offered(data: Data, group: Group) -> list[Card]:
    """What a group may still say to all: what it chose, or all it kept when it chose nothing."""
    kept = [card for card in cards(data, group) if not card.note.aside]
    return [card for card in kept if card.note.chosen] or kept


def follow(data: Data, event: Event, phase: str, roll: Sequence[Seat]) -> Data:
    """Groups are made on entering a step, and follow who comes and who goes."""
    here = [seat for seat in roll if seat.counts]
    if event.kind == "phase_entered" and event.data.get("how") != "back":
        return _entered(data, phase, here)
    if phase not in GESTURES or event.kind not in ("joined", "left", "counted_absent"):
        return data
    present = {seat.member for seat in here}
    member = str(event.data.get("member") or event.by)
    name = "fours" if data.fours else "pairs"
    groups: tuple[Group, ...] = getattr(data, name)
    if event.kind == "joined":
        changed = groups if group_of(groups, member) or member not in present else joined_by(groups, member, present)
    else:
        changed = without(groups, present)
    return replace(data, **{name: changed})


def _entered(data: Data, phase: str, here: Sequence[Seat]) -> Data:
    if phase == PAIRS:
        return replace(data, pairs=pairs(spread(here)), fours=())
    if phase == FOURS:
        return replace(data, fours=fours(data.pairs or pairs(spread(here))))
    if phase == ALL and not groups_of(data):
        return replace(data, fours=tuple((seat.member,) for seat in here))
    return data


def check(data: Data, phase: str, member: str, note: str, do: str, into: str) -> None:
    """Raise `Refused` unless this gesture is one that the group of `member` can make now."""
    group = group_of(groups_of(data), member)
    if not group:
        raise Refused(_("Vous n’êtes dans aucun groupe : écrivez une idée pour en rejoindre un."))
    if do not in GESTURES.get(phase, ()):
        raise Refused(_("Ce n’est pas le moment de faire cela."))
    known = {card.note.id: card for card in cards(data, group)}
    said = {one.id for card in known.values() for one in card.joined}
    if note not in (said if do == "split" else known):
        raise Refused(_("Cette note a changé entre-temps : regardez la liste."))
    if do == "join" and (into not in known or into == note):
        raise Refused(_("Choisissez une autre note, que celle-ci rejoint."))
    if do == "choose" and sum(card.note.chosen for card in known.values()) >= MOST_CHOSEN:
        raise Refused(_("Deux idées au plus : rendez-en une avant d’en choisir une autre."))


def sort(data: Data, note: str, do: str, into: str) -> Data:
    """The notes after a gesture of a group."""
    if do == "join":  # those that said the same as the first now say the same as the other
        return _changed(
            data, {one.id: {"into": into, "chosen": False} for one in data.notes if note in (one.id, one.into)}
        )
    fields = {
        "split": {"into": "", "aside": False}, "aside": {"aside": True}, "keep": {"aside": False},
        "choose": {"chosen": True}, "unchoose": {"chosen": False}, "post": {"posted": True},
    }[do]  # fmt: skip
    return _changed(data, {note: fields})


def post_the_rest(data: Data) -> Data:
    """All that groups kept and did not say: nothing of it is lost."""
    return _changed(data, {note.id: {"posted": True} for note in unsaid(data)})


def unsaid(data: Data) -> list[Note]:
    return [note for note in data.notes if not (note.into or note.aside or note.posted)]


def posted(data: Data) -> list[Note]:
    """What goes on the board: what was said to all, each with those that say the same."""
    said = {note.id for note in data.notes if note.posted}
    return [note for note in data.notes if note.id in said or note.into in said]


def _changed(data: Data, changes: dict[str, dict[str, object]]) -> Data:
    return replace(
        data, notes=tuple(replace(one, **changes[one.id]) if one.id in changes else one for one in data.notes)
    )
