"""What the team does for people: roles, links shown and closed, cards; and who signs in for the team."""

import re

import pytest
from django.test import Client

from conftest import join
from essaim.mail.models import Letter
from essaim.people import signin
from essaim.people.models import Person, TeamSession
from essaim.spaces import seats
from essaim.spaces.models import Invitation, Member, Seat
from essaim.spaces.models.member import Role

pytestmark = pytest.mark.django_db
ORIGIN = {"HTTP_ORIGIN": "http://testserver"}


def described(member, **changed):
    return {"act": "describe", "name": member.name, "structure": member.structure_name, "email": "",
            "role": member.role, **changed}  # fmt: skip


def test_another_role_is_taken_at_once_by_the_phone_already_open(amina, bruno, client_for):
    desk, phone = client_for(amina), client_for(bruno)
    assert phone.get("console/").status_code == 403
    sent = desk.post(f"console/people/{bruno.pk}/", described(bruno, role="facilitator", name="Bruno Lenoir"))
    assert sent.status_code == 303
    assert phone.get("console/").status_code == 200 and "Bruno Lenoir" in phone.get("group/").text
    desk.post(f"console/people/{bruno.pk}/", described(bruno, role="observer"))
    assert phone.get("console/").status_code == 403
    refused = phone.post("modules/wishes", {"first": "x"})
    assert refused.status_code == 403 and "Vous observez" in refused.text


def test_nobody_changes_their_own_role_and_bad_input_is_kept(amina, bruno, client_for):
    desk = client_for(amina)
    answer = desk.post(f"console/people/{amina.pk}/", described(amina, role="participant"))
    assert answer.status_code == 422 and "Une autre personne" in answer.text
    answer = desk.post(f"console/people/{bruno.pk}/", described(bruno, email="bruno@", structure="Ailleurs"))
    assert answer.status_code == 422 and "pas complète" in answer.text and "Ailleurs" in answer.text
    assert Member.objects.get(pk=amina.pk).role == "facilitator"
    assert Member.objects.get(pk=bruno.pk).structure_name == "Régie de quartier"
    for act in ("close", "remove"):
        desk.post(f"console/people/{amina.pk}/", {"act": act})
    assert desk.get("console/").status_code == 200, "nobody shuts themselves out"


def test_a_lost_phone_and_a_stray_link_are_closed_and_a_new_link_opens_again(amina, bruno, client_for):
    desk, phone = client_for(amina), client_for(bruno)
    shown = desk.post("console/people/", {"act": "link", "member": bruno.pk}).text
    stray = re.search(r"http://testserver(/i/[\w-]+)", shown)[1]
    assert desk.post(f"console/people/{bruno.pk}/", {"act": "close"}).status_code == 303
    assert phone.get("").status_code == 404
    dead = Client().get(stray)
    assert dead.status_code == 410 and "Demandez-en un autre" in dead.text
    shown = desk.post("console/people/", {"act": "link", "member": bruno.pk}).text
    fresh = re.search(r"http://testserver(/i/[\w-]+)", shown)[1]
    assert Client().post(fresh, **ORIGIN).status_code == 303


def test_a_removed_person_is_out_and_what_they_gave_stays(amina, bruno, client_for):
    desk, phone = client_for(amina), client_for(bruno)
    desk.post(f"console/people/{bruno.pk}/", {"act": "remove"})
    assert phone.get("").status_code == 404 and "Bruno" not in desk.get("group/").text


def test_a_colleague_scans_a_code_that_opens_the_console_once(amina, client_for):
    second = join(amina.space, "Farid", role=Role.FACILITATOR)
    shown = client_for(amina).post("console/people/", {"act": "link", "member": second.pk}).text
    assert "<svg" in shown and "une seule fois" in shown
    link = re.search(r"http://testserver(/i/[\w-]+)", shown)[1]
    invitation = Invitation.objects.get(member=second)
    assert invitation.one_use and invitation.expires_at is not None
    browser = Client()
    opened = browser.post(link, **ORIGIN)
    assert opened["Location"].endswith("/console/") and browser.get(opened["Location"]).status_code == 200
    again = Client().get(link)
    assert again.status_code == 410 and "déjà servi" in again.text
    assert Client().post(link, **ORIGIN).status_code == 410 and Seat.objects.filter(member=second).count() == 1


