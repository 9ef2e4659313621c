"""Any map that a group made goes to a file and comes back as it left; its outline and its drawing say the same."""

from typing import Any
from xml.etree import ElementTree

from hypothesis import given, settings
from hypothesis import strategies as st
from pycrdt import Doc

from essaim.mindmaps import content
from essaim.mindmaps.drawing import fitted, svg
from essaim.mindmaps.formats import Idea, read_file, to_freemind, to_markdown
from essaim.mindmaps.layout import layout
from essaim.mindmaps.tree import ROOT, Tree

# What people type, and what the formats have their own use for.
LETTERS = "aéœ🐝协 -*+#_`<>&\"'[](){}|\\!1.9)\u00a0\u202f«»:;?="
TEXTS = st.text(LETTERS, min_size=1, max_size=40).map(content.one_line).filter(bool)
TONES = st.sampled_from(["", *content.TONES])


@st.composite
def trees(draw: Any) -> Tree:
    doc: Doc[Any] = Doc()
    content.begin(doc, draw(TEXTS))
    places: list[tuple[str, int]] = [(ROOT, 0)]
    rows = []
    for number in range(draw(st.integers(0, 25))):
        parent, level = draw(st.sampled_from([place for place in places if place[1] < content.DEEPEST]))
        rows.append((f"n{number:02}", draw(TEXTS), draw(TONES), parent))
        places.append((f"n{number:02}", level + 1))
    content.fill(doc, rows)
    return content.tree_of(doc)


def shape(tree: Tree, id: str = ROOT, *, tones: bool = True) -> tuple[Any, ...]:
    branch = tree.branches[id]
    return branch.text, branch.tone if tones else "", [shape(tree, one, tones=tones) for one in branch.children]


def brought(idea: Idea) -> tuple[Any, ...]:
    return idea.text, idea.tone, [brought(one) for one in idea.children]


def again(idea: Idea) -> Tree:
    """The map that is made of a file."""
    doc: Doc[Any] = Doc()
    content.begin(doc, idea.text)
    rows: list[tuple[str, str, str, str]] = []
    waiting = [(ROOT, child) for child in reversed(idea.children)]
    while waiting:
        parent, one = waiting.pop()
        rows.append((f"m{len(rows):03}", one.text, one.tone, parent))
        waiting += [(rows[-1][0], child) for child in reversed(one.children)]
    content.fill(doc, rows)
    return content.tree_of(doc)


@settings(max_examples=120, deadline=None)
@given(trees())
def test_freemind_there_and_back(tree: Tree) -> None:
    idea = read_file("carte.mm", to_freemind(tree).encode())
    assert brought(idea) == shape(tree)
    assert shape(again(idea)) == shape(tree)


@settings(max_examples=120, deadline=None)
@given(trees())
def test_markdown_there_and_back(tree: Tree) -> None:
    idea = read_file("carte.md", to_markdown(tree).encode())
    assert brought(idea) == shape(tree, tones=False)
    assert to_markdown(again(idea)) == to_markdown(tree)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_some_map_and_the_same_one_after_a_journey(text: str) -> None:
    idea = read_file("notes.txt", ("# Centre\n" + text).encode("utf-8", "ignore"))
    once = to_markdown(again(idea))
    assert to_markdown(again(read_file("x.md", once.encode()))) == once


@settings(max_examples=60, deadline=None)
@given(trees())
def test_the_drawing_says_what_the_outline_says(tree: Tree) -> None:
    """Same ideas, same order, same words; on a wall, what is not drawn is counted."""
    drawn = layout(tree)
    assert [place.id for place in drawn.places] == list(tree.branches)
    picture = ElementTree.fromstring(svg(drawn, title="x"))
    groups = picture.iter("{http://www.w3.org/2000/svg}g")
    said = {one.get("data-idea"): "".join("".join(one.itertext()).split()) for one in groups if one.get("data-idea")}
    assert said == {id: "".join(branch.text.split()) for id, branch in tree.branches.items()}
    wall = fitted(tree, width=1790, height=700, least=1.75)
    assert len(wall.places) + sum(place.hidden for place in wall.places) == len(tree.branches)
