"""A list of more people than are read at a glance: found by a few letters, and live all the same."""

import pytest
from playwright.sync_api import expect

from tests.infra.browser import OpenPage, axe
from tests.infra.hall import sent, take_seat


@pytest.mark.slow
@pytest.mark.browser
def test_somebody_is_found_among_many(start_product, open_page: OpenPage) -> None:
    product = start_product("demo")
    console = open_page(size="laptop")
    root = take_seat(console, product.links()[0])
    console.goto(root + "group/")
    expect(console.get_by_label("Chercher une personne")).to_be_hidden()
    for number in range(25):
        name = "Zoé Élan" if number == 7 else f"Personne {number}"
        sent(console, root + "console/people/", {"act": "add", "name": name, "role": "participant"})

    console.goto(root + "group/")
    everyone = console.locator(".people > li:visible").count()
    console.get_by_label("Chercher une personne").fill("ela")
    expect(console.locator(".people > li:visible")).to_have_text(["Zoé Élan"])
    expect(console.get_by_role("status").filter(has_text="1 /")).to_be_visible()
    assert axe(console) == []
    console.get_by_label("Chercher une personne").fill("")
    expect(console.locator(".people > li:visible")).to_have_count(everyone)

    console.goto(root + "console/people/")
    console.get_by_label("Chercher une personne").fill("zoe")
    sent(console, root + "console/people/", {"act": "add", "name": "Zoé Bis", "role": "participant"})
    expect(console.locator(".members > li:visible")).to_have_count(2)
