"""One question, now: two presses, every phone, the wall, then kept or not."""

import pytest

from essaim.base.blocks.plain import plain
from essaim.base.errors import Refused
from essaim.live.parts import PartContext, catalogue
from essaim.questionnaires import actions, activity
from essaim.questionnaires.models import Answer, Questionnaire
from essaim.spaces.models import Event

pytestmark = pytest.mark.django_db


def wall_of(space):
    return catalogue["wall"].render(PartContext(space, "-", "fr", catalogue["wall"].audience))


def first_todo(space, member):
    return min(activity.now_for(space, member), key=lambda todo: todo.rank)


@pytest.mark.parametrize("preset", ["yesno", "scale", "word", "letters"])
def test_two_presses_reach_every_phone_and_the_wall(space, amina, bruno, client_for, now, preset):
    console = client_for(amina)
    assert 'href="questionnaires/now/"' in console.get("").text
    went = console.post("questionnaires/now/", {"preset": preset})
    assert went.status_code == 303
    asked = Questionnaire.objects.get()
    todo = first_todo(space, bruno)
    assert todo.rank < 0 and todo.href.endswith(f"{asked.pk}/asked/") and asked.title in wall_of(space)
    phone = client_for(bruno)
    assert phone.get(todo.href).status_code == 200 and todo.href in phone.get("").text


def test_answers_show_on_the_wall_at_once_without_names(space, amina, bruno, client_for, now):
    asked = actions.ask_now(space, "choices", question="On mange où ?", choices="Dehors\nDedans", by=amina)
    phone = client_for(bruno)
    href = first_todo(space, bruno).href
    page = phone.get(href)
    assert page.status_code == 200 and "Dehors" in page.text and "sans mon nom" in page.text
    went = phone.post(href, {"asked": "c1", "shown": "anonymous"})
    assert went.headers["Location"].endswith("/results/")
    wall = wall_of(space)
    assert "Dehors" in wall and "1 réponse" in wall and bruno.name not in wall
    assert all(todo.rank >= 0 for todo in activity.now_for(space, bruno)), "answered, it leaves the phone alone"
    phone.post(href, {"asked": "c2", "shown": "never"})
    assert "1 réponse" not in wall_of(space), "kept for the team, it is not on the wall under five"
    assert Answer.objects.get().value == {"asked": "c2"} and asked.is_open


def test_words_go_to_the_wall_unless_kept_for_the_team(space, amina, bruno, chloe, client_for, now):
    asked = actions.ask_now(space, "word", question="Un mot ?", by=amina)
    for member, word, shown in ((bruno, "Élan", ""), (chloe, "Fatigue", "never")):
        given = {"asked": word, **({"shown": shown} if shown else {})}
        assert client_for(member).post(first_todo(space, member).href, given).status_code == 303
    assert "Élan" in wall_of(space) and "Fatigue" not in wall_of(space)
    assert asked.title in wall_of(space)


def test_a_second_question_closes_the_first(space, amina, now):
    first = actions.ask_now(space, "yesno", by=amina)
    second = actions.ask_now(space, "scale", by=amina)
    assert not Questionnaire.objects.get(pk=first.pk).is_open and Questionnaire.objects.get(pk=second.pk).is_open
    assert Event.objects.filter(kind="questionnaire.asked_now").count() == 2


@pytest.mark.parametrize("kept", ["yes", "no"])
def test_its_result_is_kept_or_not(space, amina, bruno, client_for, now, kept):
    asked = actions.ask_now(space, "yesno", question="On continue ?", by=amina)
    client_for(bruno).post(first_todo(space, bruno).href, {"asked": "yes"})
    console = client_for(amina)
    assert console.post(f"questionnaires/{asked.pk}/now/end", {"kept": kept}).status_code == 303
    assert "On continue" not in wall_of(space)
    report = plain(activity.report_blocks(space, "7", draft=True))
    assert ("On continue" in report) == (kept == "yes")
    late = client_for(bruno).post(f"questionnaires/{asked.pk}/asked/", {"asked": "no"})
    assert late.status_code == 422 and Answer.objects.get().value == {"asked": "yes"}


def test_what_cannot_be_asked_is_said_and_kept(space, amina, client_for, now):
    answer = client_for(amina).post("questionnaires/now/", {"preset": "choices", "question": "Où ?", "choices": "Seul"})
    assert answer.status_code == 422 and "de deux à quarante" in answer.text
    assert "Seul" in answer.text and "Où ?" in answer.text and not Questionnaire.objects.exists()
    with pytest.raises(Refused):
        actions.ask_now(space, "matrix", by=amina)


def test_a_participant_asks_nothing(space, bruno, client_for, now):
    assert client_for(bruno).post("questionnaires/now/", {"preset": "yesno"}).status_code == 403


def test_answers_may_wait_for_a_gesture_on_the_phones_and_on_the_wall(space, amina, bruno, client_for, now):
    team, wall, phone = client_for(amina), client_for(space=space, kind="wall"), client_for(bruno)
    sent = team.post("questionnaires/now/", {"preset": "word", "question": "Un mot ?", "hidden": "on"})
    asked = space.questionnaires.get(kind="now")
    assert sent.status_code == 303 and "choisit quand montrer" in phone.get(f"questionnaires/{asked.pk}/asked/").text
    phone.post(f"questionnaires/{asked.pk}/asked/", {"asked": "Girafe", "shown": "anonymous"})
    seen = [phone.get(f"questionnaires/{asked.pk}/results/").text, wall.get("wall/").text]
    assert not any("Girafe" in page for page in seen)
    lead = team.get(f"questionnaires/{asked.pk}/now/").text
    assert "Girafe" in lead and "Montrer les réponses" in lead
    assert team.post(f"questionnaires/{asked.pk}/after/asked").url.endswith(f"questionnaires/{asked.pk}/now/")
    seen = [phone.get(f"questionnaires/{asked.pk}/results/").text, wall.get("wall/").text]
    assert all("Girafe" in page for page in seen)
