"""The camera and the live list, in real browsers."""

import io
import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.infra.browser import assert_live_equals_reload, watch_of

pytestmark = pytest.mark.slow
SEAT = re.compile(r"(.*?/e/[a-z0-9]+/[a-z0-9]+/)")


def enter(page: Page) -> str:
    page.locator("main form button").first.click()
    page.wait_for_url(re.compile("/e/"))
    return SEAT.match(page.url)[1]  # type: ignore[index]


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "mur.jpg"
    Image.effect_noise((3000, 2250), 60).convert("RGB").save(path, quality=95)
    return path


def test_a_photo_is_made_light_sent_in_one_press_and_seen_at_once_by_another(demo, two_people, photo: Path) -> None:
    facilitator, participant, *_ = demo.links()
    taker, reader = two_people(participant, facilitator)
    root, other = enter(taker), enter(reader)
    reader.goto(other + "resources/")
    taker.goto(root + "written/")
    with taker.expect_request(re.compile("resources/photo$")) as sent:
        taker.locator(".photo-button input").set_input_files(photo)
    taker.wait_for_url("**/caption")
    assert len(sent.value.post_data_buffer or b"") < photo.stat().st_size / 2
    expect(reader.locator(".resource-card").first).to_contain_text("Photo du")
    assert_live_equals_reload(reader)
    shown = reader.request.get(other + str(reader.locator(".resource-thumb").first.get_attribute("src")))
    assert max(Image.open(io.BytesIO(shown.body())).size) == 320


def test_a_cut_network_keeps_the_photo_until_it_is_back(demo, open_page, photo: Path) -> None:
    page = open_page(demo.links()[1])
    root = enter(page)
    page.goto(root + "written/")
    watch_of(page).allow("ERR_INTERNET_DISCONNECTED")
    page.context.set_offline(True)
    page.locator(".photo-button input").set_input_files(photo)
    expect(page.locator(".photo-said")).to_contain_text("Réseau coupé")
    page.context.set_offline(False)
    page.wait_for_url("**/caption")


def test_a_page_of_another_site_is_brought_by_the_bookmark_or_by_the_phone_s_own_list(demo, open_page) -> None:
    page = open_page(demo.links()[1], size="laptop")
    root = enter(page)
    page.goto(root + "resources/anywhere/")
    # A browser made for a test keeps nothing, so that this is the one reason not to put it among its applications.
    reasons = page.context.new_cdp_session(page).send("Page.getInstallabilityErrors")["installabilityErrors"]
    assert {reason["errorId"] for reason in reasons} <= {"in-incognito"}
    bookmark = page.get_by_role("link", name="Partager avec le groupe").get_attribute("href")
    elsewhere = open_page(context=page.context)
    elsewhere.goto("data:text/html,<meta charset=utf-8><title>Guide %26 « café »</title><p id=p>Un passage</p>")
    elsewhere.evaluate("getSelection().selectAllChildren(document.getElementById('p'))")
    with page.context.expect_page() as opened:
        elsewhere.evaluate("bookmark => { location.href = bookmark }", bookmark)
    form = opened.value
    expect(form.get_by_label("Titre")).to_have_value("Guide & « café »")
    expect(form.get_by_label("Pourquoi c’est utile")).to_have_value("Un passage")
