"""A participant without mouse nor touch: from the code of the room to an answer, by keys alone."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.infra.browser import OpenPage
from tests.infra.hall import entered, press, take_seat
from tests.infra.server import Product

pytestmark = [pytest.mark.slow, pytest.mark.browser]

FOCUSED = """() => {
  const one = document.activeElement
  if (one === document.body) return {words: "", name: "the window", seen: true, ringed: true}
  const told = [one.ariaLabel, one.labels?.[0]?.textContent, one.innerText, one.value]
  const words = told.find((said) => said?.trim()) ?? ""
  const ring = getComputedStyle(one), box = one.getBoundingClientRect()
  const label = one.closest("label"), ringOfLabel = label && getComputedStyle(label)
  const ringed = [ring, ringOfLabel].some((one) => one && (one.outlineStyle !== "none" || one.boxShadow !== "none"))
  return {words: words.trim(), name: one.getAttribute("name"), seen: box.bottom > 0 && box.top < innerHeight, ringed}
}"""


def reach(page: Page, words: str, key: str = "Tab") -> None:
    """Move by `key` until what holds the focus says `words`; everything passed on the way can be seen to have it."""
    passed = []
    for _step in range(60):
        page.keyboard.press(key)
        focused = page.evaluate(FOCUSED)
        passed.append(focused["words"] or focused["name"])
        if focused["words"]:
            assert focused["ringed"] and focused["seen"], f"{page.url}: nobody sees that {focused} has the focus"
        if re.search(words, focused["words"]):
            return
    raise AssertionError(f"{page.url}: {words!r} is not reached by {key}; passed: {passed}")


def test_entering_and_answering(start_product: Callable[..., Product], open_page: OpenPage) -> None:
    demo = start_product("demo")  # its own: what home proposes first depends on what others do
    code = re.search(r"([A-Z]+) (\d\d)$", demo.printed, re.MULTILINE)
    assert code
    page = open_page(size="laptop")
    page.goto(demo.url)
    reach(page, "code")
    page.keyboard.type(" ".join(code.groups()))
    with page.expect_navigation():
        page.keyboard.press("Enter")
    reach(page, "prénom")
    page.keyboard.type("Clavier")
    reach(page, "Entrer")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/e/"))

    reach(page, "Aller au contenu")
    page.keyboard.press("Enter")
    reach(page, "Répondre au questionnaire")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    reach(page, "Commencer")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    first = page.url
    reach(page, "Autre structure")
    page.keyboard.type("Les Clés")
    reach(page, "Continuer")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url != first
    reach(page, "Précédent")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_role("textbox", name="Autre structure")).to_have_value("Les Clés")


def test_a_run_is_lived_by_keys(demo: Product, open_page: OpenPage) -> None:
    phone, console = open_page(size="phone"), open_page(size="laptop")
    seat = entered(phone, demo, "Au clavier")
    root = take_seat(console, demo.links()[0])
    console.goto(root + "runs/new?method=free")
    reach(console, "Titre")
    console.keyboard.type("Au clavier")
    reach(console, "question")
    console.keyboard.type("Que gardons-nous ?")
    reach(console, "Préparer")
    with console.expect_navigation():
        console.keyboard.press("Enter")
    reach(console, "Ouvrir")
    with console.expect_navigation():
        console.keyboard.press("Space")
    run = re.search(r"runs/[0-9a-f-]{36}/", console.url)
    assert run
    phone.goto(seat + run[0])
    reach(phone, "Ma note")
    phone.keyboard.type("Le covoiturage")
    reach(phone, "Ajouter ma note")
    phone.keyboard.press("Enter")
    expect(console.get_by_text("Le covoiturage")).to_be_visible()
    press(console, "Clore")
