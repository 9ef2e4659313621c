"""Grouping notes on the console: dragged, from the keyboard, without any script; a second console follows."""

import re

import pytest
from playwright.sync_api import Page

from tests.infra.browser import OpenPage, assert_live_equals_reload, assert_no_sideways_scroll, axe
from tests.infra.hall import entered, press, sent, take_seat
from tests.infra.server import Product

pytestmark = [pytest.mark.slow, pytest.mark.sqlite_only]


def opened(open_page: OpenPage, demo: Product, title: str) -> Page:
    """A run of ideas at the grouping, with two notes from a phone and two families; gives its console."""
    console, phone = open_page(size="laptop"), open_page(size="phone")
    entered(open_page(size="phone"), demo)
    root, seat = take_seat(console, demo.links()[0]), take_seat(phone, demo.links()[1])
    sent(phone, seat + "arrival", {})
    console.goto(root + "runs/new?method=brainstorm")
    console.locator("[name=title]").fill(title)
    console.locator("[name=p_question]").fill("Quels freins ?")
    console.get_by_role("button", name="Préparer").click()
    console.wait_for_url(re.compile(r"/runs/[0-9a-f-]{36}/console/"))
    address = console.url
    press(console, "Ouvrir")
    for text in ("Le temps", "La confiance"):
        sent(phone, address.replace(root, seat).replace("console/", "inputs/note"), {"text": text})
    press(console, "Étape suivante")
    press(console, "Étape suivante")
    for name in ("Moyens", "Relations"):
        sent(console, address.replace("console/", "inputs/family"), {"text": name, "from": "console"})
    console.goto(address)
    console.locator(".board-note").nth(1).wait_for()
    return console


def families(page: Page) -> dict[str, list[str]]:
    return page.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll("[data-family]")].map((one) =>
        [one.dataset.name, [...one.querySelectorAll("[data-note]")].map((note) => note.dataset.words)]))"""
    )


def until(page: Page, wanted: dict[str, list[str]]) -> None:
    for _try in range(50):
        if families(page) == wanted:
            return
        page.wait_for_timeout(100)
    assert families(page) == wanted


def test_notes_find_their_family(demo: Product, open_page: OpenPage) -> None:
    console, other = opened(open_page, demo, "Freins"), open_page(size="laptop")
    other.goto(take_seat(other, demo.links()[0]) + "runs/" + console.url.split("/runs/")[1])
    until(other, {"À ranger": ["Le temps", "La confiance"], "Moyens": [], "Relations": []})
    assert axe(console) == []

    note, column = console.get_by_role("group", name="Le temps"), console.locator("[data-name=Moyens]")
    start, end = note.bounding_box(), column.bounding_box()
    assert start and end
    console.mouse.move(start["x"] + 60, start["y"] + 15)
    console.mouse.down()
    console.mouse.move(end["x"] + 50, end["y"] + 60, steps=5)
    console.mouse.up()
    until(other, {"À ranger": ["La confiance"], "Moyens": ["Le temps"], "Relations": []})

    console.get_by_role("group", name="La confiance").focus()
    for key in ("Space", "ArrowRight", "Escape", "Enter", "ArrowRight", "ArrowRight"):
        console.keyboard.press(key)
    assert "au-dessus de Relations" in console.locator("[data-say]").inner_text()
    console.keyboard.press("Enter")
    until(other, {"À ranger": [], "Moyens": ["Le temps"], "Relations": ["La confiance"]})
    assert_live_equals_reload(other)


def test_a_finger_drags_by_the_handle(demo: Product, open_page: OpenPage) -> None:
    console = opened(open_page, demo, "Du doigt")
    console.evaluate(
        """() => {
        const handle = document.querySelector("[data-note] [data-handle]").getBoundingClientRect()
        const column = document.querySelector("[data-name=Moyens]").getBoundingClientRect()
        const tell = (kind, target, x, y) => target.dispatchEvent(new PointerEvent(kind,
          {bubbles: true, cancelable: true, pointerType: "touch", button: 0, clientX: x, clientY: y}))
        const from = document.elementFromPoint(handle.x + 4, handle.y + 4)
        tell("pointerdown", from, handle.x + 4, handle.y + 4)
        tell("pointermove", window, column.x + 40, column.y + 60)
        tell("pointerup", window, column.x + 40, column.y + 60)
        }"""
    )
    until(console, {"À ranger": ["La confiance"], "Moyens": ["Le temps"], "Relations": []})


def test_the_same_without_any_script(demo: Product, open_page: OpenPage) -> None:
    console = opened(open_page, demo, "Sans script")
    address = console.url
    note = console.get_by_role("group", name="Le temps")
    note.get_by_text("Ranger").click()
    with console.expect_navigation():
        note.get_by_role("button", name="vers Relations").click()
    assert console.url == address
    assert families(console) == {"À ranger": ["La confiance"], "Moyens": [], "Relations": ["Le temps"]}


def test_the_board_scrolls_inside_its_own_window_on_a_phone(open_page: OpenPage, demo: Product) -> None:
    console = opened(open_page, demo, "Sur un téléphone")
    console.set_viewport_size({"width": 360, "height": 740})
    console.reload()
    console.locator(".board-note").nth(1).wait_for()
    assert_no_sideways_scroll(console)
