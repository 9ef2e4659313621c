"""Resources: brought by anyone, filtered, found, changed by whom may, and files made safe."""

import io
import re
import zipfile
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from essaim.base import ids
from essaim.files.models import StoredFile
from essaim.resources.actions import remove, share
from essaim.resources.models import Resource
from essaim.spaces.models import Member

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_DIR = tmp_path
    return tmp_path


def packed(**entries: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in entries.items():
            archive.writestr(name.replace("__", "/"), content)
    return made.getvalue()


def odt() -> bytes:
    return packed(mimetype=b"application/vnd.oasis.opendocument.text", content_xml=b"<x/>")


def docx(**more: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in {"[Content_Types].xml": b"", "word/document.xml": b"", **more}.items():
            archive.writestr(name, content)
    return made.getvalue()


def photo() -> bytes:
    picture, saved = Image.new("RGB", (40, 20), "teal"), io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "SECRETCAMERA"
    picture.save(saved, "JPEG", exif=exif)
    return saved.getvalue()


def bring(phone, kind: str = "file", **given: object):
    return phone.post(f"resources/new/{kind}", {"input_id": str(ids.uuid7()), "title": "Un titre", **given})


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="text/html")


def test_a_link_is_brought_and_shown_to_the_group(bruno: Member, chloe: Member, denis: Member, client_for) -> None:
    answer = bring(client_for(bruno), "link", url="exemple.org/guide", title="Le guide", why="Pour commencer")
    assert answer.status_code == 303
    made = Resource.objects.get()
    assert (made.url, made.author, made.site) == ("https://exemple.org/guide", bruno, "exemple.org")
    page = client_for(chloe).get("resources/").content.decode()
    assert "Le guide" in page and "Pour commencer" in page and "Bruno" in page
    assert client_for(denis).get(f"resources/{made.pk}/").status_code == 404
    assert "Le guide" not in client_for(denis).get("resources/").content.decode()


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "ftp://exemple.org/x", "exemple", "https://moi:secret@exemple.org/"]
)
def test_an_address_that_leads_nowhere_is_refused_and_kept(bruno: Member, client_for, url: str) -> None:
    answer = bring(client_for(bruno), "link", url=url, title="Mon titre à moi")
    page = answer.content.decode()
    assert answer.status_code == 422 and "Mon titre à moi" in page and url in page
    assert not Resource.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "kept", "media_type"),
    [
        ("Charte.PDF", b"%PDF-1.7 x", "Charte.pdf", "application/pdf"),
        ("../../etc/notes.md", "# Été".encode(), "notes.md", "text/plain; charset=utf-8"),
        ("C:\\Mes documents\\plan.odt", odt(), "plan.odt", "application/vnd.oasis.opendocument.text"),
        ("plan.exe", docx(), "plan.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("", b"ID3 son", "fichier.mp3", "audio/mpeg"),
    ],
    ids=["pdf", "markdown", "odt", "docx", "mp3"],
)
def test_a_file_is_told_by_what_it_holds(bruno: Member, client_for, name, content, kept, media_type) -> None:
    phone = client_for(bruno)
    made = share(
        bruno, "file", title="Un fichier", upload=SimpleUploadedFile(name or "x", content), input_id=ids.uuid7()
    )
    if not name:
        kept = "x.mp3"
    assert made.file is not None and (made.file.name, made.file.media_type) == (kept, media_type)
    answer = phone.get(f"resources/{made.pk}/file")
    assert b"".join(answer.streaming_content) == content
    played = "inline" if kept.endswith("mp3") else "attachment"
    assert answer["Content-Disposition"] == f'{played}; filename="{kept}"'
    assert answer["Content-Type"] == media_type and answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("photo.png", b"<html><script>alert(1)</script></html>"),
        ("dessin.svg", b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'),
        ("texte.txt", b"  \n <!DOCTYPE html><p>"),
        ("photo.png", b"\x89PNG\r\n\x1a\n not one"),
        ("macros.docx", docx(**{"word/vbaProject.bin": b"x"})),
        ("archive.zip", packed(run_exe=b"MZ")),
        ("cassee.odt", odt()[:60]),
        ("programme.exe", b"MZ\x90\x00\x03"),
        ("vide.txt", b"   \n"),
    ],
    ids=["html", "svg", "doctype", "not-a-png", "macros", "zip", "cut", "exe", "empty"],
)
def test_what_may_not_be_brought_is_refused_with_a_sentence(bruno: Member, client_for, media, name, content) -> None:
    answer = bring(client_for(bruno), upload=upload(name, content), title="Gardé sur la page")
    page = answer.content.decode()
    assert answer.status_code == 422 and "Ce fichier ne peut pas être pris" in page and "Gardé sur la page" in page
    assert not Resource.objects.exists() and not StoredFile.objects.exists() and not list(media.rglob("*.*"))


