"""What the editor asks for around its text: names, pictures, hands, pages of other sites."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from essaim.base.blocks import Embed
from essaim.documents import api, pictures
from essaim.documents.embeds import framed
from essaim.documents.models import DocumentAuthor
from essaim.documents.tests.conftest import make_member, make_space
from essaim.spaces.changes import change


@pytest.fixture
def space(transactional_db, settings, tmp_path):
    settings.MEDIA_DIR = tmp_path
    api.shelf.clear()
    return make_space()


def page(space, title, *blocks):
    with change(space) as journal:
        return api.create(journal, space, "page", title, blocks)


def photo(size=(60, 40), form="JPEG", name="vue.jpg"):
    made = BytesIO()
    drawn = Image.new("RGB", size, "green")
    exif = Image.Exif()
    exif[0x010F] = "Appareil de Bruno"
    drawn.save(made, form, exif=exif)
    return SimpleUploadedFile(name, made.getvalue())


def test_pages_are_completed_without_accents_best_first(space, client_for):
    for title in ("Éthique et règles", "La règle du jeu", "Règlement", "Autre"):
        page(space, title)
    page(make_space("Ailleurs"), "Règle secrète")
    found = client_for(make_member(space, "Bruno")).get("documents/names?kind=pages&q=regl").json()["found"]
    assert [one["name"] for one in found] == ["Règlement", "La règle du jeu", "Éthique et règles"]


def test_people_of_the_space_are_completed_and_nobody_else(space, client_for):
    bruno = make_member(space, "Bruno Lenoir")
    make_member(make_space("Ailleurs"), "Brunhilde")
    found = client_for(bruno).get("documents/names?kind=people&q=LENO").json()["found"]
    assert found == [{"id": str(bruno.pk), "name": "Bruno Lenoir", "detail": ""}]


def test_a_picture_is_drawn_again_and_given_to_the_space_only(space, client_for):
    bruno, denis = make_member(space, "Bruno"), make_member(make_space("Ailleurs"), "Denis")
    document = page(space, "Page")
    answer = client_for(bruno).post(f"documents/{document.pk}/pictures", {"picture": photo()})
    kept = answer.json()
    assert answer.status_code == 201 and (kept["width"], kept["height"]) == (60, 40)
    seen = client_for(bruno).get(kept["src"])
    content = b"".join(seen.streaming_content)
    assert seen.status_code == 200 and b"Appareil" not in content
    assert client_for(denis).get(kept["src"]).status_code == 404
    assert pictures.picture_bytes(space, kept["src"]) == content
    assert pictures.picture_bytes(denis.space, kept["src"]) is None
    assert pictures.picture_bytes(space, "../../etc/passwd") is None


@pytest.mark.parametrize("upload", [None, ("x.jpg", b"<svg onload=x>"), ("x.txt", b"bonjour")])
def test_what_is_no_picture_is_refused_with_a_sentence_and_nothing_is_kept(space, client_for, upload, tmp_path):
    document = page(space, "Page")
    sent = {"picture": SimpleUploadedFile(*upload)} if upload else {}
    answer = client_for(make_member(space, "Bruno")).post(f"documents/{document.pk}/pictures", sent)
    assert answer.status_code == 422 and len(answer.json()["error"]) > 10
    assert not [path for path in tmp_path.rglob("*") if path.is_file()] and not pictures.of(space).exists()


def test_readers_bring_no_picture(space, client_for):
    with change(space) as journal:
        report = api.create(journal, space, "report", "Bilan")
    answer = client_for(make_member(space, "Bruno")).post(f"documents/{report.pk}/pictures", {"picture": photo()})
    assert answer.status_code == 403


def test_hands_are_told_apart_and_words_of_nobody_too(space, client_for):
    amina, bruno = make_member(space, "Amina"), make_member(space, "Bruno")
    document = page(space, "Page")
    DocumentAuthor.objects.create(document=document, client=2**40, member=bruno)
    DocumentAuthor.objects.create(document=document, client=7, member=amina)
    said = client_for(amina).get(f"documents/{document.pk}/authors").json()
    assert said["clients"] == {str(2**40): bruno.pk.hex, "7": amina.pk.hex}
    assert {id: one["tone"] for id, one in said["people"].items()} == {bruno.pk.hex: 0, amina.pk.hex: 1, "": "none"}


def test_only_what_the_text_holds_is_framed_and_only_its_site_let_in(space, client_for):
    bruno = make_member(space, "Bruno")
    document = page(space, "Page", Embed("https://pad.exemple.org:8443/p/x?a=1&b=2", "Le pad"))
    browser = client_for(bruno)
    answer = browser.get(f"documents/{document.pk}/embed", {"address": "https://pad.exemple.org:8443/p/x?a=1&b=2"})
    policy = answer["Content-Security-Policy"]
    assert answer.status_code == 200 and "frame-src https://pad.exemple.org:8443;" in policy
    assert "frame-ancestors 'self'" in policy and "default-src 'none'" in policy
    assert 'src="https://pad.exemple.org:8443/p/x?a=1&amp;b=2"' in answer.content.decode()
    for address in ("https://ailleurs.org/", "", "javascript:alert(1)"):
        refused = browser.get(f"documents/{document.pk}/embed", {"address": address})
        assert refused.status_code == 422 and "ailleurs" not in refused["Content-Security-Policy"]
    # The pages themselves still let nobody in.
    assert "frame-src" not in browser.get("pages/")["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("address", "shown", "asks"),
    [
        ("https://framapad.org/p/x", "https://framapad.org/p/x", False),
        ("https://umap.openstreetmap.fr/fr/map/x_1#6/1/2", "https://umap.openstreetmap.fr/fr/map/x_1#6/1/2", False),
        ("https://tube.exemple.org/w/kkGMgK9ZtnKf", "https://tube.exemple.org/videos/embed/kkGMgK9ZtnKf", False),
        ("https://www.youtube.com/watch?v=dQw4w9WgXcQ", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ", False),
        ("https://meet.jit.si/Essaim", "https://meet.jit.si/Essaim", True),
        ("https://bbb.exemple.org/rooms/a/join", "https://bbb.exemple.org/rooms/a/join", True),
    ],
)  # fmt: skip
def test_known_sites_are_shown_as_they_wish_and_only_meetings_ask_for_a_voice(address, shown, asks):
    frame = framed(address)
    assert frame and frame.address == shown and ("microphone" in frame.rights) is asks


@pytest.mark.parametrize(
    "address", ["javascript:x", "https://a.org; script-src *", "https://*.org/", "/pages/1", "https://a'b.org"]
)
def test_no_address_opens_the_policy_wider(address):
    frame = framed(address)
    assert frame is None or not set(frame.source) & set(" ;*'\"")


def test_the_keeper_belongs_to_one_seat(space, client_for):
    answer = client_for(make_member(space, "Bruno")).get("keeper.js")
    assert answer["Content-Type"].startswith("text/javascript") and "Service-Worker-Allowed" not in answer
