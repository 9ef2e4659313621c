import io
import threading
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pikepdf
import pytest
from PIL import Image as Picture

from essaim.base.blocks import (
    Bar,
    Chart,
    Code,
    CommitmentBlock,
    Decision,
    Figure,
    Heading,
    Image,
    KeyFigures,
    Link,
    Listing,
    Notice,
    Paragraph,
    Programme,
    Quote,
    Table,
)
from essaim.base.blocks.tests.cast import EVERY_KIND
from essaim.report.typst import Pdf, PdfDocument, pdf

from .reading import pages_of, text_of

BOTH = "ua-1 + a-2a"
HOSTILE = r"""#eval("1") #read("/etc/passwd") $x^2$ *gras* _it_ @ref <lab> \u{41} `c` // com /* x */ = titre [a](b) ~"""


def jpeg(src: str = "", red: int = 14) -> bytes:
    saved = io.BytesIO()
    Picture.new("RGBA", (400, 300), (red, 90, 73, 128)).save(saved, "PNG")
    return saved.getvalue()


@pytest.fixture(scope="module")
def report() -> Pdf:
    return pdf(
        PdfDocument(
            "Le Réseau des possibles : une journée",
            EVERY_KIND,
            kicker="Bilan",
            subtitle="Ce qui s'est dit",
            lines=("Tours, le 12 octobre 2026",),
            people=24,
            people_label="participantes et participants",
            summary=(Heading(1, "En bref"), Paragraph("Trois projets.")),
            credits="Écrit par Chloé et Bruno",
            authors=("Chloé", "Bruno"),
            written_at=datetime(2026, 10, 20, tzinfo=UTC),
            picture=jpeg,
        )
    )


@pytest.fixture(scope="module")
def opened(report: Pdf) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(report.content)) as file:
        yield file


def tags(node: Any) -> Iterator[Any]:
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from tags(child)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from tags(node.K)


def all_tags(file: pikepdf.Pdf) -> list[Any]:
    return list(tags(file.Root.StructTreeRoot.K))


def test_it_reaches_both_standards(report, opened):
    assert report.standard == BOTH and report.unprintable == frozenset()
    with opened.open_metadata() as said:
        assert (said["pdfuaid:part"], said["pdfaid:part"], said["pdfaid:conformance"]) == ("1", "2", "A")
        assert said["dc:title"] == "Le Réseau des possibles\u00a0: une journée"
        assert said["dc:creator"] == ["Chloé, Bruno"]
    assert str(opened.Root.Lang) == "fr-FR"
    assert opened.Root.ViewerPreferences.DisplayDocTitle and opened.Root.MarkInfo.Marked
    assert "/OutputIntents" in opened.Root and opened.Root.Outlines.Count != 0


def test_everything_has_its_tag(opened):
    counted = Counter(str(tag.S) for tag in all_tags(opened))
    assert {
        "/Title",
        "/H1",
        "/H2",
        "/P",
        "/L",
        "/LI",
        "/Table",
        "/THead",
        "/TH",
        "/TD",
        "/Caption",
        "/Link",
        "/Code",
    } <= set(counted)
    assert {"/Strong", "/Em", "/BlockQuote", "/TOC"} <= set(counted)
    # The circle of people, three charts, one picture.
    assert counted["/Figure"] == 5


def test_pictures_and_charts_are_described(opened):
    described = [str(tag.get("/Alt")) for tag in all_tags(opened) if tag.S == "/Figure"]
    assert described[0] == "24 participantes et participants"
    assert "Qu’est-ce qui freine vos coopérations\u202f? En tête\u00a0: «\u00a0Le temps\u00a0»" in " ".join(described)
    assert described[-1] == "Le groupe en cercle"


def test_heads_of_tables_say_what_they_head(opened):
    heads = [tag for tag in all_tags(opened) if tag.S == "/TH"]
    assert heads and all(any(a.get("/Scope") == "/Column" for a in pikepdf.Array(tag.A)) for tag in heads)


def test_the_licence_and_the_credits_are_at_the_foot_of_every_page(report):
    pages = pages_of(report.content)
    assert len(pages) >= 5
    for page in pages:
        assert "licence CC BY-SA 4.0" in page
        assert "Écrit par Chloé et Bruno" in page
    assert "Ont contribué : Chloé, Bruno." in pages[-1]


def test_everything_said_is_printed(report):
    text = text_of(report.content)
    for said in (
        "Ce qui s’est dit", "En bref", "Trois projets.", "Partager une salariée comptable.", "12 juin 2026",
        "Le coût réel",
        "14 voix sur 14", "— une structure",
        "Ouvrir l’agenda", "1er mars 2026", "Écrire la charte", "9 h 30", "À retenir",
        "Cercle · à valider", "24 réponses sur 27", "La carte · Amina", "75 %",
    ):  # fmt: skip
        assert said in text, said


