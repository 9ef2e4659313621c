"""The editor as people use it: pressed, typed, pasted, with two and three real browsers, and without network."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.editing import Opened, drawn, new_page, paste, saved, text_of
from tests.infra.browser import OpenPage, assert_no_sideways_scroll, axe, small_targets, watch_of
from tests.infra.hall import entered
from tests.infra.server import Product

pytestmark = [pytest.mark.slow, pytest.mark.sqlite_only]

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style><!-- p.MsoNormal {mso-style-unhide:no} --></style></head>
<body lang=FR><!--StartFragment--><h1 style='mso-outline-level:1'>Nos statuts<o:p></o:p></h1>
<p class=MsoNormal style='margin:0cm'>Une <b style='mso-bidi-font-weight:normal'>décision</b> prise <span style='color:red;mso-fareast-language:FR'>ensemble</span>.<o:p>&nbsp;</o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;</span></span></span><![endif]>Le local<o:p></o:p></p>
<p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level2 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>o&nbsp;</span><![endif]>les clés<o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>·&nbsp;</span><![endif]>Les salariés<o:p></o:p></p>
<table class=MsoTableGrid><tr><td colspan=2><p class=MsoNormal>Budget<o:p></o:p></p></td></tr><tr><td><p>Loyer</p></td><td><p>300 €</p></td></tr></table>
<p class=MsoNormal><img src="file:///C:/Users/x/image001.png" alt="logo"><script>alert(1)</script><a href="javascript:alert(1)" onclick="x()">ici</a></p>
<!--EndFragment--></body></html>"""  # noqa: E501


GOOGLE = """<meta charset='utf-8'><b style="font-weight:normal;"><p dir="ltr" style="line-height:1.38">
<span style="font-size:11pt;font-weight:400">Un point </span><span style="font-weight:700">important</span></p></b>"""


# How many pieces of its texts this device keeps: what is typed reaches its disk a little later.
KEPT = """(least) => new Promise((done) => {
  const request = indexedDB.open(JSON.parse(localStorage["essaim-texts"]).at(-1))
  request.onsuccess = () => {
    const count = request.result.transaction("updates").objectStore("updates").count()
    count.onsuccess = () => { request.result.close(); done(least === undefined ? count.result : count.result >= least) }
  }
})"""


def test_markdown_the_menu_and_the_bar_make_the_same_pieces(written: Opened) -> None:
    laptop, phone, *_ = written
    text_of(laptop).click()
    laptop.keyboard.type("## Les clés\nUn mot **fort**.\n[ ] appeler\nécrire\n\n/encadre att")
    expect(laptop.get_by_role("option")).to_have_count(1)
    expect(text_of(laptop)).to_have_attribute("aria-activedescendant", re.compile("menu-0"))
    laptop.keyboard.press("Enter")
    laptop.keyboard.type("Fermer à 22 h")
    seen = text_of(phone)
    expect(seen.get_by_role("heading", name="Les clés")).to_be_visible()
    expect(seen.locator("strong")).to_have_text("fort")
    expect(seen.locator(".block-notice.is-harm")).to_contain_text("Attention")

    seen.get_by_role("checkbox").nth(1).tap()
    expect(text_of(laptop).get_by_role("checkbox").nth(1)).to_be_checked()
    saved(phone)
    saved(laptop)
    assert axe(laptop) == [] and axe(phone) == []
    laptop.reload()
    expect(text_of(laptop).get_by_role("checkbox").nth(1)).to_be_checked()

    laptop.keyboard.press("Control+End")
    laptop.get_by_role("button", name="Insérer").click()
    assert axe(laptop) == []
    laptop.keyboard.press("Escape")
    expect(laptop.get_by_role("listbox")).to_be_hidden()


def test_the_bar_is_used_by_keyboard_and_by_touch(written: Opened) -> None:
    laptop, phone, *_ = written
    text_of(laptop).click()
    laptop.keyboard.press("Alt+F10")
    expect(laptop.get_by_role("button", name="Insérer")).to_be_focused()
    laptop.keyboard.press("ArrowRight")
    laptop.keyboard.press("Enter")
    expect(text_of(laptop)).to_be_focused()
    laptop.keyboard.type("gras")
    expect(text_of(phone).locator("strong")).to_have_text("gras")

    expect(phone.get_by_role("toolbar")).to_be_hidden()
    text_of(phone).tap()
    bar = phone.get_by_role("toolbar")
    expect(bar).to_be_visible()
    assert_no_sideways_scroll(phone)
    assert small_targets(phone) == []
    box = bar.bounding_box()
    assert box and box["y"] + box["height"] <= 740 and box["height"] < 64
    phone.get_by_role("button", name="Citation").tap()
    expect(text_of(laptop).locator("blockquote")).to_have_text(re.compile("gras"))


