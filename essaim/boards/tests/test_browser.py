"""Boards in browsers: dragged on one, seen on the other; each takes back their own; from the keyboard; on a phone."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page

from tests.infra.browser import (
    OpenPage,
    assert_live_equals_reload,
    assert_no_sideways_scroll,
    axe,
    small_targets,
    small_words,
)
from tests.infra.hall import entered, press, sent, take_seat
from tests.infra.server import Product

pytestmark = [pytest.mark.slow, pytest.mark.sqlite_only]


def opened(page: Page, root: str, title: str, texts: tuple[str, ...], groups: tuple[str, ...] = ()) -> str:
    """A board with these notes and families; gives its path."""
    page.goto(root + "boards/")
    page.locator("[name=title]").fill(title)
    press(page, "Ouvrir un tableau")
    path = re.search(r"boards/[0-9a-f-]{36}/", page.url)[0]  # type: ignore[index]
    for text in texts:
        sent(page, root + path + "notes", {"text": text})
    for name in groups:
        sent(page, root + path + "groups", {"name": name})
    return path


def families(page: Page) -> dict[str, list[str]]:
    found: dict[str, list[str]] = page.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll("[data-columns] [data-group]")].map((one) =>
        [one.dataset.name, [...one.querySelectorAll("[data-note]")].map((note) =>
          note.querySelector("[data-words]").textContent + note.querySelector("[data-times]").textContent)]))"""
    )
    return found


def until(page: Page, wanted: dict[str, list[str]], read: Callable[[Page], object] = families) -> None:
    for _try in range(450):
        if read(page) == wanted:
            return
        page.wait_for_timeout(100)
    assert read(page) == wanted


def ready(page: Page, address: str) -> None:
    page.goto(address)
    page.locator("sticky-board[state=saved]").wait_for()


def drag(page: Page, note: str, family: str) -> None:
    page.locator("[data-columns]").scroll_into_view_if_needed()
    start = page.locator("[data-columns] [data-note]", has_text=note).bounding_box()
    end = page.locator(f"[data-columns] [data-group][data-name='{family}']").bounding_box()
    assert start and end
    page.mouse.move(start["x"] + 40, start["y"] + 15)
    page.mouse.down()
    page.mouse.move(end["x"] + 60, end["y"] + end["height"] - 20, steps=6)
    page.mouse.up()


def test_several_people_arrange_at_once(demo: Product, open_page: OpenPage) -> None:
    console, phone, wall = open_page(size="laptop"), open_page(size="laptop"), open_page(size="wall")
    root, seat, screen = (
        take_seat(page, link) for page, link in zip((console, phone, wall), demo.links(), strict=False)
    )
    path = opened(console, root, "Freins", ("Le temps", "La confiance", "Du temps"), ("Moyens", "Relations"))
    ready(console, root + path)
    ready(phone, seat + path)
    wall.goto(screen + path + "wall/")
    assert axe(console) == [] and small_targets(console) == []

    drag(console, "Le temps", "Moyens")
    until(phone, {"À ranger": ["La confiance", "Du temps"], "Moyens": ["Le temps"], "Relations": []})
    drag(phone, "La confiance", "Relations")
    both = {"À ranger": ["Du temps"], "Moyens": ["Le temps"], "Relations": ["La confiance"]}
    until(console, both)
    until(phone, both)
    wall.get_by_role("heading", name="Moyens").wait_for()

    # Each takes back their own last gesture, and only that one.
    console.keyboard.press("Control+z")
    until(phone, {"À ranger": ["Le temps", "Du temps"], "Moyens": [], "Relations": ["La confiance"]})
    console.keyboard.press("Control+z")
    assert "plus rien à annuler" in console.locator("[data-say]").inner_text()
    until(console, {"À ranger": ["Le temps", "Du temps"], "Moyens": [], "Relations": ["La confiance"]})
    console.keyboard.press("Control+Shift+z")
    until(phone, both)

    # A note from a form comes by itself, and what was merged is split again.
    sent(phone, seat + path + "notes", {"text": "Une salle"})
    until(console, {**both, "À ranger": ["Du temps", "Une salle"]})
    console.get_by_role("link", name="Ranger : Du temps").click()
    console.locator("dialog [name=into]").select_option(label="Le temps")
    console.locator("dialog").get_by_role("button", name="Mettre ensemble").click()
    until(phone, {"À ranger": ["Une salle"], "Moyens": ["Le temps×2"], "Relations": ["La confiance"]})
    console.get_by_role("link", name="Ranger : Le temps").click()
    assert axe(console) == []
    console.locator("dialog").get_by_role("button", name=re.compile("Séparer.*Du temps")).click()
    until(phone, {"À ranger": ["Une salle"], "Moyens": ["Le temps", "Du temps"], "Relations": ["La confiance"]})
    assert_live_equals_reload(console, "[data-columns]")


