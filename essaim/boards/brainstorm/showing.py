"""What is shown of pairs and fours: to all, to the console, to one of their members."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from essaim.boards.brainstorm import together
from essaim.boards.brainstorm.data import Data
from essaim.runs.definition import Names
from essaim.runs.groups import Group, group_of
from essaim.runs.state import RunState

if TYPE_CHECKING:
    from essaim.boards.brainstorm.method import Params

# On one screen, and on one console.
MOST_NAMED = 20


def for_all(state: "RunState[Params, Data]", names: Names) -> Mapping[str, Any]:
    """Who is with whom, and how far each group is; never what they wrote."""
    data, present = state.data, set(state.voices)
    if not state.running or state.phase not in together.GESTURES:
        return {"groups": (), "unsaid": len(together.unsaid(data)) if state.running else 0}
    groups = [_told(data, state.phase, group, present, names) for group in together.groups_of(data)]
    done = sum(one["done"] > 0 for one in groups)
    return {
        "groups": groups, "groups_count": len(groups), "groups_done": done,
        "groups_named": groups if len(groups) <= MOST_NAMED else (),
        "stuck": [one for one in groups if not one["done"]], "asks": False,
    }  # fmt: skip


def _told(data: Data, phase: str, group: Group, present: set[str], names: Names) -> dict[str, Any]:
    cards = together.cards(data, group)
    done = {
        together.PAIRS: sum(not card.note.aside for card in cards),
        together.FOURS: sum(card.note.chosen for card in cards),
        together.ALL: sum(card.note.posted for card in cards),
    }[phase]
    return {"names": [names(one) for one in group if one in present], "done": done}


def for_one(state: "RunState[Params, Data]", member: str, names: Names) -> Mapping[str, Any]:
    """Their group, and its notes."""
    if state.phase not in together.GESTURES:
        return {}
    data, present = state.data, set(state.voices)
    group = group_of(together.groups_of(data), member)
    cards = together.offered(data, group) if state.phase == together.ALL else together.cards(data, group)
    if state.phase == together.FOURS:
        cards = [card for card in cards if not card.note.aside]
    return {
        "mates": [names(one) for one in group if one != member and one in present], "in_group": bool(group),
        "cards": [card for card in cards if not card.note.aside],
        "set_aside": [card for card in cards if card.note.aside],
        "chosen": sum(card.note.chosen for card in cards), "most_chosen": together.MOST_CHOSEN,
    }  # fmt: skip
