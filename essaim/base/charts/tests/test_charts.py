from xml.etree import ElementTree

import pytest
from django.utils import translation

from essaim.base.blocks import Bar, Chart
from essaim.base.charts import figures_table, for_page, for_paper, sentence
from essaim.base.charts.figures import lower_median, ranked, shown

FREINS = Chart("bars", "Freins", [Bar("Le temps", 18), Bar("L’argent", 11), Bar("Autre", 0)], of=24, unit="voix")
LEVELS = Chart("scale", "Coopérer", [Bar("Déjà", parts=[3, 9, 6, 4, 2, 0])])


def values(svg, name, attribute):
    return [e.get(attribute) for e in ElementTree.fromstring(svg).iter() if e.get("class") == name]


def test_the_longest_possible_bar_is_everyone():
    assert values(for_page(FREINS), "chart-fill", "width") == ["75%", "45.833%"]


def test_without_a_number_of_people_the_largest_fills_the_line():
    chart = Chart("bars", "x", [Bar("a", 2), Bar("b", 4)])
    assert values(for_page(chart), "chart-fill", "width") == ["50%", "100%"]


def test_each_bar_is_read_with_its_figures():
    assert [
        e.get("aria-label") for e in ElementTree.fromstring(for_page(FREINS)).iter() if e.get("role") == "listitem"
    ] == [
        "Le temps, 18 voix, 75\u00a0%",
        "L’argent, 11 voix, 46\u00a0%",
        "Autre, 0 voix, 0\u00a0%",
    ]


def test_a_scale_is_stacked_whole():
    widths = [
        float(w.rstrip("%"))
        for level in range(6)
        for w in values(for_page(LEVELS), f"chart-level-{level}", "width")
        if w.endswith("%")
    ]
    assert sum(widths) == pytest.approx(100, abs=0.01)


def test_equal_values_share_a_rank():
    bars = [Bar("a", 9), Bar("b", 12), Bar("c", 9), Bar("d", 2)]
    assert [(rank, bar.label) for rank, bar in ranked(bars)] == [(1, "b"), (2, "a"), (2, "c"), (4, "d")]


@pytest.mark.parametrize(
    ("parts", "median"),
    [([3, 9, 6, 4, 2, 0], 1), ([0, 0], None), ([], None), ([1, 0, 1], 0), ([0, 0, 1], 2), ([1, 1, 1], 1)],
)
def test_the_lower_median(parts, median):
    assert lower_median(parts) == median


def test_tables():
    assert figures_table(FREINS)[0] == ["Proposition", "Voix", "Part"]
    assert figures_table(LEVELS)[1] == [["Déjà", "3", "9", "6", "4", "2", "0", "24", "1"]]
    head, rows = figures_table(Chart("ranking", "x", [Bar("a", 1), Bar("b", 2, note="ici")]))
    assert head == ["Rang", "Proposition", "Réponses", "Remarque"]
    assert rows == [["1", "b", "2", "ici"], ["2", "a", "1", ""]]


@pytest.mark.parametrize(
    ("chart", "said"),
    [
        (FREINS, "En tête : « Le temps » (18 sur 24). Puis « L’argent » (11)."),
        (LEVELS, "« Déjà » : 24 réponses, médiane 1."),
        (Chart("bars", "x", []), "Aucune réponse pour l’instant."),
        (Chart("bars", "x", [Bar("a", 0)]), "Aucune réponse pour l’instant."),
        (Chart("bars", "x", [Bar("a", 2), Bar("b", 2)]), "En tête, à égalité : « a » et « b » (2)."),
        (Chart("bars", "x", [Bar(c, 2) for c in "abcd"]), "4 propositions arrivent en tête à égalité, avec 2 chacune."),
        (Chart("scale", "x", [Bar("a", parts=[0, 0])]), "« a » : aucune réponse."),
        (Chart("bars", "x", [Bar("a", 1)], "La mienne."), "La mienne."),
    ],
)
def test_the_sentence_says_what_stands_out(chart, said):
    assert sentence(chart).replace("\u00a0", " ") == said


def test_numbers_as_people_write_them():
    with translation.override("fr"):
        assert (shown(3), shown(3.0), shown(3.25), shown(None)) == ("3", "3", "3,25", "–")


@pytest.mark.parametrize(
    "chart",
    [
        FREINS,
        LEVELS,
        Chart("bars", "x", []),
        Chart("scale", "x", [Bar("a", parts=[])]),
        Chart("ranking", "x", [Bar("a")]),
    ],
)
def test_drawings_are_well_formed_and_carry_no_style(chart):
    for svg in (for_page(chart), for_paper(chart)):
        ElementTree.fromstring(svg)
        assert "style" not in svg
    assert "class" not in for_paper(chart)


def test_long_names_of_levels_are_listed_once():
    chart = Chart("scale", "x", [Bar("a", parts=[1, 2]), Bar("b", parts=[1, 2])], levels=["Pas du tout", "Tout à fait"])
    assert for_page(chart).count(">Tout à fait<") == 1
