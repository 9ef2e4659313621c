"""Trames and sequences that a team keeps: they come back as they were, in another space."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from conftest import found, join
from essaim.base import ids
from essaim.base.errors import Refused
from essaim.programme.actions import adjusting, library, running
from essaim.programme.day import the_day
from essaim.programme.founding import found_programme
from essaim.programme.models import SavedSequence, SavedTrame
from essaim.programme.trame import read_named, read_trame
from essaim.programme.trame.write import write_trame
from essaim.spaces.changes import change
from essaim.spaces.models import Member, Space
from essaim.spaces.models.member import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def day(space: Space, amina: Member, now: object) -> list[Any]:
    trame = read_named()
    Space.objects.filter(pk=space.pk).update(accompaniment=trame.description("fr"))
    space.refresh_from_db()
    with change(space, by=amina) as journal:
        return found_programme(journal, space, trame, "fr")


def plan(rows: Any) -> list[tuple[Any, ...]]:
    return [
        (one.day, one.start, one.minutes, one.min_minutes, one.max_minutes, one.fixed, one.kind, one.title, one.leads,
         one.room, one.material, [(s["method"], s["minutes"]) for s in one.steps])
        for one in rows
    ]  # fmt: skip


def test_a_programme_written_as_a_trame_reads_back_as_it_was(space: Space, amina: Member, day: list[Any]) -> None:
    adjusting.adjust(day[4], by=amina, leads="Amina, Bruno", room="La verrière", material="20 feutres", max_minutes=90)
    adjusting.adjust(day[9], by=amina, day=1, start=9 * 60)
    text = write_trame(space)
    read = read_trame(text)

    assert "anime: Amina, Bruno" in text and "salle: La verrière" in text
    other = found("Autre", space.team, "CIRE 40")
    who = join(other, "Amina", role=Role.FACILITATOR)
    with change(other, by=who) as journal:
        found_programme(journal, other, read, "fr")
    assert plan(other.sequences.all()) == plan(space.sequences.all())
    assert write_trame(Space.objects.get(pk=other.pk), space.title).partition("jour:")[2] == text.partition("jour:")[2]
    other.refresh_from_db()
    assert other.lasts_days == 2


def test_a_trame_kept_in_one_space_becomes_the_programme_of_another(
    space: Space, amina: Member, day: list[Any], client_for: Any
) -> None:
    desk = client_for(amina)
    sent = {"input_id": ids.uuid7(), "title": "Notre journée"}
    for _twice in range(2):
        assert desk.post("programme/library/trames", sent).status_code == 303
    saved = SavedTrame.objects.get()

    other = found("Autre", space.team, "CIRE 40")
    who = join(other, "Amina", role=Role.FACILITATOR)
    there = client_for(who)
    assert "Notre journée" in there.get("programme/library/").content.decode()
    assert there.post(f"programme/library/trames/{saved.pk}/use").status_code == 303
    assert plan(other.sequences.all()) == plan(space.sequences.all()) and other.modules.count() == 5
    assert there.get(f"programme/library/trames/{saved.pk}.yml").content.decode() == saved.text


def test_another_team_sees_nothing_of_it(space: Space, amina: Member, day: list[Any], denis: Member, client_for: Any):
    saved = library.save_trame(space, by=amina, title="Notre journée", id=ids.uuid7())
    stranger = join(denis.space, "Dora", role=Role.FACILITATOR)
    client = client_for(stranger)

    assert "Notre journée" not in client.get("programme/library/").content.decode()
    assert client.get(f"programme/library/trames/{saved.pk}.yml").status_code == 404
    assert client.post(f"programme/library/trames/{saved.pk}/use").status_code == 404


def test_a_day_that_began_is_not_replaced(space: Space, amina: Member, day: list[Any]) -> None:
    saved = library.save_trame(space, by=amina, title="Notre journée", id=ids.uuid7())
    running.start_sequence(day[0], by=amina)

    with pytest.raises(Refused, match="a commencé"):
        library.use_trame(saved, space, by=amina)
    assert space.sequences.count() == len(day)


def test_replacing_leaves_the_versions_that_were(space: Space, amina: Member, day: list[Any]) -> None:
    saved = library.save_trame(space, by=amina, title="Notre journée", id=ids.uuid7())
    library.use_trame(saved, space, by=amina)

    assert [one.number for one in space.programme_versions.all()] == [1, 2]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("trame: [", "ligne 1"),
        ("", "Choisissez un fichier, ou collez le texte"),
        ("trame:\n  id: a\n  version: 1\n  langues: [fr]\n  titre: T\n  durée: 3\n", "ligne 6"),
    ],
)
def test_a_trame_that_does_not_read_names_the_line_and_keeps_what_was_pasted(
    space: Space, amina: Member, client_for: Any, now: object, text: str, said: str
) -> None:
    answer = client_for(amina).post("programme/library/trames/new", {"input_id": ids.uuid7(), "text": text})
    page = answer.content.decode()

    assert answer.status_code == 422 and said in page
    assert not text or "trame:" in page
    assert not SavedTrame.objects.exists()


def test_a_file_is_brought_and_one_that_is_no_text_is_refused(
    space: Space, amina: Member, day: list[Any], client_for: Any
) -> None:
    desk = client_for(amina)
    good = SimpleUploadedFile("trame.yml", write_trame(space).encode())
    assert desk.post("programme/library/trames/new", {"input_id": ids.uuid7(), "file": good}).status_code == 303
    assert SavedTrame.objects.get().title == "Fusion"

    bad = SimpleUploadedFile("trame.yml", b"\xff\xfe\x00")
    answer = desk.post("programme/library/trames/new", {"input_id": ids.uuid7(), "file": bad})
    assert answer.status_code == 422 and "n’est pas du texte" in answer.content.decode()


def test_a_kept_sequence_is_placed_after_another_and_what_follows_begins_later(
    space: Space, amina: Member, day: list[Any], client_for: Any
) -> None:
    desk = client_for(amina)
    desk.post(f"programme/sequences/{day[2].pk}/saving")
    saved = SavedSequence.objects.get()
    sent = {"input_id": ids.uuid7(), "after": day[0].pk}
    for _twice in range(2):
        assert desk.post(f"programme/library/sequences/{saved.pk}/place", sent).status_code == 303

    rows = list(space.sequences.all())
    assert len(rows) == len(day) + 1
    assert (rows[1].title, rows[1].start, rows[1].minutes) == (day[2].title, 9 * 60 + 30, 30)
    assert rows[2].start == 10 * 60


def test_a_note_about_a_sequence_is_read_beside_it_by_the_team_alone(
    space: Space, amina: Member, bruno: Member, day: list[Any], client_for: Any
) -> None:
    desk, address = client_for(amina), f"programme/sequences/{day[3].pk}/edit/"
    sent = {"input_id": ids.uuid7(), "about": day[3].pk, "text": "Prévoir du café"}
    assert desk.post("console/hall/notes", sent).status_code == 303

    assert "Prévoir du café" in desk.get(address).content.decode()
    assert "Prévoir du café" not in desk.get(f"programme/sequences/{day[4].pk}/edit/").content.decode()
    assert client_for(bruno).get(f"parts/team-notes/{day[3].pk}").status_code == 404


def test_a_night_belongs_to_the_day_that_began_it(
    space: Space, amina: Member, day: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    for row in day[1:]:
        adjusting.remove_sequence(row, by=amina)
    night = adjusting.adjust(day[0], by=amina, start=23 * 60, minutes=180, min_minutes=60, title="Veillée")
    half_past = space.at(date(2027, 3, 19), 30)
    monkeypatch.setattr("essaim.base.clock.now", lambda: half_past)

    found_day = the_day(space)
    assert found_day.now is not None and found_day.now.sequence == night
    assert (found_day.now.left, found_day.now.late, found_day.minute) == (90, 0, 24 * 60 + 30)
    assert running.opened(running.start_sequence(night, by=amina)) == 24 * 60 + 30
    monkeypatch.setattr("essaim.base.clock.now", lambda: space.at(date(2027, 3, 19), 2 * 60 + 10))
    late = running.delay(space)
    assert late is not None and late.minutes > 0
    with pytest.raises(Refused, match="six heures du matin"):
        adjusting.adjust(night, by=amina, start=23 * 60, minutes=8 * 60, min_minutes=60)
