"""Paper and phones in one total; dates that the team chooses."""

from datetime import timedelta

import pytest

from essaim.base import ids
from essaim.questionnaires import actions
from essaim.questionnaires.drafting import Draft
from essaim.questionnaires.models import Answer, Ballot, HasAnswered, Questionnaire, Response
from essaim.questionnaires.results import participation
from essaim.spaces.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def own(space, amina, now):
    made = actions.create_own(space, "Le repas", by=amina)
    made = actions.add_question(made, Draft(text={"fr": "Venez-vous ?"}, kind="yesno", required=True), by=amina)
    made = actions.add_question(made, Draft(text={"fr": "Combien ?"}, kind="number"), by=amina)
    return actions.open_questionnaire(made, by=amina)


def codes(own):
    return [question.code for question in own.asked.questions]


def test_the_sheet_prints_every_question_and_a_way_in_by_phone(own, space, amina, client_for):
    page = client_for(amina).get(f"questionnaires/{own.pk}/paper/").text
    assert "Venez-vous" in page and "Combien" in page and space.join_code in page and 'class="qr"' in page


def test_a_sheet_counts_with_the_phones(own, amina, bruno, chloe, client_for):
    yes, number = codes(own)
    actions.answer(own, bruno, yes, value={yes: "yes"})
    console, at = client_for(amina), f"questionnaires/{own.pk}/entry/"
    assert "1 réponse en tout" in console.get(at).text
    sheet = {f"{yes}:{yes}": "no", f"{number}:{number}": "3", "input_id": str(ids.uuid7()), "person": str(chloe.pk)}
    for _again in range(2):
        assert console.post(at, sheet).status_code == 303
    nameless = {f"{yes}:{yes}": "no", "input_id": str(ids.uuid7())}
    assert console.post(at, nameless).status_code == 303
    assert participation(own).answered == 3 and Response.objects.filter(on_paper=True).count() == 2
    told = client_for(amina).get(f"questionnaires/{own.pk}/answers.csv").text
    assert "Feuille sans nom" in told and "Chloé" in told
    assert "3 réponses en tout" in console.get(at).text


def test_what_cannot_be_read_is_said_and_the_sheet_is_kept_on_the_page(own, amina, bruno, client_for):
    yes, number = codes(own)
    console, at = client_for(amina), f"questionnaires/{own.pk}/entry/"
    wrong = console.post(at, {f"{number}:{number}": "beaucoup", f"{yes}:{yes}": "no"})
    assert wrong.status_code == 422 and "beaucoup" in wrong.text and "nombre entier" in wrong.text
    assert console.post(at, {}).status_code == 422
    actions.answer(own, bruno, yes, value={yes: "yes"})
    twice = console.post(at, {f"{yes}:{yes}": "no", "person": str(bruno.pk)})
    assert twice.status_code == 422 and "a déjà répondu" in twice.text
    assert console.post(at, {f"{yes}:{yes}": "no", "person": str(amina.pk)}).status_code == 422
    assert Answer.objects.get().value == {yes: "yes"}
    actions.close(own, by=amina)
    assert console.post(at, {f"{yes}:{yes}": "no"}).status_code == 422


def test_an_anonymous_sheet_goes_into_the_box_alone(hot, six, amina, client_for):
    console, at = client_for(amina), f"questionnaires/{hot.pk}/entry/"
    assert 'name="person"' not in console.get(at).text
    before = Event.objects.count()
    assert console.post(at, {"roti:roti": "4", "learnt:learnt": "Écouter", "shown": "1"}).status_code == 303
    assert (Ballot.objects.count(), HasAnswered.objects.count(), Event.objects.count()) == (1, 0, before)
    for person in six[:4]:
        client_for(person).post(f"questionnaires/{hot.pk}/roti/", {"roti": "5"})
    assert participation(hot).answered == 5
    actions.close(hot, by=amina)
    result = Event.objects.get(kind="ballots.opened").data["result"]
    assert {"value": {"learnt": "Écouter"}, "shown": "anonymous"} in [one.get("learnt") for one in result]


def test_the_team_chooses_when_it_opens_reminds_and_closes(space, amina, bruno, client_for, now, monkeypatch):
    own = actions.create_own(space, "Le repas", by=amina)
    day, at = space.day, f"questionnaires/{own.pk}/dates"
    given = {
        "opens": day - timedelta(days=20),
        "reminder_1": day - timedelta(days=10),
        "closes": day - timedelta(days=2),
    }
    console = client_for(amina)
    assert console.post(at, {name: str(one) for name, one in given.items()}).status_code == 303
    own = Questionnaire.objects.get(pk=own.pk)
    assert (own.opens_day, own.reminder_days, own.closes_day) == (-20, [-10], -2)
    assert str(given["closes"]) in console.get(f"questionnaires/{own.pk}/team/").text
    for wrong, words in (
        ({"opens": "2027-02-30"}, "Choisissez une date"),
        ({"opens": str(day), "closes": str(day - timedelta(days=1))}, "après l’ouverture"),
        ({"opens": str(day), "reminder_1": str(day - timedelta(days=1))}, "entre l’ouverture"),
        ({"closes": "2199-01-01"}, "deux ans"),
    ):
        answer = console.post(at, wrong)
        assert answer.status_code == 422 and words in answer.text
    assert Questionnaire.objects.get(pk=own.pk).opens_day == -20


@pytest.mark.django_db
def test_as_many_sheets_as_asked_each_with_its_number_and_the_way_in(amont, amina, client_for):
    console = client_for(amina)
    page = console.get(f"questionnaires/{amont.pk}/paper/?n=3").text
    assert page.count('class="sheet stack"') == 3 == page.count('<svg class="qr"') and "Feuille 3 sur 3" in page
    actions.open_door(amont, is_open=True, by=amina)
    assert f"/q/{amont.open_key}/" in console.get(f"questionnaires/{amont.pk}/paper/").text
    for odd in ("0", "-4", "1e9", "９", "99999", ""):
        assert console.get(f"questionnaires/{amont.pk}/paper/?n={odd}").text.count('class="sheet stack"') == 1
    assert console.get(f"questionnaires/{amont.pk}/paper/?n=4000").text.count('class="sheet stack"') == 60