def test_a_link_that_expired_says_what_to_do_and_on_the_day_offers_the_code(amina, bruno, now):
    with seats.change(amina.space) as journal:
        token = seats.mint_link(amina.space, bruno, "phone", expires_at=now)
        journal.touch("people")
    Invitation.objects.update(expires_at=now.replace(year=2026))
    dead = Client().get(f"/i/{token}")
    assert dead.status_code == 410 and "ne sert plus" in dead.text and "/r/miel42/retour" in dead.text
    unknown = Client().get("/i/nothing")
    assert "n’ouvre rien" in unknown.text and "/retour" not in unknown.text


def test_cards_to_print_open_each_their_own_seat(amina, bruno, chloe, client_for):
    page = client_for(amina).post("console/people/cards", {})
    assert page.status_code == 200 and page.text.count('class="qr"') == 2
    assert bruno.code in page.text and "Amina" not in page.text.split("cut-cards")[1].split("</ul>")[0]
    assert client_for(bruno).post("console/people/cards", {}).status_code == 403


def test_letters_go_to_observers_and_colleagues_too_but_not_to_whoever_sends(amina, bruno, client_for):
    odile = join(amina.space, "Odile", role=Role.OBSERVER)
    Person.objects.filter(pk=odile.person_id).update(email="odile@exemple.org")
    answer = client_for(amina).post("console/people/", {"act": "send"})
    assert "1 lettre est partie" in answer.text.replace("\u202f", " ")
    assert Letter.objects.get().to == "odile@exemple.org"


@pytest.fixture
def signed_in(team):
    browser = Client()
    browser.cookies["team"] = signin.open_session(team.people.get())
    return browser


def test_a_colleague_welcomed_signs_in_with_a_code_and_is_let_go(signed_in, team, space):
    sent = signed_in.post("/equipe/personnes", {"name": "Farid", "email": "Farid@exemple.org"}, **ORIGIN)
    assert sent.status_code == 302
    assert "/connexion" in Letter.objects.get(to="farid@exemple.org").text
    farid = team.people.get(email="farid@exemple.org")
    signin.send_code("farid@exemple.org")
    code = re.search(r"\d{6}", Letter.objects.filter(to="farid@exemple.org").order_by("-pk").first().text)[0]
    colleague = Client()
    entered = colleague.post("/connexion/code", {"email": "farid@exemple.org", "code": code}, **ORIGIN)
    assert entered.status_code == 302 and "Fusion" in colleague.get("/equipe/").text
    opened = colleague.post(f"/equipe/{space.key}/entrer", **ORIGIN)
    assert colleague.get(opened["Location"]).status_code == 200

    assert signed_in.post("/equipe/personnes", {"gone": farid.pk}, **ORIGIN).status_code == 302
    assert not team.people.filter(pk=farid.pk).exists() and not TeamSession.objects.filter(person=farid).exists()
    assert colleague.get("/equipe/").status_code == 302
    signin.send_code("farid@exemple.org")
    assert Letter.objects.filter(to="farid@exemple.org").count() == 2, "no code for someone of no team"


def test_a_wrong_address_is_said_and_nobody_lets_themselves_go(signed_in, team):
    answer = signed_in.post("/equipe/personnes", {"name": "Farid", "email": "farid@"}, **ORIGIN)
    assert answer.status_code == 422 and "pas complète" in answer.text and "Farid" in answer.text
    me = team.people.get()
    assert signed_in.post("/equipe/personnes", {"gone": me.pk}, **ORIGIN).status_code == 404
    assert team.people.count() == 1
