"""A place: known, in one's own words, or a point of the map."""

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from essaim.questionnaires import actions, mapping
from essaim.questionnaires.answers import as_typed, read_answer
from essaim.questionnaires.bringing import yaml_file
from essaim.questionnaires.drafting import Draft, drafted, made
from essaim.questionnaires.mapping import Point
from essaim.questionnaires.models import Answer
from essaim.questionnaires.types import type_of

LINES = "Sanitas ; 47,386 ; 0,698\nLes Fontaines (47.359, 0.711)\nAilleurs en ville"


def asked(lines: str = LINES):
    return made(Draft(text={"fr": "Où agissez-vous ?"}, kind="place", choices={"fr": lines}), "where")


def posted(**fields: str) -> QueryDict:
    typed = QueryDict(mutable=True)
    for name, value in fields.items():
        typed[f"where.{name}"] = value
    return typed


def test_known_places_are_written_with_where_they_are():
    question = asked()
    found = [(c.label["fr"], c.lat, c.lon) for c in question.fields[0].choices]
    assert found == [
        ("Sanitas", 47.386, 0.698), ("Les Fontaines", 47.359, 0.711), ("Ailleurs en ville", None, None)
    ]  # fmt: skip
    assert drafted(question).choices["fr"].splitlines()[0] == "Sanitas ; 47.386 ; 0.698"
    again = made(drafted(question), "where", question)
    assert again.fields == question.fields


@pytest.mark.parametrize(
    ("fields", "value"),
    [
        ({"place": "c1"}, {"place": "c1", "label": "Sanitas", "lat": 47.386, "lon": 0.698}),
        ({"place": "c3"}, {"place": "c3", "label": "Ailleurs en ville"}),
        ({"label": "Le jardin"}, {"label": "Le jardin"}),
        ({"lat": "47,39412", "lon": "-0.68"}, {"label": "", "lat": 47.394, "lon": -0.68}),
        ({}, {}),
    ],
)
def test_what_is_given_is_read_and_given_back(fields, value):
    read = read_answer(asked(), posted(**fields))
    assert read.is_right and read.value.get("where", {}) == value
    if value:
        assert read_answer(asked(), as_typed(asked(), read.value)).value == read.value


@pytest.mark.parametrize(
    "fields",
    [
        {"place": "c9"}, {"lat": "47"}, {"lat": "91", "lon": "0"}, {"lat": "1", "lon": "181"},
        {"lat": "1e3", "lon": "2"}, {"lat": "nan", "lon": "2"}, {"label": "x" * 121}, {"lat": "47" * 5000, "lon": "1"},
    ],
)  # fmt: skip
def test_what_is_not_a_place_is_refused_by_its_field(fields):
    read = read_answer(asked(), posted(**fields))
    assert not read.is_right and all(name.startswith("where.") for name in read.problems)


def test_words_of_people_are_not_counted_by_name():
    part = asked().fields[0]
    chart = type_of(part).drawn("Où ?", part, [{"label": "Chez Karima"}, {"place": "c1", "label": "Sanitas"}], "fr")
    assert "Karima" not in str(chart.bars) and [bar.value for bar in chart.bars] == [1, 0, 0, 1]


@given(st.lists(st.tuples(st.floats(-89, 89), st.floats(-179, 179)), min_size=1, max_size=12))
def test_a_map_shows_every_place_and_north_is_up(places):
    points = [Point(lat, lon) for lat, lon in places]
    frame = mapping.frame(points)
    assert frame is not None
    for point in points:
        x, y = frame.at(point)
        assert 0 <= x <= 100 and 0 <= y <= frame.tall
    north, south = max(points, key=lambda p: p.lat), min(points, key=lambda p: p.lat)
    assert frame.at(north)[1] <= frame.at(south)[1]
    assert 49 <= frame.tall <= 131


def test_a_file_carries_the_places(space, amina, db, now):
    one = actions.create_own(space, "Le tour du quartier", by=amina)
    one = actions.add_question(one, drafted(asked()), by=amina)
    read = yaml_file.read(yaml_file.written(one.asked))
    assert read.questions[0].fields[0].choices[0].lat == 47.386


@pytest.mark.django_db
def test_answered_on_a_phone(space, amina, bruno, client_for, now):
    one = actions.create_own(space, "Le tour du quartier", by=amina)
    one = actions.open_questionnaire(actions.add_question(one, drafted(asked()), by=amina), by=amina)
    code = one.asked.questions[-1].code
    phone = client_for(bruno)
    page = phone.get(f"questionnaires/{one.pk}/{code}/").text
    assert "<svg" in page and "Sanitas" in page and "http" not in page.partition("place-map")[2].partition("</svg>")[0]
    assert phone.post(f"questionnaires/{one.pk}/{code}/", {f"{code}.place": "c1"}).status_code == 303
    assert Answer.objects.get().value[code]["lat"] == 47.386
    assert "Sanitas" in phone.get(f"questionnaires/{one.pk}/end/").text
