"""Pages in two browsers at once: one arranges, comments, brings and takes away; the other sees it without asking."""

import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Locator, Page, expect

from essaim.base.blocks import Paragraph, Text
from essaim.base.blocks.book import Book, Chapter
from essaim.base.blocks.docx import to_docx
from tests.browser.editing import new_page, saved, text_of
from tests.infra.browser import OpenPage, assert_live_equals_reload, axe
from tests.infra.hall import entered, press, take_seat
from tests.infra.server import Product

pytestmark = [pytest.mark.slow, pytest.mark.sqlite_only]


@pytest.fixture
def two(demo: Product, open_page: OpenPage) -> tuple[Page, str, Page, str]:
    """Amina's laptop and somebody's phone, each with the root of their seat."""
    laptop, phone = open_page(size="laptop"), open_page(size="phone")
    root = take_seat(laptop, demo.links()[0])
    return laptop, root, phone, entered(phone, demo, "Inès")


def row(page: Page, title: str) -> Locator:
    return page.locator(".page-row").filter(has_text=title)


def handle(page: Page, title: str) -> Locator:
    return page.get_by_role("button", name=f"Déplacer « {title} »")


def shown(page: Page, first: list[str], under: list[str]) -> None:
    """The pages of this test in the tree: at the first level, and under one."""
    expect(page.locator(".page-tree > li > .page-row .page-name").filter(has_text="Arbre :")).to_have_text(first)
    expect(page.locator("li li .page-name").filter(has_text="Arbre :")).to_have_text(under)


def drag(page: Page, title: str, onto: str, part: float) -> None:
    handle(page, title).scroll_into_view_if_needed()
    box = row(page, onto).bounding_box()
    assert box
    handle(page, title).hover()
    page.mouse.down()
    page.mouse.move(box["x"] + 120, box["y"] + box["height"] * part, steps=4)
    page.mouse.up()


def test_the_tree_is_arranged_by_keys_and_by_drag_while_another_looks(two: tuple[Page, str, Page, str]) -> None:
    laptop, root, phone, seat = two
    one, two_, three = titles = ["Arbre : un", "Arbre : deux", "Arbre : trois"]
    address, *_ = [new_page(laptop, root, title) for title in titles]
    phone.goto(f"{seat}pages/")
    laptop.goto(f"{root}pages/?arrange")
    shown(phone, titles, [])

    # By keys, without losing one's place: up, then under the page above.
    handle(laptop, three).press("ArrowUp")
    for page in (laptop, phone):
        shown(page, [one, three, two_], [])
    expect(laptop.locator("page-tree [role=status]")).to_have_text("Page déplacée")
    expect(handle(laptop, three)).to_be_focused()
    laptop.keyboard.press("ArrowRight")
    for page in (laptop, phone):
        shown(page, [one, two_], [three])

    # By drag: at the top of a row is before it, in the middle is under it.
    drag(laptop, two_, one, 0.1)
    for page in (laptop, phone):
        shown(page, [two_, one], [three])
    drag(laptop, two_, one, 0.5)
    for page in (laptop, phone):
        shown(page, [one], [three, two_])

    # Another name, given on the page itself.
    laptop.goto(f"{root}{address}about/")
    laptop.get_by_label("Titre de la page").fill("Arbre : racine")
    press(laptop, "Renommer")
    shown(phone, ["Arbre : racine"], [three, two_])
    assert_live_equals_reload(phone)
    assert axe(phone) == []


def test_words_are_commented_answered_and_settled_in_two_browsers(two: tuple[Page, str, Page, str]) -> None:
    laptop, root, phone, seat = two
    address = new_page(laptop, root, "Nos règles de salle")
    for page, at in ((laptop, root), (phone, seat)):
        page.goto(at + address)
        expect(text_of(page)).to_be_visible()
        saved(page)
    text_of(laptop).click()
    laptop.keyboard.type("La clé se rend le soir")
    laptop.keyboard.press("Control+A")
    laptop.get_by_role("button", name="Commenter").click()
    expect(laptop.locator("#comment [data-words]")).to_contain_text("La clé se rend le soir")
    laptop.locator("#comment textarea").fill("À qui ?")
    laptop.locator("#comment").get_by_role("button", name="Envoyer").click()

    thread = phone.locator("article.thread")
    expect(thread).to_contain_text("À qui ?")
    expect(phone.locator(".remark-open")).to_have_text("La clé se rend le soir")
    phone.locator(".remark-open").tap()
    expect(thread).to_be_focused()
    thread.get_by_role("link", name="Répondre").tap()
    phone.locator("#comment textarea").fill("À la gardienne.")
    phone.locator("#comment").get_by_role("button", name="Envoyer").tap()

    answered = laptop.locator("article.thread")
    expect(answered).to_contain_text("À la gardienne.")
    expect(answered.locator(".comment")).to_have_count(2)
    answered.get_by_role("button", name="C’est réglé").click()
    # Settled: the words do not stand out any more, what was said is kept folded.
    expect(phone.locator(".remark-open")).to_have_count(0)
    expect(phone.get_by_text("1 conversation close")).to_be_visible()
    phone.reload()
    expect(phone.get_by_text("1 conversation close")).to_be_visible()
    assert axe(phone) == []


def test_files_become_pages_and_a_branch_goes_out_from_the_interface(two: tuple[Page, str, Page, str]) -> None:
    laptop, root, phone, seat = two
    letter = Book("Le budget commun", (Chapter("Le budget commun", (Paragraph((Text("Écrit sous Word."),)),), ()),))
    files: list[FilePayload] = [
        {"name": "charte.md", "mimeType": "text/markdown", "buffer": "# La charte\n\nÀ **égalité**.".encode()},
        {"name": "budget.docx", "mimeType": "application/octet-stream", "buffer": to_docx(letter)},
    ]
    phone.goto(f"{seat}pages/")
    branch = new_page(laptop, root, "Apporté de chez nous")
    laptop.goto(f"{root}pages/import/?under={branch.split('/')[1]}")
    laptop.get_by_label("Un ou plusieurs fichiers").set_input_files(files)
    press(laptop, "Voir ce qui sera fait")
    assert laptop.get_by_label("Titre").evaluate_all("all => all.map((one) => one.value)") == [
        "La charte",
        "Le budget commun",
    ]
    assert axe(laptop) == []
    press(laptop, "Faire les pages")
    brought = phone.locator("[data-page]").filter(has=row(phone, "Apporté de chez nous")).locator("li .page-name")
    expect(brought).to_have_text(["La charte", "Le budget commun"])

    laptop.goto(f"{root}{branch}about/")
    laptop.get_by_role("link", name="Exporter").click()
    laptop.get_by_label("Markdown").check()
    expect(laptop.get_by_label("Avec les pages qui sont dessous")).to_be_checked()
    with laptop.expect_download() as download:
        laptop.get_by_role("button", name="Télécharger").click()
    with zipfile.ZipFile(download.value.path()) as folder:
        texts = {Path(name).name: folder.read(name).decode() for name in folder.namelist() if name.endswith(".md")}
    assert any("# La charte" in text and "À **égalité**." in text for text in texts.values())
    assert any("Écrit sous Word." in text for text in texts.values())
