"""Two questions that ask the same are put together: nothing given is lost, nobody counts twice."""

import pytest
from django.db.models import F
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from conftest import join
from essaim.base import ids
from essaim.base.blocks.plain import plain
from essaim.base.errors import Refused
from essaim.questions import actions
from essaim.questions.actions.passing import watches
from essaim.questions.activity import report_blocks
from essaim.questions.alike import beside
from essaim.questions.listing import known
from essaim.questions.models import Answer, Echo, Question
from essaim.questions.states import State
from essaim.search.index import find

pytestmark = pytest.mark.django_db

HALL, SAME = "Qui peut prêter une salle le mardi soir ?", "Quelle salle pour le mardi ?"


def ask(member, text, **more):
    return actions.ask(member, text, input_id=ids.uuid7(), **more)


def answer(question, member, text, **more):
    return actions.answer(question, member, text, input_id=ids.uuid7(), **more)


def test_answers_and_shares_come_together_and_each_person_counts_once(space, amina, bruno, chloe) -> None:
    inès, jo = join(space, "Inès"), join(space, "Jo")
    hall, same = ask(bruno, HALL), ask(chloe, SAME, detail="Pour vingt personnes")
    for question, people in ((hall, (inès, chloe)), (same, (inès, jo, bruno))):
        for one in people:
            actions.echo(question, one, is_given=True)
    actions.echo(same, amina, is_given=True)
    actions.echo(same, amina, is_given=False)
    said = answer(same, jo, "Le centre social en a une.")
    actions.retain(said, chloe, is_retained=True)

    actions.merge(same, hall, amina)

    [left] = known(space)
    # Inès, Chloé (who asked the other one) and Jo have it too, beside Bruno, who asked the one that is kept.
    assert (left.pk, left.echoes, left.answers, left.state) == (hall.pk, 3, 1, State.ANSWERED)
    assert watches(chloe, hall) and watches(bruno, hall)
    assert [hit.object_id for hit in find(space, "vingt personnes", kind="question")] == [hall.pk]
    assert hall.other_words() == [f"{SAME} Pour vingt personnes"]
    assert "4 personnes se la posaient" in plain(report_blocks(space, "A5", draft=False))


def test_a_chain_of_them_ends_in_the_last_one_kept(space, amina, bruno, chloe, client_for) -> None:
    one, two, three = (ask(bruno, text) for text in (HALL, SAME, "Où se réunir le mardi ?"))
    actions.merge(one, two, amina)
    actions.merge(two, three, amina)
    phone = client_for(chloe)
    for question in (one, two):
        assert phone.get(f"questions/{question.pk}/")["Location"].endswith(f"questions/{three.pk}/")
    assert sorted(three.other_words()) == sorted([HALL, SAME])


def test_what_is_written_meanwhile_under_the_other_one_goes_with_it(space, amina, bruno, chloe, client_for) -> None:
    hall, same = ask(bruno, HALL), ask(chloe, SAME)
    as_it_was = Question.objects.get(pk=same.pk)
    phone = client_for(bruno)
    actions.merge(same, hall, amina)
    assert "réunie" in phone.get(f"parts/question/{same.pk}").text
    sent = phone.post(f"questions/{same.pk}/answers", {"text": "La régie", "input_id": ids.uuid7()})
    assert f"questions/{hall.pk}/" in sent["Location"]
    # Found before, answered after: another request was faster.
    answer(as_it_was, chloe, "Ou la mairie")
    actions.echo(as_it_was, amina, is_given=True)
    assert set(Answer.objects.filter(question=hall).values_list("text", flat=True)) == {"La régie", "Ou la mairie"}
    assert Echo.objects.filter(question=hall, member=amina, is_given=True).exists()


def test_the_page_proposes_the_nearest_and_keeps_what_was_chosen(space, amina, bruno, chloe, denis, client_for) -> None:
    hall, same = ask(bruno, HALL), ask(chloe, SAME)
    for number in range(30):
        ask(chloe, f"Une tout autre chose, numéro {number}")
    elsewhere = ask(denis, HALL)
    console = client_for(amina)
    page = console.get(f"questions/{same.pk}/merging/").text
    assert page.index(str(hall.pk)) < page.index("numéro 0") and str(elsewhere.pk) not in page
    assert [one.row.pk for one in beside(same, "salle")] == [hall.pk]
    nothing = console.post(f"questions/{same.pk}/merging/", {})
    assert nothing.status_code == 422 and "Choisissez la question à garder" in nothing.text
    assert console.post(f"questions/{same.pk}/merging/", {"into": elsewhere.pk}).status_code == 404
    assert Question.objects.filter(merged_into=None, space=space).count() == 32
    done = console.post(f"questions/{same.pk}/merging/", {"into": hall.pk})
    assert done.status_code == 303 and done["Location"].endswith(f"questions/{hall.pk}/")
    assert "Demandée aussi d’une autre façon" in console.get(f"questions/{hall.pk}/").text
    # Pressed twice.
    assert console.post(f"questions/{same.pk}/merging/", {"into": hall.pk}).status_code in (303, 422)
    assert client_for(bruno).get(f"questions/{hall.pk}/merging/").status_code == 403


def test_what_went_to_the_commissioner_is_kept_and_only_the_team_decides(space, amina, bruno, chloe) -> None:
    hall, same = ask(bruno, HALL), ask(chloe, SAME)
    Question.objects.filter(pk=same.pk).update(sent_at=F("created_at"))
    with pytest.raises(Refused, match="gardez-la"):
        actions.merge(same, hall, amina)
    with pytest.raises(Refused, match="équipe"):
        actions.merge(hall, same, bruno)
    with pytest.raises(Refused, match="plus là"):
        actions.merge(hall, hall, amina)
    actions.merge(hall, same, amina)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(some.lists(some.tuples(some.integers(0, 2), some.integers(0, 3), some.booleans()), max_size=12))
def test_whatever_was_pressed_who_has_it_is_who_asked_or_shared_either(space, amina, bruno, chloe, presses) -> None:
    people = [amina, bruno, chloe, join(space, str(ids.uuid7())[-6:])]
    questions = [ask(people[author], f"Question {author}") for author in range(3)]
    for which, who, is_given in presses:
        if who != which:
            actions.echo(questions[which], people[who], is_given=is_given)
    have = set()
    for question in questions:
        have |= {question.author_id} | set(
            Echo.objects.filter(question=question, is_given=True).values_list("member", flat=True)
        )
    actions.merge(questions[0], questions[1], amina)
    actions.merge(questions[1], questions[2], amina)
    [left] = [one for one in known(space) if one.pk == questions[2].pk]
    assert left.echoes + 1 == len(have)
