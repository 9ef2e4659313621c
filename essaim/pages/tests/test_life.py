"""A page's life: drafts, versions, comments, letters, the web, removal."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from essaim.base import ids
from essaim.base.blocks import Figure, Heading
from essaim.base.blocks import Image as BlockImage
from essaim.documents import api, pictures
from essaim.mail.models import Letter
from essaim.pages import actions, commenting, following
from essaim.pages.models import Comment, Page
from essaim.search.index import find
from essaim.spaces.changes import change
from essaim.spaces.models import Member

pytestmark = pytest.mark.django_db


def page_with(member: Member, title: str, text: str = "", **options: object) -> Page:
    page = actions.create_page(member, title, input_id=ids.uuid7(), **options)
    if text:
        actions.add_paragraph(page, member, text)
    return page


def test_a_draft_is_the_teams_alone(space, amina, bruno, client_for):
    page = page_with(amina, "Budget caché", "Des ruches secrètes.", is_draft=True)
    phone, console = client_for(bruno), client_for(amina)
    for path in (f"pages/{page.pk}/", f"pages/{page.pk}/history/", f"documents/{page.pk}/token"):
        assert phone.get(path).status_code == 404 and console.get(path).status_code == 200
    for path in ("pages/", "pages/recent/", "search/?q=ruche", "written/", f"parts/page-threads/{page.pk}"):
        assert "Budget" not in phone.get(path).text
    assert find(space, "ruches") == [] and len(find(space, "ruches", by_team=True)) == 1
    console.post(f"pages/{page.pk}/draft", {"on": "no"})
    assert phone.get(f"pages/{page.pk}/").status_code == 200 and len(find(space, "ruches")) == 1


def test_a_version_is_named_compared_and_comes_back(now, space, bruno, chloe, monkeypatch, client_for):
    page = page_with(bruno, "Définition", "Faire ensemble.")
    phone = client_for(bruno)
    assert phone.post(f"pages/{page.pk}/history/", {"name": "Relue"}).status_code == 303
    named = page.document.versions.get(name="Relue")
    monkeypatch.setattr("essaim.base.clock.now", lambda: now + timedelta(minutes=30))
    actions.add_paragraph(page, chloe, "Durer longtemps.")
    last = page.document.versions.order_by("-edited_at").first()
    assert last.pk != named.pk and [one.pk for one in last.authors.all()] == [chloe.pk]
    compared = phone.get(f"pages/{page.pk}/history/{last.pk}/").text
    assert "<ins>Durer longtemps.</ins>" in compared and "Ajouté" in compared
    assert phone.post(f"pages/{page.pk}/history/{named.pk}/restoration").status_code == 303
    assert api.plain_text(page.document).strip() == "Faire ensemble."
    history = phone.get(f"pages/{page.pk}/history/").text
    assert "Relue" in history and "retour à la version" in history
    assert phone.get(f"pages/{page.pk}/history/{last.pk}/?with=now").status_code == 200


def test_stretches_less_than_ten_minutes_apart_are_one_version(now, bruno, monkeypatch):
    page = page_with(bruno, "Notes", "Un.")
    monkeypatch.setattr("essaim.base.clock.now", lambda: now + timedelta(minutes=9))
    actions.add_paragraph(page, bruno, "Deux.")
    assert page.document.versions.count() == 1


def test_comments_are_answered_settled_and_withdrawn(space, bruno, chloe, client_for):
    page = page_with(bruno, "Salle")
    phone = client_for(chloe)
    given = {"input_id": ids.uuid7(), "text": "Et la clé\u00a0? <b>", "quote": "la salle", "thread": ids.uuid7()}
    for _ in range(2):
        assert phone.post(f"pages/{page.pk}/comments", given).status_code == 303
    said = Comment.objects.get()
    shown = phone.get(f"pages/{page.pk}/").text
    assert "la salle" in shown and "&lt;b&gt;" in shown and f'data-thread="{said.thread_id}"' in shown
    phone.post(f"pages/{page.pk}/threads/{said.thread_id}", {"on": "yes"})
    assert f'data-thread="{said.thread_id}"' not in phone.get(f"pages/{page.pk}/").text
    again = {"input_id": ids.uuid7(), "text": "Je l’ai.", "thread": said.thread_id}
    assert client_for(bruno).post(f"pages/{page.pk}/comments", again).status_code == 303
    assert page.threads.get().resolved_at is None
    assert client_for(bruno).post(f"pages/{page.pk}/comments/{said.pk}/withdrawal").status_code == 422
    wrong = phone.post(f"pages/{page.pk}/comments", {"input_id": ids.uuid7(), "text": ""})
    assert wrong.status_code == 422 and "quelques mots" in wrong.text


def test_whom_an_at_sign_names(bruno, chloe, amina):
    people = [bruno, chloe, amina]
    assert commenting.named_in("Merci @chloe, et @Bruno !", people) == [chloe, bruno]
    assert commenting.named_in("chloe@exemple.org @Chloétte", people) == []


def test_a_letter_waits_for_a_pause_and_leaves_once_an_hour(now, space, amina, bruno, monkeypatch):
    page = page_with(bruno, "Salle")
    following.watch(amina, page, on=True)
    following.written(page.document, {bruno.pk})
    commenting.comment(page, bruno, "Vu {link} @Amina", thread=None, quote="", input_id=ids.uuid7())
    following.tick(space)
    assert not Letter.objects.exists()
    monkeypatch.setattr("essaim.base.clock.now", lambda: now + timedelta(minutes=11))
    following.tick(space)
    letter = Letter.objects.get()
    assert letter.to == "amina@exemple.org" and "Salle" in letter.text and "Bruno vous nomme" in letter.text
    following.written(page.document, {bruno.pk})
    monkeypatch.setattr("essaim.base.clock.now", lambda: now + timedelta(minutes=30))
    following.tick(space)
    assert Letter.objects.count() == 1
    monkeypatch.setattr("essaim.base.clock.now", lambda: now + timedelta(minutes=80))
    following.tick(space)
    assert Letter.objects.count() == 2


def test_what_others_wrote_is_new_until_seen(bruno, chloe, client_for):
    phone = client_for(chloe)
    page = page_with(bruno, "Salle", "Une clé.")
    assert "nouveau</span>" in phone.get("pages/").text
    phone.get(f"pages/{page.pk}/")
    assert "nouveau</span>" not in phone.get("pages/").text
    following.keep_seen()
    assert "nouveau</span>" not in phone.get("pages/").text


def test_a_published_page_is_read_by_anyone_until_revoked(amina, bruno, client_for, client):
    page = page_with(bruno, "La SCIC", "Une voix chacun.", outline="fiche_statut")
    console = client_for(amina)
    assert client_for(bruno).post(f"pages/{page.pk}/publication", {"on": "yes"}).status_code == 403
    console.post(f"pages/{page.pk}/publication", {"on": "yes"})
    key = page.publications.get().key
    answer = client.get(f"/p/{key}/")
    assert "Une voix chacun." in answer.text and "pas un conseil juridique" in answer.text and "CC BY-SA" in answer.text
    assert answer["X-Robots-Tag"] == "noindex, nofollow" and "/e/" not in answer.text
    console.post(f"pages/{page.pk}/publication", {"on": "no"})
    assert client.get(f"/p/{key}/").status_code == 404


def test_a_published_page_shows_its_own_pictures_and_no_other(amina, bruno, client, settings, tmp_path):
    settings.MEDIA_DIR = tmp_path
    page, other = page_with(bruno, "Notre salle", "Vue du jardin."), page_with(bruno, "Autre", "Rien.")
    kept = []
    for color in ("teal", "gold"):
        drawn = io.BytesIO()
        Image.new("RGB", (4, 3), color).save(drawn, "PNG")
        kept.append(pictures.keep(bruno, SimpleUploadedFile("vue.png", drawn.getvalue())).src)
    with change(bruno.space, by=bruno) as journal:
        figure = Figure(BlockImage(kept[0], "La salle, ses deux fenêtres", 4, 3), "Le matin")
        api.edit(page.document, lambda doc: api.append_blocks(doc, [Heading(2, "Vue"), figure]), bruno)
        journal.note("page.paragraph_added", page.document)
    mine, others = (actions.publish(one, amina, is_indexed=False).key for one in (page, other))
    text = client.get(f"/p/{mine}/").text
    address = f"/p/{mine}/{kept[0]}"
    assert f'src="{address}"' in text and 'alt="La salle, ses deux fenêtres"' in text and "<h2>Vue</h2>" in text
    answer = client.get(address)
    assert answer.status_code == 200 and answer["Content-Type"] == "image/png" and b"".join(answer.streaming_content)
    assert client.get(f"/p/{mine}/{kept[1]}").status_code == 404
    assert client.get(f"/p/{others}/{kept[0]}").status_code == 404
    actions.unpublish(page, amina)
    assert client.get(address).status_code == 404


def test_a_removed_page_says_so_and_comes_back_with_what_was_under_it(space, amina, bruno, client_for):
    page = page_with(bruno, "Salle", "Une clé.")
    page_with(bruno, "Horaires", parent=page)
    assert client_for(bruno).post(f"pages/{page.pk}/removal").status_code == 403
    client_for(amina).post(f"pages/{page.pk}/removal")
    gone = client_for(bruno).get(f"pages/{page.pk}/")
    assert gone.status_code == 410 and "Amina Belkacem a supprimé cette page" in gone.text
    assert space.pages.count() == 0 and find(space, "clé") == []
    assert client_for(amina).post(f"pages/{page.pk}/return").status_code == 303
    assert space.pages.count() == 2 and len(find(space, "clé")) == 1


def test_each_outline_opens_in_both_languages(amina, client_for):
    from essaim.pages.outlines import OUTLINES

    for key, outline in OUTLINES.items():
        assert outline.blocks("fr") != outline.blocks("en")
        page = page_with(amina, f"Page {key}", outline=key)
        assert client_for(amina).get(f"pages/{page.pk}/").status_code == 200


def test_a_page_just_opened_is_found_by_its_title(space, bruno):
    page_with(bruno, "Une ruche partagée")
    assert [hit.title for hit in find(space, "ruches")] == ["Une ruche partagée"]
