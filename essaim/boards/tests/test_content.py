"""The algebra of a board: whatever hands do at once, everyone ends with the same board and no note is lost."""

import json
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pycrdt import Array, Doc, Map, Text

from essaim.boards import acts
from essaim.boards.content import GROUPS, NOTES, Content, arrange, read

VECTORS = json.loads((Path(__file__).parent / "vectors.json").read_text(encoding="utf-8"))


def note_id(n: int) -> str:
    return str(UUID(int=n + 1, version=4))


def group_id(n: int) -> str:
    return str(UUID(int=n + 1000, version=4))


def drawn(content: Content) -> dict:
    def one(note):
        joined = [other.id for other in note.joined]
        return {"id": note.id, "text": note.text, "times": note.times, "joined": joined, "kind": note.kind}

    groups = [
        {"id": g.id, "name": g.name, "joined": [j.id for j in g.joined], "notes": [one(n) for n in g.notes]}
        for g in content.groups
    ]
    return {"groups": groups, "loose": [one(n) for n in content.loose], "hidden": [n.id for n in content.hidden]}


def test_these_fields_make_this_board():
    assert drawn(arrange(VECTORS["notes"], VECTORS["groups"])) == VECTORS["board"]


@pytest.mark.parametrize("case", VECTORS["gestures"], ids=lambda case: case["act"])
def test_these_gestures_write_these_fields(case):
    content = arrange(VECTORS["notes"], VECTORS["groups"])
    shown, given_ = content.shown_note, case["with"]
    made = {
        "move": lambda note, group, before: acts.move(content, shown(note), group, before),
        "merge": lambda note, into: acts.merge(shown(note), shown(into)),
        "split": lambda note: acts.split(content, shown(note), note),
        "kind": lambda note, kind: acts.set_kind(shown(note), kind),
        "addGroup": lambda id, name, notes: acts.add_group(content, id, name, [shown(one) for one in notes]),
        "dissolveGroup": lambda id: acts.dissolve_group(content, id),
        "joinGroups": acts.join_groups,
        "placeGroup": lambda id, before: acts.place_group(content, id, before),
    }[case["act"]](*given_)
    assert [[one.where, one.id, one.fields] for one in made] == case["writes"]


def test_a_split_takes_back_a_merge_even_one_made_in_both_directions():
    one, other = Doc(), Doc()
    acts.write(one, [acts.add_note(note_id(n), f"note {n}") for n in range(2)])
    other.apply_update(one.get_update())
    for doc, note, into in ((one, 0, 1), (other, 1, 0)):
        board = read(doc)
        acts.write(doc, acts.merge(board.shown_note(note_id(note)), board.shown_note(note_id(into))))
    sync(one, other)
    (shown,) = read(one).shown
    assert shown.times == 2
    for id in shown.ids:
        fresh = Doc()
        fresh.apply_update(one.get_update())
        acts.write(fresh, acts.split(read(fresh), shown, id))
        assert [note.times for note in read(fresh).shown] == [1, 1]


def sync(one: Doc, other: Doc) -> None:
    there = other.get_update(one.get_state())
    other.apply_update(one.get_update(other.get_state()))
    one.apply_update(there)


