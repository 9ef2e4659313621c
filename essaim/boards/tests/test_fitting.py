"""What a hall reads of a board: whole notes, none of them twice, and the count of the others."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from essaim.boards import fitting
from essaim.boards.content import Content, Group, Note
from essaim.boards.tests.test_content import note_id

WORDS = st.lists(st.sampled_from(["le", "temps", "mutualisation", "été", "WWWW", "🐝"]), min_size=1, max_size=22)


@st.composite
def boards(draw):
    number, families = draw(st.integers(0, 120)), draw(st.integers(0, 20))
    texts = draw(st.lists(WORDS, min_size=1, max_size=12))
    notes = [Note(note_id(n), " ".join(texts[n % len(texts)])[:140]) for n in range(number)]
    joined = {n for n in range(number) if draw(st.booleans())} if number < 9 else {3, 7}
    notes = [Note(n.id, n.text, joined=(n,)) if i in joined else n for i, n in enumerate(notes)]
    groups = tuple(Group(str(f), f"Famille {f}", notes=tuple(notes[f::families])) for f in range(families))
    return Content(groups, tuple(notes) if not families else ())


@settings(max_examples=60, deadline=None)
@given(boards(), st.sampled_from([1, 2, 3]), st.booleans())
def test_each_note_is_shown_once_or_counted(content, across, about):
    width, height = fitting.room("Quels freins ?", legend=about, across=across)
    found = fitting.fit(content, width, height, about=about)
    columns = [column for row in found.rows for column in row]
    shown = [note.id for column in columns for note in column.notes]
    assert len(shown) == len(set(shown))
    if found.is_names:
        assert len(columns) + found.more == len([one for one in content.columns if one.notes or one.id])
    else:
        assert len(shown) + found.more + sum(column.more for column in columns) == len(content.shown)
    for column in columns:
        order = [note.id for note in (column.group.notes or content.loose)]
        assert [note.id for note in column.notes] == sorted((n.id for n in column.notes), key=order.index)


@settings(max_examples=60, deadline=None)
@given(boards(), st.sampled_from([1, 2, 3]))
def test_nothing_is_taller_than_the_screen(content, across):
    width, height = fitting.room("Quels freins ?", across=across)
    found = fitting.fit(content, width, height)
    for column in (column for row in found.rows for column in row):
        inside = (width - fitting.BETWEEN * (len(found.rows[0]) - 1)) // len(found.rows[0])
        most = fitting.MOST_LINES[len(found.rows) - 1]
        tall = sum(fitting._cut(note, inside, most, not found.is_close)[1] + fitting.GAP for note in column.notes)
        assert tall - fitting.GAP <= height // len(found.rows)


def test_what_was_said_most_comes_first_then_the_newest_when_nothing_is_in_a_family():
    notes = [Note(note_id(n), f"Note {n}") for n in range(300)]
    notes[4] = Note(note_id(4), "Dit deux fois", joined=(Note(note_id(999), "Deux fois dit"),))
    found = fitting.fit(Content(loose=tuple(notes)))
    shown = [note.text for column in found.rows[0] for note in column.notes]
    assert shown[0] == "Dit deux fois" and shown[-1] == "Note 299"
    assert found.more == 300 - len(shown) and len(shown) > 20


@pytest.mark.parametrize(("families", "rows"), [(1, 1), (6, 1), (7, 2), (12, 2), (13, 3), (18, 3)])
def test_families_go_on_as_many_rows_as_a_hall_can_read(families, rows):
    groups = tuple(Group(str(n), f"Famille {n}", notes=(Note(note_id(n), "Le temps"),)) for n in range(families))
    found = fitting.fit(Content(groups))
    assert len(found.rows) == rows and all(column.notes for row in found.rows for column in row)


def test_too_many_families_are_named_with_their_counts():
    groups = tuple(Group(str(n), f"Famille {n}", notes=(Note(note_id(n), "Le temps"),)) for n in range(60))
    found = fitting.fit(Content(groups))
    assert found.is_names and len(found.rows[0]) + found.more == 60 and found.more < 30