def test_a_picture_needs_words_and_is_seen_by_all(written: Opened) -> None:
    laptop, phone, _root, seat, address = written
    text_of(laptop).click()
    laptop.keyboard.type("Avant")
    laptop.get_by_role("button", name="Image", exact=True).click()
    form = laptop.get_by_role("form", name="Image")
    form.locator("[name=file]").set_input_files({"name": "salle.png", "mimeType": "image/png", "buffer": drawn()})
    form.get_by_role("button", name="Mettre l’image").click()
    expect(form.get_by_role("alert")).to_have_text(re.compile("Décrivez"))
    assert axe(laptop) == []
    form.get_by_label("Ce que l’image montre").fill("La salle, vide")
    form.get_by_label("Légende").fill("Rue des Lilas")
    form.get_by_role("button", name="Mettre l’image").click()
    seen = text_of(phone).get_by_role("img", name="La salle, vide")
    expect(seen).to_be_visible()
    expect(text_of(phone).locator("figcaption")).to_have_text("Rue des Lilas")
    expect(seen).to_have_js_property("naturalWidth", 640)
    saved(laptop)
    read = phone.context.request.get(seat + address).text()
    assert 'alt="La salle, vide"' in read and "Rue des Lilas" in read

    laptop.get_by_role("button", name="Image", exact=True).click()
    form.locator("[name=file]").set_input_files({"name": "x.png", "mimeType": "image/png", "buffer": b"pas une image"})
    form.get_by_label("Ce que l’image montre").fill("rien")
    watch_of(laptop).allow("422")
    form.get_by_role("button", name="Mettre l’image").click()
    expect(form.get_by_role("alert")).not_to_be_empty()
    expect(form.get_by_label("Ce que l’image montre")).to_have_value("rien")


def test_a_text_that_begins_with_a_list_is_written_by_keys_alone(written: Opened) -> None:
    laptop, *_ = written
    text_of(laptop).click()
    laptop.keyboard.type("- les clés")
    saved(laptop)
    laptop.reload()
    expect(text_of(laptop).get_by_role("listitem")).to_have_text("les clés")
    cursor = "document.querySelector('shared-page').editor.state.selection.$head"
    assert laptop.evaluate(f"{cursor}.parent.type.name") == "paragraph"
    text_of(laptop).focus()
    laptop.keyboard.type("rendre ")
    expect(text_of(laptop).get_by_role("listitem")).to_have_text("rendre les clés")
    saved(laptop)


def test_people_and_pages_are_named_by_completion(written: Opened) -> None:
    laptop, phone, _root, seat, address = written
    other = new_page(phone, seat, "Le trousseau des clés")
    phone.goto(seat + address)
    text_of(laptop).click()
    laptop.keyboard.type("Demander à @brun")
    expect(laptop.get_by_role("option", name="Bruno Lenoir")).to_be_visible()
    laptop.keyboard.press("Enter")
    laptop.keyboard.type("et lire [[trouss")
    expect(laptop.get_by_role("option", name="Le trousseau des clés")).to_be_visible()
    laptop.keyboard.press("Enter")
    expect(text_of(phone).locator(".block-mention")).to_have_text("@Bruno Lenoir")
    link = text_of(phone).get_by_role("link", name="Le trousseau des clés")
    expect(link).to_have_attribute("href", other)
    saved(laptop)
    text = text_of(laptop).inner_text()
    assert "@Bruno Lenoir et lire" in text
    read = phone.context.request.get(seat + address).text()
    assert f'href="{other}">Le trousseau des clés</a>' in read and ">@Bruno Lenoir<" in read

    # Under the name it had when it was written, a page is still found, and shown under today's.
    laptop.evaluate(
        """(id) => document.querySelector("shared-page").editor.commands.insertContent(
        {type: "pageLink", attrs: {id, label: "Ancien titre"}})""",
        other.split("/")[1],
    )
    expect(text_of(laptop).locator(".block-page")).to_have_count(2)
    saved(laptop)
    laptop.reload()
    expect(text_of(laptop).get_by_role("link", name="Le trousseau des clés")).to_have_count(2)