def test_a_file_too_heavy_is_refused(bruno: Member, client_for, media) -> None:
    answer = bring(client_for(bruno), upload=upload("gros.pdf", b"%PDF-" + b"x" * 10 * 2**20))
    assert answer.status_code == 422 and "10\u00a0Mo au plus" in answer.content.decode()
    assert not [path for path in media.rglob("*") if path.is_file()]
    phone = client_for(bruno)
    assert phone.post("resources/new/file", {}, CONTENT_LENGTH=str(40 * 2**20)).status_code == 413


def test_a_photo_forgets_what_the_camera_says(bruno: Member, client_for) -> None:
    made = share(bruno, "file", title="Photo", upload=SimpleUploadedFile("p.jpeg", photo()), input_id=ids.uuid7())
    shown = client_for(bruno).get(f"resources/{made.pk}/file")
    content = b"".join(shown.streaming_content)
    assert b"SECRETCAMERA" in photo() and b"SECRETCAMERA" not in content
    assert shown["Content-Type"] == "image/jpeg" and shown["Content-Disposition"].startswith("inline")


def test_sent_twice_it_counts_once(bruno: Member, media) -> None:
    key: UUID = ids.uuid7()
    for _time in range(2):
        share(bruno, "file", title="Notes", upload=SimpleUploadedFile("n.txt", b"Bonjour"), input_id=key)
    assert Resource.objects.count() == 1
    assert len([path for path in media.rglob("*") if path.is_file()]) == 1


def test_taken_away_its_bytes_are_too(bruno: Member, client_for, media, django_capture_on_commit_callbacks) -> None:
    made = share(bruno, "file", title="Notes", upload=SimpleUploadedFile("n.txt", b"Bonjour"), input_id=ids.uuid7())
    with django_capture_on_commit_callbacks(execute=True):
        remove(made, bruno)
    assert not [path for path in media.rglob("*") if path.is_file()]
    assert client_for(bruno).get(f"resources/{made.pk}/file").status_code == 404


def test_whoever_brought_it_and_the_team_change_it(amina: Member, bruno: Member, chloe: Member, client_for) -> None:
    made = share(bruno, "text", title="Une idée", text="Partager la salle", input_id=ids.uuid7())
    given = {"title": "Une idée", "text": "Partager deux salles"}
    assert client_for(chloe).post(f"resources/{made.pk}/edit", given).status_code == 403
    assert client_for(chloe).post(f"resources/{made.pk}/removal").status_code == 403
    assert client_for(bruno).post(f"resources/{made.pk}/edit", given).status_code == 303
    made.refresh_from_db()
    assert made.text == "Partager deux salles"
    assert client_for(amina).post(f"resources/{made.pk}/removal").status_code == 303
    assert not Resource.objects.exists()


def test_filtered_by_words_kind_and_theme(bruno: Member, client_for) -> None:
    share(
        bruno, "link", title="Décider à plusieurs", url="https://a.example/", themes=["Décider"], input_id=ids.uuid7()
    )
    share(bruno, "text", title="Les écoles ouvertes", text="Préau", themes=["Lieux"], input_id=ids.uuid7())
    phone = client_for(bruno)

    def shown(query: str) -> set[str]:
        page = phone.get("resources/?" + query).content.decode()
        return {title for title in ("Décider à plusieurs", "Les écoles ouvertes") if f">{title}<" in page}

    assert shown("q=ecole") == {"Les écoles ouvertes"}
    assert shown("kind=link") == {"Décider à plusieurs"}
    assert shown("theme=Lieux") == {"Les écoles ouvertes"}
    assert shown("q=ecole&kind=link") == set()
    assert shown("kind=nothing") == {"Décider à plusieurs", "Les écoles ouvertes"}
    bring(phone, "link", url="https://b.example/", title="Autre", theme="DECIDER")
    assert {theme for themes in Resource.objects.values_list("themes", flat=True) for theme in themes} == {
        "Décider",
        "Lieux",
    }


def test_many_are_shown_a_page_at_a_time(space, bruno: Member, client_for) -> None:
    for n in range(50):
        share(bruno, "link", title=f"Lien {n}", url="https://a.example/", input_id=ids.uuid7())
    phone = client_for(bruno)

    def titles(query: str = "") -> list[str]:
        return re.findall(r">(Lien \d+)</h2>", phone.get("resources/" + query).content.decode())

    assert titles() == [f"Lien {n}" for n in range(49, 25, -1)]
    assert titles("?page=2") == [f"Lien {n}" for n in range(25, 1, -1)]
    assert titles("?page=3") == ["Lien 1", "Lien 0"] == titles("?page=999")
    assert titles("?page=-1") == titles("?page=x") == titles("?page=0") == titles()
