"""A tablet that goes from hand to hand: one person's turn leaves nothing for the next."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.editing import new_page, saved, text_of
from tests.infra.browser import OpenPage, assert_no_sideways_scroll, axe, small_targets
from tests.infra.hall import SEAT
from tests.infra.server import Product

pytestmark = [pytest.mark.slow, pytest.mark.sqlite_only]

LEFT = """async () => ({drafts: {...localStorage}, databases: await indexedDB.databases(), caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).length})"""


def test_a_shared_tablet_forgets_the_last_person(demo: Product, open_page: OpenPage) -> None:
    code = re.search(r"([A-Z]+) (\d\d)$", demo.printed, re.MULTILINE)
    assert code
    tablet = open_page(f"{demo.url}/r/{''.join(code.groups()).lower()}/", size="phone")
    tablet.get_by_role("link", name="Cet appareil sert à plusieurs personnes").tap()
    tablet.locator("[name=name]").fill("Inès")
    tablet.get_by_role("button", name="Entrer").tap()
    tablet.wait_for_url(re.compile(r"/e/"))
    root = SEAT.match(tablet.url)[0]  # type: ignore[index]
    assert axe(tablet) == [] and small_targets(tablet) == []
    assert_no_sideways_scroll(tablet)
    tablet.goto(root + new_page(tablet, root, "Le mot d’Inès"))
    text_of(tablet).tap()
    tablet.keyboard.type("Écrit sur la tablette.")
    saved(tablet)
    tablet.goto(root + "resources/new/text")
    tablet.get_by_label("Le texte").fill("Un brouillon d’Inès")
    tablet.get_by_role("button", name="J’ai fini").tap()
    tablet.wait_for_url("**/r/*/?shared")
    assert tablet.evaluate(LEFT) == {"drafts": {}, "databases": [], "caches": [], "workers": 0}
    expect(tablet.get_by_role("link", name="Reprendre ma place sur ce téléphone")).to_have_count(0)
    tablet.go_back()
    expect(tablet.locator("main")).not_to_contain_text("brouillon")
    assert tablet.locator("textarea").count() == 0
