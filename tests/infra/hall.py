"""People in front of their screens: taking a seat, entering by the code of the room, pressing, sending."""

import re

from playwright.sync_api import Page

from tests.infra.server import Product

SEAT = re.compile(r".*/e/[a-z0-9]+/[a-z0-9]+/")


def take_seat(page: Page, link: str) -> str:
    """By a personal link; gives the root of the seat."""
    page.goto(link)
    page.locator("main form button").first.click()
    page.wait_for_url(re.compile(r"/e/"))
    return SEAT.match(page.url)[0]  # type: ignore[index]


def entered(phone: Page, demo: Product, name: str = "Zoé") -> str:
    """Someone more, by the code of the room, who says they are here; gives the root of the seat."""
    code = re.search(r"([A-Z]+) (\d\d)$", demo.printed, re.MULTILINE)
    assert code
    phone.goto(f"{demo.url}/r/{''.join(code.groups()).lower()}/")
    phone.locator("[name=name]").fill(name)
    phone.locator("main form button").first.click()
    phone.wait_for_url(re.compile(r"/e/"))
    root = SEAT.match(phone.url)[0]  # type: ignore[index]
    sent(phone, root + "arrival", {})
    return root


def press(page: Page, button: str) -> None:
    """A button that leads to a page."""
    with page.expect_navigation():
        page.get_by_role("button", name=button).click()


def sent(page: Page, address: str, value: dict[str, str]) -> None:
    """What a form of this page would send."""
    status, refusal = page.evaluate(
        """async ([address, value]) => {
        const body = new URLSearchParams({...value, input_id: crypto.randomUUID()})
        const answer = await fetch(address, {method: "POST", body})
        const read = new DOMParser().parseFromString(await answer.text(), "text/html")
        return [answer.status, read.querySelector(".notice.is-harm")?.textContent]}""",
        [address, value],
    )
    assert status == 200, (address, value, status, refusal)
