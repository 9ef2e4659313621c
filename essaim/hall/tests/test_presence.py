from datetime import timedelta

import pytest

from essaim.base import clock
from essaim.hall import presence, screens
from essaim.hall.models import Hall
from essaim.live.hub import Seat as OpenSeat
from essaim.live.hub import Stream, hub
from essaim.spaces.models import Seat, Space
from essaim.spaces.models.space import Phase

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def fresh(monkeypatch, now):
    monkeypatch.setattr(presence, "_BEATS", presence.Beats(told={}))


@pytest.mark.parametrize(
    ("silent", "state"), [(0, "online"), (44, "online"), (45, "unsteady"), (180, "unsteady"), (181, "away")]
)
def test_a_connection_is_online_unsteady_then_away(now, silent, state):
    assert presence.state(now - timedelta(seconds=silent), now) == state


def test_nobody_is_taken_off_by_a_lost_connection(space, amina, bruno, client_for, monkeypatch, now):
    """« absent » never changes who is here: arriving and leaving are acts."""
    client_for(bruno)
    Seat.objects.filter(member=bruno).update(seen_at=now - timedelta(hours=1))
    presence.tick(space)

    assert space.present().filter(pk=bruno.pk).exists()
    desk = client_for(amina).get("parts/connected/-").content.decode()
    assert "en veille" in desk and "Bruno" in desk


def test_an_open_page_is_a_heartbeat(space, bruno, client_for, now):
    phone = client_for(bruno)
    stream = Stream(OpenSeat(space.channel, phone.seat.key, str(bruno.pk), bruno.role), "fr", ())
    hub._streams[space.channel].append(stream)
    try:
        presence.tick(space)
    finally:
        hub.leave(stream)

    assert presence.seen(space)[bruno.pk] == now


def test_the_hall_is_told_that_its_lead_is_coming_back_then_another_takes_over(
    space, amina, client_for, monkeypatch, now
):
    Space.objects.update(phase=Phase.DAY)
    wall, desk = client_for(space=space, kind="wall"), client_for(amina)
    screens.take_lead(amina)
    Seat.objects.filter(member=amina).update(seen_at=now)

    def told(seconds, part):
        monkeypatch.setattr(clock, "now", lambda: now + timedelta(seconds=seconds))
        return (desk if part == "hall-desk" else wall).get(f"parts/{part}/-").content.decode()

    assert "reconnexion" not in told(29, "over-wall")
    assert "reconnexion" in told(31, "over-wall")
    assert "connexion est perdue" not in told(59, "hall-desk")
    assert "sa connexion est perdue" in told(61, "hall-desk")
    assert Hall.of(space).lead == amina
