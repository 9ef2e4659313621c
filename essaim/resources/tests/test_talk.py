"""Thanks, comments, themes, sheets, history, the camera, other sites."""

import io
import json
import re

import pytest
import typst
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image as Picture

from essaim.base import ids
from essaim.base.blocks import Figure, Heading, Image, Link, Paragraph, Table, Text, check
from essaim.base.blocks.book import Book, Chapter
from essaim.base.blocks.docx import to_docx
from essaim.base.blocks.odt import to_odt
from essaim.base.blocks.plain import plain
from essaim.base.errors import Refused
from essaim.resources import actions, peeking
from essaim.resources.actions import share
from essaim.resources.activity import produced, report_blocks
from essaim.resources.blocks import resource_blocks
from essaim.resources.models import Comment, Resource, Thanks, Theme
from essaim.spaces.models import Member, Space
from essaim.spaces.models.member import Credit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_DIR = tmp_path


@pytest.fixture
def guide(bruno: Member) -> Resource:
    return share(bruno, "link", title="Le guide", url="https://exemple.org/", themes=["Décider"], input_id=ids.uuid7())


def photo(size: tuple[int, int] = (60, 40)) -> bytes:
    picture, saved = Picture.new("RGB", size, "teal"), io.BytesIO()
    exif = Picture.Exif()
    exif[0x0112] = 6  # lies on its side
    exif.get_ifd(0x8825)[2] = (47.0, 23.0, 0.0)  # taken in Tours
    picture.save(saved, "JPEG", exif=exif)
    return saved.getvalue()


def test_one_merci_a_person_shown_as_a_count_and_by_name_to_the_author(guide, bruno, chloe, amina, client_for) -> None:
    phone = client_for(chloe)
    for _time in range(2):
        assert phone.post(f"resources/{guide.pk}/thanks").status_code == 303
    actions.thank(guide, amina, is_given=True)
    seen, own = (client_for(one).get(f"resources/{guide.pk}/").content.decode() for one in (chloe, bruno))
    assert "2 mercis" in seen and "Amina" not in seen.split("resource-talk")[1] and "Vous avez dit merci" in seen
    assert "2 mercis" in own and "Amina" in own and "Chloé" in own
    assert "2 mercis pour ce que vous avez apporté" in client_for(bruno).get("resources/").content.decode()
    phone.post(f"resources/{guide.pk}/thanks", {"not": "1"})
    assert Thanks.objects.filter(is_given=True).count() == 1
    phone.post(f"resources/{guide.pk}/thanks")
    assert Thanks.objects.filter(is_given=True).count() == 2 == Thanks.everything.count()
    with pytest.raises(Refused):
        actions.thank(guide, bruno, is_given=True)


def test_said_in_two_copies_a_merci_counts_once(guide, chloe) -> None:
    assert Thanks.identity(guide, chloe) == Thanks.identity(Resource.objects.get(), Member.objects.get(pk=chloe.pk))


def test_the_most_thanked_come_first_when_asked(guide, bruno, chloe, amina, client_for) -> None:
    share(bruno, "text", title="Une idée", text="Partager la salle", input_id=ids.uuid7())
    actions.thank(guide, chloe, is_given=True)
    page = client_for(amina).get("resources/?sort=thanks").content.decode()
    assert page.index("Le guide") < page.index("Une idée")
    page = client_for(amina).get("resources/").content.decode()
    assert page.index("Une idée") < page.index("Le guide")


def test_a_comment_is_escaped_kept_once_and_removed_by_its_author_or_the_team(
    guide, bruno, chloe, amina, client_for
) -> None:
    phone, key = client_for(chloe), str(ids.uuid7())
    for _time in range(2):
        phone.post(f"resources/{guide.pk}/comments", {"input_id": key, "text": "<b>Utile</b> & court"})
    page = client_for(bruno).get(f"resources/{guide.pk}/").content.decode()
    assert page.count("&lt;b&gt;Utile&lt;/b&gt; &amp; court") == 1
    assert client_for(bruno).post(f"resources/comments/{key}/removal").status_code == 403
    assert client_for(amina).post(f"resources/comments/{key}/removal").status_code == 303
    assert not Comment.objects.exists() and Comment.everything.exists()
    empty = phone.post(f"resources/{guide.pk}/comments", {"text": "  "})
    assert empty.status_code == 422 and "Écrivez quelques mots" in empty.content.decode()


