from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from essaim.live.parts import PartContext
from essaim.programme.founding import found_programme
from essaim.programme.models import Module, Sequence
from essaim.programme.parts import PARTS
from essaim.programme.trame import read_named
from essaim.spaces.changes import change
from essaim.spaces.models import Member, Space

pytestmark = pytest.mark.usefixtures("now")


@pytest.fixture
def day(space: Space, amina: Member) -> list[Sequence]:
    with change(space, by=amina) as journal:
        return found_programme(journal, space, read_named(), "fr")


def page(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined]


INPUT = "018f0000-0000-7000-8000-00000000000"
SENT = {
    "title": "Conclure",
    "start": "17:00",
    "minutes": "30",
    "min_minutes": "25",
    "then": "shift",
    "kind": "sequence",
}
FIELDS = ("id", "method", "minutes", "title", "question", "card")
EVERYBODY = ["programme/", "programme/versions/", "modules/", "modules/new/"]
FACILITATORS = ["programme/adjust/", "programme/late/", "console/day/", "console/modules/"]
WALL = ["wall/programme/", "wall/modules/"]


@pytest.mark.parametrize("path", EVERYBODY + FACILITATORS + WALL)
def test_every_page_opens_for_who_may(
    path: str, space: Space, day: list[Sequence], amina: Member, bruno: Member, client_for: Callable
) -> None:
    wall = client_for(space=space, kind="wall").get(path).status_code
    assert client_for(amina).get(path).status_code == 200
    assert client_for(bruno).get(path).status_code == (403 if path in FACILITATORS else 200)
    assert wall == (200 if path in WALL else 403)


def test_another_space_sees_nothing(day: list[Sequence], denis: Member, client_for: Callable) -> None:
    phone = client_for(denis)
    module = Module.objects.first()

    for path in (f"programme/sequences/{day[0].pk}/", f"modules/{module.pk}/", f"wall/modules/{module.pk}/"):
        assert phone.get(path).status_code == 404
    assert phone.post(f"modules/{module.pk}/seat").status_code == 404
    assert "Temps d’interconnaissance" not in page(phone.get("programme/"))


def test_the_programme_says_now_and_next(day: list[Sequence], bruno: Member, client_for: Callable) -> None:
    html = page(client_for(bruno).get("programme/"))

    assert 'aria-current="step"' in html
    assert "En ce moment, jusqu’à 13\u00a0h\u00a000" in html
    assert "Libérer le potentiel coopératif du groupe" in html


def test_the_programme_in_english(day: list[Sequence], bruno: Member, client_for: Callable) -> None:
    phone = client_for(bruno)
    phone.cookies["lang"] = "en"

    assert "Freeing the group’s cooperative potential" in page(phone.get("programme/")).replace("&#x27;", "’")


def test_adjusting_by_forms(space: Space, day: list[Sequence], amina: Member, client_for: Callable) -> None:
    console = client_for(amina)
    last = day[-1]
    sent = {
        "title": "Conclure",
        "start": "17:05",
        "minutes": "25",
        "min_minutes": "20",
        "then": "shift",
        "kind": "sequence",
    }

    assert console.post(f"programme/sequences/{last.pk}/edit/", sent).status_code == 303
    last.refresh_from_db()
    assert (last.title, last.start, last.minutes) == ("Conclure", 1025, 25)


@pytest.mark.parametrize(
    ("change_to", "sentence"),
    [
        ({"start": "25:99"}, "Cette heure n’existe pas"),
        ({"start": "bientôt"}, "Écrivez une heure"),
        ({"start": "16:30"}, "n’est pas fini (jusqu’à 17\u00a0h\u00a000)"),
        ({"minutes": "0"}, "Écrivez un nombre de minutes"),
        ({"title": ""}, "Donnez un titre"),
        ({"minutes": "10"}, "Le minimum dépasse la durée"),
        ({"then": "dance"}, "errorlist"),
    ],
)
def test_bad_input_keeps_what_was_typed(
    change_to: dict[str, str], sentence: str, day: list[Sequence], amina: Member, client_for: Callable
) -> None:
    sent = {
        "title": "Conclure",
        "start": "17:00",
        "minutes": "30",
        "min_minutes": "25",
        "then": "shift",
        "kind": "sequence",
    }

    response = client_for(amina).post(f"programme/sequences/{day[-1].pk}/edit/", sent | change_to)

    assert response.status_code == 422
    assert sentence in page(response)
    assert (change_to.get("title", "Conclure") or 'name="title"') in page(response)
    day[-1].refresh_from_db()
    assert (day[-1].title, day[-1].start) == ("Conclusion de la journée", 1020)


