"""The five phases: by the calendar, by gesture, and while the team rehearses."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from essaim.spaces import phases
from essaim.spaces.models import Space
from essaim.spaces.models.space import Phase

pytestmark = pytest.mark.django_db
PARIS = ZoneInfo("Europe/Paris")


@pytest.fixture
def on(space, monkeypatch):
    """on(-7): the real clock is at noon of that many days from the meeting, the calendar has passed."""

    def live(days, hour=12):
        moment = datetime.combine(space.day, datetime.min.time(), PARIS) + timedelta(days=days, hours=hour)
        monkeypatch.setattr("essaim.base.clock.now", lambda: moment)
        fresh = Space.objects.get(pk=space.pk)
        phases.tick(fresh)
        return Space.objects.get(pk=space.pk).phase

    space.created_at = datetime.combine(space.day, datetime.min.time(), PARIS) - timedelta(days=60)
    space.save()
    return live


def test_the_calendar_goes_through_the_five_phases(on):
    lived = [on(days) for days in (-40, -26, -25, -1, 0, 1, 65, 66)]
    assert lived == ["prepare", "prepare", "before", "before", "day", "after", "after", "memory"]


def test_midnight_is_the_one_of_the_place(on):
    assert on(-1, hour=23) == "before"
    assert on(0, hour=0) == "day"


def test_a_gesture_stays_until_the_calendar_comes_to_a_later_phase(on, space, amina):
    assert on(1) == "after"
    phases.go_to(Space.objects.get(), Phase.DAY, by=amina)
    assert on(1, hour=18) == on(2) == "day", "whoever goes back to the day to finish it is not contradicted"
    assert on(66) == "memory"


def test_a_gesture_ahead_of_the_calendar_stays(on, amina):
    phases.go_to(Space.objects.get(), Phase.DAY, by=amina)
    assert on(-25) == on(-3) == on(0) == "day"


def test_a_space_founded_late_is_prepared_until_its_team_says_so(on, space, amina):
    space.created_at = datetime.combine(space.day, datetime.min.time(), PARIS) - timedelta(days=10)
    space.save()
    assert on(-9) == "prepare"
    assert on(0) == "day"


def test_rehearsing_moves_the_phase_and_coming_back_gives_it_back(on, space, amina):
    assert on(-25) == "before"
    for days, phase in ((0, "day"), (30, "after"), (70, "memory")):
        here = Space.objects.get()
        phases.set_clock(here, here.at(here.day + timedelta(days=days), 600), by=amina)
        assert Space.objects.get().phase == phase
    phases.set_clock(Space.objects.get(), None, by=amina)
    assert Space.objects.get().phase == "before"
    assert on(-3) == "before" and on(0) == "day", "what was rehearsed does not hold the real calendar back"


def test_rehearsing_opens_nothing_that_the_team_has_not_opened(on, space, amina):
    assert on(-40) == "prepare"
    here = Space.objects.get()
    phases.set_clock(here, here.at(here.day, 600), by=amina)
    phases.set_clock(Space.objects.get(), None, by=amina)
    assert Space.objects.get().phase == "prepare"


def test_nonsense_changes_nothing(space, amina, bruno, client_for):
    answer = client_for(amina).post("console/phase", {"phase": "lunch"})
    assert answer.status_code == 422 and "cinq étapes" in answer.text
    assert client_for(bruno).post("console/phase", {"phase": "day"}).status_code == 403
    assert Space.objects.get().phase == "prepare"
    assert client_for(amina).post("console/phase", {"phase": "after"}).status_code == 303
    assert Space.objects.get().phase == "after"