def test_a_remark_is_anchored_told_and_shown_only_while_open(written: Opened) -> None:
    laptop, phone, *_ = written
    text_of(laptop).click()
    laptop.keyboard.type("Nous gardons la salle")
    laptop.keyboard.press("Control+A")
    laptop.evaluate("() => addEventListener('shared-page:comment', (event) => { window.told = event.detail })")
    laptop.get_by_role("button", name="Commenter").click()
    told = laptop.evaluate("() => window.told")
    assert re.fullmatch(r"[0-9a-f-]{36}", told["thread"]) and told["quote"] == "Nous gardons la salle"
    expect(text_of(phone).locator("[data-thread]")).to_have_text("Nous gardons la salle")
    expect(phone.locator(".remark-open")).to_have_count(0)
    phone.evaluate(
        "(id) => document.querySelector('shared-page').setAttribute('data-open-threads', id)", told["thread"]
    )
    expect(phone.locator(".remark-open")).to_have_text("Nous gardons la salle")
    phone.evaluate("() => addEventListener('shared-page:thread', (event) => { window.asked = event.detail.thread })")
    phone.locator(".remark-open").tap()
    assert phone.evaluate("() => window.asked") == told["thread"]
    phone.evaluate("() => document.querySelector('shared-page').setAttribute('data-open-threads', '')")
    expect(phone.locator(".remark-open")).to_have_count(0)
    saved(laptop)
    assert "data-thread" not in laptop.context.request.get(laptop.url).text()


def test_what_comes_from_word_is_its_words_and_their_shape(written: Opened) -> None:
    laptop, phone, *_ = written
    text_of(laptop).click()
    paste(laptop, WORD)
    for page in (laptop, phone):
        text = text_of(page)
        expect(text.get_by_role("heading", name="Nos statuts", level=2)).to_be_visible()
        expect(text.locator("strong")).to_have_text("décision")
        expect(text.locator(":scope > ul > li")).to_have_count(2)
        expect(text.locator("ul ul li")).to_have_text("les clés")
        expect(text.locator("tr").first.locator("td")).to_have_count(2)
        expect(text.locator("img:not(.ProseMirror-separator), script, o\\:p, [onclick], [style*=color]")).to_have_count(
            0
        )
        expect(text.locator("a[href^=javascript]")).to_have_count(0)
        expect(text).not_to_contain_text("·")
        expect(text).not_to_contain_text("mso")
    laptop.keyboard.press("Control+End")
    paste(laptop, GOOGLE)
    expect(text_of(phone).locator("strong").filter(has_text="important")).to_have_text("important")
    expect(text_of(phone).locator("strong")).to_have_count(2)
    saved(laptop)


def test_another_site_is_a_card_until_someone_presses(written: Opened) -> None:
    laptop, phone, root, _seat, address = written
    laptop.context.route(
        "https://pad.exemple.org/**", lambda route: route.fulfill(body="<h1>Le pad</h1>", content_type="text/html")
    )
    text_of(laptop).click()
    laptop.keyboard.type("/autre site")
    expect(laptop.get_by_role("option")).to_have_count(1)
    laptop.keyboard.press("Enter")
    form = laptop.get_by_role("form", name="Contenu d’un autre site")
    form.get_by_label("Adresse").fill("pas une adresse")
    form.get_by_role("button", name="Mettre la carte").click()
    expect(form.get_by_role("alert")).to_have_text(re.compile("adresse complète"))
    form.get_by_label("Adresse").fill("https://pad.exemple.org/p/cles")
    form.get_by_label("Titre").fill("Le pad des clés")
    form.get_by_role("button", name="Mettre la carte").click()
    for page in (laptop, phone):
        card = text_of(page).locator(".block-embed")
        expect(card).to_contain_text("pad.exemple.org")
        expect(card).to_contain_text("ce site verra votre adresse")
        expect(card.locator("iframe")).to_have_count(0)
    saved(laptop)
    assert axe(laptop) == []
    watch_of(laptop).allow("third party")
    text_of(laptop).get_by_role("button", name="Afficher ici").click()
    inside = laptop.frame_locator(".embed-frame").frame_locator("iframe")
    expect(inside.get_by_role("heading", name="Le pad")).to_be_visible()

    refused = laptop.context.request.get(f"{root}documents/{address.split('/')[1]}/embed?address=https://ailleurs.org/")
    assert refused.status == 422 and "ailleurs.org" not in refused.headers["content-security-policy"]


