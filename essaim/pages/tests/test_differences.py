"""What changed between two texts."""

from hypothesis import given, settings
from hypothesis import strategies as st

from essaim.base.blocks import Heading, Listing, Paragraph, Table, Text
from essaim.pages.differences import Change, Gap, compare, shortened

LINES = st.lists(st.text("ab é.", max_size=12).map(Paragraph), max_size=12)


def said(pieces) -> str:
    return "".join(piece.text for piece in pieces)


@settings(max_examples=200, deadline=None)
@given(LINES, LINES)
def test_each_side_reads_as_its_text(before, after) -> None:
    pairs = compare(tuple(before), tuple(after))
    texts = [["".join(i.text for i in b.inlines) for b in blocks] for blocks in (before, after)]
    assert [said(p.before) for p in pairs if p.change != Change.ADDED] == texts[0]
    assert [said(p.after) for p in pairs if p.change != Change.REMOVED] == texts[1]
    assert (before == after) == all(p.change == Change.SAME for p in pairs)


def test_a_word_in_a_line() -> None:
    (pair,) = compare((Paragraph("Partager une salle à trois"),), (Paragraph("Partager deux salles à trois"),))
    assert pair.change == Change.CHANGED
    assert [p.text for p in pair.before if p.is_other] == ["une salle"] or "une" in said(pair.before)
    assert "deux" in [w for p in pair.after if p.is_other for w in p.text.split()]


def test_bold_alone_is_said_so_and_lists_and_tables_are_lines() -> None:
    (pair,) = compare((Paragraph("Oui"),), (Paragraph(Text("Oui", "bold")),))
    assert pair.change == Change.RESHAPED
    old = (Heading(2, "Quoi"), Listing(["un", "deux"]), Table(["a"], [["b"]]))
    new = (Heading(2, "Quoi"), Listing(["un", "deux", "trois"]), Table(["a"], [["b"]]))
    assert [p.change for p in compare(old, new)].count(Change.ADDED) == 1


def test_what_did_not_change_is_counted() -> None:
    old = tuple(Paragraph(f"ligne {n}") for n in range(20))
    new = (*old[:10], Paragraph("tout autre chose"), *old[10:])
    assert [one.count for one in shortened(compare(old, new)) if isinstance(one, Gap)] == [8, 8]
