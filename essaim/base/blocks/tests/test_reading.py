"""HTML and YesWiki, read with distrust."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from essaim.base.blocks import (
    CheckList,
    Code,
    Figure,
    Heading,
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
from essaim.base.blocks.plain import plain
from essaim.base.blocks.read_html import read_html
from essaim.base.blocks.read_yeswiki import from_yeswiki, looks_like_an_export, pages_of, rows_of

from .test_office import WRITTEN


def test_our_own_page_comes_back() -> None:
    kept = [
        one for one in WRITTEN if isinstance(one, Heading | Listing | Quote | Code | Rule) and one is not WRITTEN[7]
    ]
    found = read_html(str(to_html(kept, base_level=1, language="en")))
    assert found.title == "Titre" and list(found.blocks) == kept[1:]


def test_a_page_as_people_write_them() -> None:
    found = read_html(
        "<title>La charte</title><style>p{}</style><p>Bon<b>jour <i>tous</b></i> <a href=/x>ici</a><br>là"
        "<ul><li>un<ul><li>deux</ul><li>trois</ul><table><caption>Qui</caption><tr><th>A<th>B<tr><td>1<td><p>2<p>3</table>"
        "<blockquote>dit</blockquote><pre>a\n  b</pre><img alt='plan' src='plan.png'><img alt=loin src=http://z.org/y.png>",
        {"plan.png": b"x"}.get,
    )
    assert found.title == "La charte"
    assert found.blocks[0].inlines[0] == Text("Bon") and Link("/x", "ici") in found.blocks[0].inlines  # type: ignore[attr-defined]
    assert found.blocks[1] == Listing([[Paragraph("un"), Listing(["deux"])], "trois"])
    assert found.blocks[2] == Table(["A", "B"], [["1", "2\n3"]], "Qui")
    assert found.blocks[3:5] == (Quote("dit"), Code("a\n  b"))
    figure = found.blocks[5]
    assert isinstance(figure, Figure) and found.pictures == {figure.image.src: b"x"} and figure.image.alt == "plan"
    assert found.blocks[6] == Paragraph("loin") and found.lost == ("une image",)


def test_a_list_of_boxes_is_to_be_done() -> None:
    assert read_html("<ul><li>☑ fait<li>☐ à faire</ul>").blocks == (CheckList(["fait", "à faire"], [0]),)


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        "<p onclick=alert(1)>x</p><style>*{}</style>",
        "<a href='java&#10;script:alert(1)'>x</a>",
        "<img src=x onerror=alert(1)>",
        "<svg><script>alert(1)</script></svg>",
        "<template><p>alert(1)</p></template>",
        "<p><<script>alert(1)//<</script>",
        "<!--<img src=--><img src=x onerror=alert(1)//>",
        "<iframe src=javascript:alert(1)></iframe>",
        "<div" + ">" + "<div>" * 5000 + "fond",
        "<ul><li>" * 3000,
        "<table>" * 500 + "<tr><td>x",
        "<b>" * 5000 + "x",
    ],
)
def test_hostile_html_leaves_no_trace(html: str) -> None:
    blocks = read_html(html).blocks
    check(blocks)
    shown = str(to_html(blocks))
    assert "<script" not in shown and "onerror" not in shown.replace("&lt;", "") and "javascript" not in shown
    assert "style" not in shown and "<img" not in shown


TAGS = [
    tag.replace("_", " ")
    for tag in (
        "<p> </p> <ul> <ol> <li> </li> </ul> <table> <tr> <td> <th> </table> <b> </b> <i> <a_href=javascript:x> </a> "
        "<pre> </pre> <blockquote> </blockquote> <h1> </h1> <img_src=x> <br> <script> </script> <figure> <figcaption> "
        "<div> </div> <!-- --> <svg> &lt; &#0; <table> <caption> <thead> <style> </style> <title> <dl> <dt> <dd>"
    ).split()
]


@settings(max_examples=400, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(TAGS), st.text(max_size=6)), max_size=40).map("".join))
def test_any_soup_gives_a_lawful_tree(html: str) -> None:
    blocks = read_html(html).blocks
    check(blocks)
    assert "<script" not in to_html(blocks) and 'href="javascript' not in to_html(blocks)


WIKI = """======Notre charte======
**Gras** et //italique// avec [[http://exemple.org un site]], [[PageDeux la suite]] et PageTrois, mais pas MotInconnu.
Deuxième ligne : https://a.org/x.
 - un
 - deux
  - deux a
 1) premier
