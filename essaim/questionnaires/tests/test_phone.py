"""Answering on a phone, without any script."""

import pytest

from essaim.questionnaires import actions
from essaim.questionnaires.models import Answer, Response
from essaim.spaces.models import Event, HandOver

pytestmark = pytest.mark.django_db


def at(asked, rest=""):
    return f"questionnaires/{asked.pk}/{rest}"


def test_one_question_at_a_time_kept_at_each_step(amont, bruno, client_for):
    phone = client_for(bruno)
    assert "Commencer" in phone.get(at(amont)).text
    first = phone.get(at(amont, "name/")).text
    assert "Question 1 sur 6" in first and 'value="Bruno"' in first
    went = phone.post(at(amont, "name/"), {"name": "Bruno", "structure": str(bruno.structure_id)})
    assert went.status_code == 303 and went.headers["Location"].endswith(f"{amont.pk}/brakes/")
    page = phone.get(went.headers["Location"]).text
    assert "Question 2 sur 6" in page and "vous pouvez fermer et revenir par le même lien" in page
    assert Answer.objects.get().value == {"name": "Bruno", "structure": str(bruno.structure_id)}


def test_resumed_on_another_phone_where_it_was_left(amont, bruno, client_for):
    client_for(bruno).post(at(amont, "brakes/"), {"brakes": ["time", "money"]})
    other = client_for(bruno)
    page = other.get(at(amont)).text
    assert "Reprendre où j’en étais" in page and f"{amont.pk}/project/" in page
    kept = other.get(at(amont, "brakes/")).text
    assert 'value="time" checked' in kept and "Enregistré" in kept


def test_a_wrong_answer_is_said_by_the_field_and_what_was_typed_kept(amont, bruno, client_for):
    answer = client_for(bruno).post(
        at(amont, "needs/"), {"needs.0.category": "", "needs.0.keywords": "Une salle le soir", "shown": "named"}
    )
    assert answer.status_code == 422
    assert "Choisissez une catégorie de la liste." in answer.text and "Une salle le soir" in answer.text
    assert 'value="named" checked' in answer.text
    assert not Answer.objects.exists() and not Response.objects.exists()


def test_nobody_shows_more_than_the_questionnaire_allows(amont, bruno, client_for):
    page = client_for(bruno).get(at(amont, "brakes/")).text
    assert "Le groupe, sans mon nom" in page and "avec mon nom" not in page
    answer = client_for(bruno).post(at(amont, "brakes/"), {"brakes": "time", "shown": "named"})
    assert answer.status_code == 422 and not Answer.objects.exists()


def test_sharing_is_off_until_one_asks_for_it(amont, bruno, client_for):
    client_for(bruno).post(at(amont, "worth/"), {"worth": "Un projet commun"})
    assert Answer.objects.get().shown == "never"
    assert not HandOver.objects.exists()


def test_what_is_allowed_goes_to_the_group(amont, bruno, client_for):
    phone = client_for(bruno)
    phone.post(at(amont, "worth/"), {"worth": "Un projet commun", "shown": "named"})
    offered = HandOver.objects.get(kind="expectation")
    assert (offered.title, offered.author) == ("Un projet commun", bruno)
    phone.post(at(amont, "worth/"), {"worth": "Deux projets communs", "shown": "anonymous"})
    offered = HandOver.objects.get(kind="expectation")
    assert (offered.title, offered.author, offered.data["structure"]) == ("Deux projets communs", None, "")
    phone.post(at(amont, "needs/"), {"needs.0.category": "room", "needs.0.keywords": "Une salle", "shown": "structure"})
    need = HandOver.objects.get(kind="need")
    assert (need.title, need.data["label"], need.data["structure"]) == (
        "Une salle", "Une salle, un lieu", "Régie de quartier"
    )  # fmt: skip
    phone.post(at(amont, "worth/withdrawal"))
    assert not HandOver.objects.filter(kind="expectation").exists()


def test_skip_then_more_then_end(amont, bruno, client_for):
    phone = client_for(bruno)
    for code in ("name", "brakes", "project", "needs", "workshops"):
        phone.post(at(amont, f"{code}/"), {"skip": "1"})
    went = phone.post(at(amont, "worth/"), {"worth": "Des liens"})
    assert went.headers["Location"].endswith("/more/")
    assert "Encore 10 minutes" in phone.get(at(amont, "more/")).text
    went = phone.post(at(amont, "more/"), {})
    assert went.headers["Location"].endswith("/place/")
    assert "Question 7 sur 18" in phone.get(at(amont, "place/")).text
    went = phone.post(at(amont, "more/"), {"stop": "1"})
    assert went.headers["Location"].endswith("/end/")
    page = phone.get(at(amont, "end/")).text
    assert "Merci" in page and "Des liens" in page and "Corriger" in page
    assert Response.objects.get().finished_at is not None


def test_corrected_from_the_end_and_back_there(amont, bruno, client_for):
    phone = client_for(bruno)
    phone.post(at(amont, "worth/"), {"worth": "Des liens"})
    assert "Revenir sans changer" in phone.get(at(amont, "worth/?back=end")).text
    went = phone.post(at(amont, "worth/"), {"worth": "Des liens forts", "back": "end"})
    assert went.headers["Location"].endswith("/end/")
    phone.post(at(amont, "withdrawal"))
    assert all(not row.value for row in Answer.objects.all())
    assert "Des liens forts" not in phone.get(at(amont, "end/")).text


def test_pressed_twice_counts_once(amont, bruno, client_for):
    phone = client_for(bruno)
    for _ in range(2):
        phone.post(at(amont, "worth/"), {"worth": "Des liens", "input_id": "0190a0a0-0000-7000-8000-000000000001"})
    assert Answer.objects.count() == 1
    assert Event.objects.filter(kind="answer.given").count() == 1


def test_closed_is_said_and_nothing_changes(amont, bruno, amina, client_for):
    actions.close(amont, by=amina)
    phone = client_for(bruno)
    answer = phone.post(at(amont, "worth/"), {"worth": "Trop tard"})
    assert answer.status_code == 422 and "Trop tard" in answer.text and not Answer.objects.exists()
    assert "clos" in phone.get(at(amont)).text


def test_a_facilitator_looks_and_is_not_counted(amont, amina, client_for):
    console = client_for(amina)
    assert "Aperçu" in console.get(at(amont, "worth/")).text
    assert console.post(at(amont, "worth/"), {"worth": "Moi"}).status_code == 303
    assert not Answer.objects.exists()


def test_someone_of_another_space_sees_nothing(amont, denis, client_for):
    for rest in ("", "worth/", "results/", "end/", "more/"):
        assert client_for(denis).get(at(amont, rest)).status_code == 404
    assert client_for(denis).post(at(amont, "worth/"), {"worth": "?"}).status_code == 404


def test_every_question_shows_and_keeps_in_both_languages(amont, bruno, client_for):
    phone = client_for(bruno)
    for language, word in (("fr", "Continuer"), ("en", "")):
        phone.cookies["lang"] = language
        for question in amont.asked.questions:
            page = phone.get(at(amont, f"{question.code}/"))
            assert page.status_code == 200 and word in page.text
            words = question.text[language].split("’")[0].split("“")[0].split("\u00a0")[0].split("'")[0]
            assert words in page.text
