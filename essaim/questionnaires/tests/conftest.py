"""Questionnaires of « Fusion », and enough people for an anonymous one."""

from collections.abc import Callable

import pytest

from conftest import join
from essaim.questionnaires import actions
from essaim.questionnaires.models import Questionnaire
from essaim.spaces.models import Member, Space

FIRST_NAMES = ("Farid", "Gaëlle", "Hugo", "Inès", "Jonas", "Karima")


@pytest.fixture
def amont(space: Space, amina: Member, now: object) -> Questionnaire:
    made = actions.create_from_library(space, "amont", by=amina)
    return actions.open_questionnaire(made, by=amina)


@pytest.fixture
def six(space: Space) -> list[Member]:
    return [join(space, name, f"Structure {name}") for name in FIRST_NAMES]


@pytest.fixture
def hot(space: Space, amina: Member, six: list[Member], now: object) -> Questionnaire:
    made = actions.create_from_library(space, "chaud", by=amina)
    return actions.open_questionnaire(made, by=amina)


@pytest.fixture
def page(client_for: Callable) -> Callable:
    """page(bruno, amont, "end/") is the text of that page on Bruno's phone."""
    return lambda member, asked, rest="": client_for(member).get(f"questionnaires/{asked.pk}/{rest}").text
