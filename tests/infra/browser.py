"""Pages in Chromium as people have them: phone, laptop, wall; light, dark; French, English.

Every page opened here fails its test at the end when the browser complained: a script's error, a message on the
console, something the Content-Security-Policy stopped, a file that was not found, a request to somebody else.
"""

import difflib
import os
import re
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal, Protocol
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    Response,
    expect,
    sync_playwright,
)

ROOT = Path(__file__).resolve().parents[2]
RESULTS = ROOT / "test-results"
# A busy machine may take its time: what is waited for so long does not come.
PATIENCE_MS = 45_000
expect.set_options(timeout=PATIENCE_MS)

AXE = Path(__file__).with_name("axe.min.js")
# Everything axe knows but AAA (7:1 contrasts…) and experiments.
AXE_TAGS = [
    "wcag2a",
    "wcag2aa",
    "wcag21a",
    "wcag21aa",
    "wcag22aa",
    "best-practice",
    "section508",
    "EN-301-549",
    "RGAAv4",
]

Size = Literal["phone", "laptop", "wall"]
SIZES: dict[str, dict[str, Any]] = {
    "phone": {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True},
    "laptop": {"viewport": {"width": 1280, "height": 800}},
    "wall": {"viewport": {"width": 1920, "height": 1080}},
}


def chromium() -> str | None:
    """A path, "" for the browser Playwright installed itself, or None."""
    named = os.environ.get("CHROMIUM")
    found = named or next(filter(None, map(shutil.which, ("chromium", "google-chrome", "chromium-browser"))), None)
    if found:
        return found
    with sync_playwright() as playwright:
        return "" if Path(playwright.chromium.executable_path).exists() else None


# y-prosemirror says it of a text that begins with a list, before `somewhere` (schema.js) puts the cursor right.
KNOWN = "TextSelection endpoint not pointing into a node with inline content"


class Watch:
    """What one page's browser complains about."""

    def __init__(self, page: Page) -> None:
        self.complaints: list[str] = []
        self.allowed: list[str] = [KNOWN]
        self.page = page
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        page.on("response", self._answered)
        page.on("request", self._asked)

    def allow(self, *patterns: str) -> None:
        """Complaints this test causes on purpose."""
        self.allowed.extend(patterns)

    def _said(self, message: ConsoleMessage) -> None:
        # "Failed to load resource" is judged by its response; a cut network is nobody's fault.
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
            self.complaints.append(f"console: {message.text}")

    def _answered(self, response: Response) -> None:
        page_itself = response.request.resource_type in ("document", "fetch", "eventsource")
        if response.status >= (500 if page_itself else 400):
            self.complaints.append(f"{response.status}: {response.request.method} {response.url}")

    def _asked(self, request: Request) -> None:
        here, there = urlsplit(self.page.url), urlsplit(request.url)
        if request.is_navigation_request() or there.scheme not in ("http", "https"):
            return
        if here.netloc and there.netloc != here.netloc:
            self.complaints.append(f"third party: {request.url}")

    def left(self) -> list[str]:
        return [
            complaint
            for complaint in self.complaints
            if not any(re.search(pattern, complaint) for pattern in self.allowed)
        ]


class OpenPage(Protocol):
    def __call__(
        self,
        url: str = "",
        size: Size = "phone",
        language: str = "fr-FR",
        scheme: Literal["light", "dark"] = "light",
        context: BrowserContext | None = None,
        **options: Any,
    ) -> Page: ...


