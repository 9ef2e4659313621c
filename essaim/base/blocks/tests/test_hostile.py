"""Whatever words a block of any kind holds, no rendering of it lets them be anything but words."""

import json
import re
from html.parser import HTMLParser
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from essaim.base.blocks import Malformed, load
from essaim.base.blocks.html import to_html
from essaim.base.blocks.markdown import to_markdown
from essaim.base.blocks.nodes import BLOCK_CLASSES
from essaim.base.blocks.tests.cast import EVERY_KIND, HOSTILE_WORDS, with_words
from essaim.base.blocks.tree import dump
from essaim.base.blocks.typst import Paper

# A reader of Markdown that lets HTML through, as most do by default.
READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
WORDS = st.lists(st.one_of(st.sampled_from(HOSTILE_WORDS), st.text(max_size=12)), min_size=1, max_size=12)


class Harm(HTMLParser):
    """What a browser would run, or ask of somebody else."""

    def __init__(self) -> None:
        super().__init__()
        self.harm: list[tuple[str, object]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "iframe", "object", "style", "link", "meta", "base", "form"):
            self.harm.append((tag, attrs))
        for name, value in attrs:
            runs = name in ("href", "src", "xlink:href") and re.match(
                r"\s*(javascript|data|vbscript):", value or "", re.I
            )
            if runs or name.startswith("on") or name == "style":
                self.harm.append((tag, (name, value)))


def kinds(value: Any) -> set[str]:
    if isinstance(value, list):
        return set().union(*map(kinds, value)) if value else set()
    if isinstance(value, dict):
        return {value.get("kind", "")} | kinds(list(value.values()))
    return set()


def test_the_cast_has_every_kind_there_is() -> None:
    assert set(BLOCK_CLASSES) <= kinds(dump(EVERY_KIND))


def test_the_words_of_every_kind_are_replaced() -> None:
    said = json.dumps(dump(load(with_words(["<script>x</script>"]))))
    assert said.count("<script>") > 60


@settings(max_examples=60, deadline=None)
@given(WORDS)
def test_no_words_are_anything_else_in_html_markdown_or_on_paper(words: list[str]) -> None:
    tree = load(with_words(words))
    found = Harm()
    found.feed(str(to_html(tree)))
    assert found.harm == []
    tokens = READER.parse(to_markdown(tree))
    inside = [child for token in tokens for child in token.children or []]
    assert not [token.content for token in [*tokens, *inside] if token.type.startswith("html")]
    for token in inside:
        address = str(token.attrGet("href") or token.attrGet("src") or "")
        assert not re.match(r"\s*(javascript|data|vbscript):", address, re.IGNORECASE)
    json.dumps(Paper().add(tree))


def test_malformed_is_what_the_schema_refuses() -> None:
    for node in dump(EVERY_KIND):
        try:
            load([{**node, "surprise": 1}])
        except Malformed:
            continue
        raise AssertionError(node["kind"])
