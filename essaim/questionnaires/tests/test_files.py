"""A photo or a file as an answer: by name, and in the anonymous box."""

import base64
import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from essaim.files.models import StoredFile
from essaim.questionnaires import actions
from essaim.questionnaires.definition import Definition, Field, Flow, Kind, Question, Shown
from essaim.questionnaires.models import Anonymity, Answer, Ballot
from essaim.spaces import box

pytestmark = pytest.mark.django_db
EXIF = {0x010E: "Le mur de Farid", 0x0110: "Téléphone de Farid"}


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_DIR = tmp_path


def photo(name="IMG_Farid.jpg", colour="teal") -> SimpleUploadedFile:
    drawn, exif = io.BytesIO(), Image.Exif()
    exif.update(EXIF)
    Image.new("RGB", (60, 40), colour).save(drawn, "JPEG", exif=exif)
    return SimpleUploadedFile(name, drawn.getvalue(), "image/jpeg")


def asked(space, amina, anonymity=Anonymity.A1, flow=Flow.ONE):
    words = Question("word", {"fr": "Un mot ?"}, (Field("word", Kind.SHORT),), essential=True, most_shown=Shown.NAMED)
    shown = Question(
        "photo", {"fr": "Votre lieu"}, (Field("photo", Kind.FILE),), essential=True, most_shown=Shown.NAMED
    )
    made = actions.create_own(space, "Nos lieux", by=amina)
    made.definition = Definition("own", {"fr": "Nos lieux"}, (words, shown), flow=flow).as_json()
    made.anonymity = anonymity
    made.save()
    return actions.open_questionnaire(made, by=amina)


def files(tmp_path):
    return [path for path in tmp_path.rglob("*") if path.is_file()]


def test_a_photo_is_kept_drawn_again_and_read_by_whom_it_is_shown_to(
    space, amina, bruno, chloe, denis, client_for, tmp_path, now
):
    one = asked(space, amina)
    phone, at = client_for(bruno), f"questionnaires/{one.pk}/photo/"
    assert 'enctype="multipart/form-data"' in phone.get(at).text
    assert phone.post(at, {"photo": "", "photo.upload": photo()}).status_code == 303
    stored, kept = StoredFile.objects.get(), Answer.objects.get().value["photo"]
    assert kept["file"] == str(stored.pk) and kept["name"] == "IMG_Farid.jpg"
    assert not Image.open(stored.disk_path).getexif() and b"Farid" not in stored.disk_path.read_bytes()
    href = kept["href"]
    for member, status in ((bruno, 200), (amina, 200), (chloe, 404), (denis, 404)):
        assert client_for(member).get(href).status_code == status, member
    # Shown to the group, then taken back.
    phone.post(at, {"photo": "same", "shown": "named"})
    assert StoredFile.objects.get() == stored and client_for(chloe).get(f"{href}?size=view").status_code == 200
    assert "Déjà reçu" in phone.get(at).text and "IMG_Farid.jpg" in phone.get(f"questionnaires/{one.pk}/end/").text
    phone.post(f"{at}withdrawal")
    assert not StoredFile.objects.exists() and phone.get(href).status_code == 404


def test_another_photo_takes_the_place_of_the_first(space, amina, bruno, client_for, tmp_path, now):
    one = asked(space, amina)
    phone, at = client_for(bruno), f"questionnaires/{one.pk}/photo/"
    phone.post(at, {"photo.upload": photo()})
    first = Answer.objects.get().value["photo"]["file"]
    phone.post(at, {"photo": "same", "photo.upload": photo("autre.jpg", "red")})
    assert StoredFile.objects.get().name == "autre.jpg" and str(StoredFile.objects.get().pk) != first
    phone.post(at, {"photo": "same", "photo.drop": "1"})
    assert Answer.objects.get().value == {} and not StoredFile.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("page.html", b"<html><script>alert(1)</script></html>", "ne peut pas être pris"),
        ("faux.jpg", b"\xff\xd8\xff" + b"0" * 100, "ne peut pas être pris"),
        ("lourd.pdf", b"%PDF-1.4" + b"0" * (10 * 2**20), "trop lourd"),
    ],
)
def test_what_is_not_safe_is_refused_by_its_field_and_nothing_changes(
    space, amina, bruno, client_for, tmp_path, now, name, content, said
):
    one = asked(space, amina, flow=Flow.ALL)
    upload = SimpleUploadedFile(name, content)
    answer = client_for(bruno).post(
        f"questionnaires/{one.pk}/page/1/", {"word:word": "Tapé", "photo:photo.upload": upload}
    )
    assert answer.status_code == 422 and said in answer.text and "Tapé" in answer.text
    assert not Answer.objects.exists() and not StoredFile.objects.exists() and not files(tmp_path)


