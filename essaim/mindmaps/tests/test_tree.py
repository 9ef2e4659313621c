"""One tree from whatever was written, in whatever order it came."""

import json
from dataclasses import asdict
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pycrdt import Doc

from essaim.base.errors import Refused
from essaim.mindmaps import content
from essaim.mindmaps.layout import layout
from essaim.mindmaps.tests.vectors import FILE, all_of_them, said, written
from essaim.mindmaps.tree import ROOT, Tree, resolve

VECTORS: list[dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_as_the_browsers_read_it(vector: dict[str, Any]) -> None:
    tree = resolve(written(vector["nodes"]))
    assert said(tree) == vector["tree"]
    assert list(tree.removed) == vector["removed"]
    if "layout" in vector:
        found = layout(tree, folded=vector["folded"], deepest=vector["deepest"])
        assert json.loads(json.dumps(asdict(found))) == vector["layout"]


def test_the_file_of_vectors_is_what_we_find() -> None:
    assert json.loads(json.dumps(all_of_them())) == VECTORS


def test_boxes_do_not_touch() -> None:
    for vector in VECTORS:
        if "layout" not in vector:
            continue
        places = vector["layout"]["places"]
        for at, one in enumerate(places):
            for other in places[at + 1 :]:
                apart_x = one["x"] + one["width"] <= other["x"] or other["x"] + other["width"] <= one["x"]
                apart_y = one["y"] + one["height"] <= other["y"] or other["y"] + other["height"] <= one["y"]
                assert apart_x or apart_y, (vector["name"], one, other)


# What several people do at once


def shape(tree: Tree, id: str = ROOT) -> tuple[str, str, list[Any]]:
    branch = tree.branches[id]
    return id, branch.text, [shape(tree, child) for child in branch.children]


def meet(one: "Doc[Any]", other: "Doc[Any]") -> None:
    ours, theirs = one.get_update(other.get_state()), other.get_update(one.get_state())
    one.apply_update(theirs)
    other.apply_update(ours)


PEOPLE = 3
acts = st.tuples(
    st.integers(0, PEOPLE - 1),
    st.sampled_from(["add", "move", "move", "move", "remove", "restore", "rename", "meet"]),
    st.integers(0, 1000),
    st.integers(0, 1000),
)


def do(doc: "Doc[Any]", what: str, one: int, other: int) -> None:
    tree = content.tree_of(doc)
    ids = list(tree.branches)
    a, b = ids[one % len(ids)], ids[other % len(ids)]
    siblings = tree.branches[b].children
    try:
        match what:
            case "add":
                content.add(doc, a, f"idée {other}")
            case "move":
                content.move(doc, a, b, after=siblings[one % len(siblings)] if siblings else None, first=other % 5 == 0)
            case "remove":
                content.remove(doc, a)
            case "restore" if tree.removed:
                content.restore(doc, tree.removed[one % len(tree.removed)])
            case "rename":
                content.rename(doc, a, f"é{one}🐝{other}")
    except Refused:
        pass


@settings(max_examples=80, deadline=None)
@given(st.lists(acts, min_size=1, max_size=60))
def test_copies_that_know_the_same_show_the_same(history: list[tuple[int, str, int, int]]) -> None:
    docs: list[Doc[Any]] = [Doc() for _ in range(PEOPLE)]
    content.begin(docs[0], "Coopérer")
    for doc in docs[1:]:
        meet(docs[0], doc)
    for who, what, one, other in history:
        if what == "meet":
            meet(docs[who], docs[other % PEOPLE])
        else:
            do(docs[who], what, one, other)
        # Never a loop, at any moment of any copy: from each idea one comes to the centre.
        tree = content.tree_of(docs[who])
        assert all(ROOT in tree.above(id) for id in tree.branches if id != ROOT)
    for _ in range(2):
        for doc in docs[1:]:
            meet(docs[0], doc)
    shapes = [shape(content.tree_of(doc)) for doc in docs]
    assert shapes[0] == shapes[1] == shapes[2]
    nodes = content.written(docs[0])
    assert {id for id, node in nodes.items() if not node.gone} <= set(content.tree_of(docs[0]).branches)


edges = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 3), st.sampled_from("AKV")), max_size=4)


