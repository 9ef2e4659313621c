import dataclasses
import json

import pytest

from essaim.base.blocks import (
    Break,
    Heading,
    Link,
    Listing,
    Malformed,
    Paragraph,
    Quote,
    Rule,
    Text,
    check,
    dump,
    load,
    safe_href,
    safe_src,
)
from essaim.base.blocks.nodes import BLOCK_CLASSES
from essaim.base.blocks.schema import BLOCKS, INLINES, RECORDS
from essaim.base.blocks.tree import DEEPEST, INLINE_CLASSES, RECORD_CLASSES

from .cast import EVERY_KIND


def test_the_schema_and_the_classes_say_the_same():
    for described, classes in ((BLOCKS, BLOCK_CLASSES), (INLINES, INLINE_CLASSES), (RECORDS, RECORD_CLASSES)):
        assert set(described) == set(classes)
        for kind, attributes in described.items():
            fields = {field.name for field in dataclasses.fields(classes[kind])} - {"provenance"}
            assert fields == {attribute.name for attribute in attributes}, kind


def test_the_cast_has_every_kind():
    assert {block.kind for block in EVERY_KIND} == set(BLOCKS)


def test_a_tree_survives_json():
    assert load(json.loads(json.dumps(dump(EVERY_KIND)))) == EVERY_KIND
    check(EVERY_KIND)


def test_what_says_nothing_is_left_out():
    assert dump([Listing(["a"]), Rule()]) == [
        {"kind": "list", "items": [[{"kind": "paragraph", "inlines": [{"kind": "text", "text": "a"}]}]]},
        {"kind": "rule"},
    ]


def test_a_copy_with_one_thing_changed():
    heading = Heading(2, "Paroles")
    assert dataclasses.replace(heading, level=3) == Heading(3, "Paroles")


def test_words_and_content_are_given_simply():
    assert Paragraph("a\nb").inlines == (Text("a"), Break(), Text("b"))
    assert Quote("dit") == Quote([Paragraph("dit")])
    assert Quote(["un", "deux"]).blocks == (Paragraph("un"), Paragraph("deux"))
    assert Listing([["a ", Text("b", "bold")]]).items == ((Paragraph(["a ", Text("b", "bold")]),),)
    with pytest.raises(ValueError, match="expected some of bold"):
        Text("a", "blink")


def paragraph(**inline):
    return {"kind": "paragraph", "inlines": [inline]}


def nested(depth):
    tree = [paragraph(kind="break")]
    for _ in range(depth):
        tree = [{"kind": "quote", "blocks": tree}]
    return tree


@pytest.mark.parametrize(
    ("tree", "message"),
    [
        ("texte", r"tree: expected a list of blocks, found 'texte'"),
        ([3], r"tree\[0\]: expected a block \(an object with its kind\), found 3"),
        ([{"kind": "script"}], r"tree\[0\]\.kind: expected one of heading, .*, found 'script'"),
        ([{"kind": ["heading"]}], r"tree\[0\]\.kind: expected one of"),
        ([{"kind": "heading", "level": 9, "inlines": []}], r"level: expected a whole number from 1 to 6, found 9"),
        ([{"kind": "heading", "level": True, "inlines": []}], r"level: expected a whole number"),
        ([{"kind": "heading", "level": 1}], r"tree\[0\]\(heading\)\.inlines: missing"),
        ([{"kind": "rule", "style": "x"}], r"tree\[0\]\(rule\): unknown attribute style"),
        ([paragraph(kind="text", text="a", marks=["blink"])], r"marks: expected some of bold, italic"),
        ([paragraph(kind="link", href="java\tscript:x", inlines=[])], r"href: expected an address"),
        (
            [{"kind": "figure", "image": {"src": "https://ailleurs.org/a.png", "alt": "x"}}],
            r"src: expected the address",
        ),
        ([{"kind": "figure", "image": {"src": "f/1", "alt": " "}}], r"alt: expected a text that is not empty"),
        ([{"kind": "decision", "text": "x", "review_date": "demain"}], r"review_date: expected a date such as"),
        ([{"kind": "chart", "form": "pie", "title": "x", "bars": []}], r"form: expected one of bars, scale, ranking"),
        ([{"kind": "chart", "form": "bars", "title": "x", "bars": [{"label": "a", "value": -1}]}], r"bars\[0\]\.value"),
        ([{"kind": "rule", "provenance": {"state": "sûr"}}], r"provenance\.state: expected one of to_validate"),
        (nested(DEEPEST + 1), r"nested deeper"),
    ],
)
def test_a_tree_that_is_not_allowed_says_where_and_what(tree, message):
    with pytest.raises(Malformed, match=message):
        load(tree)
    with pytest.raises(Malformed, match=message):
        check(tree)


@pytest.mark.parametrize(
    "href", ["https://a.org", "http://a.org", "mailto:a@b.fr", "tel:+33102030405", "pages/3", "/e/1/", "#ici", "?q=a:b"]
)
def test_addresses_one_may_follow(href):
    assert safe_href(href) == href


@pytest.mark.parametrize(
    "href",
    [
        "javascript:x",
        " JaVa\nScript:x",
        "\x01javascript:x",
        "data:text/html,x",
        "vbscript:x",
        "//ailleurs.org",
        "\\\\a",
        "java&:x",
        "",
    ],
)
def test_addresses_one_may_not(href):
    assert safe_href(href) == ""


def test_pictures_come_from_here_only():
    assert safe_src("f/1.png") == "f/1.png"
    assert safe_src("https://a.org/1.png") == safe_src("mailto:x") == safe_src("data:image/png,x") == ""


def test_a_link_without_words_has_none():
    assert Link("https://a.org", "").inlines == ()