CUT = """() => [...document.querySelectorAll(".board-wall .note, .board-wall p")].filter((one) => {
  const box = one.getBoundingClientRect(), room = one.closest("section").getBoundingClientRect()
  const body = one.closest(".wall-body").getBoundingClientRect()
  return box.right > room.right + 1 || box.bottom > Math.min(room.bottom, body.bottom) + 1
}).map((one) => one.textContent)"""


def test_a_hall_reads_whole_notes_however_many_there_are(demo: Product, open_page: OpenPage) -> None:
    console, wall = open_page(size="laptop"), open_page(size="wall")
    root, screen = take_seat(console, demo.links()[0]), take_seat(wall, demo.links()[2])
    words = "Des conseils qui se méfient les uns des autres depuis longtemps sans que personne n’ose le dire tout haut"
    texts = tuple(f"{n} {words[: 10 + (n * 37) % 90]}" for n in range(40))
    path = opened(console, root, "Dans la salle", texts)
    other = opened(console, root, "À côté", texts[:6], ("Temps", "Argent"))
    wall.goto(screen + path + "wall/")
    wall.get_by_text(re.compile("et .* autres")).wait_for()
    assert wall.evaluate(CUT) == [] and small_words(wall) == []
    for number in range(8):
        sent(console, root + path + "groups", {"name": f"Famille {number}"})
    ready(console, root + path)
    said = "name => [...document.querySelectorAll(`[data-${name}]`)].map((one) => one.dataset[name])"
    ids, known = console.evaluate(said, "note"), console.evaluate(said, "group")
    for number, note in enumerate(ids[:24]):
        sent(console, f"{root}{path}notes/{note}/move", {"to": known[1 + number % 8]})
    wall.locator(".board-wall.is-close .note").nth(8).wait_for()
    assert wall.evaluate(CUT) == [] and small_words(wall) == []
    numbers = re.findall("[0-9a-f-]{36}", path + other)
    wall.goto(f"{screen}boards/side/wall/?b={numbers[0]}&b={numbers[1]}")
    wall.get_by_role("heading", name="Argent").wait_for()
    assert wall.evaluate(CUT) == [] and small_words(wall) == []


def test_the_network_is_cut_and_both_sides_are_kept(demo: Product, open_page: OpenPage) -> None:
    one, other = open_page(size="laptop"), open_page(size="laptop")
    root, seat = take_seat(one, demo.links()[0]), take_seat(other, demo.links()[1])
    path = opened(one, root, "Sans réseau", ("Le temps", "La confiance"), ("Moyens", "Relations"))
    ready(one, root + path)
    ready(other, seat + path)
    one.watch.allow("ERR_INTERNET_DISCONNECTED", "WebSocket")  # type: ignore[attr-defined]
    one.context.set_offline(True)
    drag(one, "Le temps", "Moyens")
    drag(other, "La confiance", "Relations")
    until(one, {"À ranger": ["La confiance"], "Moyens": ["Le temps"], "Relations": []})
    one.context.set_offline(False)
    for page in (one, other):
        until(page, {"À ranger": [], "Moyens": ["Le temps"], "Relations": ["La confiance"]})