def test_themes_are_proposed_renamed_joined_and_removed(guide, bruno, amina, space: Space, client_for) -> None:
    phone, console = client_for(bruno), client_for(amina)
    phone.post(
        "resources/new/text", {"title": "Une idée", "text": "x", "themes": ["Décider"], "theme": "Lieux communs"}
    )
    idea = Resource.objects.get(title="Une idée")
    assert idea.themes == ["Décider", "Lieux communs"]
    assert phone.post("resources/themes/", {"name": "lieux  communs"}).status_code == 303
    assert space.themes.count() == 2
    kept = space.themes.get(name="Décider")
    assert phone.post(f"resources/themes/{kept.pk}/", {"name": "x"}).status_code == 403
    console.post(f"resources/themes/{kept.pk}/", {"name": "Choisir"})
    assert [Resource.objects.get(pk=one.pk).themes for one in (guide, idea)] == [
        ["Choisir"],
        ["Choisir", "Lieux communs"],
    ]
    assert "Choisir" in phone.get("search/?q=choisir").content.decode()
    console.post(f"resources/themes/{kept.pk}/", {"name": "LIEUX COMMUNS"})
    assert [Resource.objects.get(pk=one.pk).themes for one in (guide, idea)] == [["Lieux communs"], ["Lieux communs"]]
    left = space.themes.get()
    console.post(f"resources/themes/{left.pk}/removal")
    assert console.post(f"resources/themes/{left.pk}/removal").status_code == 303
    assert Resource.objects.get(pk=idea.pk).themes == [] and not space.themes.exists() and Theme.everything.exists()


def test_three_themes_at_most(bruno, client_for) -> None:
    for name in ("Un", "Deux", "Trois"):
        actions.add_theme(bruno, name)
    sent = {"title": "Une idée", "text": "x", "themes": ["Un", "Deux", "Trois"], "theme": "Quatre"}
    answer = client_for(bruno).post("resources/new/text", sent)
    assert answer.status_code == 422 and "Trois thèmes au plus" in answer.content.decode()
    unknown = client_for(bruno).post("resources/new/text", {**sent, "themes": ["Ailleurs"]})
    assert unknown.status_code == 422 and not Resource.objects.exists()


def test_facets_count_what_pressing_them_would_show(guide, bruno, client_for) -> None:
    share(bruno, "text", title="Une idée", text="x", themes=["Décider", "Lieux"], input_id=ids.uuid7())
    share(bruno, "text", title="Autre", text="x", input_id=ids.uuid7())
    page = client_for(bruno).get("resources/?kind=text").content.decode()
    facets = facets_of(page)
    assert facets["Tout"] == ["3", "2"]  # by kind, then by theme
    assert (
        facets["Texte"] == ["2"] and facets["Lien"] == ["1"] and facets["Décider"] == ["1"] and facets["Lieux"] == ["1"]
    )


