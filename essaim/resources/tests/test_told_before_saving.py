"""What the group has already is said before saving, and never forbidden."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from essaim.base import ids
from essaim.resources.actions import remove, share
from essaim.resources.duplicates import is_near, normal_address
from essaim.resources.models import Resource
from essaim.spaces.models import Member

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_DIR = tmp_path
    return tmp_path


def photo() -> bytes:
    saved = io.BytesIO()
    Image.new("RGB", (60, 40), "teal").save(saved, "JPEG")
    return saved.getvalue()


@pytest.mark.parametrize(
    "other",
    [
        "http://exemple.org/guide",
        "https://www.exemple.org/guide/",
        "HTTPS://Exemple.ORG:443/guide#haut",
        "https://exemple.org/guide?utm_source=lettre&fbclid=x1",
    ],
)
def test_one_page_has_one_address(other: str) -> None:
    assert normal_address(other) == normal_address("https://exemple.org/guide")


@pytest.mark.parametrize(
    "other",
    [
        "https://exemple.org/guides",
        "https://exemple.org/guide?id=2",
        "https://a.exemple.org/guide",
        "https://exemple.org/guide#/2",
    ],
)
def test_two_pages_have_two(other: str) -> None:
    assert normal_address(other) != normal_address("https://exemple.org/guide")


@given(st.text(max_size=40))
def test_any_address_can_be_compared(text: str) -> None:
    address = "https://exemple.org/" + text
    try:
        once = normal_address(address)
    except ValueError:
        return  # what no address can be is refused by the form
    assert normal_address(address) == once


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("La charte du groupe", "Charte du groupe", True),
        ("Décider à plusieurs", "DECIDER A PLUSIEURS !", True),
        ("Décider à plusieurs", "Travailler à plusieurs", False),
        ("Atelier 1", "Atelier 2", False),
        ("", "", False),
    ],
)
def test_near_titles(one: str, other: str, near: bool) -> None:
    assert is_near(one, other) is is_near(other, one) is near


def test_the_same_link_is_said_then_shared_all_the_same(
    bruno: Member, chloe: Member, denis: Member, client_for
) -> None:
    first = share(bruno, "link", title="Le guide", url="https://www.exemple.org/guide/", input_id=ids.uuid7())
    phone, key = client_for(chloe), str(ids.uuid7())
    sent = {"input_id": key, "url": "http://exemple.org/guide?utm_source=x", "title": "Un bon guide pour débuter"}
    told = phone.post("resources/new/link", sent)
    page = told.content.decode()
    assert told.status_code == 422 and Resource.objects.count() == 1
    assert f"resources/{first.pk}/" in page and "Partager quand même" in page and "Un bon guide pour débuter" in page
    assert phone.post("resources/new/link", {**sent, "anyway": "1"}).status_code == 303
    assert Resource.objects.count() == 2
    # Pressed twice: what this very form has made is not told as a duplicate of itself.
    assert phone.post("resources/new/link", sent).status_code == 303
    assert Resource.objects.count() == 2
    # Another space knows nothing of it.
    assert client_for(denis).post("resources/new/link", {**sent, "input_id": str(ids.uuid7())}).status_code == 303


def test_the_same_file_is_known_under_any_name_and_need_not_be_chosen_again(bruno, chloe, client_for, media) -> None:
    share(bruno, "file", title="Le mur", upload=SimpleUploadedFile("mur.jpg", photo()), input_id=ids.uuid7())
    phone, key = client_for(chloe), str(ids.uuid7())
    upload = SimpleUploadedFile("IMG_7.jpg", photo())
    told = phone.post("resources/new/file", {"input_id": key, "title": "Notre tableau du matin", "upload": upload})
    page = told.content.decode()
    assert told.status_code == 422 and ">Le mur</a>" in page and "Fichier gardé\u00a0: IMG_7.jpg" in page
    word = page.split('name="kept" value="')[1].split('"')[0]
    sent = {"input_id": key, "title": "Notre tableau du matin", "kept": word, "anyway": "1"}
    assert client_for(bruno).post("resources/new/file", {**sent, "input_id": str(ids.uuid7())}).status_code == 422
    assert phone.post("resources/new/file", sent).status_code == 303
    made = Resource.objects.get(pk=key)
    assert (
        made.file.name == "IMG_7.jpg"
        and made.file.sent_sha256 == Resource.objects.exclude(pk=key).get().file.sent_sha256
    )
    assert not list((media / "aside").iterdir())


def test_a_file_is_kept_when_something_else_is_to_be_mended(bruno: Member, client_for) -> None:
    upload = SimpleUploadedFile("plan.txt", b"Bonjour")
    answer = client_for(bruno).post("resources/new/file", {"title": "x" * 161, "upload": upload})
    assert answer.status_code == 422 and "Fichier gardé\u00a0: plan.txt" in answer.content.decode()
    tampered = client_for(bruno).post("resources/new/file", {"title": "Plan", "kept": "invente"})
    assert tampered.status_code == 422 and "Choisissez un fichier" in tampered.content.decode()


def test_what_was_taken_away_is_no_duplicate(bruno: Member, client_for) -> None:
    remove(share(bruno, "text", title="La charte du groupe", text="x", input_id=ids.uuid7()), bruno)
    answer = client_for(bruno).post("resources/new/text", {"title": "Charte du groupe", "text": "y"})
    assert answer.status_code == 303