def watch_of(page: Page) -> Watch:
    return page.watch  # type: ignore[attr-defined,no-any-return]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium()
    if path is None:
        pytest.skip("Chromium is not installed. Where you may: apt install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path or None)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[OpenPage]:
    """open_page(url, size="wall", language="en-GB", scheme="dark") → a page of a browser of its own.

    Pass context=page.context to open it in the same browser as another page.
    """
    pages: list[Page] = []
    contexts: list[BrowserContext] = []

    def open_one(
        url: str = "",
        size: Size = "phone",
        language: str = "fr-FR",
        scheme: Literal["light", "dark"] = "light",
        context: BrowserContext | None = None,
        **options: Any,
    ) -> Page:
        if context is None:
            person = {"locale": language, "color_scheme": scheme, "timezone_id": "Europe/Paris"}
            context = browser.new_context(**{**person, **SIZES[size], **options})
            context.set_default_timeout(PATIENCE_MS)
            contexts.append(context)
        page = context.new_page()
        page.watch = Watch(page)  # type: ignore[attr-defined]
        pages.append(page)
        if url:
            page.goto(url)
        return page

    yield open_one
    reports = getattr(request.node, "reports", {})
    failed = any(report.failed for report in reports.values())
    complaints = [complaint for page in pages for complaint in watch_of(page).left()]
    if failed or complaints:
        keep_pictures(request.node.nodeid, pages)
    for context in contexts:
        context.close()
    if complaints and not failed:
        pytest.fail("The browser complained:\n" + "\n".join(complaints), pytrace=False)


def keep_pictures(test: str, pages: list[Page]) -> None:
    RESULTS.mkdir(exist_ok=True)
    name = re.sub(r"[^\w-]+", "-", test.removeprefix("tests/"))
    for number, page in enumerate(pages):
        if not page.is_closed():
            page.screenshot(path=RESULTS / f"{name}-{number}.png", full_page=True)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Any:
    report = yield
    item.__dict__.setdefault("reports", {})[report.when] = report
    return report


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests come last: Playwright keeps a loop running in its thread, where `asyncio.run` then refuses to."""
    for item in items:
        if _is_browsing(item):
            item.add_marker("browser")
    items.sort(key=_is_browsing)


def _is_browsing(item: pytest.Item) -> bool:
    return bool({"browser", "open_page"} & set(getattr(item, "fixturenames", ())))


def axe(page: Page) -> list[str]:
    """The accessibility faults of the page as it stands, one sentence each."""
    if not page.evaluate("() => typeof window.axe === 'object'"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("tags => axe.run(document, {runOnly: tags, resultTypes: ['violations']})", AXE_TAGS)
    return [
        f"{fault['id']}: {fault['help']}: {node['html'][:200]} {node.get('failureSummary', '')}"
        for fault in found["violations"]
        for node in fault["nodes"]
    ]


def as_read(page: Page, selector: str = "main") -> str:
    """The page as a screen reader is told of it."""
    return page.locator(selector).aria_snapshot()


CLOCK = re.compile(r"\b(\d?\d):(\d\d)\b")
BETWEEN_TWO_LOOKS_S = 5


def same(live: str, fresh: str) -> bool:
    """Equal but for the seconds that pass on a clock between two looks."""
    if CLOCK.sub("0:00", live) != CLOCK.sub("0:00", fresh):
        return False
    seconds = ([int(m) * 60 + int(s) for m, s in CLOCK.findall(one)] for one in (live, fresh))
    return all(abs(one - other) <= BETWEEN_TWO_LOOKS_S for one, other in zip(*seconds, strict=True))


def assert_live_equals_reload(page: Page, selector: str = "main", within_s: float = 4.0) -> None:
    """The page as it was kept up to date is the page that anybody opening it now would get."""
    end = time.monotonic() + within_s
    while True:
        fresh_page = page.context.new_page()
        try:
            fresh_page.goto(page.url)
            fresh, live = as_read(fresh_page, selector), as_read(page, selector)
        finally:
            fresh_page.close()
        if same(live, fresh):
            return
        if time.monotonic() > end:
            difference = difflib.unified_diff(live.splitlines(), fresh.splitlines(), "live", "reloaded", lineterm="")
            raise AssertionError("The live page differs from the same page reloaded:\n" + "\n".join(difference))
        page.wait_for_timeout(100)


def assert_no_sideways_scroll(page: Page) -> None:
    page.wait_for_load_state("domcontentloaded")
    wide = page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{page.url} is {wide} px wider than its window"


SMALL_WORDS = """least => {
  const found = []
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (words.nextNode()) {
    const around = words.currentNode.parentElement
    if (!words.currentNode.data.trim() || !around.checkVisibility()) continue
    if (around.closest(".visually-hidden, .skip, svg:not(.circle)")) continue
    const size = Math.round(parseFloat(getComputedStyle(around).fontSize) * (around.getScreenCTM?.().a ?? 1))
    if (size < least) found.push(`${size} px: ${words.currentNode.data.trim().slice(0, 40)}`)
  }
  return found
}"""


SMALL_TARGETS = """
() => [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')]
  .filter(element => element.checkVisibility({opacityProperty: true, visibilityProperty: true}))
  .map(element => {
    const holder = element.matches('[type=checkbox], [type=radio]') ? element.closest('label') ?? element : element
    const box = holder.getBoundingClientRect()
    const inText = element.matches('a') && getComputedStyle(element).display === 'inline'
    return box.width > 1 && !inText && (box.width < 43.5 || box.height < 43.5)
      ? `${Math.round(box.width)}×${Math.round(box.height)} ${element.outerHTML.slice(0, 120)}` : null
  }).filter(Boolean)
"""


def small_targets(page: Page) -> list[str]:
    """What is to be pressed and is under 44 px; links inside a sentence are exempt."""
    return list(page.evaluate(SMALL_TARGETS))


def small_words(page: Page, least_px: int = 28) -> list[str]:
    """What a hall could not read on its screen: words shown under `least_px`. Of drawings, only the circle."""
    return list(page.evaluate(SMALL_WORDS, least_px))


@pytest.fixture
def two_people(open_page: OpenPage) -> Callable[..., tuple[Page, Page]]:
    """Two browsers that share nothing."""

    def open_two(first: str, second: str, **options: Any) -> tuple[Page, Page]:
        return open_page(first, **options), open_page(second, **options)

    return open_two
