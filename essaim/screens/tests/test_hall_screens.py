from datetime import timedelta

import pytest

from essaim.base import clock, ids
from essaim.base.errors import Refused
from essaim.hall import floor, notes, screens
from essaim.hall.models import Hall, TeamNote
from essaim.runs import actions as runs
from essaim.spaces.models import Space

pytestmark = pytest.mark.django_db


@pytest.fixture
def wall(client_for, space, now):
    return client_for(space=space, kind="wall")


def shown(client, page="wall/"):
    return client.get(page).content.decode()


def test_a_frozen_screen_keeps_what_it_showed_until_it_follows_again(space, amina, bruno, chloe, client_for, wall):
    desk = client_for(amina)
    assert desk.post("console/hall/screens", {"mode": "frozen"}).status_code == 303

    run = runs.prepare(space, by=amina, method="free", title="Un secret", params={"question": "Qui ?"})
    runs.open_run(run, by=amina, expected=0)
    assert "Un secret" not in shown(wall) and "Un secret" not in shown(wall, "parts/wall/-")

    desk.post("console/hall/screens", {"mode": ""})
    assert "Un secret" in shown(wall)


def test_a_frozen_screen_is_frozen_in_the_language_of_each_screen(space, amina, bruno, chloe, client_for, wall):
    run = runs.prepare(space, by=amina, method="free", title="Freins", params={"question": "Lesquels ?"})
    runs.open_run(run, by=amina, expected=0)
    runs.command(run, "pause", by=amina, expected=1)
    client_for(amina).post("console/hall/screens", {"mode": "frozen"})

    assert "En pause" in screens.frozen(Hall.of(space), "fr") and "Paused" in screens.frozen(Hall.of(space), "en")


def test_a_message_is_on_every_screen_and_every_phone_with_its_time(space, amina, bruno, client_for, wall):
    desk = client_for(amina)
    answer = desk.post("console/hall/message", {"message": "Pause", "minutes": "10"})

    assert answer.status_code == 303 and Hall.of(space).until == space.now() + timedelta(minutes=10)
    for page in (shown(wall), shown(wall, "wall/programme/"), shown(client_for(bruno), "programme/")):
        assert "Pause" in page and "count-down" in page
    desk.post("console/hall/screens", {"mode": ""})
    assert "count-down" not in shown(client_for(bruno), "programme/")


def test_two_minutes_more_after_the_end_count_from_now(space, amina, now, monkeypatch):
    screens.set_screens(space, "message", by=amina, message="Pause", minutes=1)
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(minutes=5))
    hall = screens.extend(space, 2, by=amina)

    assert hall.until == now + timedelta(minutes=7)


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"message": ""}, "Écrivez le message"),
        ({"message": "x" * 121}, "120 signes au plus"),
        ({"message": "Pause", "minutes": "0"}, "de 1 à 180"),
        ({"message": "Pause", "minutes": "dix"}, "de 1 à 180"),
    ],
)
def test_a_message_that_does_not_fit_is_a_sentence_and_shows_nothing(space, amina, client_for, now, sent, sentence):
    answer = client_for(amina).post("console/hall/message", sent)

    assert answer.status_code == 422 and sentence in answer.content.decode()
    assert Hall.of(space).mode == ""


def test_an_unknown_gesture_is_refused(space, amina, client_for, now):
    assert client_for(amina).post("console/hall/screens", {"mode": "explode"}).status_code == 422
    with pytest.raises(Refused):
        screens.extend(space, 2, by=amina)


def test_a_dark_screen_says_nothing_of_who_speaks(space, amina, bruno, client_for, wall):
    floor.give_floor(bruno, by=amina)
    screens.set_screens(space, "blank", by=amina)

    assert "Bruno" not in shown(wall, "parts/over-wall/-")


def test_notes_are_for_the_team_alone_and_counted_once(space, amina, bruno, client_for, wall):
    sent = {"input_id": ids.uuid7(), "text": "Appeler le traiteur"}
    desk = client_for(amina)
    desk.post("console/hall/notes", sent)
    desk.post("console/hall/notes", sent)

    assert TeamNote.objects.count() == 1 and "Appeler le traiteur" in shown(desk, "console/hall/")
    assert client_for(bruno).get("parts/team-notes/-").status_code == 404
    assert wall.get("parts/team-notes/-").status_code == 404
    desk.post(f"console/hall/notes/{TeamNote.objects.get().pk}/done")
    assert not notes.notes_of(Space.objects.get(pk=space.pk)).exists()
