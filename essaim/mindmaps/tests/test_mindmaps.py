"""Maps on their pages, by plain forms, and wherever else the group finds them."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pycrdt import Doc

from essaim.base import ids
from essaim.base.blocks import Figure, Heading, Listing, Paragraph
from essaim.base.errors import Refused
from essaim.documents import api
from essaim.documents.models import Document, Kind
from essaim.mindmaps import actions, content
from essaim.mindmaps.activity import picture, produced, report_blocks
from essaim.mindmaps.drawing import fitted
from essaim.mindmaps.formats import Idea, read_file, to_freemind, to_markdown
from essaim.mindmaps.listening import heard
from essaim.mindmaps.reading import MindMap, read
from essaim.mindmaps.tree import ROOT
from essaim.runs import actions as runs
from essaim.search.index import find
from essaim.spaces.models import Member, Space

LIST = """# Coopérer
- Se connaître
  - Visiter
    - Covoiturage
- Du temps
"""


@pytest.fixture
def document(bruno: Member) -> Document:
    filled = read_file("carte.md", LIST.encode())
    return actions.create_map(bruno, filled.text, input_id=ids.uuid7(), filled=filled)


def idea(document: Document, text: str) -> str:
    return next(id for id, one in read(document).tree.branches.items() if one.text == text)


def outline(document: Document) -> list[tuple[int, str]]:
    return [(one.level, one.text) for one in read(document).tree.branches.values()]


def test_a_map_is_opened_around_a_question(bruno: Member, client_for: Callable[..., Any]) -> None:
    phone, key = client_for(bruno), str(uuid4())
    for _pressed_twice in range(2):
        answer = phone.post("mindmaps/", {"centre": " Qui  coopère ?", "input_id": key})
        assert answer.status_code == 303
    made = Document.objects.get(kind=Kind.MIND_MAP)
    assert (made.title, outline(made)) == ("Qui coopère ?", [(0, "Qui coopère ?")])
    page = phone.get(f"mindmaps/{made.pk}/").content.decode()
    assert "Qui coopère ?" in page and "<svg" in page


def test_without_words_nothing_is_opened(bruno: Member, client_for: Callable[..., Any]) -> None:
    for centre in ("", "x" * 81):
        answer = client_for(bruno).post("mindmaps/", {"centre": centre, "input_id": str(uuid4())})
        assert answer.status_code == 422
    assert not Document.objects.filter(kind=Kind.MIND_MAP).exists()


def test_forms_do_all_that_scripts_do(document: Document, bruno: Member, client_for: Callable[..., Any]) -> None:
    phone, at = client_for(bruno), f"mindmaps/{document.pk}/"

    def change(**values: str) -> int:
        return int(phone.post(f"{at}changes", values).status_code)

    for _pressed_twice in range(2):
        values = {"parent": idea(document, "Du temps"), "text": "Un poste", "input_id": str(ids.uuid7())}
        assert phone.post(f"{at}ideas", values).status_code == 303
        assert phone.post(f"{at}ideas", values).status_code == 303
        break
    assert outline(document)[-2:] == [(1, "Du temps"), (2, "Un poste")]

    time, meet = idea(document, "Du temps"), idea(document, "Se connaître")
    assert "Plus haut" in phone.get(f"{at}?idea={time}").content.decode()
    assert change(act="move", idea=time, parent=ROOT, after="") == 303
    assert change(act="move", idea=time, parent=ROOT, after="") == 303
    assert [text for level, text in outline(document) if level == 1] == ["Du temps", "Se connaître"]
    assert change(act="rename", idea=time, text="Du temps commun") == 303
    assert change(act="paint", idea=time, tone="now") == 303
    phone.post(f"{at}legend", {"now": "Un frein"})
    assert "Un frein" in phone.get(at).content.decode()
    assert change(act="remove", idea=meet) == 303
    assert [text for _level, text in outline(document)] == ["Coopérer", "Du temps commun", "Un poste"]
    assert "Remettre" in phone.get(at).content.decode()
    assert change(act="restore", idea=meet) == 303
    assert (3, "Covoiturage") in outline(document)
    assert change(act="rename", idea=ROOT, text="Mutualiser") == 303
    document.refresh_from_db()
    assert document.title == "Mutualiser"


@pytest.mark.parametrize(
    ("values", "status", "said"),
    [
        ({"act": "rename", "text": ""}, 422, "Écrivez quelques mots"),
        ({"act": "rename", "text": "x" * 81}, 422, "80 signes au plus"),
        ({"act": "move", "parent": "own"}, 409, "sous elle-même"),
        ({"act": "move", "parent": "nowhere"}, 409, "n’est plus sur la carte"),
        ({"act": "juggle"}, 422, "Se connaître"),
    ],
)
def test_what_is_refused_says_why_and_changes_nothing(
    document: Document, bruno: Member, client_for: Callable[..., Any], values: dict[str, str], status: int, said: str
) -> None:
    was, id = outline(document), idea(document, "Se connaître")
    answer = client_for(bruno).post(
        f"mindmaps/{document.pk}/changes",
        {**values, "idea": id, **({"parent": id} if values.get("parent") == "own" else {})},
    )
    assert answer.status_code == status
    assert said in answer.content.decode()
    assert outline(document) == was


def test_files_come_back_as_they_left(document: Document) -> None:
    found = read(document)
    for kind, text in (("md", to_markdown(found.tree)), ("mm", to_freemind(found.tree))):
        again = read_file(f"carte.{kind}", text.encode())
        assert shape(again) == ("Coopérer", [("Se connaître", [("Visiter", [("Covoiturage", [])])]), ("Du temps", [])])


def shape(idea: Idea) -> tuple[str, list[Any]]:
    return idea.text, [shape(one) for one in idea.children]


def test_signs_of_formats_are_kept(bruno: Member) -> None:
    hard = Idea('a *b* <c> & "d" # [e](f) - 1. \\', children=[Idea("- x"), Idea("# y"), Idea("1. z"), Idea("🐝 “é”")])
    made = actions.create_map(bruno, hard.text, input_id=ids.uuid7(), filled=hard)
    for kind, text in (("md", to_markdown(read(made).tree)), ("mm", to_freemind(read(made).tree))):
        assert shape(read_file(f"x.{kind}", text.encode())) == shape(hard), kind


def test_a_freemind_file_of_elsewhere() -> None:
    text = """<map version="freeplane 1.11"><node TEXT="Centre"><edge COLOR="#ff0000"/>
    <node POSITION="left"><richcontent TYPE="NODE"><html><body><p>Une <b>idée</b></p></body></html></richcontent>
    <node TEXT="sous"><icon BUILTIN="idea"/></node></node></node></map>"""
    assert shape(read_file("c.MM", text.encode())) == ("Centre", [("Une idée", [("sous", [])])])


def test_a_file_deeper_than_a_map_keeps_every_idea() -> None:
    deep = "\n".join("  " * level + f"- {level}" for level in range(12))
    found = read_file("x.md", deep.encode())
    assert sorted(one.text for one in found.all()) == sorted(map(str, range(12)))
    mm = "<node TEXT='0'>" + "".join(f"<node TEXT='{n}'>" for n in range(1, 12)) + "</node>" * 12
    found = read_file("x.mm", mm.encode())
    assert sorted(one.text for one in found.all()) == sorted(map(str, range(12)))


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("x.mm", "<map><node TEXT='a'>", "n’a pas pu être lu"),
        ("x.mm", "<!DOCTYPE x [<!ENTITY a 'aaaa'>]><map><node TEXT='&a;'/></map>", "n’a pas pu être lu"),
        ("x.docx", "PK", "Choisissez un fichier"),
        ("x.md", "", "Aucune idée"),
        ("x.md", "- a\n" * 1001, "1 000 idées"),
        ("x.md", "x" * 1_000_001, "trop lourd"),
    ],
)
def test_a_file_that_is_no_map(name: str, text: str, said: str) -> None:
    with pytest.raises(Refused, match=said.replace(" ", r"\s")):
        read_file(name, text.encode())


def test_a_file_is_brought(bruno: Member, client_for: Callable[..., Any]) -> None:
    phone = client_for(bruno)
    upload = SimpleUploadedFile("Notre carte.md", b"- Un\n- Deux\n")
    assert phone.post("mindmaps/import", {"upload": upload, "input_id": str(uuid4())}).status_code == 303
    made = Document.objects.get(kind=Kind.MIND_MAP)
    assert outline(made) == [(0, "Notre carte"), (1, "Un"), (1, "Deux")]
    wrong = SimpleUploadedFile("carte.pdf", b"%PDF")
    answer = phone.post("mindmaps/import", {"upload": wrong, "input_id": str(uuid4())})
    assert answer.status_code == 422 and "Choisissez un fichier FreeMind" in answer.content.decode()


@pytest.mark.parametrize(("kind", "start"), [("svg", b"<svg"), ("png", b"\x89PNG"), ("md", b"# "), ("mm", b"<map")])
def test_a_map_is_taken_away(
    document: Document, bruno: Member, client_for: Callable[..., Any], kind: str, start: bytes
) -> None:
    answer = client_for(bruno).get(f"mindmaps/{document.pk}/carte.{kind}")
    assert answer.status_code == 200 and answer.content.startswith(start)
    assert f'filename="cooperer.{kind}"' in answer["Content-Disposition"]
    assert client_for(bruno).get(f"mindmaps/{document.pk}/carte.exe").status_code == 404


def test_words_are_data_in_the_drawing(bruno: Member) -> None:
    made = actions.create_map(bruno, "<script>alert(1)</script>", input_id=ids.uuid7())
    assert "<script>" not in read(made).svg() and "&lt;script&gt;" in read(made).svg()
    assert "<script>" not in read(made).svg(is_file=True)


def test_observers_read_and_do_not_write(document: Document, space: Space, client_for: Callable[..., Any]) -> None:
    from conftest import join

    ines = join(space, "Inès", role="observer")
    page = client_for(ines).get(f"mindmaps/{document.pk}/").content.decode()
    assert "Covoiturage" in page and "?idea=" not in page
    assert client_for(ines).post(f"mindmaps/{document.pk}/ideas", {"text": "x"}).status_code == 403


def test_a_map_is_found_by_its_words(document: Document, space: Space, bruno: Member) -> None:
    assert [hit.kind for hit in find(space, "covoiturage")] == ["mind_map"]
    id = idea(document, "Covoiturage")
    actions.write(document, bruno, lambda doc: content.remove(doc, id))
    assert find(space, "covoiturage") == []


def test_a_map_is_a_production_and_a_chapter_of_the_report(document: Document, space: Space, bruno: Member) -> None:
    empty = actions.create_map(bruno, "Vide", input_id=ids.uuid7())
    assert [(made.title, made.summary) for made in produced(space)] == [("Coopérer", "4 idées")]
    heading, figure, listing = report_blocks(space, "6", draft=False)
    assert heading == Heading(2, "Coopérer")
    assert isinstance(figure, Figure) and "Se connaître, Du temps" in figure.image.alt
    assert isinstance(listing, Listing)
    assert listing.items[0] == (Paragraph("Se connaître"), Listing([[Paragraph("Visiter"), Listing(["Covoiturage"])]]))
    drawn = picture(space, figure.image.src)
    assert drawn is not None and drawn.startswith(b"\x89PNG")
    assert picture(space, "mindmaps/elsewhere/carte.png") is None
    assert report_blocks(space, "7", draft=True) == []
    actions.take_away(empty, bruno)
    assert read(document).count == 4


def test_a_map_of_a_run_is_one_whoever_opens_it_first(
    space: Space, amina: Member, bruno: Member, chloe: Member, client_for: Callable[..., Any]
) -> None:
    run = runs.prepare(
        space, by=amina, method="mind_map", title="Carte", params={"question": "Qui aide ?"}, input_id=ids.uuid7()
    )
    runs.open_run(run, by=amina, expected=0)
    wall = client_for(space=space, kind="wall")
    assert "Ouvrez la carte depuis" in wall.get(f"runs/{run.pk}/wall/").content.decode()
    for member in (bruno, chloe, bruno):
        assert client_for(member).post(f"mindmaps/of/{run.pk}").status_code == 303
    made = Document.objects.get(kind=Kind.MIND_MAP)
    assert outline(made) == [(0, "Qui aide ?")]
    actions.write(made, chloe, lambda doc: content.add(doc, ROOT, "Le voisinage"))
    heard(made.pk)
    assert "Le voisinage" in wall.get(f"runs/{run.pk}/wall/").content.decode()
    assert "1 idée" in client_for(bruno).get(f"runs/{run.pk}/").content.decode()
    assert report_blocks(space, "6", draft=False) == [], "a run is validated first"
    assert report_blocks(space, "6", draft=True) != []


def test_a_wall_shows_as_much_as_it_can(document: Document, bruno: Member) -> None:
    found = fitted(read(document).tree, width=1800, height=780, least=1.5)
    assert len(found.places) == 5 and not any(place.hidden for place in found.places)

    def grow(doc: Any) -> None:
        for branch in ("Se connaître", "Du temps"):
            for n in range(60 if branch == "Du temps" else 4):
                content.add(doc, idea(document, branch), f"idée {n}")

    actions.write(document, bruno, grow)
    found = fitted(read(document).tree, width=1800, height=780, least=1.5)
    assert min(1800 / found.width, 780 / found.height) >= 1.5
    hidden = {place.lines[0]: place.hidden for place in found.places if place.hidden}
    assert hidden == {"Du temps": 60}, "what is small stays open"


@pytest.mark.parametrize("branches", [0, 7, 24, 40, 300])
def test_a_wall_is_read_from_afar_however_many_branches_there_are(branches: int) -> None:
    doc: Doc[Any] = Doc()
    content.begin(doc, "Coopérer")
    rows = [(f"b{n}", f"Une branche assez longue à lire {n}", "", ROOT) for n in range(branches)]
    content.fill(doc, [*rows, *((f"i{n}", "Une idée", "", f"b{n}") for n in range(branches))])
    found = fitted(content.tree_of(doc), width=1790, height=700, least=1.75)
    assert min(1790 / found.width, 700 / found.height) >= 1.75
    assert len(found.places) + sum(place.hidden for place in found.places) == 1 + 2 * branches, "what is left is told"


def test_the_centre_that_many_hands_changed_names_the_map(document: Document, bruno: Member) -> None:
    from essaim.spaces.changes import change

    with change(document.space, by=bruno):
        api.edit(document, lambda doc: content.rename(doc, ROOT, "Coopérer demain"), bruno)
    heard(document.pk)
    document.refresh_from_db()
    assert document.title == "Coopérer demain"
    assert isinstance(read(document), MindMap)


def test_a_map_that_was_removed_says_by_whom_and_its_team_brings_it_back(
    space: Space, amina: Member, bruno: Member, client_for: Callable[..., Any]
) -> None:
    made = actions.create_map(bruno, "Coopérer", input_id=ids.uuid7())
    console, phone = client_for(amina), client_for(bruno)
    assert console.post(f"mindmaps/{made.pk}/removal").status_code == 303
    page = phone.get(f"mindmaps/{made.pk}/")
    assert page.status_code == 410 and "Amina Belkacem a retiré cette carte" in page.text
    assert "Rétablir" not in page.text and "<kept-map" in page.text
    assert phone.get(f"mindmaps/{made.pk}/carte.svg").status_code == 404
    assert phone.post(f"mindmaps/{made.pk}/return").status_code == 403
    assert not find(space, "Coopérer", kind="mind_map")
    for _time in range(2):
        assert console.post(f"mindmaps/{made.pk}/return").status_code == 303
    assert "Coopérer" in phone.get(f"mindmaps/{made.pk}/").text
    assert find(space, "Coopérer", kind="mind_map")
