"""Several questions on a page, without any script and with one."""

import gzip
import re
from dataclasses import replace

import pytest

from essaim.questionnaires import actions, paging
from essaim.questionnaires.definition import Flow
from essaim.questionnaires.drafting import Draft
from essaim.questionnaires.models import Answer, Ballot, Response

pytestmark = pytest.mark.django_db
JSON = {"HTTP_ACCEPT": "application/json"}


def flowing(asked, flow: Flow):
    asked.definition = replace(asked.asked, flow=flow).as_json()
    asked.save(update_fields=["definition"])
    return asked


@pytest.fixture
def whole(amont):
    return flowing(amont, Flow.ALL)


def at(asked, rest="page/1/"):
    return f"questionnaires/{asked.pk}/{rest}"


def test_all_the_questions_on_one_page_kept_together(whole, bruno, client_for):
    phone = client_for(bruno)
    page = phone.get(at(whole)).text
    assert page.count('data-code="') == 18 and "J’ai terminé" in page and "Continuer" not in page
    went = phone.post(
        at(whole), {"brakes:brakes": ["time", "money"], "worth:worth": "Des liens", "worth:shown": "named"}
    )
    assert went.status_code == 303 and went.headers["Location"].endswith("/end/")
    assert {row.question: row.shown for row in Answer.objects.all()} == {"brakes": "never", "worth": "named"}
    assert Response.objects.get().finished_at is not None
    again = client_for(bruno).get(at(whole)).text
    assert "Des liens" in again and 'value="time" checked' in again


def test_who_will_read_is_said_before_each_answer(whole, bruno, client_for):
    page = client_for(bruno).get(at(whole)).text
    cards = page.split('data-code="')[1:]
    assert len(cards) == 18
    for card in cards:
        said = min(place for words in ("Qui lira", "Seule l’équipe") if (place := card.find(words)) >= 0)
        code = card.partition('"')[0]
        fields = [found.start() for found in re.finditer(rf'name="{code}:(?!shown")', card)]
        assert said < min(fields, default=len(card)), code


def test_one_answer_leaves_alone_and_the_others_stay(whole, bruno, client_for):
    phone = client_for(bruno)
    phone.post(at(whole), {"worth:worth": "Des liens", "later": "1"})
    said = phone.post(at(whole), {"only": "brakes", "brakes:brakes": "time", "worth:worth": ""}, **JSON)
    assert said.status_code == 200 and "next" in said.json()
    assert {row.question: row.value for row in Answer.objects.all()} == {
        "worth": {"worth": "Des liens"}, "brakes": {"brakes": ["time"]}
    }  # fmt: skip
    assert Response.objects.get().finished_at is None


def test_a_wrong_answer_refuses_the_page_and_keeps_what_was_typed(whole, bruno, client_for):
    phone = client_for(bruno)
    answer = phone.post(at(whole), {"needs:needs.0.keywords": "Une salle", "worth:worth": "Des liens"})
    assert answer.status_code == 422 and not Answer.objects.exists() and not Response.objects.exists()
    assert "1 réponse est à revoir" in answer.text and "Choisissez une catégorie de la liste." in answer.text
    assert "Une salle" in answer.text and "Des liens" in answer.text
    said = phone.post(at(whole), {"only": "needs", "needs:needs.0.keywords": "Une salle"}, **JSON)
    assert said.status_code == 422 and "Choisissez une catégorie de la liste." in said.json()["problems"].values()


def test_what_waits_for_an_answer_of_the_page_is_asked_with_it_only(space, amina, bruno, client_for, now):
    made = actions.create_own(space, "Le local", by=amina)
    made = actions.add_question(made, Draft(text={"fr": "Avez-vous un local ?"}, kind="yesno"), by=amina)
    first = made.asked.questions[-1].code
    waits = Draft(text={"fr": "Où ?"}, kind="short", show_if=f"{first}/{first}/yes", required=True)
    made = actions.add_question(made, waits, by=amina)
    second = made.asked.questions[-1].code
    made = flowing(actions.open_questionnaire(made, by=amina), Flow.ALL)
    phone = client_for(bruno)
    page = phone.get(at(made)).text
    assert f'data-if="{first}:{first}"' in page and "Seulement si" in page
    refused = phone.post(at(made), {f"{first}:{first}": "yes"})
    assert refused.status_code == 422 and "Cette question attend une réponse." in refused.text
    kept = phone.post(at(made), {f"{first}:{first}": "no", f"{second}:{second}": "Au Sanitas"})
    assert kept.status_code == 303
    assert [row.question for row in Answer.objects.all()] == [first]


def test_pages_begin_with_sections_and_resume_where_one_was(amont, bruno, client_for):
    flowing(amont, Flow.PAGES)
    found = paging.pages(amont.asked)
    assert len(found) > 1 and sum(len(page.questions) for page in found) == 18
    phone = client_for(bruno)
    went = phone.post(at(amont), {f"{found[0].questions[0].code}:name": "Bruno"})
    assert went.headers["Location"].endswith("/page/2/")
    resumed = client_for(bruno).get(at(amont, "")).text
    code = Response.objects.get().reached
    assert f"{amont.pk}/{code}/" in resumed
    there = phone.get(at(amont, f"{code}/"))
    assert (
        there.status_code == 303
        and f"/page/{paging.page_of(amont.asked, code).number}/#q-{code}" in there.headers["Location"]
    )
    assert phone.get(at(amont, f"page/{len(found) + 1}/")).status_code == 404


def test_an_anonymous_page_goes_in_the_box(hot, six, client_for):
    flowing(hot, Flow.ALL)
    phone = client_for(six[0])
    page = phone.get(at(hot)).text
    assert "Sans votre nom" in page
    phone.post(at(hot), {"roti:roti": "4", "only": "roti"}, **JSON)
    went = phone.post(at(hot), {"roti:roti": "5", "learnt:learnt": "Les tours de parole", "learnt:shown": "anonymous"})
    assert went.status_code == 303
    content = Ballot.objects.get().content
    assert content["roti"]["value"] == {"roti": 5} and content["learnt"]["shown"] == "anonymous"
    assert not Response.objects.exists()
    other = client_for(six[0])
    other.get(at(hot))
    refused = other.post(at(hot), {"roti:roti": "1"})
    assert refused.status_code == 422 and "depuis un autre téléphone" in refused.text


def test_closed_refuses_and_keeps_what_was_typed(whole, bruno, amina, client_for):
    actions.close(whole, by=amina)
    answer = client_for(bruno).post(at(whole), {"worth:worth": "Trop tard"})
    assert answer.status_code == 422 and "Trop tard" in answer.text and not Answer.objects.exists()


def test_a_step_is_light(amont, bruno, client_for):
    """On the wire: a page with all of them, and each question alone."""
    phone = client_for(bruno)
    for question in amont.asked.questions:
        step = phone.get(at(amont, f"{question.code}/")).content
        assert len(gzip.compress(step)) < 30_000 and len(step) < 30_000, (question.code, len(step))
    assert len(gzip.compress(phone.get(at(flowing(amont, Flow.ALL))).content)) < 30_000
