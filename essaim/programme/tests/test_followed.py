"""Facilitator, phone and wall at once: the programme is followed by all, and a reload shows the same."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.infra.browser import OpenPage, assert_live_equals_reload
from tests.infra.server import Product

SEAT = re.compile(r"^https?://[^/]+/e/[^/]+/[^/]+/")


def seat(page: Page, link: str) -> str:
    page.goto(link)
    page.locator("main form button").first.click()
    page.wait_for_url(re.compile(r"/e/"))
    found = SEAT.match(page.url)
    assert found
    return found[0]


@pytest.mark.slow
def test_the_programme_is_followed_by_all(start_product: Callable[..., Product], open_page: OpenPage) -> None:
    product = start_product("demo")
    links = product.links()
    console, phone, wall = open_page(size="laptop"), open_page(), open_page(size="wall")
    desk, hand, screen = seat(console, links[0]), seat(phone, links[1]), seat(wall, links[2])
    phone.goto(hand + "programme/")
    wall.goto(screen + "wall/programme/")

    console.goto(desk + "programme/adjust/")
    row = console.locator("li", has_text="Les conseils citoyens")
    row.get_by_role("button", name=re.compile("Monter")).click()
    expect(phone.locator(".programme .step").nth(7)).to_contain_text("Les conseils citoyens")
    expect(wall.locator(".wall-programme .step").nth(7)).to_contain_text("Les conseils citoyens")

    console.locator("li", has_text="Les conseils citoyens").drag_to(console.locator("li", has_text="Conclusion"))
    console.wait_for_load_state()
    expect(phone.locator(".programme .step").nth(9)).to_contain_text("Les conseils citoyens")

    console.get_by_role("link", name=re.compile("Accueil")).first.click()
    console.get_by_label("Titre", exact=True).first.fill("Arrivée et café")
    console.get_by_role("button", name="Enregistrer", exact=True).click()
    expect(phone.locator(".programme .step").first).to_contain_text("Arrivée et café")
    expect(wall.locator(".wall-programme .step").first).to_contain_text("Arrivée et café")
    for page in (phone, wall):
        assert_live_equals_reload(page)


@pytest.mark.slow
def test_wishing_with_a_thumb_and_without_script(demo: Product, open_page: OpenPage) -> None:
    phone = open_page(java_script_enabled=False)
    hand = seat(phone, demo.links()[1])
    phone.goto(hand + "modules/")

    phone.get_by_label("Mon premier vœu").select_option(label="Accélérateur de projet")
    phone.get_by_role("button", name="Enregistrer mes vœux").click()
    expect(phone.get_by_role("heading", name="Vos vœux sont notés")).to_be_visible()
