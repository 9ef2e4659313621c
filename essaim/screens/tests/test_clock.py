"""The space's own clock, moved on the settings page to rehearse: all follows, and comes back."""

from datetime import UTC, datetime

from essaim.spaces.models import Member, Space


def test_a_rehearsal_lives_at_the_time_given(now: datetime, amina: Member, client_for, space: Space) -> None:
    client = client_for(amina)
    answer = client.post("console/clock", {"act": "set", "clock-day": "2027-04-17", "clock-time": "09:05"})
    assert answer.status_code == 303
    space.refresh_from_db()
    assert (space.days_since(), f"{space.local_now():%H:%M}", space.phase) == (30, "09:05", "after")
    assert "Ici, nous sommes le 17 avril 2027 à 9\u00a0h\u00a005." in client.get("console/space/").content.decode()

    client.post("console/clock", {"act": "real"})
    space.refresh_from_db()
    assert space.now() == now


def test_a_day_too_far_is_refused_and_kept_on_the_page(now: datetime, amina: Member, client_for, space: Space) -> None:
    answer = client_for(amina).post("console/clock", {"act": "set", "clock-day": "2031-01-01", "clock-time": "09:05"})
    assert answer.status_code == 422
    assert "2031-01-01" in answer.content.decode()
    space.refresh_from_db()
    assert space.clock_offset_s == 0


def test_times_are_told_where_the_meeting_is(amina: Member, client_for, space: Space) -> None:
    from essaim.spaces.changes import change

    with change(space, by=amina) as journal:
        journal.edit(space, "space.described", timezone="America/Martinique")
    client_for(amina).post("console/clock", {"act": "set", "clock-day": "2027-03-18", "clock-time": "23:40"})
    page = client_for(amina).get("console/space/").content.decode()
    assert "le 18 mars 2027 à 23\u00a0h\u00a040" in page
    space.refresh_from_db()
    assert space.now().astimezone(UTC).hour == 3
