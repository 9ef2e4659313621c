"""What a phone loads to be ready: requests and bytes over the wire, cold, fonts included.

.venv/bin/python -m bench.first_page
"""

import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from bench.machine import machine, told
from tests.infra.browser import chromium
from tests.infra.server import Product

MOST_REQUESTS, MOST_KB = 25, 80
PHONE: ViewportSize = {"width": 360, "height": 740}


def main() -> int:
    print(machine())
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        product = Product(Path(folder), "demo").start()
        try:
            browser = playwright.chromium.launch(executable_path=str(chromium()))
            link = product.links()[1]
            home = _home(browser.new_page(viewport=PHONE), link)
            code = re.search(r"([A-Z]+) (\d\d)$", product.printed, re.MULTILINE)
            assert code is not None
            room = f"{product.url}/r/{''.join(code.groups()).lower()}/"
            held = [_measure(browser, "the page where one enters", room), _measure(browser, "home", home, link)]
        finally:
            product.kill()
    return 0 if all(held) else 1


def _home(page: Page, link: str) -> str:
    page.goto(link)
    page.locator("form button").first.click()
    page.wait_for_load_state("networkidle")
    return page.url


def _measure(browser: Browser, what: str, address: str, link: str = "") -> bool:
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    if link:
        address = _home(page, link)
    requests, size = _loaded(page, address)
    context.close()
    holds = requests <= MOST_REQUESTS and size <= MOST_KB * 1024
    aim = f"{MOST_REQUESTS} requests and {MOST_KB} KB at most"
    return told(what, f"{requests} requests, {size / 1024:.0f} KB", aim=aim, holds=holds)


@dataclass(frozen=True)
class Load:
    """What a browser fetched: until the page was ready, and in all."""

    requests: int
    size: float
    all_requests: int
    all_size: float


def cold(address: str, cookie: str) -> Load:
    """A page in a phone's browser that never saw it but has this cookie header."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(chromium()))
        context = browser.new_context(viewport=PHONE)
        context.add_cookies([{"name": name, "value": value, "url": address} for name, value in _cookies(cookie)])
        page = context.new_page()
        requests, size = _loaded(page, address)
        until_ready = page.evaluate(_UNTIL_READY)
        browser.close()
    return Load(len(until_ready), sum(until_ready), requests, size)


# What had been asked for when the page was loaded: its own size and theirs, as they came over the wire.
_UNTIL_READY = """() => {
  const [page] = performance.getEntriesByType("navigation")
  const before = performance.getEntriesByType("resource").filter((one) => one.startTime <= page.loadEventStart)
  return [page, ...before].map((one) => one.transferSize)
}"""


def _cookies(header: str) -> list[tuple[str, str]]:
    pairs = (one.partition("=") for one in header.split("; "))
    return [(name, value) for name, _sign, value in pairs]


def _loaded(page: Page, address: str) -> tuple[int, float]:
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.clearBrowserCache")
    seen = {"requests": 0, "bytes": 0.0}
    session.on("Network.requestWillBeSent", lambda _event: seen.update(requests=seen["requests"] + 1))
    session.on("Network.loadingFinished", lambda event: seen.update(bytes=seen["bytes"] + event["encodedDataLength"]))
    page.goto(address)
    page.wait_for_timeout(3000)
    return int(seen["requests"]), seen["bytes"]


if __name__ == "__main__":
    raise SystemExit(main())
