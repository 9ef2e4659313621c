"""What people type finds what people wrote."""

from types import SimpleNamespace
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from essaim.search import engine
from essaim.search.index import Found, find, index
from essaim.search.words import asked_in, stems, words

SPACE = SimpleNamespace(pk=UUID(int=1))
ELSEWHERE = SimpleNamespace(pk=UUID(int=2))
PAGES = {
    "school": ("Écoles du quartier", "Les écoles et l’association des parents partagent une salle."),
    "shared": ("Mutualiser une salle", "Trois associations mutualisent : une clé, un agenda, l’entretien."),
    "merge": ("Faire corps", "La coopération va jusqu’à la fusion. Aujourd’hui, rien ne presse."),
    "work": ("Œuvrer ensemble", "L’Œuvre commune s’écrit à plusieurs mains, d’abord en petit groupe."),
}


@pytest.fixture
def pages(db: None) -> dict[UUID, str]:
    named = {}
    for name, (title, text) in PAGES.items():
        key = uuid4()
        index(SPACE, key, Found("page", title, text, f"pages/{name}/"))
        named[key] = name
    return named


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("ecole", {"school"}),
        ("Écoles", {"school"}),
        ("ECOLE", {"school"}),
        ("cooperations", {"merge"}),
        ("coopération", {"merge"}),
        ("association", {"school", "shared"}),
        ("l'association", {"school", "shared"}),
        ("d’associations", {"school", "shared"}),
        ("salles", {"school", "shared"}),
        ("salle clé", {"shared"}),
        ("cle salle", {"shared"}),
        ("mutualisation", {"shared"}),
        ("oeuvre", {"work"}),
        ("œuvres", {"work"}),
        ("aujourd'hui", {"merge"}),
        ("la fusion des", {"merge"}),
        ("coop", {"merge"}),
        ("parent d'ecole", {"school"}),
        ("l association", {"school", "shared"}),
        ("fusion salle", set()),
        ("de la", set()),
    ],
)
def test_without_accents_endings_nor_elisions(pages: dict[UUID, str], asked: str, names: set[str]) -> None:
    assert {pages[hit.object_id] for hit in find(SPACE, asked)} == names


def test_only_the_last_word_may_be_unfinished(pages: dict[UUID, str]) -> None:
    assert find(SPACE, "mut sal") == []
    assert [pages[hit.object_id] for hit in find(SPACE, "mutualiser sal")] == ["shared"]
    assert find(SPACE, "coop ") == []


def test_a_title_weighs_more(pages: dict[UUID, str]) -> None:
    assert [pages[hit.object_id] for hit in find(SPACE, "salle")] == ["shared", "school"]


def test_the_excerpt_shows_the_words_that_were_asked(pages: dict[UUID, str]) -> None:
    (hit,) = find(SPACE, "parents salle")
    assert hit.excerpt == (
        ("Les écoles et l’association des ", False),
        ("parents", True),
        (" partagent une ", False),
        ("salle", True),
        (".", False),
    )


def test_a_long_text_is_cut_around_the_word(db: None) -> None:
    index(SPACE, uuid4(), Found("page", "Long", "avant " * 200 + "trouvaille " + "après " * 200, "p/"))
    (hit,) = find(SPACE, "trouvaille")
    said = "".join(piece for piece, _asked in hit.excerpt)
    assert said.startswith("…") and said.endswith("…") and ("trouvaille", True) in hit.excerpt and len(said) < 200


def test_another_space_is_never_searched(pages: dict[UUID, str]) -> None:
    assert find(ELSEWHERE, "salle") == []
    assert find(ELSEWHERE, f"s{SPACE.pk.hex}") == []
    assert find(SPACE, f"s{SPACE.pk.hex}") == []


def test_what_changes_is_found_as_it_now_is(db: None) -> None:
    key = uuid4()
    index(SPACE, key, Found("page", "Le jardin", "Des tomates", "p/"))
    index(SPACE, key, Found("page", "Le verger", "Des pommes", "p/"))
    assert find(SPACE, "tomate") == [] and find(SPACE, "jardin") == []
    assert [hit.title for hit in find(SPACE, "pomme")] == ["Le verger"]
    index(SPACE, key, None)
    assert find(SPACE, "pomme") == []


