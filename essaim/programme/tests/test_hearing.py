"""The programme listens: what the group said stands beside it, and a proposal is one gesture."""

from typing import Any

import pytest

from essaim.programme.founding import found_programme
from essaim.programme.heard import proposed
from essaim.programme.models import Module
from essaim.programme.trame import read_named
from essaim.spaces import handovers
from essaim.spaces.changes import change
from essaim.spaces.models import Member, Space

pytestmark = pytest.mark.django_db


@pytest.fixture
def day(space: Space, amina: Member, now: object) -> list[Any]:
    with change(space, by=amina) as journal:
        return found_programme(journal, space, read_named(), "fr")


def expect(space: Space, title: str, **data: Any) -> None:
    with change(space) as journal:
        handovers.offer(journal, "expectation", title, source=space, data=data)


def test_expectations_given_for_a_sequence_stand_beside_it_and_make_it_longer(
    space: Space, amina: Member, bruno: Member, day: list[Any], client_for: Any
) -> None:
    last = day[-2]  # the citizens' councils, an hour from four o'clock
    expect(space, "Peser dans le contrat de ville", count=6, sequences=[str(last.pk)])
    desk = client_for(amina)

    page = desk.get("programme/adjust/").content.decode()
    assert "Peser dans le contrat de ville" in page and "6 personnes en attendent quelque chose" in page
    assert client_for(bruno).get("parts/listening/-").status_code == 404

    sent = {"kind": "swap", "sequence": str(last.pk)}
    assert desk.post("programme/proposals", sent).status_code == 303
    titles = list(space.sequences.values_list("title", flat=True))
    assert titles.index(last.title) < titles.index("Modules au choix")
    again = desk.post("programme/proposals", sent)
    assert again.status_code == 422 and "plus proposé" in again.content.decode()


def test_an_idea_that_three_people_have_is_a_module_to_open(
    space: Space, amina: Member, bruno: Member, chloe: Member, day: list[Any]
) -> None:
    for author in (amina, bruno, chloe):
        with change(space, by=author) as journal:
            handovers.offer(journal, "module_idea", "La paie partagée", source=space, author=author)
    assert [(one.kind, one.title) for one in proposed(space)] == [("open_module", "La paie partagée")]

    Module.objects.filter(space=space).update(title="La paie partagée")
    assert proposed(space) == []


def test_an_empty_programme_hears_nothing(space: Space, amina: Member, client_for: Any, now: object) -> None:
    assert client_for(amina).get("programme/adjust/").status_code == 200
    assert client_for(amina).post("programme/proposals", {"kind": "x", "sequence": "y"}).status_code == 422
