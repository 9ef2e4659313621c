"""Dots over a board: a vote on its families, or on its notes, whose result stands beside each of them."""

import pytest

from conftest import join
from essaim.base import ids
from essaim.boards.actions import boards, grouping, notes
from essaim.boards.reading import content_of, found_board
from essaim.boards.weighing import MOST_OPTIONS, dots_of
from essaim.runs import actions as runs
from essaim.runs import log
from essaim.runs.models import Run
from essaim.spaces.changes import change

pytestmark = pytest.mark.django_db


@pytest.fixture
def board(amina, bruno):
    made = boards.create(amina, "Freins", question="Par quoi commencer ?", input_id=ids.uuid7())
    for text in ("Le temps", "La confiance", "Une salle"):
        notes.add(made, bruno, text, input_id=ids.uuid7())
    return found_board(made.space, made.pk)


def steer(run, amina, *names):
    for name in names:
        fresh = Run.objects.get(pk=run.pk)
        act = runs.open_run if name == "open" else lambda run, name=name, **by: runs.command(run, name, **by)
        act(fresh, by=amina, expected=log.state_of(fresh).steered)


def voted(space, amina, client_for, board, **dots):
    """The team prepares the vote from the board; each person sends `dots` (words → how many)."""
    phones = [client_for(person) for person in voters(space)]
    assert client_for(amina).post(f"boards/{board.pk}/dots").status_code == 303
    run = Run.objects.get(method="dots")
    steer(run, amina, "open", "next")
    options = {option.text: option.id for option in log.state_of(Run.objects.get(pk=run.pk)).data.options}
    for phone in phones:
        phone.get(f"runs/{run.pk}/")
        answer = phone.post(f"runs/{run.pk}/inputs/ballot", {options[text]: str(n) for text, n in dots.items()})
        assert answer.status_code == 303, answer.text
    assert dots_of(board) == {}, "nothing shows before the end"
    steer(run, amina, "next", "close")
    return run


def voters(space):
    people = [join(space, name) for name in ("Farid", "Gaëlle", "Hugo", "Inès", "Jonas")]
    for person in people:
        type(person).objects.filter(pk=person.pk).update(arrived_at=space.now())
    return people


def test_families_are_weighed_and_keep_their_dots_under_another_name(board, space, amina, client_for):
    first, second, _third = content_of(board).shown
    for name, note in (("Moyens", first), ("Relations", second)):
        grouping.add_group(board, amina, name, id=ids.uuid7(), notes=(note.id,))
    voted(space, amina, client_for, board, Moyens=2, Relations=1)
    means, ties = content_of(board).groups
    assert dots_of(board) == {means.id: 10, ties.id: 5}
    grouping.rename_group(board, amina, means.id, "Temps et argent")
    page = client_for(amina).get(f"boards/{board.pk}/").text
    assert "Temps et argent" in page and "10 gommettes" in page and f'data-dots-of="{means.id}"' in page
    wall = client_for(space=space, kind="wall").get(f"boards/{board.pk}/wall/").text
    assert "10 gommettes" in wall and "5 gommettes" in wall
    assert "10 gommettes" in client_for(amina).get(f"parts/board/{board.pk}").text, "for pages that are open"


def test_without_families_notes_are_weighed(board, space, amina, client_for):
    voted(space, amina, client_for, board, **{"Le temps": 1, "Une salle": 2})
    said = {note.text: dots_of(board).get(note.id) for note in content_of(board).shown}
    assert said == {"Le temps": 5, "La confiance": 0, "Une salle": 10}


def test_the_last_vote_that_is_over_counts(board, space, amina, client_for):
    voted(space, amina, client_for, board, **{"Le temps": 1})
    assert client_for(amina).post(f"boards/{board.pk}/dots").status_code == 303
    assert sum(dots_of(board).values()) == 5, "a vote that is only prepared changes nothing"


def test_too_little_or_too_much_to_choose_from(board, space, amina, bruno, client_for):
    empty = boards.create(amina, "Vide", input_id=ids.uuid7())
    answer = client_for(amina).post(f"boards/{empty.pk}/dots")
    assert answer.status_code == 422 and "au moins deux" in answer.text
    with change(space, by=amina) as journal:
        notes.put(journal, board, [(str(ids.uuid7()), f"Note {n}", "", bruno) for n in range(MOST_OPTIONS)])
    answer = client_for(amina).post(f"boards/{board.pk}/dots")
    assert answer.status_code == 422 and "en familles" in answer.text and not Run.objects.exists()
    assert client_for(bruno).post(f"boards/{board.pk}/dots").status_code == 403
