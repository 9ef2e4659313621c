"""Bad days in the editor: a network cut two hundred times, a full disk, a page taken away, too much at once."""

import random
import re
import resource
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.editing import Opened, new_page, saved, text_of
from tests.infra.browser import OpenPage, axe, watch_of
from tests.infra.hall import entered, take_seat
from tests.infra.server import Product

pytestmark = [pytest.mark.slow, pytest.mark.sqlite_only]
CUT = ("ERR_INTERNET_DISCONNECTED", "WebSocket", "Failed to fetch", "EventSource")
CUTS = 200
WORDS = """() => [...document.querySelectorAll("shared-page [role=textbox] p")].map((line) => {
    const alone = line.cloneNode(true)
    for (const caret of alone.querySelectorAll(".caret")) caret.remove()
    return alone.textContent }).join(" ").trim().split(/\\s+/)"""


def test_a_network_cut_two_hundred_times_loses_and_doubles_no_word(
    written: Opened, demo: Product, open_page: OpenPage
) -> None:
    """Three browsers write at once; one after the other, at random, loses the network while it writes."""
    laptop, phone, _root, _seat, address = written
    third = open_page(size="laptop")
    third.goto(entered(third, demo, "Zoé") + address)
    people = {"l": laptop, "p": phone, "z": third}
    for page in people.values():
        watch_of(page).allow(*CUT)
        text_of(page).click()
    chance = random.Random(1)
    for number in range(CUTS):
        name, page = chance.choice(list(people.items()))
        page.context.set_offline(True)
        page.keyboard.insert_text(f"{name}{number} ")
        page.context.set_offline(False)
        if number % 25 == 0:
            # Now and then the return has time to be complete.
            saved(page)
            page.keyboard.insert_text(f"{name}{number}-suite ")
    chance.seed(1)
    wanted = sorted(
        word
        for number in range(CUTS)
        for name in [chance.choice(list(people))]
        for word in (f"{name}{number}", *([f"{name}{number}-suite"] if number % 25 == 0 else []))
    )
    for page in people.values():
        expect(page.locator("shared-page")).to_have_attribute("state", "saved")
        page.wait_for_function(f"(count) => ({WORDS})().length >= count", arg=len(wanted))
        found = sorted(page.evaluate(WORDS))
        assert found == wanted, (
            [w for w in found if found.count(w) != wanted.count(w)],
            [w for w in wanted if w not in found],
        )
    assert laptop.evaluate(WORDS) == phone.evaluate(WORDS) == third.evaluate(WORDS)


def test_words_written_offline_in_a_line_that_another_makes_a_list_of_are_kept(written: Opened) -> None:
    laptop, phone, *_ = written
    watch_of(phone).allow(*CUT)
    text_of(laptop).click()
    laptop.keyboard.insert_text("Ouvrir le local")
    expect(text_of(phone)).to_contain_text("Ouvrir le local")
    saved(laptop)
    phone.context.set_offline(True)
    text_of(phone).tap()
    phone.keyboard.press("Control+End")
    phone.keyboard.insert_text(" le samedi matin")
    laptop.get_by_role("button", name="Liste à puces").click()
    saved(laptop)
    phone.context.set_offline(False)
    for page in (phone, laptop):
        expect(text_of(page).locator("li")).to_contain_text("Ouvrir le local")
        expect(text_of(page)).to_contain_text("le samedi matin")
    expect(phone.get_by_role("status").filter(has_text="vos mots ont été remis")).to_be_visible()


def test_a_full_disk_is_said_in_the_text_and_in_forms_and_nothing_typed_is_lost(
    start_product: Callable[..., Product], open_page: OpenPage
) -> None:
    product = start_product("demo")
    assert product.process
    pid, free = product.process.pid, resource.RLIM_INFINITY
    page = open_page(size="phone")
    root = take_seat(page, product.links()[1])
    page.goto(root + new_page(page, root, "Jour de disque plein"))
    text_of(page).tap()
    page.keyboard.insert_text("Avant. ")
    saved(page)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (1, free))
    page.keyboard.insert_text("Pendant. ")
    expect(page.locator(".shared-state")).to_contain_text("ne peut plus rien enregistrer")
    assert axe(page) == []

    form = open_page(root + "resources/new/text", context=page.context)
    watch_of(form).allow("422", "507")
    form.get_by_label("Titre").fill("Une idée")
    form.get_by_label("Le texte").fill("Partager la salle")
    form.get_by_role("button", name="Partager", exact=True).tap()
    expect(form.get_by_role("alert")).to_contain_text("le disque du serveur est plein")
    expect(form.get_by_label("Le texte")).to_have_value("Partager la salle")

    resource.prlimit(pid, resource.RLIMIT_FSIZE, (free, free))
    form.get_by_role("button", name="Partager", exact=True).tap()
    expect(form.get_by_role("heading", name="Une idée")).to_be_visible()
    expect(page.locator(".shared-state")).to_contain_text("Enregistré")
    assert "Pendant." in page.context.request.get(page.url).text()


def test_a_page_taken_away_gives_back_what_was_written_in_it_without_network(written: Opened) -> None:
    laptop, phone, root, _seat, address = written
    watch_of(phone).allow(*CUT, "404", "410")
    text_of(phone).tap()
    phone.context.set_offline(True)
    phone.keyboard.insert_text("Mon passage écrit dans le tram. ")
    expect(phone.locator(".shared-state")).to_contain_text("Pas envoyé")
    laptop.goto(root + address.rstrip("/") + "/about")
    taken = laptop.request.post(root + address.rstrip("/") + "/removal", headers={"Origin": origin(laptop)})
    assert taken.ok
    phone.context.set_offline(False)
    expect(phone.locator(".shared-state")).to_contain_text("ne peut plus être modifiée")
    expect(text_of(phone)).to_contain_text("dans le tram")
    phone.reload()
    expect(phone.get_by_label("Le texte gardé")).to_have_value(re.compile("Mon passage écrit dans le tram"))


def test_a_paste_too_long_is_said_and_changes_nothing(written: Opened) -> None:
    laptop, *_ = written
    text_of(laptop).click()
    laptop.keyboard.insert_text("Un début")
    laptop.evaluate(
        """() => { const data = new DataTransfer()
        data.setData("text/plain", "mot ".repeat(150_000))
        document.querySelector("shared-page [role=textbox]").dispatchEvent(
          new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true})) }"""
    )
    expect(laptop.get_by_role("status").filter(has_text="trop long pour être collé")).to_be_visible()
    assert laptop.evaluate(WORDS) == ["Un", "début"]
    saved(laptop)


def origin(page: Page) -> str:
    return str(page.evaluate("() => location.origin"))
