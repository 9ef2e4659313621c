"""What time changes by itself."""

from datetime import timedelta

from essaim.base import clock
from essaim.config.background import ASLEEP_BEATS, Visited, beat, living_spaces
from essaim.questionnaires.actions import create_from_library, open_questionnaire
from essaim.spaces import phases
from essaim.spaces.models import Member, Space


def test_a_questionnaire_left_open_is_closed_in_the_memory(space: Space, amina: Member, bruno: Member) -> None:
    left = open_questionnaire(create_from_library(space, "froid", by=amina), by=amina)
    phases.go_to(space, "memory", by=amina)
    assert space in living_spaces()
    beat()
    left.refresh_from_db()
    assert not left.is_open
    assert space not in living_spaces()


def test_what_a_gesture_sets_off_does_not_wait_for_the_turn_of_a_sleeping_space(space: Space, amina: Member) -> None:
    visited: Visited = {}
    later = next(number for number in range(ASLEEP_BEATS) if space.pk.int % ASLEEP_BEATS != number)
    questionnaire = create_from_library(space, "amont", by=amina)
    Space.objects.filter(pk=space.pk).update(day=clock.now().date() + timedelta(days=12))
    beat(later, visited)
    questionnaire.refresh_from_db()
    assert not questionnaire.is_open
    space.refresh_from_db()
    phases.go_to(space, "before", by=amina)
    beat(later, visited)
    questionnaire.refresh_from_db()
    assert questionnaire.is_open
