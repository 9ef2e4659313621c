"""The look keeps its promises: contrast, weight, names for those who listen, nothing that the CSP would refuse."""

import gzip
import re
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from math import dist
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.translation import override

from essaim.base import circle, patterns
from essaim.base.icons import ICONS
from essaim.base.templatetags import look

BASE = Path(__file__).parent.parent
STATIC, TEMPLATES = BASE / "static/base", BASE / "templates/base"
CSS = sorted((STATIC / "css").glob("*.css"))
PALETTE = "paper card mist line edge ink ink-2 pin on-pin pin-soft miel on-miel miel-soft miel-ink".split() + (
    "brique on-brique brique-soft ciel on-ciel ciel-soft".split()
)
NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def drawn(source: str, **values: object) -> str:
    with override("fr"):
        return Template("{% load look %}" + source).render(Context(values))


# colour


def colours(theme: int) -> dict[str, str]:
    text = (STATIC / "css/tokens.css").read_text()
    found = re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\);", text)
    return {name: (light, dark)[theme] for name, light, dark in found}


def contrast(one: str, other: str) -> float:
    def luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("words", "behind", "least"),
    [
        *((words, behind, 4.5) for words in ("ink", "ink-2", "pin", "brique", "ciel") for behind in ("paper", "card")),
        *((words, "mist", 4.5) for words in ("ink", "ink-2", "pin")),
        *((words, f"{words}-soft", 4.5) for words in ("pin", "brique", "ciel")),
        *(("ink", f"{soft}-soft", 4.5) for soft in ("pin", "brique", "ciel", "miel")),
        *(("ink-2", f"{soft}-soft", 4.5) for soft in ("pin", "miel")),
        *((f"on-{tone}", tone, 4.5) for tone in ("pin", "brique", "ciel", "miel")),
        *(("miel-ink", behind, 4.5) for behind in ("paper", "card", "miel-soft")),
        *(("edge", behind, 3) for behind in ("paper", "card")),
        ("pin", "mist", 3),
    ],
)
def test_every_pair_of_colours_can_be_read(theme, words, behind, least):
    palette = colours(theme)

    assert contrast(palette[words], palette[behind]) >= least


def test_components_use_what_colours_mean_never_what_they_are():
    used = {
        (file.name, name)
        for file in CSS
        if file.name != "tokens.css"
        for name in re.findall(r"var\(--([\w-]+)", file.read_text())
        if name in PALETTE
    }

    assert used == set()


def test_every_token_that_is_used_is_defined():
    text = "".join(file.read_text() for file in CSS)
    scripts = "".join(file.read_text() for file in (STATIC / "js").glob("*.js"))
    defined = {*re.findall(r"--([\w-]+):", text), *re.findall(r'"--([\w-]+)"', scripts), "from", "to", "lane", "lanes"}

    assert set(re.findall(r"var\(--([\w-]+)", text)) <= defined


# the circle


@pytest.mark.parametrize("total", [*range(1, 70), 100, 150, 200, 299, 300])
def test_everyone_has_one_dot_inside_the_circle_and_nobody_hides_another(total):
    points, radius = circle._points(total)

    assert len(points) == total
    assert all((x * x + y * y) ** 0.5 + radius <= 115 for x, y in points)
    pairs = ((a, b) for at, a in enumerate(points) for b in points[at + 1 :])
    nearest = min((dist(a, b) for a, b in pairs), default=1000)
    assert nearest >= 2 * radius


def test_dots_fill_clockwise_from_the_top():
    points, _ = circle._points(12)

    assert points[0] == pytest.approx((0, -94))
    assert all(x > -1e-9 for x, _ in points[:7])
    assert all(y1 < y2 for (_, y1), (_, y2) in pairwise(points[:7]))


def test_each_state_has_its_own_shape():
    full, concern, objection, pending = circle.circle([("full", 9), ("concern", 1), ("objection", 2), ("pending", 2)])

    assert (full.hole, full.bar) == (0, "")
    assert 0 < concern.hole < pending.hole
    assert objection.bar.count("m") == 2
    assert full.path.count("h0") == 9


