"""One page in two real browsers: names, cursors, formatting, what is saved, and what was written without network."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.infra.browser import OpenPage
from tests.infra.hall import take_seat
from tests.infra.server import Product

pytestmark = [pytest.mark.slow, pytest.mark.sqlite_only]


def text_of(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Ce que nous savons")


def saved(page: Page) -> None:
    expect(page.locator("shared-page")).to_have_attribute("state", "saved")


@pytest.fixture
def two(demo: Product, open_page: OpenPage) -> tuple[Page, Page]:
    """Amina's laptop and Bruno's phone on a new page, ready to be written."""
    laptop, phone = open_page(size="laptop"), open_page(size="phone")
    root, seat = take_seat(laptop, demo.links()[0]), take_seat(phone, demo.links()[1])
    laptop.goto(root + "pages/")
    laptop.locator("[name=title]").fill("Ce que nous savons")
    laptop.get_by_role("button", name="Ouvrir une page").click()
    laptop.wait_for_url(re.compile(r"/pages/[0-9a-f-]{36}/"))
    phone.goto(laptop.url.replace(root, seat))
    for page in (laptop, phone):
        expect(text_of(page)).to_be_visible()
        saved(page)
    return laptop, phone


def test_names_cursors_and_formatting_reach_the_other(two: tuple[Page, Page]) -> None:
    laptop, phone = two
    expect(laptop.locator(".shared-people")).to_contain_text("Bruno Lenoir")
    expect(phone.locator(".shared-people")).to_contain_text("Amina Belkacem")

    text_of(laptop).click()
    laptop.keyboard.press("Control+b")
    laptop.keyboard.type("Partager une salle")
    expect(text_of(phone).locator("strong")).to_have_text("Partager une salle")
    expect(text_of(phone).locator("[class*=cursor], [class*=caret]").first).to_be_attached()
    saved(laptop)
    expect(laptop.locator(".shared-state")).to_contain_text("Enregistré")

    laptop.reload()
    expect(text_of(laptop).locator("strong")).to_contain_text("Partager une salle")


def test_what_both_write_without_network_is_merged(two: tuple[Page, Page]) -> None:
    laptop, phone = two
    text_of(laptop).click()
    laptop.keyboard.type("Ensemble. ")
    expect(text_of(phone)).to_contain_text("Ensemble.")
    saved(phone)

    phone.context.set_offline(True)
    expect(phone.locator("shared-page")).to_have_attribute("state", "offline")
    expect(phone.locator(".shared-state")).to_contain_text("hors ligne")
    text_of(phone).click()
    phone.keyboard.press("Control+End")
    phone.keyboard.type("Depuis le tram. ")
    laptop.keyboard.press("Control+End")
    laptop.keyboard.type("Depuis le bureau. ")
    saved(laptop)
    expect(text_of(laptop)).not_to_contain_text("tram")

    phone.context.set_offline(False)
    for page in (laptop, phone):
        for said in ("Ensemble.", "Depuis le tram.", "Depuis le bureau."):
            expect(text_of(page)).to_contain_text(said)
        saved(page)
    assert words(laptop) == words(phone)
    phone.reload()
    expect(text_of(phone)).to_contain_text("Depuis le tram.")
    assert words(phone) == words(laptop)


def words(page: Page) -> str:
    """The text alone, without the names that cursors carry."""
    found: str = page.evaluate(
        """() => [...document.querySelectorAll("shared-page [role=textbox] p")].map((line) => {
        const alone = line.cloneNode(true)
        for (const one of alone.querySelectorAll("[class*=cursor], [class*=caret]")) one.remove()
        return alone.textContent.replaceAll("\\u2060", "").trim() }).join("|")"""
    )
    return found
