"""Home in each phase: the one thing to do now, where we are, what was made, who is here."""

import pytest

from conftest import join
from essaim.spaces import phases
from essaim.spaces.models.member import Role

pytestmark = pytest.mark.django_db
SAID = {
    "prepare": ("La rencontre se prépare", "Préparation"),
    "before": ("C’est tout pour l’instant, merci", "Avant la journée"),
    "day": ("Rien à faire pour l’instant", "La journée"),
    "after": ("Merci d’avoir pris part", "Après la journée"),
    "memory": ("Cet espace est une mémoire", "Mémoire"),
}


@pytest.mark.parametrize("phase", SAID)
def test_with_nothing_asked_home_says_where_we_are_and_where_to_go(phase, space, amina, bruno, client_for, now):
    phases.go_to(space, phase, by=amina)
    home = client_for(bruno).get("").text
    title, label = SAID[phase]
    if phase not in ("before", "after"):  # there, a resource or a commitment is asked first
        assert title in home
    assert f">{label}</span>" in home and "2 personnes" in home and "1 structure" in home
    assert "Ce que le groupe a produit" in home
    assert ("heure par heure" in home) == (phase in ("after", "memory"))
    assert "console" in client_for(amina).get("").text


def test_an_observer_is_told_what_observing_is_and_is_offered_nothing_refused(space, amina, bruno, client_for, now):
    odile = join(space, "Odile", role=Role.OBSERVER)
    for phase in SAID:
        phases.go_to(space, phase, by=amina)
        page = client_for(odile)
        home = page.get("").text
        assert "Vous observez" in home and "arrival" not in home and "2 personnes" in home
    assert '<form method="post" action="mine"' not in page.get("mine").text


def test_nobody_is_said_to_be_here_a_month_later(space, amina, bruno, client_for, now):
    phases.go_to(space, "day", by=amina)
    assert "2 personnes présentes" in client_for(bruno).get("group/").text
    phases.go_to(space, "after", by=amina)
    assert "présentes" not in client_for(bruno).get("group/").text


def test_a_page_that_is_not_there_leads_home(bruno, client_for):
    phone = client_for(bruno)
    lost = phone.get("nowhere/")
    assert lost.status_code == 404 and f'href="{phone.seat.path}"' in lost.text