==Petit==
[|
| **Nom** | **Ville** |
| Régie | Tours |
|]
----
%%code
x%%
{{attach file="plan.pdf" desc="Le plan"}} {{section class="x"}}
""<b>html</b> <script>alert(1)</script>""
un // seul et http://b.org/y
"""


def test_a_wiki_page() -> None:
    blocks = from_yeswiki(WIKI, frozenset({"PageTrois"}))
    check(blocks)
    first, words, bullets, numbers, small, table, rule, code, attached, html, last = blocks
    assert first == Heading(1, "Notre charte") and small == Heading(5, "Petit") and rule == Rule()
    assert isinstance(words, Paragraph)
    links = [one for one in words.inlines if isinstance(one, Link)]
    assert links == [
        Link("http://exemple.org", "un site"),
        Link("wiki/PageDeux", "la suite"),
        Link("wiki/PageTrois", "PageTrois"),
        Link("https://a.org/x", "https://a.org/x"),
    ]
    assert bullets == Listing(["un", [Paragraph("deux"), Listing(["deux a"])]]) and numbers == Listing(
        ["premier"], True
    )
    assert table == Table(["Nom", "Ville"], [["Régie", "Tours"]]) and code == Code("code\nx")
    assert plain([attached]) == "Fichier joint\u00a0: Le plan" and html == Paragraph(Text("html", "bold"))
    assert plain([last]) == "un // seul et http://b.org/y"


PAGES = [
    {"tag": "PagePrincipale", "body": "Bienvenue, voir [[PageDeux la suite]]", "owner": "Chloe"},
    {"tag": "PageDeux", "body": "=====La suite=====\nVoilà."},
    {
        "tag": "FicheUne",
        "body": json.dumps(
            {"bf_titre": "Le jardin", "bf_ville": "Tours", "bf_description": "x" * 300, "id_fiche": "FicheUne"}
        ),
    },
]


def test_pages_and_entries_of_a_wiki() -> None:
    rows = rows_of(json.dumps(PAGES))
    assert looks_like_an_export(rows)
    home, second, sheet = pages_of(rows)
    assert (home.title, second.title, sheet.title) == ("Page principale", "La suite", "Le jardin")
    assert second.blocks == (Paragraph("Voilà."),)
    assert sheet.blocks == (
        Listing([[Text("Ville\u00a0: ", "bold"), Text("Tours")]]),
        Heading(2, "Description"),
        Paragraph("x" * 300),
    )


@pytest.mark.parametrize("separator", [",", ";"])
def test_a_form_as_csv(separator: str) -> None:
    head = ["id_fiche", "bf_titre", "bf_ville", "Durée", "date_creation_fiche"]
    text = "\ufeff" + "\n".join(
        separator.join(row) for row in (head, ["Jardin1", "Le jardin", '"Tours, Blois; Amboise"', "2 h", "2024-01-01"])
    )
    (page,) = pages_of(rows_of(text))
    assert page.title == "Le jardin"
    assert plain(page.blocks).split("\n") == ["Ville\u00a0: Tours, Blois; Amboise", "Durée\u00a0: 2 h"]


def test_what_is_no_export_is_none() -> None:
    for text in ("", "bonjour", "[1, 2]", "{", "a;b\n1;2", "[" * 100_000, '{"a": {"b": 1}}'):
        assert not looks_like_an_export(rows_of(text))


SIGNS = [
    sign.replace("_", " ")
    for sign in (
        '== ====== ** // @@ ## %% "" {{ }} [[ ]] [| |] | --- 1) ---- http://a.org javascript:x '
        "[[javascript:x_y]] <b> MotWiki"
    ).split()
] + ["\n", " ", "__"]


@settings(max_examples=400, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(SIGNS), st.text(max_size=6)), max_size=30).map("".join))
def test_any_wiki_text_gives_a_lawful_tree(text: str) -> None:
    blocks = from_yeswiki(text, frozenset({"MotWiki"}))
    check(blocks)
    assert 'href="javascript' not in to_html(blocks)
