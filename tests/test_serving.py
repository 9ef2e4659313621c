"""`essaim serve`, from the terminal's token to letters that a real mail server receives."""

import re
import time
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from essaim.simulator.phone import Phone
from essaim.simulator.play import ok
from tests.infra.server import Product
from tests.infra.smtp import MailServer

pytestmark = pytest.mark.slow
TEAM = {"team": "Le Pas de côté", "name": "Amina Belkacem", "email": "amina@exemple.org", "title": "Fusion"}


def first_page(product: Product) -> str:
    return next(link for link in product.links() if "/premier?jeton=" in link)


def founded(product: Product) -> Phone:
    """Amina's browser, in the console of the space she has just made."""
    console = Phone(product.url, "Amina")
    page = ok(console.get(first_page(product)))
    day = (date.today() + timedelta(days=3)).isoformat()
    console.settle(ok(console.send(page, page.form(name="team"), day=day, **TEAM)))
    return console


def soon(check: Callable[[], object], patience_s: float = 20) -> None:
    end = time.monotonic() + patience_s
    while not check():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.1)


def test_the_first_page_opens_by_the_token_only_and_once(start_product):
    product = start_product()
    stranger = Phone(product.url, "Quelqu’un")
    for address in ("/premier", "/premier?jeton=" + "0" * 32):
        page = stranger.get(product.url + address)
        assert page.status == 404 and "terminal" in page.text and not page.has_form(name="team")

    console = Phone(product.url, "Amina")
    page = ok(console.get(first_page(product)))
    refused = console.send(page, page.form(name="team"), **TEAM | {"email": "amina@", "title": ""}, day="demain")
    form = refused.form(name="team")
    assert refused.status == 422 and form.fields["team"] == "Le Pas de côté" and form.fields["email"] == "amina@"
    assert form.fields["day"] == "demain" and "2027-03-18" in refused.text
    console = founded(product)
    assert "Fusion" in ok(console.get("programme/")).text or "coopération" in ok(console.get("programme/")).text

    again = stranger.get(first_page(product))
    assert again.url == f"{product.url}/connexion", "whoever follows the old link signs in"
    product.restart()
    assert "jeton" not in product.printed.rpartition("Essaim:")[2]
    assert ok(console.get("console/")).status == 200, "and Amina is still in her place"


def test_letters_reach_a_mail_server_and_lead_back_here(start_product, mail_server: MailServer):
    product = start_product(environment={"EMAIL_URL": mail_server.url, "EMAIL_FROM": "Essaim <essaim@exemple.org>"})
    console = founded(product)
    people = ok(console.get("console/people/"))
    given = {"name": "Bruno Lenoir", "structure": "Régie de quartier", "email": "bruno@exemple.org"}
    ok(console.send(people, people.form(name="structure"), **given))

    # The calendar opens the questionnaire and writes by itself: no request gave it an address.
    page = ok(console.get("console/"))
    ok(console.send(page, page.form(button="before"), button="before"))
    soon(lambda: mail_server.to("bruno@exemple.org"))
    letter = mail_server.to("bruno@exemple.org")[0]
    assert letter["Subject"] == "Avant la journée" and letter["From"] == "Essaim <essaim@exemple.org>"
    text = letter.get_content()
    link = re.search(r"http\S+/i/\S+", text)
    assert link and link.group().startswith(product.url + "/i/") and "Bruno Lenoir" in text

    bruno = Phone(product.url, "Bruno")
    page = ok(bruno.get(link.group()))
    bruno.settle(ok(bruno.send(page, page.forms[0])))
    assert "Avant la journée" in bruno.get().text


def test_a_facilitator_comes_back_by_a_code_sent_by_e_mail(start_product, mail_server: MailServer):
    product = start_product(environment={"EMAIL_URL": mail_server.url})
    founded(product)
    browser = Phone(product.url, "Amina, ailleurs")
    page = ok(browser.get(product.url + "/connexion"))
    page = ok(browser.send(page, page.form(name="email"), email="amina@exemple.org"))
    soon(lambda: mail_server.to("amina@exemple.org"))
    code = re.search(r"\b\d{3}\s?\d{3}\b", mail_server.to("amina@exemple.org")[0].get_content())
    assert code
    page = ok(browser.send(page, page.form(name="code"), code=code.group()))
    assert page.url == product.url + "/equipe/" and "Fusion" in page.text