@pytest.mark.parametrize("states", [{"full": 300}, {"full": 0}, {"full": 200, "objections": 20, "concerns": 40}])
def test_three_hundred_people_fit_in_a_part_pushed_to_phones(states):
    said = {"concerns": 0, "objections": 0, **states}
    html = drawn("{% circle 300 full concerns=concerns objections=objections label='ont écrit' %}", **said)

    assert len(html.encode()) < 4096
    ElementTree.fromstring(html.strip())


def test_a_circle_is_heard_as_a_sentence():
    assert "<title>10 sur 14 consentent</title>" in drawn("{% circle 14 10 objections=1 label='consentent' %}")
    assert "<title>Tout le monde a écrit</title>" in drawn("{% circle 2 2 title='Tout le monde a écrit' %}")


def test_more_voices_than_people_is_still_a_circle():
    assert drawn("{% circle 3 4 %}").count("h0") == 4
    assert "0" in drawn("{% circle 0 0 label='personne' %}")


# icons, meters, clocks


@pytest.mark.parametrize("name", ICONS)
def test_icons_are_drawn_without_a_colour_of_their_own(name):
    svg = ElementTree.fromstring(look.icon(name))

    assert svg.get("aria-hidden") == "true"
    assert not re.search(r"fill|stroke|style", ICONS[name])


def test_an_icon_alone_has_a_name_and_an_unknown_one_is_refused():
    assert 'role="img" aria-label="&lt;Fermer&gt;"' in look.icon("cross", "<Fermer>")
    with pytest.raises(KeyError):
        look.icon("unicorn")


@pytest.mark.parametrize(
    ("value", "total", "share"), [(3, 12, "25"), (13, 12, "100"), (1, 3, "33.33"), (0, 0, "0"), (-1, 2, "0")]
)
def test_a_meter_stays_between_empty_and_full(value, total, share):
    assert f'width="{share}"' in drawn("{% meter value total %}", value=value, total=total)


@pytest.mark.parametrize(
    ("left", "text"),
    [(702_000, "11:42"), (701_001, "11:42"), (3_900_000, "1:05:00"), (1, "00:01"), (0, "00:00"), (-5000, "00:00")],
)
def test_the_clock_is_right_before_any_script(left, text):
    assert look.clock(timedelta(milliseconds=left)) == text


def test_a_late_clock_says_so():
    html = drawn("{% countdown until now late='C’est l’heure' %}", until=NOON, now=NOON + timedelta(seconds=1))

    assert 'late-text="C’est l’heure"' in html and html.strip().endswith(">C’est l’heure</count-down>")


# pages


@pytest.mark.parametrize("page", ["", "phone", "wall", "console"])
@pytest.mark.parametrize("theme", ["", "dark", "pink"])
def test_patterns_show_every_component(page, theme):
    with override("fr"):
        html = patterns.patterns(RequestFactory().get("/patterns", {"page": page, "theme": theme})).content.decode()

    assert not re.search(r"\sstyle=|<style|\son\w+=|javascript:", html)
    assert not re.search(r"<script(?![^>]* src=)", html)
    assert ('data-theme="dark"' in html) == (theme == "dark")
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    links = re.findall(r'aria-(?:describedby|labelledby)="([^"]+)"', html)
    described = {name for names in links for name in names.split()}
    assert described <= set(ids)


def test_what_is_wrong_is_said_by_the_field_and_linked_to_it():
    html = drawn("{% include 'base/_field.html' with field=form.count %}", form=patterns.context()["wrong"])

    assert 'id="wrong_count_error"' in html
    assert 'aria-invalid="true"' in html and 'aria-describedby="wrong_count_error"' in html
    assert 'value="0"' in html


@pytest.mark.parametrize("template", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.name)
def test_templates_say_what_they_need(template):
    text = template.read_text()

    assert text.startswith("{# needs: ")
    assert "style=" not in text


# weight


def test_what_every_phone_loads_leaves_room_for_words():
    phone = ("tokens", "base", "components", "forms", "print")
    weight = sum(len(gzip.compress((STATIC / f"css/{name}.css").read_bytes())) for name in phone)
    weight += sum(font.stat().st_size for font in (STATIC / "fonts").glob("*.woff2"))

    assert weight < 56_000