@given(st.lists(st.tuples(edges, st.booleans()), max_size=10))
def test_whatever_is_written_is_one_tree(nodes: list[tuple[list[tuple[int, int, str]], bool]]) -> None:
    said = {
        f"n{at}": {"gone": gone, "in": {f"n{parent}": [moves, order] for parent, moves, order in mine}}
        for at, (mine, gone) in enumerate(nodes)
    }
    tree = resolve(written(said))
    found = [ROOT, *tree.under(ROOT)]
    assert len(found) == len(set(found)) == len(tree.branches)
    assert {id for id, node in said.items() if not node["gone"]} <= set(found)
    drawing = layout(tree)
    assert [place.id for place in drawing.places] == list(tree.branches)


def test_a_long_chain_from_a_browser_without_manners_is_read() -> None:
    chain = {f"n{at:04}": {"text": "x", "in": {f"n{at - 1:04}" if at else ROOT: [0, "V"]}} for at in range(4000)}
    tree = resolve(written(chain))
    assert len(tree.branches) == 4001
    assert len(layout(tree).places) == 1001, "a drawing has an end"


def test_a_document_of_anything_is_read_without_harm() -> None:
    doc: Doc[Any] = Doc()
    from pycrdt import Array, Map

    nodes = doc.get(content.NODES, type=Map)
    nodes["a"] = "text"
    nodes["b"] = Map({"text": 12, "gone": "yes", "tone": ["act"], "in:root": {"a": 1}})
    nodes["c"] = Array([1])
    nodes["NOT AN ID"] = Map({"text": "x"})
    nodes[ROOT] = Map({"text": "a\u0000b\n c "})
    tree = content.tree_of(doc)
    assert shape(tree) == (ROOT, "a b c", [("b", "", [])])
    content.rename(doc, "b", "Réparé")
    assert content.tree_of(doc).branches["b"].text == "Réparé"


def test_two_moves_that_would_close_a_loop() -> None:
    amina: Doc[Any] = Doc()
    bruno: Doc[Any] = Doc()
    content.begin(amina, "Coopérer")
    a, b = content.add(amina, ROOT, "a"), content.add(amina, ROOT, "b")
    meet(amina, bruno)
    content.move(amina, a, b)
    content.move(bruno, b, a)
    meet(amina, bruno)
    assert shape(content.tree_of(amina)) == shape(content.tree_of(bruno))
    top = content.tree_of(amina).branches[ROOT].children
    assert len(top) == 1, "one of the moves holds, the other is as if it had not been made"
    other = content.add(amina, ROOT, "c")
    content.move(amina, top[0], other)
    assert content.tree_of(amina).branches[top[0]].children, "what was under it goes with it"


def test_the_words_of_two_people_in_one_idea_are_both_kept() -> None:
    amina: Doc[Any] = Doc()
    bruno: Doc[Any] = Doc()
    content.begin(amina, "salle été")
    meet(amina, bruno)
    content.rename(amina, ROOT, "une salle été")
    content.rename(bruno, ROOT, "salle été 🐝 partagée")
    meet(amina, bruno)
    assert content.tree_of(amina).branches[ROOT].text == "une salle été 🐝 partagée"


def test_no_seventh_level_and_no_idea_under_itself() -> None:
    doc: Doc[Any] = Doc()
    content.begin(doc, "centre")
    chain = [ROOT]
    for level in range(6):
        chain.append(content.add(doc, chain[-1], str(level)))
    for wrong, act in {
        "sixième niveau": lambda: content.add(doc, chain[-1], "7"),
        "sous elle-même": lambda: content.move(doc, chain[1], chain[3]),
        "Le centre ne se déplace pas": lambda: content.move(doc, ROOT, chain[1]),
        "Le centre ne s’enlève pas": lambda: content.remove(doc, ROOT),
        "n’est plus sur la carte": lambda: content.rename(doc, "nowhere", "x"),
    }.items():
        with pytest.raises(Refused, match=wrong):
            act()
