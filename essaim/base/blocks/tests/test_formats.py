"""Markdown, the editor's JSON, plain text."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from essaim.base.blocks import (
    Break,
    Code,
    Figure,
    Heading,
    Image,
    Link,
    Listing,
    Paragraph,
    Quote,
    Rule,
    Table,
    Text,
    check,
)
from essaim.base.blocks.html import to_html
from essaim.base.blocks.markdown import from_markdown, to_markdown
from essaim.base.blocks.plain import plain
from essaim.base.blocks.prosemirror import from_prosemirror, to_prosemirror
from essaim.base.blocks.simple import simple

from .cast import EVERY_KIND

WRITTEN = (
    Heading(1, "Titre"),
    Paragraph(
        ["a ", Text("b", "bold"), " ", Text("c", ["bold", "italic"]), Break(), "d ", Link("https://a.org/?x=1", "là")]
    ),
    Listing(["Un", [Paragraph("Deux"), Listing(["a", "b"], ordered=True, start=3)]]),
    Quote([Paragraph("dit"), Paragraph("encore")]),
    Code("x = `1`\n\n# <b>"),
    Table(["A", "B"], [["1", Text("2", "bold")], ["a|b", ""]]),
    Figure(Image("f/1.png", "Le groupe")),
    Rule(),
    Paragraph([Text("code", "code"), " ", Text("barré", "strike")]),
)


def test_markdown_there_and_back():
    assert from_markdown(to_markdown(WRITTEN)) == WRITTEN


@pytest.mark.parametrize(
    "text", ["# pas un titre", "- pas une liste", "1. non plus", "*a* _b_ `c` [d](e) <f> | ~~g~~", "a\\b", "+ x", "==="]
)
def test_what_people_typed_stays_what_they_typed(text):
    assert from_markdown(to_markdown([Paragraph(text)])) == (Paragraph(text),)


def test_markdown_brings_no_html_and_no_picture_of_elsewhere():
    tree = from_markdown("<b>gras</b> ![vue](https://a.org/x.png) [x](javascript:y) ![ici](f/1.png) fin")
    assert tree[1] == Figure(Image("f/1.png", "ici"))
    assert "<b>gras</b> vue" in plain(tree)
    assert "<b" not in to_html(tree) and "javascript" not in to_html(tree).replace("(javascript", "")
    check(tree)


def test_markdown_says_decisions_and_charts_plainly():
    text = to_markdown(EVERY_KIND)
    assert "> Partager une salariée comptable." in text
    assert "- **À revoir le**\u00a0: 12 juin 2026" in text
    assert "| Le temps | 18 | 75\u00a0% |" in text
    assert "| Ouvrir l’agenda | Chloé | Régie | Appeler | 1er mars 2026 | Un lieu | en cours |" in text


def test_plain_says_simple_things_only():
    assert {block.kind for block in simple(EVERY_KIND)} == {
        "heading", "paragraph", "list", "quote", "table", "figure", "code", "rule"
    }  # fmt: skip


def test_the_editor_there_and_back():
    edited = from_prosemirror(to_prosemirror(EVERY_KIND))
    check(edited)
    assert from_prosemirror(to_prosemirror(edited)) == edited
    assert from_prosemirror(to_prosemirror(WRITTEN)) == WRITTEN


def test_the_editor_never_opens_on_nothing():
    assert to_prosemirror([]) == {"type": "doc", "content": [{"type": "paragraph"}]}


def test_what_yjs_makes_of_numbers_and_marks():
    doc = [
        {"type": "heading", "attrs": {"level": 2.0}, "content": [{"type": "text", "text": "T"}]},
        {"type": "orderedList", "attrs": {"start": 3.0}, "content": [
            {"type": "listItem", "content": [{"type": "paragraph", "content": [{"type": "text", "text": "a"}]}]}]},
        {"type": "paragraph", "content": [
            {"type": "text", "text": "b", "marks": [{"type": "bold--x1Yz"}, {"type": "blink"}]}]},
    ]  # fmt: skip
    assert from_prosemirror(doc) == (
        Heading(2, "T"),
        Listing(["a"], ordered=True, start=3),
        Paragraph(Text("b", "bold")),
    )


def test_unknown_nodes_give_their_words():
    doc = {
        "type": "doc",
        "content": [{"type": "details", "content": [{"type": "text", "text": "a"}]}, {"type": "iframe"}],
    }
    assert from_prosemirror(doc) == (Paragraph("a"),)


NAMES = st.sampled_from([
    "doc", "paragraph", "heading", "bulletList", "orderedList", "listItem", "blockquote", "codeBlock", "table",
    "tableRow", "tableHeader", "tableCell", "image", "horizontalRule", "hardBreak", "text", "script", "iframe", "",
])  # fmt: skip
HOSTILE = st.sampled_from(
    ["javascript:alert(1)", "java\nscript:x", "<script>x</script>", '" onload="x', "data:text/html,x", "f/1", ""]
)
ANYTHING = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), HOSTILE, st.text(max_size=8))
ATTRS = st.one_of(
    ANYTHING,
    st.dictionaries(st.sampled_from(["level", "href", "src", "alt", "start", "width", "title", "style"]), ANYTHING),
)
MARKS = st.one_of(
    ANYTHING,
    st.lists(
        st.one_of(
            ANYTHING,
            st.fixed_dictionaries({"type": st.one_of(ANYTHING, st.sampled_from(["link", "bold"])), "attrs": ATTRS}),
        )
    ),
)


def nodes(children: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    content = st.one_of(ANYTHING, st.lists(children, max_size=4))
    return st.one_of(
        ANYTHING,
        st.fixed_dictionaries(
            {
                "type": st.one_of(NAMES, ANYTHING),
                "attrs": ATTRS,
                "marks": MARKS,
                "content": content,
                "text": st.one_of(HOSTILE, ANYTHING),
            }
        ),
    )


@settings(max_examples=200, deadline=None)
@given(st.recursive(nodes(st.none()), nodes, max_leaves=12))
def test_a_hostile_document_harms_nobody(doc):
    tree = from_prosemirror(doc)
    check(tree)
    html = to_html(tree)
    assert "<script" not in html and 'href="java' not in html and 'src="data' not in html and "style=" not in html
    to_markdown(tree)


def test_a_very_deep_document_is_cut():
    doc: dict[str, Any] = {"type": "text", "text": "fond"}
    for _ in range(400):
        doc = {"type": "blockquote", "content": [doc]}
    check(from_prosemirror([doc]))


def test_plain_text_has_the_words_only():
    text = plain(EVERY_KIND)
    assert "Le groupe : 24 personnes ; la page\nFin" in text
    assert "Le temps" in text and "Bruno" in text
    assert "https" not in text and "bars" not in text and "Questionnaire amont" not in text
