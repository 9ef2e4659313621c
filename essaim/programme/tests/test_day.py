"""The day of the source, lived in the space « Fusion »."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from essaim.base.errors import Refused
from essaim.programme.actions import adjusting, running
from essaim.programme.actions.versions import history, publish_version, unpublished
from essaim.programme.day import WALL_LINES, the_day
from essaim.programme.founding import found_programme
from essaim.programme.models import Sequence
from essaim.programme.trame import read_named
from essaim.spaces.changes import change
from essaim.spaces.models import Member, Space

MINUTE = timedelta(minutes=1)


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """at("9:50"): the clock of Paris on the day."""

    def set_clock(text: str) -> None:
        hours, minutes = map(int, text.split(":"))
        when = datetime(2027, 3, 18, hours, minutes, tzinfo=UTC) - timedelta(hours=1)
        monkeypatch.setattr("essaim.base.clock.now", lambda: when)

    return set_clock


@pytest.fixture
def day(space: Space, amina: Member) -> dict[str, Sequence]:
    """The sequences of the trame, by their id in it."""
    trame = read_named("cooperation-journee-dla")
    with change(space, by=amina) as journal:
        rows = found_programme(journal, space, trame, "fr")
    return {plan.id: row for plan, row in zip(trame.day, rows, strict=True)}


def states(space: Space) -> dict[str, str]:
    return {line.sequence.title: line.state for line in the_day(space).lines}


def times(space: Space) -> list[tuple[str, str, int]]:
    return [(row.title, f"{row.start // 60}:{row.start % 60:02d}", row.minutes) for row in space.sequences.all()]


def test_a_trame_gives_a_space_its_day_its_modules_and_a_first_version(space: Space, day: dict[str, Sequence]) -> None:
    assert times(space)[:3] == [
        ("Accueil", "9:00", 30),
        ("Temps d’interconnaissance", "9:30", 30),
        ("Validation et ajustement du programme", "10:00", 30),
    ]
    assert space.modules.count() == 5
    assert set(space.modules.values_list("sequence_id", flat=True)) == {day["S5"].pk}
    assert [version.number for version in space.programme_versions.all()] == [1]
    assert day["S1"].said["en"]["title"] == "Getting to know each other"


def test_the_clock_says_where_we_are(space: Space, day: dict[str, Sequence], at: Callable[[str], None]) -> None:
    at("12:10")

    found = the_day(space)
    assert found.now is not None and found.now.sequence == day["S4"] and found.now.left == 50
    assert found.next is not None and found.next.sequence == day["P2"]
    assert states(space)["La coopération, késako\u202f?"] == "past"


def test_a_gesture_wins_over_the_clock(
    space: Space, day: dict[str, Sequence], amina: Member, at: Callable[[str], None]
) -> None:
    at("9:50")
    running.start_sequence(day["S1"], by=amina)
    at("10:15")

    assert the_day(space).now.sequence == day["S1"]  # type: ignore[union-attr]
    assert the_day(space).now.late == 15  # type: ignore[union-attr]
    running.start_next(space, by=amina)
    assert the_day(space).now.sequence == day["S2"]  # type: ignore[union-attr]
    assert Sequence.objects.get(pk=day["S1"].pk).ended_at == space.now()


def test_starting_twice_counts_once(space: Space, day: dict[str, Sequence], amina: Member, at: Callable) -> None:
    at("9:30")
    first = running.start_sequence(day["S1"], by=amina)
    at("9:35")

    assert running.start_sequence(day["S1"], by=amina).started_at == first.started_at


def test_t1_on_the_day_of_the_source(space: Space, day: dict[str, Sequence], amina: Member, at: Callable) -> None:
    at("9:50")
    running.start_sequence(day["S1"], by=amina)

    late = running.delay(space)
    assert late is not None and (late.minutes, late.actual_end, late.shortened.residue) == (20, 620, 0)
    running.absorb(space, by=amina, how="shorten", end=late.actual_end)
    assert times(space)[1:7] == [
        ("Temps d’interconnaissance", "9:50", 30),
        ("Validation et ajustement du programme", "10:20", 30),
        ("Pause", "10:50", 10),
        ("La coopération, késako\u202f?", "11:00", 60),
        ("Libérer le potentiel coopératif du groupe", "12:00", 60),
        ("Repas", "13:00", 60),
    ]
    assert running.delay(space) is None


def test_t2_on_the_day_of_the_source(space: Space, day: dict[str, Sequence], amina: Member, at: Callable) -> None:
    at("10:10")
    running.start_sequence(day["S1"], by=amina)

    late = running.delay(space)
    assert late is not None and (late.minutes, late.shortened.after_pauses, late.shortened.residue) == (40, 20, 0)
    running.absorb(space, by=amina, how="shorten", end=late.actual_end)
    assert times(space)[2:7] == [
        ("Validation et ajustement du programme", "10:40", 30),
        ("Pause", "11:10", 10),
        ("La coopération, késako\u202f?", "11:20", 50),
        ("Libérer le potentiel coopératif du groupe", "12:10", 50),
        ("Repas", "13:00", 60),
    ]


def test_shifting_moves_lunch_too(space: Space, day: dict[str, Sequence], amina: Member, at: Callable) -> None:
    at("12:00")
    running.start_sequence(day["S4"], by=amina)
    at("13:06")

    late = running.delay(space)
    assert late is not None and late.minutes == 6
    assert next((row.title, start) for row, start, _minutes in late.changes(late.shifted)) == ("Repas", 786)
    running.absorb(space, by=amina, how="shift", end=late.actual_end)
    assert times(space)[6] == ("Repas", "13:06", 60)


def test_what_cannot_be_absorbed_is_refused(
    space: Space, day: dict[str, Sequence], amina: Member, at: Callable
) -> None:
    at("12:00")
    running.start_sequence(day["S4"], by=amina)
    at("13:20")

    with pytest.raises(Refused, match="Il reste 20"):
        running.absorb(space, by=amina, how="shorten", end=800)
    assert times(space)[5][2] == 60


def test_adjusting_pushes_what_follows(space: Space, day: dict[str, Sequence], amina: Member) -> None:
    adjusting.adjust(day["S6"], by=amina, minutes=70)

    assert times(space)[-2:] == [
        ("Les conseils citoyens\u00a0: opportunités et mise en œuvre", "16:00", 70),
        ("Conclusion de la journée", "17:10", 30),
    ]


def test_a_rewritten_title_forgets_its_translation(space: Space, day: dict[str, Sequence], amina: Member) -> None:
    row = adjusting.adjust(day["S3"], by=amina, title="Coopérer, c’est quoi")

    assert "title" not in row.said["en"]
    assert row.said["en"]["objective"]


@pytest.mark.parametrize(
    ("fields", "field"),
    [({"start": 590}, "start"), ({"minutes": 5}, "min_minutes"), ({"start": 1400, "minutes": 500}, "minutes")],
)
def test_what_does_not_fit_is_refused(
    space: Space, day: dict[str, Sequence], amina: Member, fields: dict[str, int], field: str
) -> None:
    with pytest.raises(Refused) as refused:
        adjusting.adjust(day["S2"], by=amina, **fields)

    assert refused.value.field == field
    assert times(space)[2][1:] == ("10:00", 30)


def test_moving_up_exchanges_times(space: Space, day: dict[str, Sequence], amina: Member) -> None:
    adjusting.move(day["S4"], by=amina, steps=-1)

    assert times(space)[4:6] == [
        ("Libérer le potentiel coopératif du groupe", "11:00", 60),
        ("La coopération, késako\u202f?", "12:00", 60),
    ]
    with pytest.raises(Refused, match="heure fixe"):
        adjusting.move(day["S3"], by=amina, steps=1)


def test_versions_and_their_difference(space: Space, day: dict[str, Sequence], amina: Member) -> None:
    with pytest.raises(Refused, match="Rien n’a changé depuis la version 1"):
        publish_version(space, by=amina, reason="Pour rien")
    adjusting.adjust(day["S6"], by=amina, minutes=40, min_minutes=30)
    adjusting.remove_sequence(day["P1"], by=amina)
    adjusting.add_sequence(space, by=amina, title="Statuts", minutes=20, after=day["S6"])

    assert [(one.what, one.title) for one in unpublished(space)] == [
        ("changed", "Les conseils citoyens\u00a0: opportunités et mise en œuvre"),
        ("added", "Statuts"),
        ("removed", "Pause"),
    ]
    version = publish_version(space, by=amina, reason="20 min pour les statuts")
    assert (version.number, version.reason) == (2, "20 min pour les statuts")
    assert [len(differences) for _version, differences in history(space)] == [3, 0]
    assert unpublished(space) == []


def test_a_run_makes_one_version_however_often_it_is_asked(
    space: Space, day: dict[str, Sequence], amina: Member
) -> None:
    run = day["S2"].pk

    first = publish_version(space, by=amina, reason="Consenti", run=run)
    assert publish_version(space, by=amina, reason="Encore", run=run) == first
    assert space.programme_versions.count() == 2


def test_the_wall_keeps_what_a_hall_can_read_around_now(space: Space, day: dict[str, Sequence], at: Callable) -> None:
    titles = [line.sequence.title for line in the_day(space).lines]
    assert len(titles) > WALL_LINES
    at("8:00")
    found = the_day(space)
    assert [line.sequence.title for line in found.on_wall] == titles[:WALL_LINES]
    assert found.after_wall == len(titles) - WALL_LINES
    at("10:00")
    shown = [line.state for line in the_day(space).on_wall]
    assert "now" in shown and shown.count("past") <= 1
    at("19:00")
    assert [line.sequence.title for line in the_day(space).on_wall] == titles[-WALL_LINES:]
    assert the_day(space).after_wall == 0


def test_the_wall_of_an_empty_programme_is_empty(space: Space) -> None:
    assert the_day(space).on_wall == () and the_day(space).after_wall == 0


def test_a_gesture_too_soon_is_undone_once_by_whoever_presses(
    space: Space, amina: Member, day: dict[str, Sequence], at: Callable[[str], None]
) -> None:
    at("9:30")
    running.start_sequence(day["S1"], by=amina)
    at("9:40")
    running.start_sequence(day["S2"], by=amina)
    seen = running.back_from(the_day(space))
    assert seen is not None and (seen.sequence, seen.leaves) == (day["S1"], str(day["S2"].pk))

    running.step_back(space, by=amina, leaves=seen.leaves)
    now = the_day(space).now
    assert now is not None and now.sequence == day["S1"] and now.sequence.ended_at is None
    day["S2"].refresh_from_db()
    assert day["S2"].started_at is None
    with pytest.raises(Refused):
        running.step_back(space, by=amina, leaves=seen.leaves)


def test_two_facilitators_press_next_at_once_and_the_day_advances_once(
    space: Space, amina: Member, day: dict[str, Sequence], at: Callable[[str], None], client_for: Callable[..., Any]
) -> None:
    at("9:30")
    running.start_sequence(day["S1"], by=amina)
    page = client_for(amina).get("console/").content.decode()
    assert f"programme/sequences/{day['S2'].pk}/start" in page

    for desk in (client_for(amina), client_for(amina)):
        assert desk.post(f"programme/sequences/{day['S2'].pk}/start").status_code == 303
    now = the_day(space).now
    assert now is not None and now.sequence == day["S2"]
    assert space.events.filter(kind="sequence.started").count() == 2
