"""A questionnaire in real browsers: a phone answers, the facilitator's page follows by itself."""

import re
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Page, expect

from tests.infra.browser import OpenPage, assert_live_equals_reload, assert_no_sideways_scroll, axe, small_targets
from tests.infra.server import Product

pytestmark = [pytest.mark.slow, pytest.mark.sqlite_only]
SEAT = re.compile(r".*/e/[a-z0-9]+/[a-z0-9]+/")


def take_seat(page: Page, link: str) -> str:
    page.goto(link)
    page.locator("main form button").first.click()
    page.wait_for_url(re.compile(r"/e/"))
    return SEAT.match(page.url)[0]  # type: ignore[index]


def faults_of(page: Page) -> list[str]:
    assert_no_sideways_scroll(page)
    return [f"{page.url}: {fault}" for fault in [*axe(page), *small_targets(page)]]


def open_upstream(page: Page, root: str) -> str:
    """The address of the upstream questionnaire, open."""
    page.goto(urljoin(root, "questionnaires/"))
    page.get_by_role("link", name="Animer : Avant la journée").click()
    if page.get_by_role("button", name="Ouvrir maintenant").count():
        page.get_by_role("button", name="Ouvrir maintenant").click()
    elif page.get_by_role("button", name="Rouvrir").count():
        page.get_by_role("button", name="Rouvrir").click()
    found = re.search(r"questionnaires/[0-9a-f-]{36}/", page.url)
    assert found
    return found[0]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_question_is_right_on_a_small_phone(demo: Product, open_page: OpenPage, scheme: str) -> None:
    console = open_page(size="laptop")
    root = take_seat(console, demo.links()[0])
    where = open_upstream(console, root)
    assert not faults_of(console)
    phone = open_page(size="phone", scheme=scheme)  # type: ignore[arg-type]
    seat = take_seat(phone, demo.links()[1])
    phone.goto(seat + where)
    faults = faults_of(phone)
    phone.goto(seat + where + "name/")
    for _ in range(30):
        faults += faults_of(phone)
        if phone.url.endswith("/more/"):
            with phone.expect_navigation():
                phone.get_by_role("button", name=re.compile("Continuer")).click()
        elif phone.url.endswith("/end/"):
            break
        else:
            with phone.expect_navigation():
                phone.get_by_role("button", name="Passer").click()
    else:
        raise AssertionError("the end never came")
    assert not faults, "\n".join(faults)


def test_an_answer_shows_at_once_and_the_live_page_equals_the_reloaded_one(demo: Product, open_page: OpenPage) -> None:
    console = open_page(size="laptop")
    root = take_seat(console, demo.links()[0])
    where = open_upstream(console, root)
    phone = open_page(size="phone")
    seat = take_seat(phone, demo.links()[1])
    phone.goto(seat + where + "worth/")
    phone.get_by_role("textbox").fill("Repartir avec deux dates")
    phone.reload()
    assert phone.get_by_role("textbox").input_value() == "Repartir avec deux dates", "a draft survives a reload"
    phone.locator("summary", has_text="Qui lira").click()
    phone.get_by_text("Le groupe, avec mon nom").click()
    assert not faults_of(phone)
    console.goto(root + where + "results/")
    phone.get_by_role("button", name="Continuer").click()
    console.get_by_text("Repartir avec deux dates").wait_for()
    assert not faults_of(console)
    assert_live_equals_reload(console)
    phone.goto(seat + where + "end/")
    phone.get_by_role("button", name=re.compile("Retirer : Qu’est-ce qui ferait")).click()
    console.get_by_text("Repartir avec deux dates").wait_for(state="detached")
    assert_live_equals_reload(console)


def test_one_page_answered_without_network_and_resumed_on_another_device(demo: Product, open_page: OpenPage) -> None:
    console = open_page(size="laptop")
    root = take_seat(console, demo.links()[0])
    where = open_upstream(console, root)
    console.goto(root + where + "edit/")
    console.locator("summary", has_text="Titre, accueil").click()
    console.get_by_label("Les questions viennent").select_option("all")
    console.get_by_role("button", name="Enregistrer").click()

    phone = open_page(size="phone")
    seat = take_seat(phone, demo.links()[1])
    phone.goto(seat + where + "page/1/")
    card = phone.locator('[data-code="worth"]')
    phone.context.set_offline(True)
    card.get_by_role("textbox").fill("Repartir avec une date")
    expect(card.get_by_text("Pas encore envoyé")).to_be_visible()
    expect(phone.locator(".send-state")).to_contain_text("rien n’est perdu", timeout=60_000)
    phone.context.set_offline(False)
    expect(card.get_by_text("Reçu", exact=True)).to_be_visible(timeout=60_000)
    assert not faults_of(phone)

    other = open_page(size="phone", scheme="dark")
    elsewhere = take_seat(other, demo.links()[1])
    other.goto(elsewhere + where + "page/1/")
    expect(other.locator('[data-code="worth"]').get_by_role("textbox")).to_have_value("Repartir avec une date")
    other.get_by_role("button", name="J’ai terminé").click()
    expect(other.get_by_role("heading", name="Merci, c’est terminé")).to_be_visible(timeout=60_000)
    console.goto(root + where + "edit/")
    console.locator("summary", has_text="Titre, accueil").click()
    console.get_by_label("Les questions viennent").select_option("one")
    console.get_by_role("button", name="Enregistrer").click()
