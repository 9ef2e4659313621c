"""A team signs in by a code sent by e-mail."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from essaim.base import clock
from essaim.mail.models import Letter
from essaim.people import signin
from essaim.people.models import SignInCode

ORIGIN = {"HTTP_ORIGIN": "http://testserver"}
pytestmark = pytest.mark.django_db


def code_sent() -> str:
    found = re.search(r"\d{6}", Letter.objects.latest("created_at").text)
    assert found
    return found.group()


def test_the_code_of_the_letter_opens_the_team_s_page(space, amina):
    browser = Client()
    assert browser.get("/equipe/").status_code == 302
    browser.post("/connexion", {"email": "Amina@Exemple.org"}, **ORIGIN)
    answer = browser.post("/connexion/code", {"email": "amina@exemple.org", "code": code_sent()}, **ORIGIN)

    assert answer["Location"] == "/equipe/"
    assert "Fusion" in browser.get("/equipe/").text
    into = browser.post(f"/equipe/{space.key}/entrer", **ORIGIN)
    assert browser.get(into["Location"]).status_code == 200

    browser.post("/deconnexion", **ORIGIN)
    assert browser.get("/equipe/").status_code == 302


def test_an_unknown_address_gets_the_same_answer_and_no_letter(team):
    known = Client().post("/connexion", {"email": "amina@exemple.org"}, **ORIGIN)
    unknown = Client().post("/connexion", {"email": "personne@exemple.org"}, **ORIGIN)
    assert known.status_code == unknown.status_code == 302
    assert Letter.objects.count() == 1


def test_five_wrong_tries_end_the_code(team):
    signin.send_code("amina@exemple.org")
    right = code_sent()
    wrong = "000000" if right != "000000" else "111111"
    for _ in range(5):
        answer = Client().post("/connexion/code", {"email": "amina@exemple.org", "code": wrong}, **ORIGIN)
        assert answer.status_code == 422
    answer = Client().post("/connexion/code", {"email": "amina@exemple.org", "code": right}, **ORIGIN)
    assert answer.status_code == 422 and "Demandez-en un autre" in answer.text


def test_a_code_serves_once_and_for_fifteen_minutes(team, monkeypatch):
    signin.send_code("amina@exemple.org")
    right = code_sent()
    assert signin.check_code("amina@exemple.org", right)
    with pytest.raises(signin.Refused):
        signin.check_code("amina@exemple.org", right)

    signin.send_code("amina@exemple.org")
    later = clock.now() + timedelta(minutes=16)
    monkeypatch.setattr("essaim.base.clock.now", lambda: later)
    with pytest.raises(signin.Refused):
        signin.check_code("amina@exemple.org", code_sent())
    assert SignInCode.objects.filter(used=True).count() == 1


def test_another_team_s_space_does_not_exist_here(space, amina, denis):
    browser = Client()
    signin.send_code("amina@exemple.org")
    browser.post("/connexion/code", {"email": "amina@exemple.org", "code": code_sent()}, **ORIGIN)
    assert browser.post(f"/equipe/{denis.space.key}/entrer", **ORIGIN).status_code == 404
