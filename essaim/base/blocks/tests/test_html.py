from html.parser import HTMLParser

import pytest
from django.template import Context, Template
from django.utils import translation

from essaim.base.blocks import (
    Bar,
    Chart,
    CommitmentBlock,
    Decision,
    Figure,
    Heading,
    Image,
    KeyFigure,
    KeyFigures,
    Link,
    Listing,
    Notice,
    Paragraph,
    Programme,
    ProgrammeRow,
    Provenance,
    Quote,
    Table,
    Text,
)
from essaim.base.blocks.html import to_html

from .cast import EVERY_KIND

EVIL = "<script>x</script>\"'><img onerror=x>"


class Reader(HTMLParser):
    """Every tag is closed in order, no handler, no style."""

    VOID = frozenset({"img", "br", "hr"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        assert not any(name.startswith("on") or name == "style" for name, _ in attrs)
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.add(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def read(html):
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert reader.open == []
    return reader.tags


def test_every_kind_is_well_formed():
    assert {"h2", "h3", "ul", "ol", "table", "blockquote", "svg", "dl", "pre", "hr"} <= read(to_html(EVERY_KIND))


def test_what_people_wrote_is_only_text():
    tree = [
        Heading(1, EVIL),
        Paragraph([EVIL, Link("javascript:x", EVIL), Link("https://a.org/\"onclick='x'", EVIL)]),
        Quote(EVIL, by=EVIL),
        Table([EVIL], [[EVIL]], EVIL),
        Figure(Image('f/"onload="x', EVIL), EVIL, credit=EVIL),
        Chart("bars", EVIL, [Bar(EVIL, 1, note=EVIL)], EVIL, unit=EVIL),
        Chart("scale", EVIL, [Bar(EVIL, parts=[1, 2])], levels=[EVIL]),
        Decision(EVIL, EVIL, EVIL, None, [EVIL, EVIL]),
        CommitmentBlock(EVIL, EVIL),
        KeyFigures([KeyFigure(EVIL, EVIL, EVIL)]),
        Programme([ProgrammeRow(EVIL, EVIL, EVIL)], EVIL),
        Notice(EVIL, provenance=Provenance(EVIL, authors=[EVIL])),
    ]
    html = to_html(tree, anchors=True)
    assert "script" not in read(html)
    assert "<script" not in html and "javascript:" not in html and html.count("<img") == 1


def test_headings_start_where_the_page_says():
    tree = [Heading(1, "A"), Heading(6, "B")]
    assert to_html(tree, base_level=3) == "<h3>A</h3><h6>B</h6>"


def test_anchors_are_unique():
    html = to_html([Heading(1, "Été !"), Heading(1, "Été"), Heading(1, "???")], anchors=True)
    assert 'id="ete"' in html and 'id="ete-2"' in html and 'id="section"' in html


def test_typography_is_put_when_shown_and_code_is_left():
    tree = [Paragraph(["Quoi ? ", Text("a ? b : c", "code"), " l'eau"])]
    assert to_html(tree, language="fr") == "<p>Quoi\u202f? <code>a ? b : c</code> l’eau</p>"
    assert to_html(tree, language="en") == "<p>Quoi ? <code>a ? b : c</code> l&#x27;eau</p>"


def test_an_item_of_one_paragraph_is_only_its_words():
    html = to_html([Listing(["Un", [Paragraph("Deux"), Listing(["a"])]], ordered=True, start=4)])
    assert html == '<ol start="4"><li>Un</li><li>Deux<ul><li>a</li></ul></li></ol>'


def test_links_away_give_nothing_to_the_other_site():
    assert (
        to_html([Paragraph(Link("https://a.org", "là"))])
        == '<p><a href="https://a.org" rel="noopener noreferrer">là</a></p>'
    )
    assert to_html([Paragraph(Link("pages/1", ""))]) == '<p><a href="pages/1">pages/1</a></p>'


def test_where_it_comes_from_is_said():
    html = to_html(
        [Quote("a", provenance=Provenance("Tour", n=1, anonymity="A2", state="to_validate", authors=["Chloé"]))]
    )
    expected = "Tour · 1 réponse · réponses anonymes · Rédaction\u00a0: Chloé · à valider"
    assert f'<p class="block-provenance is-waiting">{expected}</p>' in html


def test_commitments_side_by_side_are_one_list():
    html = to_html([CommitmentBlock("a"), CommitmentBlock("b"), Paragraph("c"), CommitmentBlock("d")])
    assert html.count("<ul class=") == 2


def test_a_chart_has_its_sentence_and_its_table():
    html = to_html([EVERY_KIND[3]])
    assert "En tête\u00a0: «\u00a0Le temps\u00a0» (18 sur 24)" in html
    assert '<th scope="row">Le temps</th><td>18</td><td>75\u00a0%</td>' in html


def test_the_tags():
    context = Context({"tree": [Heading(1, "A")], "chart": EVERY_KIND[3]})
    html = Template("{% load blocks %}{% blocks tree level=3 anchors=True %}{% chart chart %}").render(context)
    assert html.startswith('<h3 id="a">A</h3><figure class="block-chart">')


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_kind_in_each_language(language):
    with translation.override(language):
        assert "12" in to_html(EVERY_KIND)