def test_who_wrote_what_is_shown_by_colour_and_in_words(written: Opened, demo: Product, open_page: OpenPage) -> None:
    laptop, phone, _root, _seat, address = written
    third = open_page(size="laptop")
    third.goto(entered(third, demo, "Zoé") + address)
    saved(third)
    for page, said in ((laptop, "Amina garde la clé."), (phone, "Bruno ouvre."), (third, "Zoé ferme.")):
        text_of(page).click()
        page.keyboard.press("Control+End")
        page.keyboard.type("\n" + said)
        expect(text_of(third)).to_contain_text(said)
        saved(page)
    expect(text_of(phone)).to_contain_text("Zoé ferme.")
    button = phone.get_by_role("button", name="Qui a écrit")
    button.tap()
    expect(button).to_have_attribute("aria-pressed", "true")
    for name, said in (
        ("Amina Belkacem", "Amina garde la clé."),
        ("Bruno Lenoir", "Bruno ouvre."),
        ("Zoé", "Zoé ferme."),
    ):
        expect(text_of(phone).locator(f".wrote[title='{name}']").filter(has_text=said)).to_have_count(1)
        expect(phone.get_by_role("list", name="Qui a écrit")).to_contain_text(name)
    assert axe(phone) == []
    text_of(laptop).click()
    laptop.keyboard.press("Control+End")
    laptop.keyboard.type(" Et encore.")
    expect(text_of(phone).locator(".wrote[title='Amina Belkacem']").filter(has_text="Et encore.")).to_have_count(1)
    button.tap()
    expect(phone.locator(".wrote")).to_have_count(0)


def test_each_person_undoes_what_they_wrote(written: Opened) -> None:
    laptop, phone, *_ = written
    text_of(laptop).click()
    laptop.keyboard.type("Amina. ")
    expect(text_of(phone)).to_contain_text("Amina.")
    text_of(phone).tap()
    phone.keyboard.press("Control+End")
    phone.keyboard.type("Bruno.")
    expect(text_of(laptop)).to_contain_text("Bruno.")
    laptop.get_by_role("button", name="Annuler").click()
    expect(text_of(phone)).not_to_contain_text("Amina.")
    expect(text_of(phone)).to_contain_text("Bruno.")
    laptop.get_by_role("button", name="Rétablir").click()
    expect(text_of(phone)).to_contain_text("Amina.")


def test_pages_opened_once_are_read_and_written_without_network_and_merge(written: Opened) -> None:
    laptop, phone, _root, seat, address = written
    text_of(laptop).click()
    laptop.keyboard.type("Ensemble. ")
    expect(text_of(phone)).to_contain_text("Ensemble.")
    saved(phone)
    phone.wait_for_function(
        """async () => { const names = await caches.keys()
        if (!names.length) return false
        const kept = await (await caches.open(names[0])).keys()
        return kept.some(({url}) => url === location.href) && kept.some(({url}) => url.includes("/editor.js")) }"""
    )
    for page in (laptop, phone):
        page.context.set_offline(True)
        watch_of(page).allow("ERR_INTERNET_DISCONNECTED", "Failed to fetch", "ERR_FAILED", "WebSocket", "EventSource")
    phone.reload()
    expect(text_of(phone)).to_contain_text("Ensemble.")
    text_of(phone).tap()
    phone.keyboard.press("Control+End")
    kept = phone.evaluate(KEPT)
    phone.keyboard.type("Depuis le tram. ")
    expect(phone.locator(".shared-state")).to_contain_text("Pas envoyé")
    laptop.keyboard.type("Depuis le bureau. ")
    phone.wait_for_function(KEPT, arg=kept + len("Depuis le tram. "))
    context = phone.context
    phone.close()
    again = context.new_page()
    again.goto(seat + address)
    expect(text_of(again)).to_contain_text("Depuis le tram.")

    context.set_offline(False)
    laptop.context.set_offline(False)
    for page in (laptop, again):
        for said in ("Ensemble.", "Depuis le tram.", "Depuis le bureau."):
            expect(text_of(page)).to_contain_text(said)
        saved(page)
    again.get_by_role("button", name="Qui a écrit").tap()
    for name, said in (("Bruno Lenoir", "Depuis le tram."), ("Amina Belkacem", "Depuis le bureau.")):
        expect(text_of(again).locator(f".wrote[title='{name}']").filter(has_text=said)).to_have_count(1)

    again.goto(seat + "mine")
    again.get_by_role("button", name="Effacer ce qui est gardé ici").tap()
    expect(again.get_by_text("ne garde plus rien")).to_be_visible()
    assert again.evaluate("async () => (await caches.keys()).length + (await indexedDB.databases()).length") == 0
    again.goto(seat + address)
    saved(again)
    assert again.evaluate("async () => (await caches.keys()).length + (await indexedDB.databases()).length") == 0


