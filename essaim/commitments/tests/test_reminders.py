"""A fortnight after the day, and when a commitment is due, its author is written to: once."""

from datetime import timedelta

import pytest

from essaim.base import clock, ids
from essaim.base.db import writing
from essaim.commitments import actions, ticks
from essaim.mail.models import Letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def on(space, monkeypatch):
    """on(15, 10): the clock at ten, fifteen days after the meeting."""

    def move(days, hour=10):
        monkeypatch.setattr(clock, "now", lambda: space.at(space.day + timedelta(days=days), hour * 60))

    move(0, 17)
    return move


@pytest.fixture
def reachable(bruno):
    with writing():
        type(bruno.person).objects.filter(pk=bruno.person.pk).update(email="bruno@exemple.org")
    bruno.person.refresh_from_db()
    return bruno


def commit(member, what, **more):
    return actions.commit(member, what=what, input_id=ids.uuid7(), **more)


def beat(space):
    ticks.tick(space)
    ticks.tick(space)
    return [letter.text for letter in Letter.objects.order_by("created_at" if hasattr(Letter, "created_at") else "pk")]


def test_one_letter_after_a_fortnight_tells_all_that_is_not_ended(space, reachable, chloe, on, settings):
    settings.PUBLIC_URL, settings.SERVED_AT = "", "http://127.0.0.1:8201"
    commit(reachable, "Prêter la salle {le mardi}")
    commit(reachable, "Partager le camion")
    actions.follow(commit(reachable, "Écrire la charte"), reachable, state="kept")
    commit(chloe, "Sans adresse")
    on(15, 8)
    assert beat(space) == []
    on(15)
    (text,) = beat(space)
    assert "Prêter la salle (le mardi)" in text and "Partager le camion" in text and "charte" not in text
    assert "http://127.0.0.1:8201/i/" in text
    on(16)
    assert len(beat(space)) == 1


def test_another_letter_when_it_is_due_and_when_a_new_date_comes(space, reachable, on):
    kept = commit(reachable, "Prêter la salle", due=space.day + timedelta(days=40))
    on(39)
    assert beat(space) == [], "the fortnight is long past"
    on(40)
    assert len(beat(space)) == 1
    actions.follow(kept, reachable, state="postponed", due=space.day + timedelta(days=60))
    on(50)
    assert len(beat(space)) == 1
    on(60)
    assert len(beat(space)) == 2
    actions.follow(kept, reachable, state="kept")
    on(61)
    assert len(beat(space)) == 2
