"""Letters: to whoever asked, when somebody answers; to those who follow; once, after a pause."""

from datetime import timedelta

import pytest

from essaim.base import ids
from essaim.mail.models import Letter
from essaim.questions import actions, letters
from essaim.spaces.changes import change

pytestmark = pytest.mark.django_db


@pytest.fixture
def wait(now, monkeypatch):
    moment = [now]
    monkeypatch.setattr("essaim.base.clock.now", lambda: moment[0])

    def wait(**time) -> None:
        moment[0] += timedelta(**time)

    return wait


@pytest.fixture
def people(space, bruno, chloe, amina):
    with change(space):
        for member, address in ((bruno, "bruno@exemple.org"), (chloe, "chloe@exemple.org")):
            member.person.email = address
            member.person.save()
    return bruno, chloe


def sent(space) -> list[str]:
    letters.tick(space)
    return list(Letter.objects.order_by("created_at").values_list("to", flat=True))


def test_whoever_asked_is_told_once_after_a_pause(space, people, wait) -> None:
    bruno, chloe = people
    question = actions.ask(bruno, "Qui a un {camion} ?", input_id=ids.uuid7())
    wait(minutes=1)
    actions.answer(question, chloe, "La {ressourcerie}.", signing="none", input_id=ids.uuid7())
    assert sent(space) == []
    wait(minutes=11)
    assert sent(space) == ["bruno@exemple.org"] == sent(space)
    text = Letter.objects.get().text
    assert "Qui a un (camion)" in text and "La (ressourcerie)." in text and "quelqu’un du groupe" in text
    assert "Chloé" not in text and "/i/" in text
    actions.answer(question, bruno, "Merci, je l’appelle.", input_id=ids.uuid7())
    wait(minutes=15)
    assert len(sent(space)) == 1
    actions.answer(question, chloe, "Demandez Rosa.", input_id=ids.uuid7())
    wait(minutes=15)
    assert len(sent(space)) == 1, "not two letters within the hour"
    wait(minutes=45)
    assert len(sent(space)) == 2
    assert "Rosa" in Letter.objects.order_by("created_at").last().text


def test_who_follows_all_is_told_of_new_ones_and_who_stops_of_nothing(space, people, wait) -> None:
    bruno, chloe = people
    actions.ask(bruno, "Avant de suivre ?", input_id=ids.uuid7())
    wait(minutes=1)
    actions.watch(chloe, None, is_on=True)
    wait(minutes=1)
    question = actions.ask(bruno, "Qui a un camion ?", input_id=ids.uuid7())
    actions.watch(bruno, question, is_on=False)
    wait(minutes=1)
    actions.answer(question, chloe, "Moi.", input_id=ids.uuid7())
    wait(minutes=20)
    assert sent(space) == ["chloe@exemple.org"]
    text = Letter.objects.get().text
    assert "Qui a un camion" in text and "nouvelle question" in text and "Avant de suivre" not in text
    actions.watch(chloe, None, is_on=False)
    wait(hours=2)
    actions.ask(bruno, "Et une sono ?", input_id=ids.uuid7())
    wait(minutes=20)
    assert len(sent(space)) == 1