def test_everything_from_the_keyboard_and_as_a_list(demo: Product, open_page: OpenPage) -> None:
    page = open_page(size="laptop")
    root = take_seat(page, demo.links()[0])
    path = opened(page, root, "Au clavier", ("Le temps", "La confiance"), ("Moyens",))
    ready(page, root + path)
    page.get_by_role("link", name="Ranger : Le temps").focus()
    for key in ("Space", "ArrowRight", "Escape"):
        page.keyboard.press(key)
    until(page, {"À ranger": ["Le temps", "La confiance"], "Moyens": []})
    for key in ("ArrowDown", "Space", "ArrowRight"):
        page.keyboard.press(key)
    assert "dans Moyens, place 1 sur 1" in page.locator("[data-say]").inner_text()
    page.keyboard.press("Enter")
    until(page, {"À ranger": ["Le temps"], "Moyens": ["La confiance"]})
    focused = "document.activeElement.closest('li').querySelector('[data-words]').textContent"
    assert page.evaluate(focused) == "La confiance", "the focus follows the note"
    page.keyboard.press("ArrowLeft")
    assert page.evaluate(focused) == "Le temps"

    page.get_by_role("button", name="En liste").press("Enter")
    page.get_by_role("link", name="Ranger : Le temps").press("Enter")
    page.locator("dialog [name=to]").select_option(label="Moyens")
    page.locator("dialog").get_by_role("button", name="Déplacer").press("Enter")
    until(page, {"À ranger": [], "Moyens": ["La confiance", "Le temps"]})
    assert axe(page) == []
    page.get_by_role("link", name="Gérer la famille : Moyens").press("Enter")
    page.locator("dialog [name=name]").first.fill("Heures")
    page.locator("dialog").get_by_role("button", name="Renommer").press("Enter")
    until(page, {"À ranger": [], "Heures": ["La confiance", "Le temps"]})


def test_families_are_split_put_together_and_parted_in_two_browsers(demo: Product, open_page: OpenPage) -> None:
    one, other = open_page(size="laptop"), open_page(size="laptop")
    root, seat = take_seat(one, demo.links()[0]), take_seat(other, demo.links()[1])
    path = opened(one, root, "Familles", ("Le temps", "La confiance", "Une salle"), ("Moyens", "Relations"))
    ready(one, root + path)
    ready(other, seat + path)
    moyens = one.locator("[data-columns] [data-name=Moyens]").get_attribute("data-group") or ""
    for text in ("Le temps", "La confiance"):
        note = one.locator("[data-columns] [data-note]", has_text=text).get_attribute("data-note")
        sent(other, f"{seat}{path}notes/{note}/move", {"to": moyens})
    until(one, {"À ranger": ["Une salle"], "Moyens": ["Le temps", "La confiance"], "Relations": []})

    menu = managed(one, "Moyens")
    menu.get_by_text("Scinder en deux familles").click()
    menu.get_by_label("La confiance").check()
    menu.locator("[data-act=split-group] [name=name]").fill("Humain")
    menu.get_by_role("button", name="Scinder", exact=True).click()
    apart = {"À ranger": ["Une salle"], "Moyens": ["Le temps"], "Relations": [], "Humain": ["La confiance"]}
    until(other, apart)

    menu = managed(other, "Humain")
    menu.locator("[data-act=join] [name=into]").select_option(label="Relations")
    menu.locator("[data-act=join]").get_by_role("button", name="Mettre ensemble").click()
    together = {"À ranger": ["Une salle"], "Moyens": ["Le temps"], "Relations": ["La confiance"]}
    until(one, together)
    menu = managed(one, "Relations")
    assert axe(one) == [] and small_targets(one) == []
    menu.get_by_role("button", name=re.compile("Séparer.*Humain")).click()
    until(other, apart)
    one.keyboard.press("Control+z")
    until(other, together)
    assert_live_equals_reload(one, "[data-columns]")


def managed(page: Page, family: str) -> Locator:
    """All that can be done with a family, open."""
    page.get_by_role("link", name=f"Gérer la famille : {family}").click()
    page.locator("dialog[open] [data-menu]").wait_for()
    return page.locator("dialog[open]")


def test_the_same_without_any_script_on_a_phone(demo: Product, open_page: OpenPage) -> None:
    page = open_page(size="phone", java_script_enabled=False)
    scripted = open_page(size="phone")
    root = take_seat(scripted, demo.links()[1])
    path = opened(scripted, root, "Sans script", ("Le temps",), ("Moyens",))
    seat = take_seat(page, demo.links()[1])
    page.goto(seat + path)
    assert_no_sideways_scroll(scripted)
    page.locator("#note-text").fill("La confiance")
    page.get_by_role("button", name="Ajouter ma note").click()
    page.get_by_role("link", name="Ranger : La confiance").click()
    page.locator("[name=to]").select_option(label="Moyens")
    page.get_by_role("button", name="Déplacer").click()
    moyens = page.locator("[data-columns] [data-name=Moyens]")
    assert moyens.locator("[data-words]").all_inner_texts() == ["La confiance"]
    page.get_by_role("button", name="Annuler mon dernier geste").click()
    assert moyens.locator("[data-words]").count() == 0


