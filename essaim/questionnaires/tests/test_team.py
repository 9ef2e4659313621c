"""Writing, opening, sending, and the calendar."""

from datetime import date, timedelta

import pytest

from essaim.base.errors import Refused
from essaim.mail.models import Letter
from essaim.questionnaires import actions
from essaim.questionnaires.models import Questionnaire
from essaim.spaces.changes import change
from essaim.spaces.models.space import Phase

pytestmark = pytest.mark.django_db


@pytest.fixture
def founded(space, amina):
    with change(space, by=amina) as journal:
        return {one.kind: one for one in actions.found_questionnaires(journal, space, None, "fr")}


def live(space, monkeypatch, days, phase):
    moment = space.at(space.day + timedelta(days=days), 10 * 60)
    monkeypatch.setattr("essaim.base.clock.now", lambda: moment)
    type(space).objects.filter(pk=space.pk).update(phase=phase)
    space.phase = phase
    actions.tick(space)


def write_to(*members):
    for member in members:
        member.person.email = f"{member.pk}@exemple.org"
        member.person.save()


def test_the_cold_one_opens_reminds_and_closes_by_itself(founded, space, bruno, chloe, monkeypatch):
    write_to(bruno, chloe)
    cold = founded["froid"]

    def letters():
        return Letter.objects.filter(to=bruno.person.email).count()

    live(space, monkeypatch, 29, Phase.AFTER)
    assert Questionnaire.objects.get(pk=cold.pk).is_draft
    for _ in range(2):
        live(space, monkeypatch, 30, Phase.AFTER)
    assert Questionnaire.objects.get(pk=cold.pk).is_open and letters() == 1
    assert "/i/" in Letter.objects.get(to=bruno.person.email).text
    actions.finish(Questionnaire.objects.get(pk=cold.pk), chloe)
    for _ in range(2):
        live(space, monkeypatch, 37, Phase.AFTER)
    assert letters() == 2 and Letter.objects.filter(to=chloe.person.email).count() == 1
    live(space, monkeypatch, 44, Phase.AFTER)
    live(space, monkeypatch, 45, Phase.AFTER)
    assert letters() == 3
    live(space, monkeypatch, 60, Phase.AFTER)
    assert not Questionnaire.objects.get(pk=cold.pk).is_open and letters() == 3


def test_the_upstream_one_waits_for_the_end_of_preparation(founded, space, bruno, monkeypatch):
    live(space, monkeypatch, -20, Phase.PREPARE)
    assert Questionnaire.objects.get(kind="amont").is_draft
    live(space, monkeypatch, -20, Phase.BEFORE)
    assert Questionnaire.objects.get(kind="amont").is_open
    live(space, monkeypatch, 0, Phase.DAY)
    assert not Questionnaire.objects.get(kind="amont").is_open
    assert Questionnaire.objects.get(kind="chaud").is_draft


def test_it_follows_the_day_when_it_moves(founded, space):
    space.day = date(2027, 4, 1)
    founded["froid"].space = space
    assert founded["froid"].opens_at.date() == date(2027, 5, 1)


def test_sent_once_then_reminders_only_to_those_who_have_not_finished(amont, amina, bruno, chloe, client_for):
    write_to(bruno, chloe)
    console = client_for(amina)
    assert console.post(f"questionnaires/{amont.pk}/letters").status_code == 303
    assert Letter.objects.count() == 2
    actions.finish(amont, bruno)
    console.post(f"questionnaires/{amont.pk}/letters")
    assert Letter.objects.filter(to=bruno.person.email).count() == 1
    assert Letter.objects.filter(to=chloe.person.email).count() == 2
    assert "Rappel" in Letter.objects.filter(to=chloe.person.email).order_by("created_at").last().subject


