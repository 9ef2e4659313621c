"""What journeys share."""

import pytest
from playwright.sync_api import expect

from tests.browser.editing import Opened, new_page, saved, text_of
from tests.infra.browser import OpenPage
from tests.infra.hall import take_seat
from tests.infra.server import Product


@pytest.fixture
def written(demo: Product, open_page: OpenPage) -> Opened:
    """Amina's laptop and Bruno's phone on a new page, ready to be written; their seats; the page under a seat."""
    laptop, phone = open_page(size="laptop"), open_page(size="phone")
    root, seat = take_seat(laptop, demo.links()[0]), take_seat(phone, demo.links()[1])
    address = new_page(laptop, root, "Ce que nous gardons")
    for page, at in ((laptop, root), (phone, seat)):
        page.goto(at + address)
        expect(text_of(page)).to_be_visible()
        saved(page)
    return laptop, phone, root, seat, address
