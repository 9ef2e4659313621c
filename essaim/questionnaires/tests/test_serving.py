"""Answers serve at once: beside the programme, on a board, nothing typed twice; only what people let be seen."""

import pytest

from essaim.base.errors import Refused
from essaim.live.parts import PartContext, catalogue
from essaim.programme.models import Sequence
from essaim.questionnaires import actions
from essaim.questionnaires.actions.serving import Use
from essaim.questionnaires.definition import Shown
from essaim.questionnaires.models import Questionnaire
from essaim.questionnaires.sorting import verbatim_id
from essaim.spaces import handovers

pytestmark = pytest.mark.django_db


@pytest.fixture
def sequence(space):
    return Sequence.objects.create(
        space=space, title="Écrire nos règles", minutes=30, min_minutes=20, start=540, place="a0"
    )


def about(space):
    """What is expected, and of which sequences."""
    return {one.title: one.data["sequences"] for one in handovers.waiting(space, "expectation")}


def card(space):
    return catalogue["expected"].render(PartContext(space, "", "fr", catalogue["expected"].audience))


def use(asked, code, amina, client_for, **typed):
    fresh = Questionnaire.objects.get(pk=asked.pk)
    fields = {f"{name}-{code}": value for name, value in typed.items()}
    return client_for(amina).post(f"questionnaires/{fresh.pk}/uses/", fields)


def test_what_is_expected_of_a_sequence_says_so_wherever_it_is_read(amont, amina, bruno, sequence, client_for, space):
    actions.answer(amont, bruno, "worth", value={"worth": "Des règles simples"}, shown=Shown.ANONYMOUS)
    assert about(space) == {"Des règles simples": []} and "Des règles simples" in card(space)
    sent = use(amont, "worth", amina, client_for, feeds="expectation", target=f"sequence:{sequence.pk}", theme="")
    assert sent.status_code == 303
    assert about(space) == {"Des règles simples": [str(sequence.pk)]}
    fresh = Questionnaire.objects.get(pk=amont.pk)
    actions.answer(fresh, bruno, "worth", value={"worth": "Des règles écrites"}, shown=Shown.ANONYMOUS)
    assert about(space) == {"Des règles écrites": [str(sequence.pk)]}
    use(amont, "worth", amina, client_for, feeds="expectation", target="", theme="Nos règles")
    assert about(space) == {"Des règles écrites": []} and "Nos règles" in card(space)


def test_answers_become_notes_with_their_origin_and_private_ones_go_nowhere(
    amont, amina, bruno, chloe, client_for, space
):
    actions.answer(amont, bruno, "definition", value={"definition": "Faire avec"}, shown=Shown.NAMED)
    actions.answer(amont, chloe, "definition", value={"definition": "Un mot privé"}, shown=Shown.NEVER)
    assert use(amont, "definition", amina, client_for, feeds="note").status_code == 303
    (note,) = handovers.waiting(space, "note")
    assert (note.title, note.author) == ("Faire avec", bruno)
    assert note.data["origin"].startswith("Avant la journée · ") and note.data["question"] == "definition"
    use(amont, "definition", amina, client_for, feeds="")
    assert not handovers.waiting(space, "note").exists()


def test_what_the_team_hides_is_offered_nowhere(amont, amina, bruno, space):
    actions.answer(amont, bruno, "worth", value={"worth": "Un mot de trop"}, shown=Shown.NAMED)
    assert handovers.waiting(space, "expectation").exists()
    question, words = amont.asked.question("worth"), [verbatim_id(amont, "worth", "worth", "Un mot de trop")]
    actions.hide_words(amont, question, words, "Il blesse", by=amina)
    assert not handovers.waiting(space, "expectation").exists()
    actions.show_words(amont, question, words, by=amina)
    assert handovers.waiting(space, "expectation").exists()


def test_totals_are_brought_beside_the_programme_and_brought_up_to_date(amont, amina, six, sequence, client_for, space):
    team, address = client_for(amina), f"questionnaires/{amont.pk}/uses/horizon"
    codes = [choice.code for choice in amont.asked.question("horizon").fields[0].choices]
    for member in six[:4]:
        actions.answer(amont, member, "horizon", value={"horizon": codes[:1]}, shown=Shown.NEVER)
    refused = team.post(address)
    assert refused.status_code == 422 and "au moins cinq" in refused.text
    actions.answer(amont, six[4], "horizon", value={"horizon": codes[:2]}, shown=Shown.NEVER)
    assert team.post(address).status_code == 303
    found = {one.title: one.data["count"] for one in handovers.waiting(space, "expectation")}
    assert sorted(found.values()) == [1, 5]
    use(amont, "horizon", amina, client_for, target=f"sequence:{sequence.pk}")
    actions.answer(amont, six[5], "horizon", value={"horizon": codes[:1]}, shown=Shown.NEVER)
    team.post(address)
    assert sorted(one.data["count"] for one in handovers.waiting(space, "expectation")) == [1, 6]
    assert set(map(tuple, about(space).values())) == {(str(sequence.pk),)}
    assert max(found, key=lambda title: found[title]) in card(space)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"feeds": "fusée"}, "dans la liste"),
        ({"target": "sequence:0190"}, "dans la liste"),
        ({"target": "", "theme": "x" * 61}, "plus court"),
    ],
)
def test_a_wrong_use_is_said_and_changes_nothing(amont, amina, client_for, typed, sentence):
    refused = use(amont, "worth", amina, client_for, **{"feeds": "note", "target": "", **typed})
    kept = Questionnaire.objects.get(pk=amont.pk)
    assert refused.status_code == 422 and sentence in refused.text
    assert kept.serves == {} and kept.asked.question("worth").fields[0].feeds == "expectation"


def test_the_sequence_of_another_space_is_not_offered(amont, amina, denis, client_for):
    elsewhere = Sequence.objects.create(
        space=denis.space, title="Ailleurs", minutes=30, min_minutes=20, start=540, place="a0"
    )
    assert use(amont, "worth", amina, client_for, target=f"sequence:{elsewhere.pk}").status_code == 422
    with pytest.raises(Refused):
        actions.set_uses(amont, {"worth": Use(target=f"sequence:{elsewhere.pk}")}, by=amina)
