"""A shared page in a browser, for the tests that write in one."""

import re
from io import BytesIO

from PIL import Image
from playwright.sync_api import Locator, Page, expect


def text_of(page: Page) -> Locator:
    return page.locator("shared-page [role=textbox]")


def saved(page: Page) -> None:
    expect(page.locator("shared-page")).to_have_attribute("state", "saved")


def new_page(page: Page, root: str, title: str) -> str:
    """A page of the space, by the form that anybody has; gives its address under the seat."""
    page.goto(root + "pages/")
    address: str = page.evaluate(
        """async (title) => {
        const form = document.querySelector("form input[name=title]").form
        const body = new URLSearchParams(new FormData(form))
        body.set("title", title)
        return (await fetch(form.action, {method: "POST", body})).url }""",
        title,
    )
    return re.sub(r"#.*", "", address.removeprefix(root))


Opened = tuple[Page, Page, str, str, str]


def paste(page: Page, html: str) -> None:
    page.evaluate(
        """(html) => {
        const data = new DataTransfer()
        data.setData("text/html", html)
        data.setData("text/plain", "sans forme")
        document.querySelector("shared-page [role=textbox]").dispatchEvent(
          new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true})) }""",
        html,
    )


def drawn(colour: str = "green") -> bytes:
    made = BytesIO()
    Image.new("RGB", (640, 400), colour).save(made, "PNG")
    return made.getvalue()
