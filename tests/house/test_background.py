"""What time changes by itself."""

from essaim.config.background import beat, living_spaces
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
