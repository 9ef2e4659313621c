"""A board drawn by the server: every note in a file, what can be read on half a page in a report."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from essaim.base import ids
from essaim.base.blocks import Figure
from essaim.boards import activity
from essaim.boards.actions import boards, grouping, notes
from essaim.boards.content import Content, Group, Note
from essaim.boards.models import Board
from essaim.boards.picture import Picture
from essaim.boards.reading import content_of, found_board
from essaim.boards.tests.test_content import note_id
from essaim.documents.models import Document

PNG = b"\x89PNG"


def words(svg: str) -> list[str]:
    return [one.text or "" for one in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]


@pytest.fixture
def board(db, amina, bruno, space):
    made = boards.create(amina, "Freins", question="Qu’est-ce qui freine ?", input_id=ids.uuid7())
    boards.settle(
        made, amina, title="Freins", question="Qu’est-ce qui freine ?", level="A0", hands="all", kinds=["frein"]
    )
    made = found_board(space, made.pk)
    notes.add(made, bruno, "Le temps <b>& l’argent</b>", kind="k1", input_id=ids.uuid7())
    notes.add(made, bruno, "La confiance", input_id=ids.uuid7())
    grouping.add_group(made, amina, "Moyens", id=ids.uuid7(), notes=(content_of(made).shown[0].id,))
    return found_board(space, made.pk)


def test_it_is_taken_away_as_a_drawing_a_picture_and_words(board, bruno, denis, client_for):
    phone = client_for(bruno)
    svg = phone.get(f"boards/{board.pk}/tableau.svg").content.decode()
    said = " ".join(words(svg))
    assert "● Le temps <b>& l’argent</b>" in said and "Moyens (1)" in said and "La confiance" in said
    assert "Bruno" not in svg, "a drawing that goes round names nobody"
    assert phone.get(f"boards/{board.pk}/tableau.png").content.startswith(PNG)
    answer = phone.get(f"boards/{board.pk}/tableau.md")
    assert "### Moyens (1 note)" in answer.content.decode() and "freins.md" in answer["Content-Disposition"]
    assert phone.get(f"boards/{board.pk}/tableau.exe").status_code == 404
    assert client_for(denis).get(f"boards/{board.pk}/tableau.svg").status_code == 404


def test_the_report_holds_its_drawing(board, space):
    (figure,) = [block for block in activity.report_blocks(space, "7", draft=True) if isinstance(block, Figure)]
    assert figure.image.alt.startswith("Tableau « Freins »") or "Freins" in figure.image.alt
    found = activity.picture(space, figure.image.src)
    assert found is not None and found.startswith(PNG)
    assert activity.picture(space, "elsewhere") is None


@st.composite
def contents(draw):
    families, number = draw(st.integers(0, 25)), draw(st.integers(1, 90))
    all_notes = [Note(note_id(n), draw(st.text(min_size=1, max_size=140)), kind=draw(st.sampled_from(["", "k1", "k6"])))
                 for n in range(number)]  # fmt: skip
    groups = tuple(Group(str(n), f"Famille {n}", notes=tuple(all_notes[n::families])) for n in range(families))
    return Content(groups, () if families else tuple(all_notes))


@settings(max_examples=30, deadline=None)
@given(contents())
def test_any_board_is_a_drawing_that_holds_all_its_notes_and_stays_in_its_frame(content):
    unkept = Board(document=Document(title="x"), kinds=["frein"])
    whole, half = Picture(unkept, content, whole=True), Picture(unkept, content)
    for one in (whole, half):
        boxes = [dict(re.findall(r'(x|y|width|height)="(\d+)"', tag)) for tag in re.findall(r"<rect x=[^>]*>", one.svg)]
        assert all(int(box["x"]) + int(box["width"]) <= one.width for box in boxes)
        assert all(int(box["y"]) + int(box["height"]) <= one.height for box in boxes)
        ElementTree.fromstring(one.svg)
    assert whole.svg.count('rx="10"') == len(content.shown)
    assert half.height < 1300