def test_what_was_chosen_stays_when_another_answer_is_wrong(space, amina, bruno, client_for, tmp_path, now):
    one = asked(space, amina, flow=Flow.ALL)
    phone, at = client_for(bruno), f"questionnaires/{one.pk}/page/1/"
    answer = phone.post(at, {"word:word": "x" * 300, "photo:photo.upload": photo()})
    assert answer.status_code == 422 and "pas besoin de le choisir à nouveau" in answer.text
    word = re.search(r'name="photo:photo" value="(aside:[^"]+)"', answer.text)[1]
    assert phone.post(at, {"word:word": "Court", "photo:photo": word}).status_code == 303
    assert StoredFile.objects.count() == 1 and len(Answer.objects.all()) == 2
    # Somebody else's word opens nothing.
    other = client_for(amina)
    assert other.post(at, {"photo:photo": word}).status_code in (303, 422)
    assert StoredFile.objects.count() == 1


def test_one_photo_sent_alone_says_what_the_form_holds_now(space, amina, bruno, client_for, tmp_path, now):
    one = asked(space, amina, flow=Flow.ALL)
    at = f"questionnaires/{one.pk}/page/1/"
    said = client_for(bruno).post(at, {"only": "photo", "photo:photo.upload": photo()}, HTTP_ACCEPT="application/json")
    assert said.json()["kept"] == {"photo:photo": "same"}
    assert client_for(bruno).post(at, {"photo:photo": "same", "word:word": "Là"}).status_code == 303
    assert Answer.objects.filter(question="photo").get().value["photo"]["file"] == str(StoredFile.objects.get().pk)


def test_in_the_box_a_photo_has_no_file_no_name_no_time(space, amina, six, client_for, tmp_path, now, monkeypatch):
    one = asked(space, amina, Anonymity.A2)
    at = f"questionnaires/{one.pk}/photo/"
    pdf = client_for(six[0]).post(at, {"photo.upload": SimpleUploadedFile("a.pdf", b"%PDF-1.4 Farid")})
    assert pdf.status_code == 422 and "une photo seulement" in pdf.text
    for n, member in enumerate(six):
        phone = client_for(member)
        phone.get(at)
        sent = {"photo.upload": photo(f"IMG_{member.name}.jpg", (20 * n, 0, 0)), "shown": "anonymous" if n else ""}
        assert phone.post(at, sent).status_code == 303
        assert phone.post(at, {"photo": "same", "shown": "anonymous" if n else ""}).status_code == 303
    assert not StoredFile.objects.exists() and not files(tmp_path)
    for ballot in Ballot.objects.all():
        kept = ballot.content["photo"]["value"]["photo"]
        assert set(kept) == {"picture"} and b"Farid" not in base64.b64decode(kept["picture"])
    monkeypatch.setattr(box, "mixed", lambda items: list(reversed(list(items))))
    actions.close(one, by=amina)
    assert {row.name for row in StoredFile.objects.all()} == {"photo.webp"}
    assert StoredFile.objects.count() == 6 and all(
        "picture" not in str(ballot.content) for ballot in Ballot.objects.all()
    )
    shown = {b.content["photo"]["value"]["photo"]["href"]: b.content["photo"]["shown"] for b in Ballot.objects.all()}
    assert sorted(shown.values()) == ["anonymous"] * 5 + ["never"]
    for href, level in shown.items():
        assert client_for(six[2]).get(href).status_code == (200 if level == "anonymous" else 404)
    results = client_for(six[1]).get(f"questionnaires/{one.pk}/results/").text
    assert results.count("?size=view") == 5