def test_what_people_wrote_is_printed_and_never_run():
    tree = (
        Heading(1, HOSTILE),
        Paragraph([HOSTILE, Link("https://exemple.org", HOSTILE)]),
        Code(HOSTILE),
        Table([HOSTILE], [[HOSTILE]], HOSTILE),
        Chart("bars", HOSTILE, [Bar(HOSTILE, 1)], HOSTILE),
        Decision(HOSTILE, HOSTILE),
        CommitmentBlock(HOSTILE),
        Quote(HOSTILE, HOSTILE),
        Notice(HOSTILE),
    )
    made = pdf(PdfDocument(HOSTILE, tree, lines=(HOSTILE,), credits=HOSTILE, authors=(HOSTILE,)), "en")
    assert made.standard == BOTH
    text = text_of(made.content)
    assert text.count('#eval("1") #read("/etc/passwd") $x^2$ *gras* _it_ @ref <lab> \\u{41} `c` //') >= 8


@pytest.mark.parametrize(
    ("typed", "printed", "missing"),
    [
        ("Merci 🎉 👩🏽‍🏫 ❤️", "Merci 🎉 👩🏫 ❤", ""),
        ("你好 Amina", "□□ Amina", "你好"),
        ("a\ue000b\x00\x07\u202e\u200bc", "a□bc", "\ue000"),
        ("ﬁn ①", "ﬁn 1", ""),
        ("e\u0301te\u0301", "été", ""),
    ],
)
def test_letters_without_a_glyph_never_cost_the_document(typed, printed, missing):
    made = pdf(PdfDocument(typed, (Heading(1, typed), Paragraph(typed), Chart("bars", typed, [Bar(typed, 1)]))))
    assert made.standard == BOTH and made.unprintable == set(missing)
    assert printed.replace("ﬁ", "fi") in text_of(made.content).replace("ﬁ", "fi")


@pytest.mark.parametrize(
    "tree",
    [
        (),
        (Heading(5, "Loin"), Heading(1, "Près"), Heading(6, "Loin"), Heading(1, "")),
        (Table([], []), Table(["a"], []), Table(["a"], [["1", "2"], []])),
        (Listing([]), Listing([[]]), Quote([]), KeyFigures([]), Programme([]), Notice(""), Paragraph("")),
        (
            Chart("bars", "x", []),
            Chart("scale", "x", []),
            Chart("scale", "x", [Bar("a")]),
            Chart("ranking", "x", [Bar("a")]),
        ),
        (Listing([[Heading(1, "Dans une liste"), Quote([Listing(["a"])])]]),),
        (Paragraph(Link("https://exemple.org/" + "x" * 300, "")), Paragraph("x" * 400)),
    ],
)
def test_odd_trees_are_printed_too(tree):
    assert pdf(PdfDocument("Essai", tree)).standard == BOTH


def test_an_empty_document_says_so():
    made = pdf(PdfDocument("", ()))
    assert made.standard == BOTH
    assert "Ce document est vide pour l’instant." in text_of(made.content)


def test_a_picture_that_cannot_be_read_gives_its_description():
    made = pdf(
        PdfDocument(
            "Essai", (Figure(Image("f/1", "Le cercle")), Figure(Image("f/2", "La carte"))), picture=lambda src: b"x"
        )
    )
    assert made.standard == BOTH
    assert "Le cercle" in text_of(made.content)


def test_a_draft_says_it_on_every_page_and_english_is_whole():
    made = pdf(PdfDocument("Report", (Paragraph("Why ?"),), draft=True))
    assert all("Brouillon" in page for page in pages_of(made.content))
    english = pdf(PdfDocument("Report", (Paragraph("Why ?"),)), "en")
    with pikepdf.open(io.BytesIO(english.content)) as file:
        assert str(file.Root.Lang) == "en-GB"
    assert "Why ?" in text_of(english.content)


def test_the_same_document_is_the_same_file():
    document = PdfDocument("Essai", EVERY_KIND, written_at=datetime(2026, 1, 1, tzinfo=UTC), picture=jpeg)
    assert pdf(document).content == pdf(document).content


def test_several_asked_at_once_all_come():
    made: list[Pdf] = []
    threads = [threading.Thread(target=lambda: made.append(pdf(PdfDocument("Essai", EVERY_KIND)))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [one.standard for one in made] == [BOTH] * 4


def test_a_drawing_stays_with_its_title_and_what_is_said_of_it():
    tree = []
    for number in range(12):
        tree += [Paragraph(f"Reste {number}.")] * (number * 3 % 11)
        tree += [Heading(2, "Le mur des freins"), Paragraph("Ce qui freine."), Figure(Image(f"f/{number}", "Le mur"))]
    made = pdf(PdfDocument("Essai", tuple(tree), picture=lambda src: jpeg(red=20 * int(src[2:]))))
    with pikepdf.open(io.BytesIO(made.content)) as file:
        drawn = [len(page.get_images()) for page in file.pages]
    # The contents name them too, on a page without drawings.
    titles = [page.count("Le mur des freins Ce qui freine.") for page in pages_of(made.content)]
    assert titles == drawn and sum(drawn) == 12
