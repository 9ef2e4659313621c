"""OpenDocument and Word: written, read back, and read from strangers."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image as Picture

from essaim.base.blocks import (
    Block,
    Blocks,
    Break,
    CheckList,
    Code,
    Figure,
    Heading,
    Image,
    Link,
    Listing,
    Notice,
    Paragraph,
    Quote,
    Rule,
    Table,
    Text,
    check,
)
from essaim.base.blocks.archives import Archive, Unreadable, parsed
from essaim.base.blocks.book import Book, Chapter, flow
from essaim.base.blocks.docx import to_docx
from essaim.base.blocks.odt import to_odt
from essaim.base.blocks.plain import plain
from essaim.base.blocks.prosemirror import from_prosemirror
from essaim.base.blocks.read_docx import read_docx
from essaim.base.blocks.read_odt import read_odt
from essaim.base.blocks.reading import ReadPage

from .cast import EVERY_KIND
from .test_formats import nodes

FORMATS = [pytest.param(to_odt, read_odt, id="odt"), pytest.param(to_docx, read_docx, id="docx")]
Write, Read = Callable[[Book], bytes], Callable[[bytes], ReadPage]


def picture(_src: str) -> bytes:
    made = io.BytesIO()
    Picture.new("RGB", (400, 300), "teal").save(made, "PNG")
    return made.getvalue()


def book(blocks: Blocks, **more: object) -> Book:
    return Book("La charte", (Chapter("La charte", blocks),), picture=picture, **more)  # type: ignore[arg-type]


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


WRITTEN: Blocks = (
    Heading(1, "Titre"),
    Paragraph(
        ["a ", Text("b", "bold"), " ", Text("c", ["bold", "italic"]), Break(), "d ", Link("https://a.org/?x=1&y", "là")]
    ),
    Heading(2, "Sous-titre"),
    Listing(
        [
            "Un",
            [Paragraph("Deux"), Listing(["a", "b"], ordered=True, start=3)],
            [Paragraph("Trois"), Paragraph("suite")],
        ]
    ),
    Paragraph("entre deux listes"),
    Listing(["x"], ordered=True),
    CheckList(["fait", [Text("à faire", "bold")]], [0]),
    Quote([Paragraph("dit"), Paragraph("encore")], "Chloé"),
    Paragraph([Text("souligné", "underline"), " ", Text("barré", "strike"), " ", Text("code  x", "code")]),
    Code("x = `1`\n\n  # <b> & \t."),
    Table(["A", "B"], [["1", Text("2", "bold")], ["a|b", ""]], "Qui était là", row_heads=True),
    Table(["C"], [["3"]]),
    Notice([Paragraph("À retenir"), Paragraph("vraiment")], "harm"),
    Figure(Image("f/1.png", "Le groupe en <cercle>"), "La carte"),
    Rule(),
    Paragraph("  deux  espaces   et\tune tabulation  ".strip()),
    Paragraph("Fin : « ça » & <là> 🙂"),
)


@pytest.mark.parametrize(("write", "read"), FORMATS)
def test_there_and_back(write: Write, read: Read) -> None:
    found = read(write(book(WRITTEN, notices=("Licence CC BY-SA 4.0",), foot="CC BY-SA")))
    assert found.title == "La charte" and len(found.pictures) == 1 and not found.lost
    wanted = [
        replace(one, image=Image("import/0-1.jpg", one.image.alt)) if isinstance(one, Figure) else one
        for one in WRITTEN
    ]
    for got, want in zip(found.blocks, map(_tabs_are_spaces, wanted), strict=True):
        assert got == want
    check(found.blocks)


def _tabs_are_spaces(block: Block) -> Block:
    """A tabulation comes back as a space: blocks have none."""
    match block:
        case Code(text=text):
            return Code(text.replace("\t", " "))
        case Paragraph(inlines=(Text(text=text),)):
            return Paragraph(text.replace("\t", " "))
    return block


@pytest.mark.parametrize(("write", "read"), FORMATS)
def test_every_kind_is_said_and_all_of_it_is_accessible(write: Write, read: Read) -> None:
    content = write(book(EVERY_KIND, language="fr", authors=("Chloé",), written_at=datetime(2026, 11, 25)))
    found = read(content)
    check(found.blocks)
    for words in (
        "Partager une salariée comptable.",
        "Ouvrir l’agenda",
        "Le temps",
        "75\u00a0%",
        "Appeler la mairie",
        "@Bruno",
    ):
        assert words in plain(found.blocks)
    whole = b"".join(parts_of(content).values()).decode("utf-8", "replace")
    assert "Le groupe en cercle" in whole and "La charte" in whole and "Chloé" in whole
    assert ("fr-FR" in whole) and ("table-header-rows" in whole or "tblHeader" in whole)
    assert content == write(book(EVERY_KIND, language="fr", authors=("Chloé",), written_at=datetime(2026, 11, 25)))


@pytest.mark.parametrize(("write", "read"), FORMATS)
def test_several_pages_make_one_document_whose_links_lead_to_its_own_headings(write: Write, read: Read) -> None:
    chapters = (
        Chapter("Un", (Heading(3, "Dedans"), Paragraph(Link("#deux", "voir deux"))), "un"),
        Chapter("Deux", (Paragraph(Link("pages/x/", "ailleurs")),), "deux", depth=1),
    )
    content = write(Book("Tout", chapters))
    headings = [(block.level, block.inlines[0].text) for block in read(content).blocks if isinstance(block, Heading)]
    assert headings == [(1, "Un"), (2, "Dedans"), (2, "Deux")]
    whole = b"".join(parts_of(content).values()).decode("utf-8", "replace")
    assert whole.count('"deux"') + whole.count("#deux") == 2 and "pages/x" not in whole and "ailleurs" in whole


def test_headings_never_jump() -> None:
    blocks = (Heading(4, "a"), Heading(6, "b"), Heading(4, "c"), Heading(1, "d"))
    levels = [one.block.level for one in flow(Book("x", (Chapter("x", blocks),))) if isinstance(one.block, Heading)]
    assert levels[0] == 1 and all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize(("write", "read"), FORMATS)
@settings(max_examples=100, deadline=None)
@given(st.recursive(nodes(st.none()), nodes, max_leaves=12))
def test_whatever_is_written_makes_a_sound_file(write: Write, read: Read, doc: object) -> None:
    tree = from_prosemirror(doc)
    content = write(book(tree))
    for name, part in parts_of(content).items():
        if name.endswith((".xml", ".rels")):
            ElementTree.fromstring(part)
            assert b"javascript:" not in part
    check(read(content).blocks)


@pytest.mark.parametrize(("write", "read"), FORMATS)
@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_any_text_comes_back_as_words(write: Write, read: Read, text: str) -> None:
    found = read(write(book((Paragraph(text),))))
    kept = "".join(c for c in text if c.isprintable() and c != "\ue000")
    assert "".join(plain(found.blocks).split()) == "".join(kept.split()) or not text.isprintable() or "\ue000" in text


def packed(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


BILLION = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'


@pytest.mark.parametrize("part", ["content.xml", "word/document.xml"])
@pytest.mark.parametrize(
    "content",
    [
        BILLION,
        OUTSIDE,
        OUTSIDE.decode().replace("1.0", '1.0" encoding="utf-16', 1).encode("utf-16"),
        b"<a>" * 100_000,
        b"<a" + b"<a/>" * 10 + b">",
        b"",
        b"\xff\xfe\x00",
        b"<x/>",
    ],
    ids=["billion", "outside", "utf16", "deep", "broken", "empty", "bytes", "other"],
)
def test_hostile_xml_is_refused(part: str, content: bytes) -> None:
    with pytest.raises(Unreadable):
        (read_odt if part == "content.xml" else read_docx)(packed({part: content}))


@pytest.mark.parametrize("read", [read_odt, read_docx])
@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"%PDF-1.7", packed({"x": b"y"})])
def test_what_is_no_document_is_refused(read: Read, content: bytes) -> None:
    with pytest.raises(Unreadable):
        read(content)


def test_a_mountain_in_a_small_file_is_not_unpacked() -> None:
    bomb = packed({"content.xml": b"<a>" + b" " * 30 * 2**20})
    assert len(bomb) < 100_000
    with pytest.raises(Unreadable, match="larger"):
        read_odt(bomb)
    with pytest.raises(Unreadable):
        Archive(packed({str(n): b"" for n in range(4001)}))
    assert parsed(b"<a><b/></a>").tag == "a"


ELEMENTS = (
    "p h list list-item span a s tab line-break note section table table-row table-cell frame r t hyperlink tbl tr tc "
    "drawing pPr numPr"
).split()
SPACES = " ".join(
    f'xmlns:{name}="{address}"'
    for name, address in (
        ("text", "urn:oasis:names:tc:opendocument:xmlns:text:1.0"),
        ("office", "urn:oasis:names:tc:opendocument:xmlns:office:1.0"),
        ("xlink", "http://www.w3.org/1999/xlink"),
        ("w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    )
)


@pytest.mark.parametrize("read", [read_odt, read_docx])
@settings(max_examples=200, deadline=None)
@given(
    st.recursive(
        st.sampled_from(["texte", "", "  ", "\ue000"]),
        lambda inner: st.tuples(
            st.sampled_from(ELEMENTS),
            st.dictionaries(
                st.sampled_from(
                    [
                        "style-name",
                        "outline-level",
                        "c",
                        "href",
                        "number-columns-repeated",
                        "start-value",
                        "val",
                        "ilvl",
                    ]
                ),
                st.sampled_from(
                    ["Quotations", "Title", "9", "99999999999", "-1", "x", "javascript:alert(1)", "Table_20_Heading"]
                ),
                max_size=3,
            ),
            st.lists(inner, max_size=4),
        ),
        max_leaves=25,
    )
)
def test_any_tree_of_elements_gives_a_lawful_one(read: Read, tree: object) -> None:
    is_odt = read is read_odt
    inside = _element(tree, "text" if is_odt else "w")
    body = f"<office:body><office:text>{inside}</office:text></office:body>"
    whole = f"<office:document-content {SPACES}>{body}</office:document-content>"
    other = f"<w:document {SPACES}><w:body>{inside}</w:body></w:document>"
    found = read(packed({"content.xml": whole.encode()} if is_odt else {"word/document.xml": other.encode()}))
    check(found.blocks)


def _element(tree: object, prefix: str) -> str:
    if isinstance(tree, str):
        return tree
    name, attributes, inside = tree  # type: ignore[misc]
    told = "".join(f' {"xlink" if key == "href" else prefix}:{key}="{value}"' for key, value in attributes.items())
    return f"<{prefix}:{name}{told}>{''.join(_element(one, prefix) for one in inside)}</{prefix}:{name}>"
