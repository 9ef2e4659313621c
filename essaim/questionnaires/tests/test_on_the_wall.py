"""The evaluation of the day, from its step to the hall's screen."""

import pytest

from essaim.questionnaires import actions
from essaim.spaces.models.space import Phase

pytestmark = pytest.mark.django_db


def test_its_step_leads_the_team_to_its_opening_and_people_to_its_answers(hot, six, amina, client_for):
    assert client_for(amina).get("questionnaires/hot").url.endswith(f"questionnaires/{hot.pk}/team/")
    assert client_for(six[0]).get("questionnaires/hot").url.endswith(f"questionnaires/{hot.pk}/")
    type(hot).objects.all().delete()
    assert client_for(amina).get("questionnaires/hot").url.endswith("questionnaires/")


def test_while_it_is_asked_the_wall_counts_and_shows_no_answer(hot, six, amina, client_for):
    space = hot.space
    type(space).objects.filter(pk=space.pk).update(phase=Phase.DAY)
    wall = client_for(space=space, kind="wall")
    client_for(six[0]).post(f"questionnaires/{hot.pk}/roti/", {"roti": "5"})
    page = wall.get("wall/").text
    assert "Cinq minutes, anonymes" in page and "1 sur 6 ont répondu" in page
    actions.close(hot, by=amina)
    assert "Cinq minutes, anonymes" not in wall.get("wall/").text