def test_steps_by_rows(day: list[Sequence], amina: Member, client_for: Callable) -> None:
    row = day[-1]
    sent = {}
    for index, step in enumerate(row.shown_steps):
        sent |= {f"step-{index}-{name}": step[name] for name in FIELDS}
    sent |= {"step-0-question": "Un premier pas", "step-1-minutes": "", "step-1-title": "", "step-1-question": ""}
    before = [step["id"] for step in row.steps]

    client = client_for(amina)
    assert client.post(f"programme/sequences/{row.pk}/steps", sent).status_code == 303
    row.refresh_from_db()
    assert [step["id"] for step in row.steps] == [before[0], *before[2:]]
    assert row.steps[0]["question"] == {"fr": "Un premier pas"}
    assert row.steps[0]["title"] == {"fr": "Nos engagements", "en": "Our commitments"}

    refused = client.post(f"programme/sequences/{row.pk}/steps", sent | {"step-0-minutes": "300"})
    assert refused.status_code == 422 and "Raccourcissez une étape" in page(refused)


def test_adding_moving_publishing(space: Space, day: list[Sequence], amina: Member, client_for: Callable) -> None:
    console = client_for(amina)
    new = {
        "input_id": "018f0000-0000-7000-8000-000000000001",
        "title": "Statuts",
        "minutes": "20",
        "after": str(day[8].pk),
    }

    assert console.post("programme/sequences/new", new).status_code == 303
    assert console.post("programme/sequences/new", new).status_code == 303
    assert space.sequences.filter(title="Statuts").count() == 1
    assert console.post(f"programme/sequences/{day[4].pk}/place", {"steps": "1"}).status_code == 303
    assert console.post(f"programme/sequences/{day[4].pk}/place", {"steps": "up"}).status_code == 422
    assert "Pas encore publié" in page(console.get("programme/versions/"))
    version = {"input_id": INPUT + "2", "reason": "Les statuts d’abord"}
    assert console.post("programme/versions/new", version | {"reason": " "}).status_code == 422
    assert console.post("programme/versions/new", version).status_code == 303
    assert space.programme_versions.count() == 2
    html = page(console.get("programme/versions/"))
    assert "Version 2" in html and "Les statuts d’abord" in html and "Ajoutée" in html


def test_starting_and_being_late(space: Space, day: list[Sequence], amina: Member, client_for: Callable) -> None:
    console = client_for(amina)

    assert console.post(f"programme/sequences/{day[5].pk}/start").status_code == 303
    html = page(console.get("programme/late/?more=10"))
    assert "La suite se décale de 10\u00a0min" in html and "Décaler la suite" in html
    assert console.post("programme/absorb", {"how": "dance", "end": "790"}).status_code == 422
    assert console.post("programme/absorb", {"how": "shift", "end": "790"}).status_code == 303
    assert space.sequences.get(pk=day[6].pk).start == 790


def test_the_same_queries_for_one_day_and_three(
    space: Space, day: list[Sequence], bruno: Member, client_for: Callable
) -> None:
    phone = client_for(bruno)
    with CaptureQueriesContext(
        connection,
    ) as few:
        phone.get("programme/")
    for row in day[:3]:
        Sequence.objects.create(
            space=space, place="z", start=row.start, minutes=5, min_minutes=5, title="Encore", day=1
        )
    with CaptureQueriesContext(connection) as many:
        phone.get("programme/")
    assert len(few) == len(many)


def test_what_is_pushed_to_phones_is_small(space: Space, day: list[Sequence]) -> None:
    sizes = {part.name: len(part.render(PartContext(space, "", "fr", part.audience)).encode()) for part in PARTS[:2]}

    assert sizes["now-next"] <= 1500
    assert sizes["programme"] <= 4096
