"""Every page, as each seat sees it: right for a screen reader, a thumb, a small screen, a dark one.

The pages are those of the table of access, and one of each kind that their links lead to.
"""

import re
from typing import Literal
from urllib.parse import urljoin, urlsplit

import pytest
from playwright.sync_api import Page

from tests.house.access_table import PUBLIC, SEATS
from tests.infra.browser import OpenPage, Size, assert_no_sideways_scroll, axe, small_targets, small_words
from tests.infra.server import Product

SEAT = re.compile(r"^/e/[a-z0-9]+/[a-z0-9]+/")
PARAMETER = re.compile(r"<(?:(\w+):)?\w+>")
KINDS = {"uuid": r"[0-9a-f-]{36}", "int": r"\d+", "str": "[^/]+", "slug": r"[\w-]+", "path": ".+"}
ASKED = {"search/": "?q=cooperation"}  # a page of results rather than its empty form
NOT_PAGES = re.compile(
    r"\.(pdf|zip|csv|ods|xlsx|json|yml|lss|ics|svg|png|md|mm|odt|docx|webmanifest|file)$|/static/|/deconnexion|/resources/[^/]+/(file|picture)"
)


PAGE = re.compile(r"\s*<!doctype html", re.IGNORECASE)


def as_pattern(route: str) -> re.Pattern[str]:
    pieces, end = [], 0
    for found in PARAMETER.finditer(route):
        pieces += [re.escape(route[end : found.start()]), KINDS[found[1] or "str"]]
        end = found.end()
    return re.compile("".join([*pieces, re.escape(route[end:])]) + r"\Z")


ROUTES = {row.route: as_pattern(row.route) for row in SEATS}
OUTSIDE = {row.route: as_pattern(row.route) for row in PUBLIC}


def route_of(path: str) -> str | None:
    """The row of the access table that an address belongs to: one page of each is enough."""
    inside = SEAT.match(path)
    table, rest = (ROUTES, path[inside.end() :]) if inside else (OUTSIDE, path.lstrip("/"))
    found = next((route for route, pattern in table.items() if pattern.match(rest)), None)
    return None if found is None else ("seat:" if inside else "outside:") + found


def open_seat(page: Page, link: str) -> None:
    page.goto(link)
    page.locator("main form button").first.click()
    page.wait_for_url(re.compile(r"/e/"))


def links_of(page: Page) -> list[str]:
    """Where its links lead, within this server and without what is downloaded."""
    here, found = urlsplit(page.url), []
    for link in page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)"):
        there = urlsplit(link)
        if there.netloc == here.netloc and not NOT_PAGES.search(there.path):
            found.append(there._replace(fragment="").geturl())
    return found


def faults_of(page: Page, size: Size) -> list[str]:
    faults = axe(page)
    if size == "phone":
        faults += [f"under 44 px: {target}" for target in small_targets(page)]
    if size == "wall":
        faults += [f"under 28 px: {words}" for words in small_words(page)]
    try:
        assert_no_sideways_scroll(page)
    except AssertionError as wide:
        faults.append(str(wide))
    return faults


def visit(page: Page, waiting: list[str], size: Size) -> tuple[list[str], list[str]]:
    """The pages seen, one of a kind, and what is wrong with them."""
    seen: list[str] = []
    faults: list[str] = []
    while waiting:
        address = waiting.pop(0)
        route = route_of(urlsplit(address).path)
        if route is None:
            faults.append(f"{address} has no row in the table of access")
        elif route not in seen:
            seen.append(route)
            answer = page.goto(address)
            if answer is None or answer.status != 200:
                faults.append(f"{route}: {answer and answer.status}")
                continue
            # What scripts ask for: nobody looks at it.
            if "html" not in answer.headers.get("content-type", "") or not PAGE.match(answer.text()):
                continue
            faults += [f"{route}: {fault}" for fault in faults_of(page, size)]
            waiting += links_of(page)
    return seen, faults


SEATS_OF_THE_DEMO = [
    ("facilitator", 0, "laptop", "fr-FR", "light"),
    ("facilitator", 0, "phone", "en-GB", "dark"),
    ("participant", 1, "phone", "fr-FR", "light"),
    ("participant", 1, "phone", "en-GB", "dark"),
    ("wall", 2, "wall", "fr-FR", "light"),
    ("wall", 2, "wall", "en-GB", "dark"),
]


@pytest.mark.slow
@pytest.mark.parametrize(("role", "number", "size", "language", "scheme"), SEATS_OF_THE_DEMO)
def test_every_page_is_right(
    demo: Product,
    open_page: OpenPage,
    role: str,
    number: int,
    size: Size,
    language: str,
    scheme: Literal["light", "dark"],
) -> None:
    page = open_page(size=size, language=language, scheme=scheme, reduced_motion="reduce")
    open_seat(page, demo.links()[number])
    root = urljoin(page.url, SEAT.match(urlsplit(page.url).path)[0])  # type: ignore[index]
    opened = [row.route for row in SEATS if role in (row.get or ()) and "<" not in row.route]
    plain = [root + route + ASKED.get(route, "") for route in opened]
    seen, faults = visit(page, [page.url, *(address for address in plain if not NOT_PAGES.search(address))], size)
    assert len(seen) > 1
    assert not faults, "\n".join(faults)


@pytest.mark.slow
@pytest.mark.parametrize(("language", "scheme"), [("fr-FR", "light"), ("en-GB", "dark")])
def test_every_way_in_is_right(
    demo: Product, open_page: OpenPage, language: str, scheme: Literal["light", "dark"]
) -> None:
    code = re.search(r"([A-Z]{3,}) (\d{2})$", demo.printed, re.M)
    assert code
    starts = [demo.url + path for path in ("/", "/connexion", "/connexion/code", f"/r/{code[1]}{code[2]}/")]
    seen, faults = visit(
        open_page(language=language, scheme=scheme, reduced_motion="reduce"), [*starts, demo.links()[1]], "phone"
    )
    assert len(seen) >= 5
    assert not faults, "\n".join(faults)
