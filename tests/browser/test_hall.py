"""The hall with a laptop, two phones and the screen: each gesture is seen everywhere, and pages equal their reload."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.infra.browser import OpenPage, assert_live_equals_reload, assert_no_sideways_scroll, axe, small_words
from tests.infra.hall import entered, take_seat
from tests.infra.server import Product

pytestmark = [pytest.mark.slow, pytest.mark.sqlite_only]

PATIENCE_MS = 60_000
# Seven minutes fast: a phone that nobody ever set right.
FAST_MS = 437_000
SKEWED = f"const real = Date.now; Date.now = () => real() + {FAST_MS}"
ASKED = """async () => {
  const live = document.querySelector("script[src$='live/index.js']").src
  const { clock } = await import(live.replace("live/index.js", "base/js/server-clock.js"))
  return clock.now(Date.now()) - (Date.now() - (window.skew ?? 0))
}"""


def same_everywhere(*pages: Page) -> None:
    for page in pages:
        assert_live_equals_reload(page, within_s=60)


def test_the_floor_a_message_and_the_clock_of_a_phone_that_is_seven_minutes_fast(
    start_product: Callable[..., Product], open_page: OpenPage
) -> None:
    demo = start_product("demo")
    desk, wall, phone, other = (open_page(size=size) for size in ("laptop", "wall", "phone", "phone"))
    root = take_seat(desk, demo.links()[0])
    desk.goto(root + "console/")
    desk.get_by_role("button", name="La journée", exact=True).click()
    desk.goto(root + "console/hall/")
    wall.goto(take_seat(wall, demo.links()[2]) + "wall/")
    phone.add_init_script(f"{SKEWED}; window.skew = {FAST_MS}")
    entered(phone, demo, "Odile")
    entered(other, demo, "Pablo")

    for one in (phone, other):
        one.get_by_role("button", name="Demander la parole").click(timeout=PATIENCE_MS)
    expect(other.get_by_text("1 personne avant vous")).to_be_visible(timeout=PATIENCE_MS)
    expect(desk.locator(".hall-hands li")).to_have_count(2, timeout=PATIENCE_MS)
    desk.get_by_role("button", name="Donner la parole – Odile").click()
    expect(phone.get_by_role("heading", name="Vous avez la parole")).to_be_visible(timeout=PATIENCE_MS)
    expect(other.get_by_text("La prochaine personne à parler, c’est vous.")).to_be_visible(timeout=PATIENCE_MS)
    expect(wall.locator(".hall-strip")).to_contain_text("Odile", timeout=PATIENCE_MS)
    same_everywhere(other, desk)

    # Its network is cut in the middle: what it missed is there when it comes back.
    other.context.set_offline(True)
    phone.get_by_role("button", name="J’ai fini").click()
    desk.get_by_role("button", name="Donner la parole – Pablo").click(timeout=PATIENCE_MS)
    desk.get_by_role("button", name="Pause, 10 min").click()
    expect(wall.locator(".hall-words")).to_have_text("Pause", timeout=PATIENCE_MS)
    other.context.set_offline(False)
    expect(other.get_by_role("heading", name="Vous avez la parole")).to_be_visible(timeout=PATIENCE_MS)
    expect(other.locator(".hall-notice")).to_contain_text("Pause", timeout=PATIENCE_MS)
    same_everywhere(phone, other, desk, wall)
    assert small_words(wall) == [] and axe(desk) == [] and axe(phone) == []
    assert_no_sideways_scroll(phone)

    for page in (phone, wall):
        page.wait_for_function(f"() => ({ASKED})().then(wrong => Math.abs(wrong) <= 250)", timeout=PATIENCE_MS)
    expect(phone.locator(".hall-notice count-down")).to_contain_text("9:", timeout=PATIENCE_MS)

    # The server stops in mid-pause: everything comes back where it was, the time too.
    demo.restart(killed=True)
    desk.reload()
    expect(desk.locator("live-part count-down").first).to_contain_text("09:", timeout=PATIENCE_MS)
    desk.get_by_role("button", name="Reprendre").click()
    expect(phone.locator(".hall-notice")).to_have_count(0, timeout=PATIENCE_MS)
    expect(wall.locator(".hall-cover")).to_have_count(0, timeout=PATIENCE_MS)
