"""The day as it goes wrong: every page still says something true."""

from datetime import timedelta

import pytest

from conftest import join
from essaim.base import clock
from essaim.hall import floor
from essaim.programme.actions import adjusting, choosing, running
from essaim.programme.day import the_day
from essaim.programme.founding import found_programme
from essaim.programme.trame import read_named
from essaim.runs import actions as runs
from essaim.runs import log
from essaim.spaces.changes import change
from essaim.spaces.models import Space
from essaim.spaces.models.space import Phase

pytestmark = pytest.mark.django_db
TEAM_PAGES = ("console/", "console/day/", "console/hall/", "console/modules/", "programme/adjust/", "practical/")
WALLS = ("wall/", "wall/programme/", "wall/modules/")


@pytest.fixture
def day(space, amina, now):
    Space.objects.filter(pk=space.pk).update(phase=Phase.DAY)
    space.refresh_from_db()
    with change(space, by=amina) as journal:
        return found_programme(journal, space, read_named(), "fr")


def opens(client_for, space, amina):
    desk, wall = client_for(amina), client_for(space=space, kind="wall")
    return [
        (page, status)
        for client, pages in ((desk, TEAM_PAGES), (wall, WALLS))
        for page in pages
        if (status := client.get(page).status_code) != 200
    ]


def test_an_empty_hall(space, amina, day, client_for):
    assert opens(client_for, space, amina) == []


def test_no_programme_at_all(space, amina, client_for, now):
    assert opens(client_for, space, amina) == []


def test_a_sequence_that_began_is_not_taken_out_and_the_desk_says_why(space, amina, day, client_for):
    running.start_sequence(day[4], by=amina)
    answer = client_for(amina).post(f"programme/sequences/{day[4].pk}/removal")

    assert answer.status_code == 422 and "a eu lieu" in answer.content.decode()
    assert the_day(space).now.sequence == day[4]


def test_a_sequence_taken_out_while_its_method_is_lived_leaves_the_method_to_its_end(
    space, amina, bruno, chloe, day, client_for
):
    now_by_the_clock = the_day(space).now.sequence
    run = runs.prepare(
        space, by=amina, method="free", title="Récits", params={"question": "Lesquels ?"}, subject=now_by_the_clock.pk
    )
    runs.open_run(run, by=amina, expected=0)
    adjusting.remove_sequence(now_by_the_clock, by=amina)

    assert opens(client_for, space, amina) == []
    assert client_for(bruno).get(f"runs/{run.pk}/").status_code == 200
    runs.command(run, "close", by=amina, expected=1)
    assert "Récits" in client_for(space=space, kind="wall").get("wall/").content.decode()


def test_a_module_nobody_chose_is_not_proposed_to_open_and_is_said_when_it_is(
    space, amina, bruno, chloe, day, client_for
):
    modules = list(space.modules.all())
    choosing.wish(space, by=bruno, modules=[str(modules[0].pk)])
    proposal = choosing.proposal(space)

    nobody = [one for one in proposal.demand if not one.wishes]
    assert len(nobody) == len(modules) - 1
    desk = client_for(amina)
    sent = {"opened": [modules[0].pk, modules[4].pk], "how": "arrival", "reason": "La salle est là"}
    assert desk.post("console/modules/opening", sent).status_code == 303
    assert opens(client_for, space, amina) == []


def test_three_hundred_people_raise_their_hands(space, amina, day, client_for, django_assert_max_num_queries):
    for number in range(300):
        floor.raise_hand(join(space, f"Personne {number}"))
    desk = client_for(amina)
    with django_assert_max_num_queries(60):
        page = desk.get("console/").content.decode()
    assert page.count("Donner la parole") >= 300


def test_a_clock_that_was_running_goes_on_as_if_nothing_had_happened(space, amina, bruno, chloe, now, monkeypatch):
    """The server is stopped for two minutes: a clock is a time of the day, kept with its run."""
    run = runs.prepare(space, by=amina, method="free", title="Récits", params={"question": "Lesquels ?", "minutes": 10})
    runs.open_run(run, by=amina, expected=0)
    log.forget(run)
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(minutes=2))
    run.refresh_from_db()
    assert log.state_of(run).clock.remaining(space.now()) == 8 * 60
