"""Pages go out as files and come back as pages."""

import io
import json
import re
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Picture

from essaim.base import ids
from essaim.base.blocks import Blocks, Figure, Heading, Image, Mention, PageLink, Paragraph, Table, Text
from essaim.base.blocks.plain import plain
from essaim.base.blocks.read_docx import read_docx
from essaim.base.blocks.read_odt import read_odt
from essaim.documents import api, pictures
from essaim.pages import actions, placing
from essaim.pages.models import Page
from essaim.spaces.changes import change
from essaim.spaces.models import Event, Member, Space
from essaim.spaces.models.member import Credit

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_DIR = tmp_path
    return tmp_path


def photo() -> bytes:
    saved = io.BytesIO()
    Picture.new("RGB", (60, 40), "teal").save(saved, "PNG")
    return saved.getvalue()


def write(member: Member, title: str, blocks: Blocks = (), parent: Page | None = None) -> Page:
    page = actions.create_page(member, title, input_id=ids.uuid7(), parent=parent)
    with change(member.space, by=member):
        api.edit(page.document, lambda doc: api.write_blocks(doc, blocks), member)
    return page


@pytest.fixture
def charter(bruno: Member, chloe: Member) -> Page:
    """« La charte », which points at « Les rôles », under it, and shows a picture."""
    bruno.credit = Credit.NAME
    bruno.save()
    kept = pictures.keep(bruno, SimpleUploadedFile("mur.png", photo()))
    page = write(bruno, "La charte")
    roles = write(bruno, "Les rôles", (Paragraph("Une personne garde le temps."),), page)
    blocks = (
        Heading(2, "Décider"),
        Paragraph(
            [
                Text("Voir "),
                PageLink(str(roles.pk), "Les rôles"),
                Text(", demander à "),
                Mention(str(chloe.pk), "Chloé"),
            ]
        ),
        Table(["Qui", "Quoi"], [["Nous", "Tout"]]),
        Figure(Image(kept.src, "Huit notes sur le temps")),
    )
    with change(bruno.space, by=bruno):
        api.edit(page.document, lambda doc: api.write_blocks(doc, blocks), bruno)
    return page


def export(phone, query: str):
    answer = phone.get("pages/export.file?" + query)
    assert answer.status_code == 200, answer.content.decode()[:2000]
    assert answer["Content-Disposition"].startswith("attachment")
    return answer