def facets_of(page: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for label, count in re.findall(r'>([^<>]+) <span class="facet-count">(\d+)<', page):
        found.setdefault(label, []).append(count)
    return found


def test_a_sheet_is_asked_shown_changed_and_found(bruno, client_for) -> None:
    phone = client_for(bruno)
    sent = {"title": "Débat mouvant", "text": "On se place.", "detail_group": "13-30", "detail_material": "Une corde"}
    assert phone.post("resources/new/animation", {**sent, "detail_group": "mille"}).status_code == 422
    assert phone.post("resources/new/animation", sent).status_code == 303
    made = Resource.objects.get()
    assert made.details == {"group": "13-30", "material": "Une corde"}
    page = phone.get(f"resources/{made.pk}/").content.decode()
    assert "De 13 à 30" in page and "Une corde" in page and "Déroulé détaillé" not in page
    assert "Débat mouvant" in phone.get("search/?q=corde").content.decode()
    phone.post(f"resources/{made.pk}/edit", {**sent, "title": "Le débat mouvant", "detail_material": ""})
    made.refresh_from_db()
    assert (made.title, made.details) == ("Le débat mouvant", {"group": "13-30"})
    assert "Ce qui a changé" in phone.get(f"resources/{made.pk}/").content.decode()


def test_the_photo_of_the_wall_stands_upright_and_forgets_where_it_was_taken(bruno, amina, space, client_for) -> None:
    phone, key = client_for(bruno), str(ids.uuid7())
    sent = {"input_id": key, "upload": SimpleUploadedFile("IMG.jpg", photo())}
    answer = phone.post("resources/photo", sent)
    assert answer.status_code == 303 and answer["Location"].endswith(f"resources/{key}/caption")
    made = Resource.objects.get(pk=key)
    assert made.title.startswith("Photo du ") and (made.file.width, made.file.height) == (40, 60)
    kept = b"".join(phone.get(f"resources/{key}/file").streaming_content)
    assert not Picture.open(io.BytesIO(kept)).getexif()
    for size in ("thumb", "view"):
        assert phone.get(f"resources/{key}/picture/{size}")["Content-Type"] == "image/webp"
    assert phone.get(f"resources/{key}/picture/huge").status_code == 404
    phone.post(f"resources/{key}/caption", {"title": "", "alt": "Huit notes sur le temps"})
    made.refresh_from_db()
    assert made.title.startswith("Photo du ") and made.alt == "Huit notes sur le temps"
    assert (
        client_for(amina).post("resources/photo", {"upload": SimpleUploadedFile("a.jpg", photo())}).status_code == 303
    )
    assert "2 apportées" in produced(space)[0].summary  # a facilitator's photo is the group's
    text = phone.post("resources/photo", {"upload": SimpleUploadedFile("a.txt", b"Bonjour")})
    assert text.status_code == 422 and "Ce n’est pas une photo" in text.content.decode()
    assert phone.post("resources/photo", {}).status_code == 422


def test_the_first_page_of_a_pdf_is_drawn_and_a_broken_one_is_only_kept(bruno, client_for) -> None:
    whole = typst.compile(b"= Charte\n#lorem(40)", format="pdf")
    for name, content, drawn in (("charte.pdf", whole, True), ("casse.pdf", whole[:300], False)):
        upload = SimpleUploadedFile(name, content)
        made = share(bruno, "file", title=name, upload=upload, input_id=ids.uuid7())
        assert made.file.has_preview is drawn
        page = client_for(bruno).get(f"resources/{made.pk}/").content.decode()
        assert ("La première page" in page) is drawn and "Télécharger" in page
    answer = client_for(bruno).get(f"resources/{Resource.objects.get(title='charte.pdf').pk}/picture/view")
    picture = Picture.open(io.BytesIO(b"".join(answer.streaming_content)))
    assert max(picture.size) == 1200 and picture.convert("L").getextrema() == (0, 255)


def test_a_text_and_a_table_can_be_read_in_place(bruno, client_for) -> None:
    for name, content, shown in (
        ("a.md", "# Titre\n\n**gras** [x](javascript:alert(1)) <b>", "<strong>gras</strong>"),
        ("b.csv", "Nom;Ville\nRégie;Tours\n", '<th scope="col">Nom</th>'),
        ("c.txt", "<i>ligne</i>\n" * 9000, "&lt;i&gt;ligne"),
    ):
        upload = SimpleUploadedFile(name, content.encode())
        made = share(bruno, "file", title=name, upload=upload, input_id=ids.uuid7())
        page = client_for(bruno).get(f"resources/{made.pk}/").content.decode()
        assert shown in page and 'href="javascript' not in page
        assert ("La suite est dans le fichier" in page) is (name == "c.txt")


@pytest.mark.parametrize(("form", "written"), [("odt", to_odt), ("docx", to_docx)])
def test_a_written_document_can_be_read_in_place_without_its_pictures(bruno, client_for, form, written) -> None:
    blocks = (
        Heading(2, "Les clés"),
        Paragraph([Text("Deux", "bold"), " clés <b>", Link("https://exemple.org/", "ici")]),
        Figure(Image("mur", "Le mur des notes")),
        Table(["Qui", "Quoi"], [["Régie", "La salle"]]),
        *[Paragraph(f"Ligne {n}") for n in range(80)],
    )
    book = Book("Charte", (Chapter("Charte", blocks),), picture=lambda _src: photo())
    made = share(
        bruno, "file", title="Charte", upload=SimpleUploadedFile(f"c.{form}", written(book)), input_id=ids.uuid7()
    )
    page = client_for(bruno).get(f"resources/{made.pk}/").content.decode()
    peek = page.split("resource-peek")[1].split("</section>")[0]
    assert ">Les clés</h3>" in peek and "<strong>Deux</strong> clés &lt;b&gt;" in peek and ">La salle</td>" in peek
    assert "Le mur des notes" in peek and "<img" not in peek
    assert "Ligne 20" in peek and "Ligne 79" not in peek and "La suite est dans le fichier" in peek

    spoilt = written(book)[:400]
    with pytest.raises(Refused):
        share(bruno, "file", title="x", upload=SimpleUploadedFile(f"c.{form}", spoilt), input_id=ids.uuid7())
    made.file.disk_path.write_bytes(spoilt)
    peeking._document.cache_clear()
    page = client_for(bruno).get(f"resources/{made.pk}/").content.decode()
    assert "Télécharger" in page and "resource-peek" not in page


def test_a_film_is_given_piece_by_piece(bruno, client_for) -> None:
    content = b"\0\0\0\x18ftypmp42" + bytes(range(256)) * 4
    made = share(bruno, "file", title="Film", upload=SimpleUploadedFile("f.mov", content), input_id=ids.uuid7())
    assert made.file.name == "f.mp4"
    phone, address = client_for(bruno), f"resources/{made.pk}/file"
    for asked, first, last in (
        ("bytes=0-1", 0, 1),
        ("bytes=10-", 10, len(content) - 1),
        ("bytes=-4", len(content) - 4, len(content) - 1),
    ):
        answer = phone.get(address, HTTP_RANGE=asked)
        assert answer.status_code == 206
        assert answer["Content-Range"] == f"bytes {first}-{last}/{len(content)}"
        assert b"".join(answer.streaming_content) == content[first : last + 1]
    assert phone.get(address, HTTP_RANGE="bytes=99999-").status_code == 416
    assert phone.get(address, HTTP_RANGE="lines=1-2").status_code == 200
    assert "<video" in phone.get(f"resources/{made.pk}/").content.decode()


def test_sent_from_another_site_it_only_waits_to_be_confirmed(bruno, client_for) -> None:
    phone = client_for(bruno)
    page = phone.get('resources/new/link?title=Un+"titre"&text=Lu+ici+https://exemple.org/x').content.decode()
    assert 'value="https://exemple.org/x"' in page and "Un &quot;titre&quot;" in page and 'value="Lu ici"' in page
    assert not Resource.objects.exists()
    told = json.loads(phone.get("resources/manifest.webmanifest").content)
    assert told["scope"] == phone.seat.path and told["share_target"]["action"] == phone.seat.path + "resources/new/link"
    assert "javascript:" in phone.get("resources/anywhere/").content.decode()


def test_the_report_lists_what_was_brought_by_theme(guide, bruno, space) -> None:
    share(bruno, "experience", title="Un agenda commun", text="À cinq.\n\nPuis à dix.", input_id=ids.uuid7())
    blocks = report_blocks(space, "A4", draft=False)
    check(blocks)
    text = plain(blocks)
    assert "Le guide" in text and "Un agenda commun" in text and "les participant·es" in text and "Bruno" not in text
    bruno.credit = Credit.NAME
    bruno.save()
    assert "Bruno" in plain(report_blocks(space, "A4", draft=False))
    upload = SimpleUploadedFile("mur.jpg", photo())
    share(bruno, "file", title="Le mur", upload=upload, details={"alt": "Des notes"}, input_id=ids.uuid7())
    for resource in Resource.objects.all():
        check(resource_blocks(resource))


def test_a_page_of_the_list_costs_the_same_with_one_or_many(guide, bruno, chloe, client_for) -> None:
    phone = client_for(chloe)

    def cost() -> int:
        with CaptureQueriesContext(connection) as seen:
            phone.get("resources/")
        return len(seen)

    phone.get("resources/")
    one = cost()
    for n in range(5):
        made = share(bruno, "text", title=f"Texte {n}", text="x", input_id=ids.uuid7())
        actions.thank(made, chloe, is_given=True)
    assert cost() == one