def test_pairs_then_all_on_two_phones(demo: Product, open_page: OpenPage) -> None:
    """1-2-4-Tous with two people: one pair, whose phones follow each other."""
    console, wall, one, other = (open_page(size=size) for size in ("laptop", "wall", "phone", "phone"))
    root, screen = take_seat(console, demo.links()[0]), take_seat(wall, demo.links()[2])
    seats = [entered(one, demo, "Farida"), entered(other, demo, "Gaston")]
    console.goto(root + "runs/new?method=brainstorm")
    console.locator("[name=title]").fill("À deux")
    console.locator("[name=p_way]").select_option("1-2-4")
    press(console, "Préparer")
    address = console.url
    press(console, "Ouvrir")
    run = address.removeprefix(root).removesuffix("console/")
    # Others of the demonstration are here too: they are counted absent, so that two people make one pair.
    console.locator(".roll summary").click()
    rows = console.locator(".roll li").filter(has=console.get_by_role("button", name=re.compile("Compter absent")))
    for row in [one for one in rows.all() if not re.match("Farida|Gaston", one.inner_text())]:
        sent(console, root + run + "roll", {"member": row.locator("[name=member]").input_value(), "how": "absent"})
    for phone, seat, texts in ((one, seats[0], ("Le temps", "L’argent")), (other, seats[1], ("Du temps",))):
        phone.goto(seat + run)
        for text in texts:
            sent(phone, f"{seat}{run}inputs/note", {"text": text})
    assert one.get_by_text("Du temps").count() == 0
    press(console, "Étape suivante")
    mine = one.locator(".together .note")
    mine.first.wait_for()
    assert one.get_by_role("heading", name="Avec Gaston").is_visible()
    group = "() => [...document.querySelectorAll('.together .note > p')].map((one) => one.textContent.trim())"
    until(one, ["Le temps", "L’argent", "Du temps"], lambda page: page.evaluate(group))
    one.get_by_text(re.compile("^Même idée que")).first.click()
    one.get_by_role("button", name="Du temps", exact=True).first.click()
    for page in (one, other):
        until(page, ["L’argent", "Du temps ×2"], lambda page: page.evaluate(group))
    assert seats[0] in one.url, "the page stayed where it was"
    assert axe(one) == [] and small_targets(one) == []
    wall.goto(screen + run + "wall/")
    assert small_words(wall) == [] and wall.get_by_text("Du temps").count() == 0
    console.reload()
    press(console, "Étape suivante")
    one.get_by_role("button", name="Poser à l’écran « Du temps »").click()
    one.locator(".together .chip").wait_for()
    wall.locator(".board-wall .note", has_text="Du temps ×2").wait_for()
    assert wall.get_by_text("L’argent").count() == 0 and small_words(wall) == []


def test_a_brainstorm_is_gathered_on_its_console(demo: Product, open_page: OpenPage) -> None:
    console, phone = open_page(size="laptop"), open_page(size="phone")
    entered(open_page(size="phone"), demo)
    root, seat = take_seat(console, demo.links()[0]), take_seat(phone, demo.links()[1])
    sent(phone, seat + "arrival", {})
    console.goto(root + "runs/new?method=brainstorm")
    console.locator("[name=title]").fill("Freins")
    press(console, "Préparer")
    address = console.url
    press(console, "Ouvrir")
    for text in ("Le temps", "La confiance"):
        sent(phone, address.replace(root, seat).replace("console/", "inputs/note"), {"text": text})
    press(console, "Étape suivante")
    press(console, "Étape suivante")
    console.locator("sticky-board[state=saved]").wait_for()
    console.locator(".board-new [name=name]").fill("Moyens")
    console.locator(".board-new").get_by_role("button", name="Créer").click()
    until(console, {"À ranger": ["Le temps", "La confiance"], "Moyens": []})
    drag(console, "Le temps", "Moyens")
    until(console, {"À ranger": ["La confiance"], "Moyens": ["Le temps"]})
    moved = console.locator("[data-columns] [data-note]", has_text="Le temps")
    assert "Bruno" in moved.locator("[data-who]").inner_text(), "the team sees who wrote"
    console.reload()
    until(console, {"À ranger": ["La confiance"], "Moyens": ["Le temps"]})
    console.set_viewport_size({"width": 360, "height": 740})
    assert_no_sideways_scroll(console)
