"""Entering a space: by the room's code, by a personal link, and coming back."""

import re

import pytest
from django.test import Client

from essaim.base import ids
from essaim.base.db import writing
from essaim.base.errors import Refused
from essaim.spaces import seats
from essaim.spaces.invitations import wall_link
from essaim.spaces.models import Member, Seat

ORIGIN = {"HTTP_ORIGIN": "http://testserver"}
pytestmark = pytest.mark.django_db


def test_a_first_name_and_a_structure_are_enough(space):
    phone = Client()
    answer = phone.post("/r/miel42/", {"input_id": ids.uuid7(), "name": "Inès", "structure": "Écoute jeunes"}, **ORIGIN)

    assert answer.status_code == 303
    home = phone.get(answer["Location"])
    assert home.status_code == 200
    member = Member.objects.get(space=space)
    assert (member.name, member.structure_name, member.role) == ("Inès", "Écoute jeunes", "participant")
    assert member.arrived_at is not None


def test_pressed_twice_it_makes_one_person(space):
    given = {"input_id": ids.uuid7(), "name": "Inès", "structure": ""}
    first, second = (Client().post("/r/miel42/", given, **ORIGIN) for _ in range(2))

    assert first.status_code == second.status_code == 303
    assert Member.objects.filter(space=space).count() == 1


def test_without_a_name_what_was_typed_is_kept_and_nothing_changes(space):
    answer = Client().post("/r/miel42/", {"input_id": ids.uuid7(), "name": " ", "structure": "Écoute jeunes"}, **ORIGIN)

    assert answer.status_code == 422
    assert "Écrivez votre prénom" in answer.text and "Écoute jeunes" in answer.text
    assert not Member.objects.filter(space=space).exists() and not Seat.objects.exists()


def test_a_code_is_read_however_it_is_typed(space):
    for typed in ("MIEL 42", "miel42", "Miel-42", " miel 42 "):
        assert seats.space_by_code(typed) == space
    assert seats.space_by_code("miel 43") is None
    assert Client().get("/r/inconnu99/").status_code == 404


def test_another_site_cannot_write(space):
    given = {"input_id": ids.uuid7(), "name": "Inès", "structure": ""}
    assert Client().post("/r/miel42/", given, HTTP_ORIGIN="https://ailleurs.example").status_code == 403
    assert Client().post("/r/miel42/", given).status_code == 403
    assert not Member.objects.filter(space=space).exists()


def test_reading_a_personal_link_changes_nothing_and_pressing_opens_the_seat(space, bruno):
    link = wall_link(space, address="http://testserver", member=bruno)
    scanner, phone = Client(), Client()
    assert scanner.get(link).status_code == 200 and not Seat.objects.exists()

    answer = phone.post(link, **ORIGIN)
    assert phone.get(answer["Location"]).status_code == 200
    again = Client().post(link, **ORIGIN)
    assert again.status_code == 303, "a personal link works until it is revoked"


def test_a_revoked_or_unknown_link_says_what_to_do(space, bruno, amina):
    link = wall_link(space, address="http://testserver", member=bruno)
    seats.remove_member(bruno, by=amina)
    for dead in (link, "/i/nothing"):
        answer = Client().get(dead)
        assert answer.status_code == 410
        assert "demandez-en un autre" in answer.text.lower() or "Demandez-en un autre" in answer.text


def test_a_seat_is_its_cookie_not_its_address(space, bruno, client_for):
    phone = client_for(bruno)
    assert phone.get("").status_code == 200
    assert Client().get(phone.seat.path).status_code == 404


def test_coming_back_takes_the_name_and_the_code_five_tries(space, bruno, now):
    wrong = "0000" if bruno.code != "0000" else "1111"
    for _ in range(5):
        answer = Client().post("/r/miel42/retour", {"name": "bruno", "code": wrong}, **ORIGIN)
        assert answer.status_code == 422
    assert Client().post("/r/miel42/retour", {"name": "Bruno", "code": bruno.code}, **ORIGIN).status_code == 422

    with writing():
        Member.objects.update(code_tries=0)
    assert Client().post("/r/miel42/retour", {"name": "Bruno", "code": bruno.code}, **ORIGIN).status_code == 303


def test_coming_back_by_code_serves_that_day_only(space, bruno):
    assert Client().post("/r/miel42/retour", {"name": "Bruno", "code": bruno.code}, **ORIGIN).status_code == 422


def test_a_removed_person_sees_nothing_more(space, bruno, amina, client_for):
    phone = client_for(bruno)
    seats.remove_member(bruno, by=amina)
    assert phone.get("").status_code == 404


def test_the_language_follows_the_choice_made_on_the_phone(space, bruno, client_for):
    phone = client_for(bruno)
    form = re.search(r'action="/langue">.*?name="back" value="([^"]*)"', phone.get("resources/").content.decode(), re.S)
    assert form and form[1].endswith("/resources/"), "pressing it comes back to the page one was reading"
    assert phone.post("/langue", {"language": "en", "back": form[1]})["Location"] == form[1]
    assert phone.get("").headers["Content-Language"] == "en"
    assert phone.post("/langue", {"language": "en", "back": "//ailleurs.example"})["Location"] == "/"


def test_what_no_page_caught_is_a_sentence_not_a_failure(bruno, client_for, monkeypatch):
    def refuse(member):
        raise Refused("Revenez demain.")

    monkeypatch.setattr(seats, "arrive", refuse)
    answer = client_for(bruno).post("arrival")
    assert answer.status_code == 422 and "Revenez demain." in answer.text


def test_a_shared_device_is_handed_on_without_anything_of_the_last_person(space, bruno, now):
    tablet = Client()
    door = tablet.get("/r/miel42/?shared").text
    assert "sert à plusieurs personnes" in door and 'autocomplete="off"' in door
    answer = tablet.post("/r/miel42/?shared", {"input_id": ids.uuid7(), "name": "Inès", "structure": "Régie"}, **ORIGIN)
    place = answer["Location"]
    home = tablet.get(place)
    assert 'data-keeps="no"' in home.text and "J’ai fini" in home.text and "place" not in tablet.cookies

    left = tablet.post(place + "done", **ORIGIN)
    assert left.status_code == 303 and left["Location"] == "/r/miel42/?shared"
    assert left.cookies["seat"]["max-age"] == 0 and left.cookies["seat"]["path"] == place
    assert tablet.get(place).status_code == 404 and "Reprendre" not in tablet.get("/r/miel42/?shared").text
    # Nor with the cookie of before: the place itself is closed.
    before = Client()
    before.cookies["seat"] = answer.cookies["seat"].value
    assert before.get(place).status_code == 404
    assert Member.objects.filter(space=space, person__name="Inès", left_at=None).exists()

    back = tablet.post("/r/miel42/retour?shared", {"name": "Bruno", "code": bruno.code}, **ORIGIN)
    assert back.status_code == 303 and Seat.objects.get(member=bruno).kind == "shared"


def test_a_phone_of_one_s_own_keeps_and_has_nothing_to_hand_on(space, bruno, client_for):
    phone = client_for(bruno)
    home = phone.get("").text
    assert "data-keeps" not in home and "J’ai fini" not in home
    assert phone.post("done").status_code == 303 and phone.get("").status_code == 200