def test_what_this_release_does_not_know_is_kept(written: Opened) -> None:
    """A page that another release filled with pieces of its own: opened, read and written in, it loses nothing."""
    laptop, phone, *_ = written
    laptop.evaluate(
        """async () => {
        const here = document.querySelector("script[src*=shared-page]").src
        const {Y} = await import(new URL("../vendor/editor/cowriting.js", here))
        const {editor} = document.querySelector("shared-page")
        const plugin = editor.state.plugins.find((one) => one.key.startsWith("y-sync"))
        const body = plugin.getState(editor.state).type
        const known = new Y.XmlElement("paragraph")
        const future = new Y.XmlElement("timeline"), step = new Y.XmlElement("step")
        known.insert(0, [new Y.XmlText("Avant.")])
        step.insert(0, [new Y.XmlText("Étape du futur")])
        future.setAttribute("from", "2027")
        future.insert(0, [step])
        const inside = new Y.XmlElement("paragraph"), sign = new Y.XmlElement("emoji"), marked = new Y.XmlText()
        sign.setAttribute("name", "soleil")
        marked.insert(0, "Après", {glow: {strength: 3}})
        inside.insert(0, [sign, marked])
        const stray = new Y.XmlElement("heading"), wrong = new Y.XmlElement("paragraph")
        wrong.insert(0, [new Y.XmlText("Mal placé")])
        stray.insert(0, [wrong])
        body.insert(0, [known, future, inside, stray]) }"""
    )
    for page in (laptop, phone):
        expect(page.locator(".shared-unknown").filter(has_text="Étape du futur")).to_be_visible()
        expect(text_of(page)).to_contain_text("Mal placé")
    text_of(phone).get_by_text("Avant.").tap()
    phone.keyboard.press("Home")
    phone.keyboard.type("Juste ")
    phone.keyboard.press("Enter")
    saved(phone)
    phone.reload()
    expect(text_of(phone)).to_contain_text("Étape du futur")
    saved(phone)
    kept: str = phone.evaluate(
        """() => { const {editor} = document.querySelector("shared-page")
        const plugin = editor.state.plugins.find((one) => one.key.startsWith("y-sync"))
        return plugin.getState(editor.state).type.toString() }"""
    )
    for piece in (
        '<timeline from="2027"><step>Étape du futur</step></timeline>',
        '<emoji name="soleil">',
        "Mal placé",
        "Après",
    ):
        assert piece in kept
    assert "<unknown" not in kept


def test_a_first_view_reads_without_the_editor(written: Opened, open_page: OpenPage) -> None:
    """What a phone fetches before the text can be read: no more than 80 kB, and the words are in the page itself."""
    laptop, phone, _root, seat, address = written
    text_of(laptop).click()
    laptop.keyboard.type("Lisible avant tout programme.")
    saved(laptop)
    fresh = open_page(size="phone", storage_state=phone.context.storage_state(), java_script_enabled=False)
    fresh.goto(seat + address)
    expect(fresh.get_by_text("Lisible avant tout programme.")).to_be_visible()

    thrifty = open_page(size="phone", storage_state=phone.context.storage_state())
    thrifty.add_init_script("Object.defineProperty(navigator, 'connection', {value: {saveData: true}})")
    client = thrifty.context.new_cdp_session(thrifty)
    client.send("Network.enable")
    sizes: list[int] = []
    client.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    thrifty.goto(seat + address)
    thrifty.wait_for_timeout(2500)
    assert sum(sizes) <= 80_000 and len(sizes) <= 30, (sum(sizes), len(sizes))
    assert thrifty.evaluate(
        "() => !performance.getEntriesByType('resource').some(({name}) => name.includes('/editor.js'))"
    )
    thrifty.locator(".shared-text").tap()
    expect(text_of(thrifty)).to_be_focused()
