"""The team groups, brings first, hides with a reason: seen wherever the words are."""

import pytest

from essaim.questionnaires import actions, activity
from essaim.questionnaires.definition import Shown
from essaim.questionnaires.models import Answer, Verbatim
from essaim.questionnaires.results import result_key
from essaim.questionnaires.sorting import verbatim_id
from essaim.spaces.models import Event

pytestmark = pytest.mark.django_db
WORDS = ("Des liens", "Des projets communs", "Du temps", "Une salle")


@pytest.fixture
def said(amont, bruno, chloe, six):
    for member, words in zip((bruno, chloe, *six), WORDS, strict=False):
        actions.answer(amont, member, "worth", value={"worth": words}, shown=Shown.ANONYMOUS)
    return {words: str(verbatim_id(amont, "worth", "worth", words)) for words in WORDS}


@pytest.fixture
def sorted_by(amont, amina, client_for):
    """sorted_by(ids, do="pin") is the answer to what the team sends."""
    return lambda ids, **typed: client_for(amina).post(
        f"questionnaires/{amont.pk}/worth/words/sorting", {"words": ids, **typed}
    )


def everywhere(amont, client_for, member, space):
    """The pages of the group, the hall's screen, the report."""
    at = f"questionnaires/{amont.pk}/"
    phone, wall = client_for(member), client_for(space=space, kind="wall")
    report = str(activity.report_blocks(space, "3", draft=False))
    return [phone.get(f"{at}results/").text, wall.get(f"{at}worth/wall/").text, report]


def test_a_group_has_its_name_and_its_count_wherever_results_are(said, sorted_by, amont, bruno, client_for, space):
    sent = sorted_by([said["Des liens"], said["Des projets communs"]], do="group", group="Faire ensemble")
    assert sent.status_code == 303
    for page in everywhere(amont, client_for, bruno, space):
        assert "Faire ensemble" in page and "Autres réponses" in page and "Du temps" in page
    words = client_for(bruno).get(f"questionnaires/{amont.pk}/worth/words/?group=Faire+ensemble").text
    assert "Des liens" in words and "Du temps" not in words
    sorted_by([said["Des liens"], said["Des projets communs"]], do="ungroup")
    assert "Faire ensemble" not in everywhere(amont, client_for, bruno, space)[0]


def test_what_is_brought_first_comes_first(said, sorted_by, amont, bruno, client_for):
    sorted_by([said["Une salle"]], do="pin")
    for page in ("results/", "worth/words/"):
        shown = client_for(bruno).get(f"questionnaires/{amont.pk}/{page}").text
        assert shown.index("Une salle") < shown.index("Des liens")
    sorted_by([said["Une salle"]], do="unpin")
    shown = client_for(bruno).get(f"questionnaires/{amont.pk}/results/").text
    assert shown.index("Une salle") > shown.index("Des liens")


def test_what_is_hidden_keeps_its_reason_for_the_team_and_its_place_in_the_answers(
    said, sorted_by, amont, bruno, amina, client_for, space
):
    assert sorted_by([said["Du temps"]], do="hide", reason="Nomme une personne absente").status_code == 303
    assert not any("Du temps" in page for page in everywhere(amont, client_for, bruno, space))
    assert "Du temps" not in client_for(bruno).get(f"questionnaires/{amont.pk}/worth/words/").text
    team = client_for(amina).get(f"questionnaires/{amont.pk}/worth/words/").text
    assert "Du temps" in team and "Nomme une personne absente" in team
    event = Event.objects.get(kind="verbatim.hidden")
    assert event.data["after"]["hidden"] == "Nomme une personne absente" and event.actor == amina
    assert Answer.objects.filter(value={"worth": "Du temps"}).exists()
    sorted_by([said["Du temps"]], do="show")
    assert all("Du temps" in page for page in everywhere(amont, client_for, bruno, space))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"do": "hide", "reason": "  "}, "Dites pourquoi"),
        ({"do": "hide", "reason": "x" * 201}, "plus courte"),
        ({"do": "group", "group": "x" * 81}, "plus court"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_ticked_is_kept(said, sorted_by, typed, sentence):
    refused = sorted_by([said["Du temps"]], **typed)
    assert refused.status_code == 422 and sentence in refused.text
    assert f'value="{said["Du temps"]}" checked' in refused.text and not Verbatim.objects.exists()


def test_nothing_ticked_and_words_that_are_gone_change_nothing(said, sorted_by, amont, bruno):
    assert "Cochez" in sorted_by([], do="pin").text
    actions.withdraw(amont, bruno, "worth")
    assert "vient de changer" in sorted_by([said["Des liens"]], do="pin").text
    assert "Cochez" in sorted_by(["pas un identifiant"], do="pin").text
    assert not Verbatim.objects.exists()


def test_anonymous_words_are_sorted_too(hot, six, amina, client_for):
    for n, person in enumerate(six):
        client_for(person).post(f"questionnaires/{hot.pk}/learnt/", {"learnt": f"Appris {n}", "shown": "anonymous"})
    actions.close(hot, by=amina)
    identity = verbatim_id(hot, "learnt", "learnt", "Appris 3")
    sent = client_for(amina).post(
        f"questionnaires/{hot.pk}/learnt/words/sorting", {"words": str(identity), "do": "hide", "reason": "Un nom"}
    )
    assert sent.status_code == 303 and result_key(hot, "learnt")
    page = client_for(six[0]).get(f"questionnaires/{hot.pk}/learnt/words/").text
    assert "Appris 2" in page and "Appris 3" not in page
