"""Questions in two real browsers: asked by one, joined, answered and retained without a reload, by keyboard too."""

import re

import pytest
from playwright.sync_api import expect

from tests.infra.browser import (
    OpenPage,
    assert_live_equals_reload,
    assert_no_sideways_scroll,
    axe,
    small_targets,
    small_words,
)
from tests.infra.hall import entered, press, sent, take_seat
from tests.infra.server import Product

pytestmark = [pytest.mark.slow, pytest.mark.sqlite_only]


def test_asked_joined_answered_and_retained_while_others_look(demo: Product, open_page: OpenPage) -> None:
    zoe, yann = open_page(size="phone"), open_page(size="phone")
    asking, reading = entered(zoe, demo, "Zoé"), entered(yann, demo, "Yann")
    yann.goto(reading + "questions/")
    zoe.goto(asking + "questions/")
    zoe.locator("#id_text").fill("Qui peut prêter une salle ?")
    zoe.keyboard.press("Tab")  # « Préciser, signer autrement »
    zoe.keyboard.press("Tab")
    zoe.keyboard.press("Enter")
    zoe.wait_for_url(re.compile(r"/questions/[0-9a-f-]{36}/"))

    card = yann.locator(".question-card")
    expect(card).to_contain_text("Qui peut prêter une salle")
    yann.locator("#id_text").fill("Ce que j’écris reste")
    card.get_by_role("button", name="Moi aussi").click()
    expect(card.locator("[aria-pressed=true]")).to_contain_text("1")
    expect(zoe.get_by_text("1 personne a la même question")).to_be_visible()
    assert yann.locator("#id_text").input_value() == "Ce que j’écris reste"
    assert_live_equals_reload(yann, "echo-marks")
    card.get_by_role("button", name="Moi aussi").click()
    expect(card.locator("[aria-pressed=false]")).to_be_visible()
    zoe_list = zoe.context.new_page()
    zoe_list.goto(asking + "questions/")
    assert not zoe_list.get_by_role("button", name="Moi aussi").is_visible(), "one's own question needs no voice"

    wall = open_page(size="wall")
    wall.goto(take_seat(wall, demo.links()[2]) + "questions/wall/")
    assert axe(wall) == [] and small_words(wall) == []
    assert axe(yann) == [] and small_targets(yann) == []
    for n in range(9):
        words = "Comment transmettre ce que nous savons sans que personne se sente surveillé ? " * (n % 3 + 1)
        sent(zoe, asking + "questions/new", {"text": words, "anyway": "1"})
    expect(wall.get_by_text("10 ouvertes")).to_be_visible()
    cut = wall.locator(".wall-body").evaluate("one => one.scrollHeight - one.clientHeight")
    assert cut <= 0, "nothing is cut on a screen that nobody scrolls"

    yann.goto(reading + "questions/?q=salle&show=all")
    card.get_by_role("link", name="Répondre").click()
    yann.locator("#id_text").fill("Le centre social.")
    press(yann, "Répondre")
    zoe.get_by_role("button", name="Cela me répond").click()
    expect(yann.get_by_text("Réponse retenue")).to_be_visible()
    for page in (zoe, yann):
        assert_live_equals_reload(page)
        assert_no_sideways_scroll(page)
        assert axe(page) == [] and small_targets(page) == []
