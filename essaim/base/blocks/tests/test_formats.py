"""Markdown, the editor's JSON, plain text."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from essaim.base.blocks import (
    Break,
    CheckList,
    Code,
    Embed,
    Figure,
    Heading,
    Image,
    Link,
    Listing,
    Mention,
    Notice,
    PageLink,
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
from essaim.base.blocks.typst import Paper

from .cast import EVERY_KIND, SOMEONE, SOMEWHERE

WRITTEN = (
    Heading(1, "Titre"),
    Paragraph(
        ["a ", Text("b", "bold"), " ", Text("c", ["bold", "italic"]), Break(), "d ", Link("https://a.org/?x=1", "là")]
    ),
    Listing(["Un", [Paragraph("Deux"), Listing(["a", "b"], ordered=True, start=3)]]),
    Quote([Paragraph("dit"), Paragraph("encore")]),
    Code("x = `1`\n\n# <b>"),
    Table(["A", "B"], [["1", Text("2", "bold")], ["a|b", ""]]),
    CheckList(["fait", [Paragraph("à faire"), CheckList(["dedans"], [0])]], [0]),
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


IN_THE_EDITOR = (
    Notice(["Retenir", Listing(["un"])], "harm"),
    CheckList([["Voir ", Mention(SOMEONE, "Bruno")], "fait"], [1]),
    Embed("https://pad.exemple.org/p/x", "Le pad"),
    Paragraph(["Lire ", PageLink(SOMEWHERE, "La charte"), Text(" barré", ["strike", "underline"])]),
)


def test_what_only_the_editor_says_comes_back_from_it():
    check(IN_THE_EDITOR)
    assert from_prosemirror(to_prosemirror(IN_THE_EDITOR)) == IN_THE_EDITOR


def test_markdown_says_what_it_cannot_hold():
    text = to_markdown(IN_THE_EDITOR)
    assert "> **Attention**" in text and "- [x] fait" in text and "- [ ] Voir @Bruno" in text
    assert "[Le pad](<https://pad.exemple.org/p/x>)" in text and f"[La charte](<pages/{SOMEWHERE}/>)" in text


def test_a_format_that_knows_no_check_list_says_what_is_done():
    items = [plain([Listing([item])]) for item in simple([CheckList(["a", "b"], [1])])[0].items]
    assert items == ["À faire\u00a0: a", "Fait\u00a0: b"]


def test_a_page_that_is_gone_is_said_and_leads_nowhere():
    gone = [Paragraph(["Voir ", PageLink(SOMEWHERE, "")])]
    assert "page retirée" in to_html(gone) and "<a" not in to_html(gone)
    assert "page retirée" in to_markdown(gone)


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "https://",
        "https:///x",
        "ftp://a.org",
        "pages/1",
        "//a.org",
        "https://[::1",
        'https://a"b.org',
        "https://a.org:x/",
    ],
)
def test_only_whole_addresses_of_sites_are_embedded(href):
    assert from_prosemirror([{"type": "embed", "attrs": {"href": href}}]) == ()
    assert to_html([Embed(href, "x")]) == ""


@pytest.mark.parametrize("id", ["", "x", "../..", SOMEONE + "/x", None, 3])
def test_someone_without_identity_keeps_their_name_only(id):
    node = {"type": "mention", "attrs": {"id": id, "label": "Bruno"}}
    assert from_prosemirror([node]) == (Paragraph("@Bruno"),)


def test_remarks_leave_no_mark_in_the_blocks():
    mark = {"type": "comment--a1b2c3d4", "attrs": {"thread": SOMEONE}}
    assert from_prosemirror([{"type": "text", "text": "ici", "marks": [mark]}]) == (Paragraph("ici"),)


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
    "taskList", "taskItem", "callout", "embed", "mention", "pageLink",
])  # fmt: skip
HOSTILE = st.sampled_from(
    [
        SOMEONE,
        'https://a.org/"><script>',
        "javascript:alert(1)",
        "java\nscript:x",
        "<script>x</script>",
        '" onload="x',
        "data:text/html,x",
        "f/1",
        "",
    ]
)
ANYTHING = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), HOSTILE, st.text(max_size=8))
ATTRS = st.one_of(
    ANYTHING,
    st.dictionaries(
        st.sampled_from(
            ["level", "href", "src", "alt", "start", "width", "title", "style", "checked", "tone", "id", "label"]
        ),
        ANYTHING,
    ),
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
    assert all(word in html for word in harmless_words(tree))
    to_markdown(tree)
    json.dumps(Paper().add(tree))
    again = from_prosemirror(to_prosemirror(tree))
    check(again)
    assert plain(again).split() == plain(tree).split()


def harmless_words(tree):
    """The words of the tree that any rendering shows as they are."""
    return [word for word in plain(tree).split() if word.isascii() and word.isalnum()]


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