def test_what_is_rolled_back_leaves_no_trace(db: None) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        index(SPACE, uuid4(), Found("page", "Perdu", "", "p/"))
        raise RuntimeError
    assert find(SPACE, "perdu") == []


class Anything(TestCase):
    @settings(max_examples=200, deadline=None)
    @given(st.text(max_size=60))
    def test_whatever_is_typed_gives_an_answer(self, asked: str) -> None:
        index(SPACE, UUID(int=9), Found("page", asked, asked, "p/"))
        for hit in find(SPACE, asked):
            said = "".join(piece for piece, _asked in hit.excerpt)
            assert said.strip("…") in asked.replace("\0", "")


@pytest.mark.parametrize(
    "both",
    (
        "vélo/vélos emploi/emplois crédit/crédits récit/récits conflit/conflits lieu/lieux enjeu/enjeux milieu/milieux "
        "travail/travaux local/locaux journal/journaux bureau/bureaux loi/lois loyer/loyers ami/amis élu/élus "
        "contenu/contenus radio/radios vœu/vœux métier/métiers œuvre/œuvres prêt/prêts repas/repas temps/temps "
        "idée/idées citoyenne/citoyennes heureux/heureuse nerveux/nerveuse process/process"
    ).split(),
)
def test_one_and_many_are_the_same_word(both: str) -> None:
    one, many = both.split("/")
    assert stems(one) == stems(many)


SOME = (
    "l’école École écoles d'Évreux œuvre L’ŒUVRE œuf coopérations «coopérer» aujourd’hui lorsqu’elles vélo _vélo a 12 "
    "enjeux jeu travail travaux clé clef cléopâtre 1er n° qu’on presqu’île île Île-de-France naïf noël Noëls"
).split()


@given(st.lists(st.sampled_from([*SOME, ",", "’", "-"]), max_size=30), st.sampled_from(SOME), st.booleans())
def test_the_words_asked_for_are_seen_where_they_stand(text: list[str], asked: str, is_unfinished: bool) -> None:
    told = [word.stem for word in words(asked)]
    begun = told[-1] if told and is_unfinished else ""
    whole = frozenset(told[:-1] if begun else told)
    said = " ".join(text)
    slowly = [word for word in words(said) if word.stem in whole or (begun and word.stem.startswith(begun))]
    assert list(asked_in(said, whole, begun)) == slowly


@pytest.mark.django_db
def test_of_very_many_those_whose_title_says_it_come_first_then_the_latest(monkeypatch):
    monkeypatch.setattr(engine, "FEW", 10)
    for number in range(40):
        title = f"Jardin {number}" if number % 8 == 0 else f"Page {number}"
        index(SPACE, UUID(int=number), Found("page", title, "un jardin partagé", "p/", for_team=number == 39))
    every = [hit.object_id.int for hit in find(SPACE, "jardins", limit=100)]
    assert every == [32, 24, 16, 8, 0, *(n for n in range(38, 0, -1) if n % 8)]
    by_pages = [hit.object_id.int for at in range(0, 40, 7) for hit in find(SPACE, "jardins", limit=7, start=at)]
    assert by_pages == every
    assert find(SPACE, "jardin partag", limit=100, by_team=True)[0].object_id.int == 39
    assert len(find(SPACE, "jardins", kind="board")) == 0


def test_what_is_of_a_kind_in_two_words_is_found_by_it(db: None) -> None:
    map_, other = uuid4(), uuid4()
    index(SPACE, map_, Found("mind_map", "Coopérer", "Le temps", "/m"))
    index(SPACE, other, Found("mind", "Coopérer", "Une carte", "/o"))
    assert [hit.object_id for hit in find(SPACE, "coopérer", kind="mind_map")] == [map_]
    assert {hit.object_id for hit in find(SPACE, "coopérer")} == {map_, other}
