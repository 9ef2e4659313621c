"""Whatever words the blocks of a document hold, it is printed, and they are printed as words."""

from hypothesis import given, settings
from hypothesis import strategies as st

from essaim.base.blocks import load
from essaim.base.blocks.tests.cast import HOSTILE_WORDS, with_words
from essaim.report.typst.pdf import PdfDocument, pdf
from essaim.report.typst.tests.reading import text_of


def test_marks_of_typst_are_words_like_others() -> None:
    evil = '#panic(1) #read("/etc/passwd") $x$ @nobody <label> // fin'
    made = pdf(PdfDocument(evil, load(with_words([evil])), kicker=evil, lines=(evil,), authors=(evil,), credits=evil))
    assert "ua-1" in made.standard and "#panic(1)" in text_of(made.content)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(HOSTILE_WORDS), st.text(max_size=12)), min_size=3, max_size=12))
def test_any_words_of_any_kind_are_printed(words: list[str]) -> None:
    made = pdf(PdfDocument(words[0], load(with_words(words)), authors=tuple(words[:2]), credits=words[1]))
    assert made.content.startswith(b"%PDF")