def unzipped(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize(("form", "read"), [("odt", read_odt), ("docx", read_docx)])
def test_a_branch_as_one_document(charter: Page, bruno: Member, client_for, form, read) -> None:
    found = read(export(client_for(bruno), f"format={form}&page={charter.pk}&branch=yes").content)
    text = plain(found.blocks)
    assert found.title == "La charte" and len(found.pictures) == 1
    assert "Une personne garde le temps." in text and "Huit notes" in str(found.blocks)
    assert "Chloé" not in text and "quelqu’un du groupe" in text  # she chose not to be named in what is published
    assert "CC BY-SA 4.0" in found.notices[0] and "Bruno" in found.notices[1]
    alone = read(export(client_for(bruno), f"format={form}&page={charter.pk}").content)
    assert "Une personne garde le temps." not in plain(alone.blocks)


def test_as_pdf(charter: Page, bruno: Member, client_for) -> None:
    answer = export(client_for(bruno), f"format=pdf&page={charter.pk}&branch=yes")
    assert answer.content.startswith(b"%PDF-") and answer["Content-Type"] == "application/pdf"


def test_one_page_as_html_opens_alone(charter: Page, bruno: Member, client_for) -> None:
    text = export(client_for(bruno), f"format=html&page={charter.pk}").content.decode()
    assert "<h1>La charte</h1>" in text and 'src="data:image/png;base64,' in text and 'alt="Huit notes' in text
    assert 'lang="fr"' in text and "CC BY-SA 4.0" in text and "Bruno" in text and "<script" not in text
    assert not re.search(r'(?:src|href)="(?!data:|https://creativecommons)', text)


@pytest.mark.parametrize("form", ["html", "md"])
def test_all_pages_as_a_folder_come_back_as_they_were(
    charter: Page, bruno: Member, denis: Member, space: Space, client_for, form: str
) -> None:
    content = export(client_for(bruno), f"format={form}").content
    parts = unzipped(content)
    assert {f"index.{form}", f"01-la-charte.{form}", f"01.01-les-roles.{form}", "pictures/1.png"} <= set(parts)
    page = parts[f"01-la-charte.{form}"].decode()
    assert f"01.01-les-roles.{form}" in page and "CC BY-SA 4.0" in page
    assert all(
        name.removesuffix(f".{form}") in parts[f"index.{form}"].decode() for name in parts if name.startswith("01")
    )

    phone = client_for(denis)
    preview = phone.post("pages/import/", {"files": SimpleUploadedFile("tout.zip", content)})
    shown = preview.content.decode()
    assert preview.status_code == 200 and "2 pages trouvées" in shown and not denis.space.pages.exists()
    made = phone.post("pages/import/pages", sent(shown))
    assert made.status_code == 303
    here = {one.title: one for one in denis.space.pages.all()}
    assert set(here) == {"La charte", "Les rôles"} and here["Les rôles"].parent == here["La charte"]
    blocks = api.blocks_of(here["La charte"].document)
    links = [
        one for block in blocks if isinstance(block, Paragraph) for one in block.inlines if isinstance(one, PageLink)
    ]
    assert links == [PageLink(str(here["Les rôles"].pk), "Les rôles")]
    (figure,) = [block for block in blocks if isinstance(block, Figure)]
    assert figure.image.alt == "Huit notes sur le temps" and pictures.picture_bytes(denis.space, figure.image.src)
    assert not Page.objects.filter(space=space).exclude(pk__in=[charter.pk, *placing.branch(charter)]).exists()


def sent(preview: str, **more: object) -> dict[str, object]:
    """What the page that shows what will be made would send."""
    return {
        "input_id": re.search(r'name="input_id" value="([^"]+)"', preview)[1],  # type: ignore[index]
        "kept": re.findall(r'name="kept" value="([^"]+)"', preview),
        "take": re.findall(r'name="take"[^>]*value="(\d+)" checked', preview),
        "title": re.findall(r'name="title"[^>]*value="([^"]*)"', preview),
        **more,
    }


def test_several_files_at_once_in_one_change_and_once(bruno: Member, space: Space, client_for) -> None:
    phone = client_for(bruno)
    files = [
        SimpleUploadedFile("notes_du-jour.md", b"# Nos notes\n\nVoir [la suite](suite.txt) et [loin](https://a.org)."),
        SimpleUploadedFile("suite.txt", "Été\n\nfin".encode("cp1252")),
        SimpleUploadedFile("vide.html", b"<p>Un <b>mot</b><script>alert(1)</script>"),
    ]
    preview = phone.post("pages/import/", {"files": files}).content.decode()
    data = sent(preview)
    assert data["title"] == ["Nos notes", "Suite", "Vide"]
    data |= {"title": ["Nos notes", "La suite", "Vide"], "take": ["0", "1"]}
    before = Event.objects.filter(space=space).count()
    for _time in range(2):
        assert phone.post("pages/import/pages", data).status_code in (303, 422)
    titles = list(space.pages.values_list("document__title", flat=True))
    assert sorted(titles) == ["La suite", "Nos notes"] and Event.objects.filter(space=space).count() > before
    notes = space.pages.get(document__title="Nos notes")
    said = api.blocks_of(notes.document)[0].inlines  # type: ignore[attr-defined]
    assert any(isinstance(one, PageLink) and one.title == "La suite" for one in said)
    assert "Été" in api.plain_text(space.pages.get(document__title="La suite").document)
    assert "Nos notes" in phone.get("search/?q=notes").content.decode()


def test_a_wiki_comes_with_its_links(bruno: Member, space: Space, client_for) -> None:
    rows = [
        {
            "tag": "PagePrincipale",
            "body": "Voir [[LesRoles nos rôles]], [[Ailleurs plus rien]] et [[LaCharte la charte]]",
        },
        {"tag": "LesRoles", "body": "======Les rôles======\nUne personne **écrit**."},
        {"tag": "Jardin", "body": json.dumps({"bf_titre": "Le jardin", "bf_ville": "Tours"})},
    ]
    write(bruno, "LaCharte")
    phone = client_for(bruno)
    upload = SimpleUploadedFile("wiki.json", json.dumps(rows).encode())
    preview = phone.post("pages/import/", {"files": upload}).content.decode()
    assert phone.post("pages/import/pages", sent(preview)).status_code == 303
    made = {one.title: one for one in space.pages.all()}
    assert set(made) == {"LaCharte", "Page principale", "Les rôles", "Le jardin"}
    (words,) = api.blocks_of(made["Page principale"].document)
    links = [one for one in words.inlines if isinstance(one, PageLink)]  # type: ignore[attr-defined]
    assert [one.title for one in links] == ["Les rôles", "LaCharte"] and "plus rien" in plain([words])


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("photo.png", photo(), "n’est pas d’une sorte que nous lisons"),
        ("casse.odt", b"PK\x03\x04 rien", "ne peut pas être lu"),
        ("tableau.csv", b"a;b\n1;2", "n’est pas d’une sorte que nous lisons"),
        ("programme.exe", b"MZ\0", "n’est pas d’une sorte que nous lisons"),
    ],
)
def test_what_cannot_be_read_is_said(
    bruno: Member, space: Space, client_for, name: str, content: bytes, said: str
) -> None:
    answer = client_for(bruno).post("pages/import/", {"files": SimpleUploadedFile(name, content)})
    page = answer.content.decode()
    assert answer.status_code == 422 and said in page and name in page
    assert not space.pages.exists()


def test_nothing_chosen_and_files_gone_are_said(bruno: Member, chloe: Member, space: Space, client_for) -> None:
    phone = client_for(bruno)
    assert phone.post("pages/import/", {}).status_code == 422
    preview = phone.post("pages/import/", {"files": SimpleUploadedFile("a.md", b"# A\n\nb")}).content.decode()
    none = phone.post("pages/import/pages", sent(preview, take=[]))
    assert none.status_code == 422 and "Cochez au moins une page" in none.content.decode()
    stolen = client_for(chloe).post("pages/import/pages", sent(preview))
    assert stolen.status_code == 422 and "ne sont plus là" in stolen.content.decode()
    long = phone.post("pages/import/pages", sent(preview, title=["x" * 121]))
    assert long.status_code == 422 and "trop long" in long.content.decode() and not space.pages.exists()


def test_a_draft_leaves_only_with_the_team(charter: Page, amina: Member, bruno: Member, client_for) -> None:
    actions.keep_as_draft(charter, amina, is_draft=True)
    assert client_for(bruno).get(f"pages/export.file?format=md&page={charter.pk}").status_code == 404
    seen = export(client_for(bruno), "format=html").content.decode()
    assert "Les rôles" in seen and "La charte" not in seen
    assert "01-la-charte.md" in unzipped(export(client_for(amina), "format=md").content)
    assert client_for(bruno).get("pages/export.file?format=exe").status_code == 422