def gesture(doc: Doc, kind: str, a: int, b: int) -> None:
    """What a hand does, on what is there."""
    board = read(doc)
    notes, groups = board.shown, board.groups
    note = notes[a % len(notes)] if notes else None
    other = notes[b % len(notes)] if notes else None
    group = groups[a % len(groups)] if groups else None
    aim = groups[b % len(groups)] if groups else None
    if kind == "add":
        acts.write(doc, [acts.add_note(note_id(a), f"note {a}", place=acts.random_place("A"))])
    elif kind == "group":
        acts.write(doc, acts.add_group(board, group_id(a), f"famille {a}", [note] if note else []))
    elif note and kind == "move":
        acts.write(doc, acts.move(board, note, aim.id if aim else "", other.id))
    elif note and kind == "merge":
        acts.write(doc, acts.merge(note, other))
    elif note and kind == "split":
        acts.write(doc, acts.split(board, note, note.ids[b % len(note.ids)]))
    elif note and kind == "hide":
        acts.write(doc, acts.hide(note, "hors sujet"))
    elif note and kind == "show":
        for one in board.hidden:
            acts.write(doc, acts.hide(one, ""))
    elif group and kind == "join":
        acts.write(doc, acts.join_groups(group.id, aim.id))
    elif group and kind == "part":
        acts.write(doc, [write for one in group.joined for write in acts.part_group(one.id)])
    elif group and kind == "dissolve":
        acts.write(doc, acts.dissolve_group(board, group.id))
    elif group and kind == "place":
        acts.write(doc, acts.place_group(board, group.id, aim.id))


KINDS = ("add", "add", "add", "group", "move", "move", "merge", "merge", "split", "hide", "show", "join", "part",
         "dissolve", "place")  # fmt: skip
GESTURES = st.lists(
    st.tuples(st.integers(0, 2), st.sampled_from((*KINDS, "sync")), st.integers(0, 30), st.integers(0, 30)), max_size=40
)


@settings(deadline=None, max_examples=150)
@given(GESTURES)
def test_three_copies_that_lived_apart_become_the_same_board(steps):
    copies = [Doc() for _ in range(3)]
    written: set[str] = set()
    for at, kind, a, b in steps:
        if kind == "sync":
            sync(copies[at], copies[b % 3])
            continue
        gesture(copies[at], kind, a, b)
        written |= set(copies[at].get(NOTES, type=Map).keys())
    for one in copies:
        for other in copies:
            sync(one, other)
    boards = [read(copy) for copy in copies]
    assert boards[0] == boards[1] == boards[2]
    board = boards[0]
    there = [id for note in board.shown for id in note.ids] + [note.id for note in board.hidden]
    assert sorted(there) == sorted(written), "each note once, none lost, none doubled"


VALUES = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(max_size=400) | st.just(note_id(1)),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(max_size=5), inside, max_size=3),
    max_leaves=6,
)
NAMES = st.sampled_from(["text", "order", "kind", "group", "into", "hidden", "name", "source", "x"])
KEYS = st.sampled_from([note_id(n) for n in range(4)] + [group_id(1), "", "note", "../..", "<script>"])
ITEMS = st.dictionaries(KEYS, st.dictionaries(NAMES, VALUES, max_size=6) | VALUES, max_size=6)


@settings(deadline=None, max_examples=200)
@given(ITEMS, ITEMS)
def test_whatever_a_browser_wrote_is_read_as_a_board(notes, groups):
    doc = Doc()
    for name, items in ((NOTES, notes), (GROUPS, groups)):
        shared = doc.get(name, type=Map)
        for key, value in items.items():
            shared[key] = Map(value) if isinstance(value, dict) else value
    board = read(doc)
    for note in board.all_notes.values():
        assert note.text and len(note.text) <= 300 and isinstance(note.order, str)
        gesture(doc, "move", 0, 1)
        gesture(doc, "split", 0, 1)
    assert read(doc).count <= len(notes)


def test_types_that_are_no_map_are_left_aside():
    doc = Doc()
    notes = doc.get(NOTES, type=Map)
    notes[note_id(0)] = Array(["Le temps"])
    notes[note_id(1)] = Text("Du temps")
    notes[note_id(2)] = Map({"text": Text("Une salle"), "order": "A"})
    notes[note_id(3)] = Map({"text": "Une salle", "order": Map({"a": "b"}), "into": note_id(3), "group": note_id(3)})
    assert [note.text for note in read(doc).shown] == ["Une salle"]


def test_places_at_the_end_stay_short():
    place = ""
    for _ in range(1000):
        after = acts.beyond(place)
        assert after > place
        place = after
    assert len(place) < 60
