"""The programme in people's calendars: real times, across midnight and the night the clocks change."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from icalendar import Calendar

from conftest import join
from essaim.programme.actions import adjusting, practical
from essaim.programme.founding import found_programme
from essaim.programme.trame import read_named
from essaim.spaces import feeds
from essaim.spaces.changes import change
from essaim.spaces.models import Member, Space
from essaim.spaces.models.member import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def day(space: Space, amina: Member, now: object) -> list[Any]:
    with change(space, by=amina) as journal:
        return found_programme(journal, space, read_named(), "fr")


def events(answer: Any) -> dict[str, tuple[datetime, datetime]]:
    assert answer.status_code == 200 and answer["Content-Type"].startswith("text/calendar")
    found = Calendar.from_ical(answer.content).walk("VEVENT")
    return {str(one["summary"]): (one.decoded("dtstart"), one.decoded("dtend")) for one in found}


def utc(*when: int) -> datetime:
    return datetime(*when, tzinfo=UTC)  # type: ignore[arg-type]


def test_each_sequence_is_at_its_real_time_and_pauses_are_left_out(bruno: Member, day: list[Any], client_for: Any):
    found = events(client_for(bruno).get("programme.ics"))

    assert found["Conclusion de la journée"] == (utc(2027, 3, 18, 16), utc(2027, 3, 18, 16, 30))
    assert "Pause" not in found and "Repas" not in found


def test_the_night_the_clocks_change_a_meeting_begins_when_its_wall_says(
    space: Space, amina: Member, bruno: Member, day: list[Any], client_for: Any
) -> None:
    # The night from Saturday 27 to Sunday 28 March 2027: at two o'clock it is three.
    Space.objects.filter(pk=space.pk).update(day=date(2027, 3, 27))
    space.refresh_from_db()
    adjusting.adjust(day[-1], by=amina, start=22 * 60, minutes=6 * 60, min_minutes=60, title="Veillée")
    adjusting.adjust(day[1], by=amina, day=1, start=10 * 60, title="Au réveil")
    found = events(client_for(bruno).get("programme.ics"))

    assert found["Au réveil"][0] == utc(2027, 3, 28, 8)
    assert found["Veillée"] == (utc(2027, 3, 27, 21), utc(2027, 3, 28, 2))


def test_a_calendar_follows_by_an_address_of_ones_own_and_by_no_other(
    space: Space, bruno: Member, amina: Member, day: list[Any], client: Any, client_for: Any
) -> None:
    phone = client_for(bruno)
    assert phone.post("practical/subscription").status_code == 303
    address = feeds.address_of(feeds.of(bruno))
    assert address in phone.get("practical/").content.decode()

    assert "Accueil" in events(client.get(f"/agenda/{address}.ics"))
    assert client.get(f"/agenda/{address}x.ics").status_code == 404
    feeds.close(bruno)
    assert client.get(f"/agenda/{address}.ics").status_code == 404


def test_the_sheet_says_how_to_come_and_needs_stay_with_the_team(
    space: Space, amina: Member, bruno: Member, chloe: Member, day: list[Any], client_for: Any
) -> None:
    desk, phone, other = client_for(amina), client_for(bruno), client_for(chloe)
    sheet = {"address": "3 rue des Prés", "video": "https://visio.example/salle", "access": "Ascenseur"}
    assert desk.post("practical/sheet", sheet).status_code == 303
    for _twice in range(2):
        assert phone.post("practical/", {"how": "room", "needs": "Fauteuil roulant"}).status_code == 303

    assert practical.coming_of(bruno).needs == "Fauteuil roulant"  # type: ignore[union-attr]
    page = other.get("practical/").content.decode()
    assert "3 rue des Prés" in page and "https://visio.example/salle" in page and "Fauteuil" not in page
    assert "Fauteuil roulant" in desk.get("practical/").content.decode()
    assert space.events.filter(kind="coming.said").count() == 1


@pytest.mark.parametrize("sent", [{}, {"how": "flying"}])
def test_who_says_nothing_is_asked_again(bruno: Member, client_for: Any, now: object, sent: dict[str, str]) -> None:
    assert client_for(bruno).post("practical/", sent).status_code == 422
    assert practical.coming_of(bruno) is None


def test_an_address_that_is_no_link_keeps_what_was_typed(amina: Member, client_for: Any, now: object) -> None:
    answer = client_for(amina).post("practical/sheet", {"address": "Ici", "video": "pas un lien"})

    assert answer.status_code == 422 and "https://" in answer.content.decode() and "Ici" in answer.content.decode()


def test_observers_read_the_sheet_and_are_not_asked(space: Space, client_for: Any, now: object) -> None:
    page = client_for(join(space, "Olga", role=Role.OBSERVER)).get("practical/").content.decode()

    assert "Et vous" not in page