def test_written_before_it_opens(space, amina, client_for, now):
    made = actions.create_from_library(space, "amont", by=amina)
    console = client_for(amina)
    at = f"questionnaires/{made.pk}/edit/"
    assert console.get(at).status_code == 200 and console.get(f"{at}worth/").status_code == 200
    changed = {"text_fr": "Que serait une bonne journée ?", "text_en": "A good day?", "most_shown": "anonymous"}
    changed |= {"essential": "on", "kind": "short"}
    assert console.post(f"{at}worth/", changed).status_code == 303
    added = {"text_fr": "Venez-vous à vélo ?", "kind": "choice", "choices_fr": "Oui\nNon", "essential": "on",
             "most_shown": "named"}  # fmt: skip
    assert console.post(f"{at}new", added).status_code == 303
    console.post(f"{at}links/removal")
    console.post(f"{at}own-1/place", {"to": "up"})
    title = {"title_fr": "Avant de se voir", "preamble_fr": "Bonjour", "most_shown": "structure"}
    assert console.post(at, title).status_code == 303
    made = Questionnaire.objects.get(pk=made.pk)
    asked = made.asked
    assert [q.code for q in asked.essential()][-2:] == ["own-1", "worth"]
    assert asked.question("links") is None and asked.question("worth").text["fr"].startswith("Que serait")
    assert (made.title, made.most_shown, made.cap(asked.question("name"))) == ("Avant de se voir",) + ("structure",) * 2


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"kind": "choice", "choices_fr": "Oui\nNon"}, "Écrivez la question"),
        ({"text_fr": "Vélo ?", "kind": "choice", "choices_fr": "Oui"}, "de deux à quarante choix"),
        ({"text_fr": "x" * 401, "kind": "short"}, "trop long"),
    ],
)
def test_a_wrong_question_is_said_and_kept(space, amina, client_for, now, typed, words):
    made = actions.create_own(space, "Mon questionnaire", by=amina)
    answer = client_for(amina).post(f"questionnaires/{made.pk}/edit/new", {"most_shown": "named", **typed})
    assert answer.status_code == 422 and words in answer.text
    assert typed.get("text_fr", "Oui") in answer.text
    assert len(Questionnaire.objects.get(pk=made.pk).asked.questions) == 1


def test_the_team_writes_its_own(space, amina, client_for):
    console = client_for(amina)
    assert console.post("questionnaires/new", {"title": " "}).status_code == 422
    went = console.post("questionnaires/new", {"title": "Le repas"})
    assert went.status_code == 303 and Questionnaire.objects.get().title == "Le repas"
    assert console.get(went.headers["Location"]).status_code == 200


def test_anonymous_needs_five(space, amina, bruno, chloe, now, client_for):
    made = actions.create_from_library(space, "chaud", by=amina)
    with pytest.raises(Refused, match="Moins de cinq"):
        actions.open_questionnaire(made, by=amina)
    assert "lus par la seule équipe" in client_for(amina).get(f"questionnaires/{made.pk}/team/").text
    client_for(amina).post(f"questionnaires/{made.pk}/opening", {"anonymity": "A1"})
    made = Questionnaire.objects.get(pk=made.pk)
    assert made.is_open and made.anonymity == "A1"


def test_closed_and_opened_again(amont, amina, client_for):
    console = client_for(amina)
    console.post(f"questionnaires/{amont.pk}/closing")
    assert not Questionnaire.objects.get(pk=amont.pk).is_open
    console.post(f"questionnaires/{amont.pk}/reopening")
    assert Questionnaire.objects.get(pk=amont.pk).is_open


def test_commitments_are_followed_from_the_cold_evaluation(space, amina, bruno, client_for, now):
    phone = client_for(bruno)
    for number, what in enumerate(("Prêter la salle", "Appeler la mairie")):
        given = {"input_id": f"0190a0a0-0000-7000-8000-00000000000{number}", "what": what, "visibility": "group"}
        assert phone.post("commitments/new", given).status_code == 303
    first, second = space.commitments.order_by("created_at")
    cold = actions.open_questionnaire(actions.create_from_library(space, "froid", by=amina), by=amina)
    at = f"questionnaires/{cold.pk}/commitments/"
    page = phone.get(at).text
    assert "Prêter la salle" in page and "Appeler la mairie" in page
    typed = {f"commitments.{first.pk}": "kept", f"commitments.{second.pk}": "postponed"}
    assert phone.post(at, typed).status_code == 303
    states = {one.what: one.state for one in space.commitments.all()}
    assert states == {"Prêter la salle": "kept", "Appeler la mairie": second.state}
    assert "Prêter la salle — Tenu" in phone.get(f"questionnaires/{cold.pk}/end/").text


def test_opened_late_it_does_not_remind_of_what_was_just_sent(founded, space, bruno, monkeypatch):
    write_to(bruno)
    for _ in range(2):
        live(space, monkeypatch, -7, Phase.BEFORE)
    assert Questionnaire.objects.get(pk=founded["amont"].pk).is_open
    assert Letter.objects.filter(to=bruno.person.email).count() == 1


def test_a_memory_takes_no_more_answers(founded, space, bruno, monkeypatch):
    live(space, monkeypatch, 30, Phase.AFTER)
    cold = founded["froid"]
    assert Questionnaire.objects.get(pk=cold.pk).is_open
    live(space, monkeypatch, 31, Phase.MEMORY)
    assert not Questionnaire.objects.get(pk=cold.pk).is_open
