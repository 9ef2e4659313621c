"""The words that come back: their number and their ending do not part them, small words do not count."""

import pytest

from essaim.questionnaires import actions
from essaim.questionnaires.definition import Shown
from essaim.questionnaires.tests.test_results import part
from essaim.questionnaires.vocabulary import recurring

TEXTS = ["Des projets communs", "Un projet avec l’école", "Le projet, les écoles", "Un enjeu commun", "Nos enjeux"]


def test_plurals_and_elisions_count_with_their_singular_once_a_person():
    found = dict(recurring([(text, 1) for text in [*TEXTS, "Projet, projets, projet !"]], 10))
    assert found == {"projet": 4, "école": 2, "enjeu": 2, "commun": 2}


def test_words_that_say_nothing_do_not_come_back():
    said = [("Il faut que nous puissions être ensemble, très souvent, avec les autres", 1)] * 6
    assert {word for word, _n in recurring(said, 20)} <= {"ensemble", "puissions"}


def test_people_who_say_the_same_are_all_counted_and_few_people_say_nothing():
    assert recurring([("Jardin partagé solidaire", 5)], 10) == [("jardin", 5), ("partagé", 5), ("solidaire", 5)]
    assert recurring([("Jardin partagé solidaire", 4)], 10) == []
    assert recurring([(f"mot{n}", 1) for n in range(9)], 10) == []


@pytest.mark.django_db
def test_they_are_drawn_with_their_table_from_what_this_reader_may_read(amont, bruno, chloe, six):
    for member, text in zip((bruno, chloe, *six), [*TEXTS, "Un secret", "Le secret", "Secrets"], strict=True):
        shown = Shown.NEVER if "ecret" in text else Shown.ANONYMOUS
        actions.answer(amont, member, "worth", value={"worth": text}, shown=shown)
    group, team = part("results", amont, "worth"), part("team-results", amont, "worth")
    assert "Les mots qui reviennent" in group and "<svg" in group and "<table" in group and ">projet<" in group
    assert "secret" not in group and ">secret<" in team
