"""The pictures of the README, taken by the suite's browser in a hall of simulated people.

python -m tests.infra.pictures (bin/pictures) writes docs/pictures/{phone,wall,console}.png.
"""

import random
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from essaim.simulator.cast import PROPOSAL, people
from essaim.simulator.phone import Phone
from essaim.simulator.play import Play, ok
from essaim.simulator.product import Product
from essaim.simulator.scenes import arriving, gathering
from tests.infra.browser import chromium
from tests.infra.postgres import free_port

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "pictures"
COLOURS = 64


def main() -> int:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        product = Product(Path(folder), "127.0.0.1", free_port()).start()
        try:
            facilitator, participant, wall = product.links()
            play = _hall(product)
            gathering.brainstorm(play)
            path = _consent(play)
            browser = playwright.chromium.launch(executable_path=str(chromium()))
            _take(browser, "phone", participant, path, 390, 844)
            _take(browser, "wall", wall, "wall/", 1920, 1080)
            _take(browser, "console", facilitator, path + "console/", 1440, 900)
        finally:
            product.stop()
    return 0


def _hall(product: Product) -> Play:
    facilitator, participant, wall = product.links()
    console, screen, bruno = (Phone(product.address, name) for name in ("Animation", "Écran", "Bruno"))
    for phone, link in ((console, facilitator), (screen, wall), (bruno, participant)):
        page = phone.get(link)
        phone.settle(ok(phone.send(page, page.forms[0])))
    phones = [Phone(product.address, name, structure, seed=4) for name, structure in people(23, 4)]
    play = Play(console, screen, phones, [], product.code(), random.Random(4))
    arriving.join(play)
    arriving.day_begins(play)
    page = bruno.get()
    ok(bruno.send(page, page.form(action="arrival")))
    return play


def _consent(play: Play) -> str:
    """A decision under way: most have answered, some with a concern."""
    play.live_at(0, "15:10")
    page = play.console.get("runs/new?method=consent")
    form = page.form(name="title")
    who = next(one.value for one in form.choices["p_proposer"] if one.label == play.phones[0].name)
    given = {"p_text": PROPOSAL, "p_mode": "s3", "p_short": "on", "p_proposer": who}
    page = ok(play.console.send(page, form, title="Un agenda commun", **given))
    path = page.url.removeprefix(play.console.root).removesuffix("console/")
    play.command(path, "open")
    play.until(path, "OBJECTIONS")
    for number, phone in enumerate(play.phones[:17]):
        page = phone.get(path)
        said = {"text": "Penser aux petites structures"} if number in (3, 11) else {}
        ok(phone.send(page, page.form(action="answer"), button="concern" if said else "consent", **said))
    return path


def _take(browser: Browser, name: str, link: str, path: str, width: int, height: int) -> None:
    page = browser.new_context(viewport={"width": width, "height": height}, locale="fr-FR").new_page()
    page.goto(link)
    page.locator("form button").first.click()
    page.wait_for_load_state()
    page.goto(page.url.split("/e/")[0] + "/e/" + "/".join(page.url.split("/e/")[1].split("/")[:2]) + "/" + path)
    page.wait_for_timeout(1500)
    picture = FOLDER / f"{name}.png"
    page.screenshot(path=picture)
    with Image.open(picture) as taken:
        taken.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(picture, optimize=True)
    print(f"{picture.relative_to(FOLDER.parents[1])}: {picture.stat().st_size // 1024} KB")


if __name__ == "__main__":
    sys.exit(main())
