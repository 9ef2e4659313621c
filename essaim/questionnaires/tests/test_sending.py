"""To whom it is sent, and how: structures, an open link, a shared tablet; who has not answered is known."""

import re

import pytest
from django.test import Client

from conftest import join
from essaim.live.parts import PartContext, catalogue
from essaim.mail.models import Letter
from essaim.questionnaires import actions, activity
from essaim.questionnaires.models import Answer, Ballot, HasAnswered
from essaim.spaces.models import Member, Seat
from essaim.spaces.models.member import SeatKind

pytestmark = pytest.mark.django_db


def enter(door, **typed):
    """A browser that never came, in front of the open link."""
    browser = Client(headers={"origin": "http://testserver"})
    page = browser.get(door)
    assert page.status_code == 200
    given = {"input_id": re.search(r'name="input_id" value="([^"]+)"', page.text)[1], **typed}
    return browser, browser.post(door, given)


def test_addressed_to_structures_only_they_are_asked_reminded_and_counted(
    space, amina, bruno, chloe, amont, client_for, mailoutbox
):
    for member in (bruno, chloe):
        member.person.email = f"{member.name.split()[0].lower()}@exemple.org"
        member.person.save()
    actions.address_to(amont, [str(bruno.structure_id)], by=amina)
    assert [one.pk for one in amont.expected()] == [bruno.pk]
    assert activity.now_for(space, bruno) and not activity.now_for(space, chloe)
    refused = client_for(chloe).post(f"questionnaires/{amont.pk}/worth/", {"worth": "Moi aussi"})
    assert refused.status_code == 422 and "Moi aussi" in refused.text and not Answer.objects.exists()
    actions.send(amont, by=amina, address="https://essaim.test")
    assert [letter.to for letter in Letter.objects.all()] == [bruno.person.email]
    # Whoever joins the structure later is asked too.
    assert join(space, "Nadia", bruno.structure_name).pk in [one.pk for one in amont.expected()]
    actions.address_to(amont, [], by=amina)
    assert chloe.pk in [one.pk for one in amont.expected()]


def test_what_is_not_of_the_space_is_not_chosen(amont, amina, denis, client_for):
    console = client_for(amina)
    answer = console.post(f"questionnaires/{amont.pk}/audience", {"audience": str(denis.pk)})
    assert answer.status_code == 422 and "de la liste" in answer.text
    amont.refresh_from_db()
    assert amont.audience == []


def test_an_open_anonymous_one_keeps_its_audience(hot, amina, six):
    with pytest.raises(Exception, match="on ne change plus"):
        actions.address_to(hot, [str(six[0].pk)], by=amina)


def test_the_open_link_asks_a_first_name_and_leads_to_the_questions(amont, amina, client_for):
    actions.open_door(amont, is_open=True, by=amina)
    door = f"/q/{amont.open_key}/"
    browser, went = enter(door, name="Odile", structure="Une association de passage")
    assert went.status_code == 303 and went.headers["Location"].endswith(f"questionnaires/{amont.pk}/")
    page = browser.get(went.headers["Location"])
    assert "Commencer" in page.text
    root = went.headers["Location"].partition("questionnaires/")[0]
    kept = browser.post(f"{root}questionnaires/{amont.pk}/worth/", {"worth": "Vous rencontrer"})
    assert kept.status_code == 303 and Answer.objects.get().response.member.name == "Odile"
    assert root in browser.get(door).text, "this phone finds its answers again"
    _browser, nobody = enter(door, name=" ", structure="")
    assert nobody.status_code == 422
    actions.open_door(amont, is_open=False, by=amina)
    assert Client().get(door).status_code == 404


def test_closed_the_link_says_so_and_lets_nobody_in(amont, amina):
    actions.open_door(amont, is_open=True, by=amina)
    actions.close(amont, by=amina)
    before = Member.objects.count()
    page = Client().get(f"/q/{amont.open_key}/")
    assert "clos" in page.text and "<form" not in page.text.partition("<main")[2].partition("</main>")[0]
    posted = Client(headers={"origin": "http://testserver"}).post(
        f"/q/{amont.open_key}/", {"name": "Odile", "input_id": "0190a0a0-0000-7000-8000-000000000001"}
    )
    assert posted.status_code == 422 and Member.objects.count() == before


def test_by_the_open_link_of_an_anonymous_one_nothing_is_asked(hot, amina):
    actions.open_door(hot, is_open=True, by=amina)
    page = Client().get(f"/q/{hot.open_key}/").text
    assert 'name="name"' not in page and 'name="structure"' not in page
    browser, went = enter(f"/q/{hot.open_key}/")
    root = went.headers["Location"].partition("questionnaires/")[0]
    at = f"{root}questionnaires/{hot.pk}/roti/"
    browser.get(at)
    assert browser.post(at, {"roti": "4"}).status_code == 303
    assert Ballot.objects.count() == 1 and HasAnswered.objects.get().member.name == "Sans nom"


def test_a_shared_tablet_forgets_each_person_and_comes_back_to_the_same_door(amont, amina):
    actions.open_door(amont, is_open=True, by=amina)
    door = f"/q/{amont.open_key}/?shared"
    browser, went = enter(door, name="Odile", structure="")
    assert Seat.objects.get(member__person__name="Odile").kind == SeatKind.SHARED
    root = went.headers["Location"].partition("questionnaires/")[0]
    done = browser.post(f"{root}done")
    assert done.status_code == 303 and done.headers["Location"] == door
    assert browser.get(f"{root}questionnaires/{amont.pk}/").status_code == 404
    assert "Odile" not in browser.get(door).text


def test_a_shared_tablet_is_never_sent_elsewhere(space, amont, amina):
    actions.open_door(amont, is_open=True, by=amina)
    browser, went = enter(f"/q/{amont.open_key}/?shared", name="Odile", structure="")
    browser.cookies["door"] = "//ailleurs.exemple/"
    root = went.headers["Location"].partition("questionnaires/")[0]
    assert browser.post(f"{root}done").headers["Location"].startswith("/r/")


def test_progress_is_seen_by_structure(space, amont, amina, bruno, chloe, client_for):
    actions.answer(amont, bruno, "worth", value={"worth": "Des liens"})
    part = catalogue["answering"]
    shown = part.render(PartContext(space, str(amont.pk), "fr", part.audience))
    assert "Par structure" in shown and bruno.structure_name in shown and "1 sur" in shown
    page = client_for(amina).get(f"questionnaires/{amont.pk}/team/").text
    assert "À qui" in page and "Ouvrir un lien" in page


def test_letters_that_could_not_leave_are_said_to_the_team(amont, amina, bruno, client_for):
    bruno.person.email = "bruno@exemple.org"
    bruno.person.save()
    Letter.objects.create(to="bruno@exemple.org", subject="Avant", text="…", attempts=8, last_error="550 inconnu ici")
    page = client_for(amina).get(f"questionnaires/{amont.pk}/team/").text
    assert "bruno@exemple.org" in page and "adresse refusée" in page
