"""What a phone loads to be ready: requests and bytes over the wire, cold, fonts included.

.venv/bin/python -m bench.first_page
"""

import re
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from bench.machine import machine, told
from tests.infra.browser import chromium
from tests.infra.server import Product

MOST_REQUESTS, MOST_KB = 25, 80


def main() -> int:
    print(machine())
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        product = Product(Path(folder), "demo").start()
        try:
            browser = playwright.chromium.launch(executable_path=str(chromium()))
            link = product.links()[1]
            home = _home(browser.new_page(viewport={"width": 360, "height": 740}), link)
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


def _measure(browser, what: str, address: str, link: str = "") -> bool:  # type: ignore[no-untyped-def]
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    if link:
        address = _home(page, link)
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.clearBrowserCache")
    seen = {"requests": 0, "bytes": 0.0}
    session.on("Network.requestWillBeSent", lambda _event: seen.update(requests=seen["requests"] + 1))
    session.on("Network.loadingFinished", lambda event: seen.update(bytes=seen["bytes"] + event["encodedDataLength"]))
    page.goto(address)
    page.wait_for_timeout(3000)
    said = f"{seen['requests']} requests, {seen['bytes'] / 1024:.0f} KB"
    holds = seen["requests"] <= MOST_REQUESTS and seen["bytes"] <= MOST_KB * 1024
    context.close()
    return told(what, said, aim=f"{MOST_REQUESTS} requests and {MOST_KB} KB at most", holds=holds)


if __name__ == "__main__":
    raise SystemExit(main())
