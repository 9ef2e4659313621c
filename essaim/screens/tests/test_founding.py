"""A new space starts with all that its trame says, in its language."""

from datetime import date

import pytest

from essaim.people.models import Person, Team
from essaim.programme.trame import read_named
from essaim.screens.founding import found_space


@pytest.mark.parametrize(("language", "title"), [("fr", "Les SCIC"), ("en", "SCICs")])
def test_it_starts_with_the_resources_of_the_trame(db: None, language: str, title: str) -> None:
    team, person = Team.objects.create(name="Le Pas de côté"), Person.objects.create(name="Amina")
    space, member = found_space(
        team, person, title="Essai", day=date(2027, 3, 18), trame=read_named(), language=language
    )
    titles = list(space.resources.values_list("title", flat=True))
    assert len(titles) == 10 and title in titles
    assert space.resources.filter(author=member).count() == 10
