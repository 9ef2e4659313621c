"""Twenty questions on pages of a seed, against a plain reading of every page: the same pages, on both databases."""

import random
import re
from types import SimpleNamespace
from uuid import UUID

import pytest

from essaim.base.text import fold
from essaim.search.index import Found, find, index

SPACE = SimpleNamespace(pk=UUID(int=3))
WORDS = (
    "école écoles coopération coopérations association l’association d’associations salle salles clé clés réunion "
    "réunions l’œuvre œuvres jardin jardins budget budgets aujourd’hui fusion fusions bénévole bénévoles décision "
    "décisions règle règles accord accords ville villes quartier quartiers partage partages"
).split()
ASKED = {
    "ecole": r"\becoles?\b",
    "École": r"\becoles?\b",
    "cooperations": r"\bcooperations?\b",
    "coopération": r"\bcooperations?\b",
    "l'association": r"\bassociations?\b",
    "d’association": r"\bassociations?\b",
    "associations": r"\bassociations?\b",
    "salles": r"\bsalles?\b",
    "cle": r"\bcles?\b",
    "reunions": r"\breunions?\b",
    "oeuvre": r"\boeuvres?\b",
    "l’œuvre": r"\boeuvres?\b",
    "jardin": r"\bjardins?\b",
    "BUDGETS": r"\bbudgets?\b",
    "aujourd'hui": r"\baujourd'hui\b",
    "fusion": r"\bfusions?\b",
    "benevoles": r"\bbenevoles?\b",
    "decision": r"\bdecisions?\b",
    "regles ": r"\bregles?\b",
    "quartiers": r"\bquartiers?\b",
}


@pytest.mark.django_db
def test_twenty_of_twenty_are_exact() -> None:
    chance = random.Random(7)
    pages = {}
    for number in range(300):
        text = " ".join(chance.choices(WORDS, k=12))
        key = UUID(int=1000 + number)
        pages[key] = fold(text)
        index(SPACE, key, Found("page", f"Page {number}", text, f"pages/{number}/"))
    assert len(ASKED) == 20
    for asked, pattern in ASKED.items():
        naive = {key for key, text in pages.items() if re.search(pattern, text)}
        found = {hit.object_id for hit in find(SPACE, asked, limit=1000)}
        assert found == naive, asked
        assert 0 < len(naive) < 300
