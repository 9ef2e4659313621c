from datetime import timedelta

import pytest

from conftest import join
from essaim.base import clock
from essaim.base.errors import Refused
from essaim.hall import floor
from essaim.hall.models import Turn
from essaim.spaces.models import Event, Space
from essaim.spaces.models.member import Role
from essaim.spaces.models.space import Phase

pytestmark = pytest.mark.django_db


@pytest.fixture
def at(monkeypatch, now):
    """at(90): it is ninety seconds after noon."""
    return lambda seconds: monkeypatch.setattr(clock, "now", lambda: now + timedelta(seconds=seconds))


def of(space):
    return floor.floor_of(Space.objects.get(pk=space.pk))


def test_hands_are_heard_in_the_order_they_were_raised_and_asking_twice_is_one_place(space, bruno, chloe, at):
    at(0)
    floor.raise_hand(bruno)
    at(5)
    floor.raise_hand(chloe)
    at(9)
    floor.raise_hand(bruno)

    found = of(space)
    assert [turn.member_id for turn in found.hands] == [bruno.pk, chloe.pk]
    assert (found.place_of(bruno), found.place_of(chloe)) == (1, 2)


def test_giving_the_floor_ends_whoever_spoke_and_two_facilitators_give_it_once(space, amina, bruno, chloe, at):
    at(0)
    floor.raise_hand(bruno)
    floor.give_floor(bruno, by=amina)
    at(60)
    floor.raise_hand(chloe)
    floor.give_floor(chloe, by=amina)
    floor.give_floor(chloe, by=amina)

    assert of(space).speaker.member_id == chloe.pk
    first = Turn.objects.get(member=bruno)
    assert first.seconds(space.now()) == 60 and first.ended_at == space.now()
    assert Event.objects.filter(kind="floor.given").count() == 2


def test_someone_without_a_phone_is_given_the_floor_from_the_list(space, amina, chloe, now):
    floor.give_floor(chloe, by=amina)

    assert of(space).speaker.member_id == chloe.pk and of(space).hands == ()


def test_speaking_time_is_added_by_person_and_by_structure_in_alphabetical_order(space, amina, bruno, chloe, at):
    other = join(space, "Zoé", "Jardin partagé")
    for start, who, end in ((0, chloe, 30), (30, bruno, 50), (50, other, 55), (60, chloe, 70)):
        at(start)
        floor.give_floor(who, by=amina)
        at(end)
        floor.end_turn(Turn.objects.get(ended_at=None), by=amina)

    turns = floor.turns_of_day(space)
    assert [(one.name, one.seconds) for one in floor.by_person(turns, space.now())] == [
        ("Bruno", 20), ("Chloé", 40), ("Zoé", 5)
    ]  # fmt: skip
    assert [(one.name, one.seconds) for one in floor.by_structure(turns, space.now())] == [
        ("Jardin partagé", 45), ("Régie de quartier", 20)
    ]  # fmt: skip


def test_a_hand_is_taken_back_and_a_speaker_who_lowers_it_has_finished(space, amina, bruno, now):
    floor.raise_hand(bruno)
    floor.lower_hand(bruno)
    assert of(space).hands == ()

    floor.give_floor(bruno, by=amina)
    floor.lower_hand(bruno)
    assert of(space).speaker is None


def test_who_observes_does_not_ask_to_speak(space, now):
    observer = join(space, "Olga", role=Role.OBSERVER)
    with pytest.raises(Refused, match="observent"):
        floor.raise_hand(observer)


def test_a_phone_asks_sees_its_place_and_speaks_by_plain_forms(space, amina, bruno, chloe, client_for, now):
    Space.objects.update(phase=Phase.DAY)
    floor.raise_hand(chloe)
    phone, desk = client_for(bruno), client_for(amina)
    assert "Demander la parole" in phone.get("").content.decode()

    assert phone.post("hand", {}).status_code == 303
    assert "1 personne avant vous" in phone.get("").content.decode()
    queue = desk.get("console/hall/").content.decode()
    assert queue.index("Chloé") < queue.index("Bruno")

    assert desk.post("console/hall/floor", {"member": bruno.pk}).status_code == 303
    speaking = phone.get("").content.decode()
    assert "Vous avez la parole" in speaking and "<stay-awake>" in speaking
    assert phone.post("hand", {"act": "down"}).status_code == 303
    assert "Demander la parole" in phone.get("").content.decode()


def test_giving_it_to_nobody_is_a_sentence_and_changes_nothing(space, amina, client_for, now):
    answer = client_for(amina).post("console/hall/floor", {"member": ""})

    assert answer.status_code == 422 and "Choisissez une personne de la liste." in answer.content.decode()
    assert not Turn.objects.exists()


def test_speaking_times_are_for_the_team_alone(space, amina, bruno, client_for, now):
    floor.give_floor(bruno, by=amina)

    assert client_for(bruno).get("parts/team-floor/-").status_code == 404
    assert client_for(space=space, kind="wall").get("parts/team-floor/-").status_code == 404
    assert "Bruno" in client_for(space=space, kind="wall").get("parts/over-wall/-").content.decode()


def test_the_page_of_three_hundred_people_asks_as_much_as_that_of_three(
    space, amina, client_for, now, django_assert_max_num_queries
):
    for number in range(60):
        floor.raise_hand(join(space, f"Personne {number}", f"Structure {number % 9}"))
    desk = client_for(amina)
    with django_assert_max_num_queries(24):
        assert desk.get("console/hall/").status_code == 200
