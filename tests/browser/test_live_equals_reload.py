"""Each method lived from its opening to its validation: at every step, each live page is what reloading it gives."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page

from tests.infra.browser import OpenPage, assert_live_equals_reload, axe, small_words
from tests.infra.hall import entered, press, sent, take_seat
from tests.infra.server import Product

pytestmark = [pytest.mark.slow, pytest.mark.sqlite_only]


@dataclass
class Hall:
    """One run on its console, a wall and phones; `inputs` posts from a page to that run."""

    console: Page
    wall: Page
    phones: list[Page]
    seats: list[str]
    run: str

    def gives(self, kind: str, values: dict[str, str], *who: int) -> None:
        for number in who or range(len(self.phones)):
            sent(self.phones[number], f"{self.seats[number]}{self.run}inputs/{kind}", values)

    def leads(self, kind: str, values: dict[str, str]) -> None:
        sent(self.console, self.console.url.replace("console/", f"inputs/{kind}"), {**values, "from": "console"})

    def next(self) -> None:
        press(self.console, "Étape suivante")
        assert self.console.url.endswith("/console/"), self.console.locator(".notice").all_inner_texts()
        self.is_alive()

    def is_alive(self) -> None:
        for page in (self.phones[0], self.wall, self.console):
            assert_live_equals_reload(page)
        assert small_words(self.wall) == []


@pytest.fixture
def hall(demo: Product, open_page: OpenPage) -> Callable[..., Hall]:
    def opened(method: str, people: int, **params: str) -> Hall:
        console, wall = open_page(size="laptop"), open_page(size="wall")
        root = take_seat(console, demo.links()[0])
        phones = [open_page(size="phone") for _one in range(people)]
        seats = [entered(phone, demo, f"{name} {method}") for phone, name in zip(phones, NAMES, strict=False)]
        console.goto(f"{root}runs/new?method={method}")
        console.locator("[name=title]").fill("Une séquence")
        for name, value in params.items():
            field = console.locator(f"[name=p_{name}]")
            if value == "on":
                field.check()
            elif field.evaluate("one => one.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)
        press(console, "Préparer")
        run = re.search(r"runs/[0-9a-f-]{36}/", console.url)[0]  # type: ignore[index]
        wall.goto(take_seat(wall, demo.links()[2]) + run + "wall/")
        for phone, seat in zip(phones, seats, strict=True):
            phone.goto(seat + run)
        made = Hall(console, wall, phones, seats, run)
        made.is_alive()
        press(console, "Ouvrir")
        made.is_alive()
        return made

    return opened


NAMES = ("Zoé", "Yann", "Xavier", "Wanda", "Vera", "Ulysse")


def ended(hall: Hall) -> None:
    press(hall.console, "Clore")
    hall.is_alive()
    press(hall.console, "Valider pour le bilan")
    hall.is_alive()
    assert axe(hall.phones[0]) == [] and axe(hall.console) == []


def test_free(hall: Callable[..., Hall]) -> None:
    free = hall("free", 2, question="Que gardons-nous ?")
    free.gives("contribute", {"text": "Le covoiturage"})
    free.is_alive()
    for button in ("+1 min", "Pause", "Reprendre"):
        press(free.console, button)
        free.is_alive()
    free.phones[1].get_by_role("button", name="Je n’ai pas compris").click()
    free.console.get_by_text("1 personne n’a pas compris").wait_for()
    free.is_alive()
    ended(free)


def test_round(hall: Callable[..., Hall]) -> None:
    turn = hall("round", 2, question="Comment arrivez-vous ?")
    for _step in range(5):
        if turn.console.locator("#summary").count():
            break
        while turn.console.get_by_role("button", name="Personne suivante").count():
            turn.leads("spoke", {})
            turn.is_alive()
        turn.next()
    turn.console.locator("#summary").fill("Nous arrivons en forme.")
    press(turn.console, "Garder")
    turn.is_alive()
    ended(turn)


def test_dots_in_an_anonymous_box(hall: Callable[..., Hall]) -> None:
    dots = hall("dots", 6, options="Covoiturage\nAchats groupés\nFête")
    dots.next()
    first = dots.phones[0]
    first.get_by_text("Anonyme :").wait_for()
    first.locator("[name=o1]").fill("2")
    first.get_by_role("button", name="Plus de temps").click()
    first.locator("#signal-time[aria-pressed=true]").wait_for()
    assert first.locator("[name=o1]").input_value() == "2", "beside the form, what is typed stays"
    first.get_by_role("button", name="Coller mes gommettes").click()
    first.get_by_text("Vos gommettes sont collées").wait_for()
    assert first.locator("[name=o1]").input_value() == "2"
    dots.gives("ballot", {"o1": "1", "o2": "2"}, 1, 2, 3, 4)
    dots.wall.get_by_text("5").first.wait_for()
    dots.is_alive()
    dots.next()
    assert dots.wall.locator("tbody tr").first.inner_text().split() == ["1", "Achats", "groupés", "8", "4"]
    dots.next()
    dots.gives("loss", {"text": "La fête"}, 0)
    dots.is_alive()
    ended(dots)


def test_consent(hall: Callable[..., Hall]) -> None:
    consent = hall("consent", 2, short="on", mode="s3", text="Nous partageons nos trajets le mardi.")
    for _step in range(8):
        if consent.phones[0].get_by_role("button", name="Je consens", exact=True).count():
            break
        consent.next()
    consent.gives("answer", {"answer": "consent"}, 0)
    consent.is_alive()
    consent.gives("answer", {"answer": "concern", "text": "Pas en hiver."}, 1)
    consent.is_alive()


def test_commitments(hall: Callable[..., Hall]) -> None:
    together = hall("commitments", 3)
    first = together.phones[0]
    first.get_by_role("link", name="Écrire un engagement").click()
    first.locator("[name=what]").fill("Ouvrir notre cuisine le mardi")
    press(first, "Je m’engage")
    first.get_by_text("ont écrit", exact=True).wait_for()
    together.wall.get_by_text("Ouvrir notre cuisine le mardi").wait_for()
    together.is_alive()
    together.next()
    together.next()
    ended(together)
    assert first.get_by_text("1 engagement.").count()


def test_short_input(hall: Callable[..., Hall]) -> None:
    told = hall("short_input", 2, question="Où en sommes-nous ?", slides="# Faire avec\n---\n# Faire ensemble")
    press(told.console, "Page suivante")
    told.wall.get_by_role("heading", name="Faire ensemble").wait_for()
    told.is_alive()
    asking, joining = told.phones
    asking.locator("#text").fill("Qui paie ?")
    asking.get_by_role("button", name="Poser ma question").click()
    joining.get_by_role("button", name="Moi aussi").click()
    joining.locator("[data-echo] [aria-pressed=true]").wait_for()
    assert asking.locator("#text").input_value() == ""
    told.is_alive()
    told.next()
    press(told.console, "Montrer")
    told.wall.get_by_text("2 personnes se le demandent").wait_for()
    told.is_alive()
    told.next()
    told.console.locator("#points-text").fill("Un budget\nUne date")
    press(told.console, "Garder")
    told.wall.get_by_text("Un budget").wait_for()
    told.is_alive()
    ended(told)
