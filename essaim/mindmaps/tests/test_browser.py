"""One map in two real browsers: keys and thumbs, outline and drawing, network or not."""

import re
import time

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.infra.browser import OpenPage, assert_no_sideways_scroll, axe, small_targets, watch_of
from tests.infra.hall import sent, take_seat
from tests.infra.server import Product

pytestmark = [pytest.mark.slow, pytest.mark.sqlite_only]


def row(page: Page, words: str) -> Locator:
    return page.get_by_role("treeitem", name=words, exact=True)


def outline(page: Page) -> list[str]:
    """Each idea, behind a dash for each level."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll("[role=treeitem]")].map((one) =>
        "-".repeat(one.ariaLevel - 1) + one.querySelector(".map-words")?.textContent)"""
    )
    return found


def drawn(page: Page) -> list[str]:
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll(".map-frame [data-idea] text")].map((one) =>
        [...one.children].map((line) => line.textContent).join(" "))"""
    )
    return found


def become(wanted: list[str], *pages: Page) -> None:
    """Every page shows `wanted`, at once or soon."""
    for page in pages:
        end = time.monotonic() + 45
        while outline(page) != wanted and time.monotonic() < end:
            page.wait_for_timeout(50)
        assert outline(page) == wanted


@pytest.fixture
def two(demo: Product, open_page: OpenPage) -> tuple[Page, Page]:
    """Amina's laptop and Bruno's phone on a new map."""
    laptop, phone = open_page(size="laptop"), open_page(size="phone")
    root, seat = take_seat(laptop, demo.links()[0]), take_seat(phone, demo.links()[1])
    laptop.goto(root + "mindmaps/")
    laptop.locator("[name=centre]").fill("Coopérer")
    laptop.get_by_role("button", name="Ouvrir une carte").click()
    laptop.wait_for_url(re.compile(r"/mindmaps/[0-9a-f-]{36}/"))
    phone.goto(laptop.url.replace(root, seat))
    for page in (laptop, phone):
        expect(row(page, "Coopérer")).to_be_visible()
        expect(page.locator("mind-map")).to_have_attribute("state", "saved")
    return laptop, phone


def test_keys_and_thumbs_make_one_map(two: tuple[Page, Page]) -> None:
    laptop, phone = two
    keys = laptop.keyboard
    row(laptop, "Coopérer").focus()
    keys.press("Enter")
    for words in ("Temps", "Lieux", "Règles"):
        keys.type(words)
        keys.press("Enter")
    keys.press("Escape")
    expect(row(laptop, "Règles")).to_be_focused()
    keys.press("Alt+ArrowUp")
    keys.press("Insert")
    keys.type("Écrites")
    keys.press("Tab")
    keys.type("Une page")
    keys.press("Enter")
    keys.press("Escape")
    wanted = ["Coopérer", "-Temps", "-Règles", "--Écrites", "---Une page", "-Lieux"]
    become(wanted, laptop, phone)
    assert drawn(laptop) == [words.lstrip("-") for words in wanted]

    row(phone, "Lieux").click()
    phone.get_by_role("button", name="Une idée dessous").click()
    phone.keyboard.type("La cuisine")
    phone.get_by_role("button", name="À côté").click()
    phone.keyboard.type("Le jardin")
    phone.keyboard.press("Enter")
    phone.keyboard.press("Enter")
    phone.get_by_role("button", name="Plus haut").click()
    wanted += ["--Le jardin", "--La cuisine"]
    expect(phone.locator("[data-say]")).to_have_text(re.compile("Le jardin.*déplacée"))
    become(wanted, phone, laptop)
    expect(row(laptop, "Le jardin").locator(".map-person")).to_have_text("Bruno Lenoir")

    # Each undoes what they did, and only that.
    row(laptop, "Temps").focus()
    keys.press("Delete")
    expect(row(phone, "Temps")).to_have_count(0)
    phone.get_by_role("button", name="Annuler").click()
    wanted[-2:] = ["--La cuisine", "--Le jardin"]
    become([words for words in wanted if words != "-Temps"], phone, laptop)
    keys.press("Control+z")
    become(wanted, laptop, phone)

    # The arrows walk, fold and open; what is folded is folded in the drawing too.
    row(laptop, "Règles").focus()
    keys.press("ArrowLeft")
    expect(row(laptop, "Écrites")).to_have_count(0)
    assert "Règles +2" in drawn(laptop)
    keys.press("ArrowRight")
    keys.press("ArrowRight")
    expect(row(laptop, "Écrites")).to_be_focused()
    laptop.reload()
    expect(row(laptop, "Une page")).to_be_visible()
    assert outline(laptop) == wanted
    for page in (laptop, phone):
        assert axe(page) == []
        assert_no_sideways_scroll(page)
    assert small_targets(phone) == []


def test_moves_made_without_network_that_would_close_a_loop(two: tuple[Page, Page]) -> None:
    laptop, phone = two
    row(laptop, "Coopérer").focus()
    laptop.keyboard.press("Enter")
    for words in ("Temps", "Lieux"):
        laptop.keyboard.type(words)
        laptop.keyboard.press("Enter")
    laptop.keyboard.press("Escape")
    expect(row(phone, "Lieux")).to_be_visible()
    phone.context.set_offline(True)
    expect(phone.locator("mind-map")).to_have_attribute("state", "offline")

    row(laptop, "Lieux").focus()
    laptop.keyboard.press("Alt+ArrowRight")
    assert outline(laptop) == ["Coopérer", "-Temps", "--Lieux"]
    row(phone, "Temps").click()
    phone.locator(".map-more-tools summary").click()
    phone.locator("[data-to]").select_option(label="\u00a0\u00a0Lieux")
    phone.get_by_role("button", name="Déplacer", exact=True).click()
    assert outline(phone) == ["Coopérer", "-Lieux", "--Temps"]

    phone.context.set_offline(False)
    for page in (laptop, phone):
        expect(page.locator("mind-map")).to_have_attribute("state", "saved")
    phone.wait_for_function("document.querySelectorAll('[role=treeitem]').length === 3")
    become(outline(laptop), phone)
    assert sorted(words.lstrip("-") for words in outline(phone)) == ["Coopérer", "Lieux", "Temps"]


def test_a_map_is_read_and_written_without_any_script(demo: Product, open_page: OpenPage) -> None:
    phone = open_page(size="phone", java_script_enabled=False)
    seat = take_seat(phone, demo.links()[1])
    phone.goto(seat + "mindmaps/")
    phone.locator("[name=centre]").fill("Sans script")
    phone.get_by_role("button", name="Ouvrir une carte").click()
    phone.locator("noscript [name=text], [name=text]").first.fill("Une branche")
    phone.get_by_role("button", name="Ajouter autour du centre").click()
    phone.get_by_role("link", name="Une branche").click()
    phone.locator("#change [name=text]").first.fill("Une feuille")
    phone.get_by_role("button", name="Ajouter", exact=True).click()
    expect(phone.get_by_role("link", name="Une feuille")).to_be_visible()
    expect(phone.locator(".map-frame")).to_contain_text("Une feuille")


def test_a_map_taken_away_gives_back_what_was_written_in_it_without_network(two: tuple[Page, Page]) -> None:
    laptop, phone = two
    watch_of(phone).allow("ERR_INTERNET_DISCONNECTED", "404", "410")
    phone.context.set_offline(True)
    expect(phone.locator("mind-map")).to_have_attribute("state", "offline")
    row(phone, "Coopérer").focus()
    phone.keyboard.press("Insert")
    phone.keyboard.type("Écrit dans le tram")
    phone.keyboard.press("Enter")
    expect(row(phone, "Écrit dans le tram")).to_be_visible()
    sent(laptop, laptop.url + "removal", {})
    phone.context.set_offline(False)
    expect(phone.locator("mind-map")).to_have_attribute("state", "refused")
    phone.reload()
    expect(phone.get_by_label("Le texte gardé")).to_have_value(re.compile(r"- Coopérer\n  - Écrit dans le tram"))
