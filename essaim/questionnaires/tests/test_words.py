"""Many words: a few on the page of results, all of them on their own."""

import pytest

from conftest import join
from essaim.questionnaires import actions
from essaim.questionnaires.definition import Shown
from essaim.questionnaires.listing import PAGE

pytestmark = pytest.mark.django_db


def test_the_page_of_results_shows_the_first_words_and_the_way_to_the_others(amont, space, page, bruno):
    for n in range(20):
        actions.answer(amont, join(space, f"P{n}"), "worth", value={"worth": f"Mot {n:02}"}, shown=Shown.ANONYMOUS)
    shown = page(bruno, amont, "results/")
    assert "Mot 05" in shown and "Mot 06" not in shown
    assert "Lire les 14 autres réponses" in shown and f"{amont.pk}/worth/words/" in shown
    assert "Mot 19" in page(bruno, amont, "worth/words/")


def test_words_are_found_and_turned_page_by_page(amont, space, page, bruno):
    for n in range(PAGE + 2):
        actions.answer(amont, join(space, f"P{n}"), "worth", value={"worth": f"Mot {n:03}"}, shown=Shown.ANONYMOUS)
    first, second = page(bruno, amont, "worth/words/"), page(bruno, amont, "worth/words/?page=2")
    assert "Mot 000" in first and "Page 1 sur 2" in first and "Mot 051" not in first
    assert "Mot 051" in second and "Mot 000" not in second
    found = page(bruno, amont, "worth/words/?q=MOT%20051")
    assert "Mot 051" in found and "1 réponse" in found and "Mot 050" not in found
    assert "Rien de tel" in page(bruno, amont, "worth/words/?q=girafe")
    for wrong in ("page=0", "page=-3", "page=abc", "page=99999999999"):
        assert "réponses" in page(bruno, amont, f"worth/words/?{wrong}")


def test_a_page_of_words_shows_to_each_what_they_may_read(amont, page, bruno, chloe, amina, client_for):
    actions.answer(amont, bruno, "worth", value={"worth": "Pour moi"}, shown=Shown.NEVER)
    actions.answer(amont, chloe, "worth", value={"worth": "Pour tous"}, shown=Shown.STRUCTURE)
    group, team = page(bruno, amont, "worth/words/"), page(amina, amont, "worth/words/")
    assert "Pour tous" in group and "Jardin partagé" in group and "Chloé" not in group and "Pour moi" not in group
    assert "Pour moi" in team and "Chloé" in team
    assert client_for(bruno).get(f"questionnaires/{amont.pk}/roti/words/").status_code == 404


def test_nothing_is_read_in_an_open_box(hot, six, page, amina, client_for):
    client_for(six[0]).post(f"questionnaires/{hot.pk}/learnt/", {"learnt": "Un secret", "shown": "anonymous"})
    assert "Un secret" not in page(amina, hot, "learnt/words/") + page(six[1], hot, "learnt/words/")
