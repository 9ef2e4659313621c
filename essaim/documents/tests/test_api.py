"""Documents made, read and changed by the program."""

import re
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pycrdt import Doc, XmlElement, XmlFragment, XmlText

from essaim.base.blocks import (
    Break,
    CheckList,
    Code,
    Embed,
    Figure,
    Heading,
    Image,
    Link,
    Listing,
    Mention,
    Notice,
    PageLink,
    Paragraph,
    Quote,
    Rule,
    Table,
    Text,
)
from essaim.base.blocks.html import to_html
from essaim.documents import api, convert, replica, storage, tokens
from essaim.documents.models import DocumentUpdate
from essaim.documents.tests.conftest import make_member, make_space
from essaim.documents.tests.test_writing_together import say
from essaim.spaces.changes import change

BLOCKS = (
    Heading(2, "Nos repères"),
    Paragraph([Text("Élan 🙂 "), Text("gras", "bold"), Break(), Link("https://example.org", "lien"), Text(" fin")]),
    Listing([["un", Listing(["a", "b"])], "deux"], True, start=3),
    Quote("Une parole"),
    Table(["A", "B"], [["1", "2"]]),
    Code("a = 1"),
    CheckList([["un", Listing(["a"])], "deux"], [1]),
    Notice("Retenir", "harm"),
    Embed("https://pad.exemple.org/p/x", "Le pad"),
    Figure(Image("pictures/1", "Le groupe en cercle", 800, 500), "La carte"),
    Rule(),
    Paragraph([Text("é🙂", ["strike", "underline", "code"])]),
)


@pytest.fixture
def space(transactional_db):
    api.shelf.clear()
    return make_space()


@pytest.fixture
def document(space):
    with change(space) as journal:
        return api.create(journal, space, "page", "Page", BLOCKS)


def append(document, text, by=None):
    with change(document.space, by=by) as journal:
        journal.note("page.filled", document)
        api.edit(document, lambda doc: api.append_blocks(doc, [Paragraph(text)]), by)


def test_blocks_come_back_as_they_were_written(document):
    assert api.blocks_of(document) == BLOCKS
    api.shelf.clear()
    assert api.blocks_of(document) == BLOCKS


def test_people_and_pages_are_called_as_they_are_today(document, space):
    bruno = make_member(space, "Bruno")
    denis = make_member(make_space("Ailleurs"), "Denis")
    with change(space) as journal:
        charter = api.create(journal, space, "page", "La charte")
    pointing = Paragraph([Mention(str(bruno.pk), "Brunot"), " ", PageLink(str(charter.pk), "Ancien titre"),
                          " ", Mention(str(denis.pk), "Denis"), " ", PageLink(str(denis.pk), "Ailleurs")])  # fmt: skip
    with change(space) as journal:
        api.edit(document, lambda doc: api.write_blocks(doc, [pointing]))
        journal.edit(charter, "page.renamed", title="Notre charte")

    said = Paragraph([Mention(str(bruno.pk), "Bruno"), " ", PageLink(str(charter.pk), "Notre charte"),
                      " ", Text("@une personne partie"), " ", PageLink(str(denis.pk), "")])  # fmt: skip
    assert api.blocks_of(document) == (said,)
    assert api.plain_text(document) == "@Bruno Notre charte @une personne partie "


def test_remarks_are_found_by_thread_with_the_words_they_are_about(document):
    first, second = uuid4(), uuid4()
    text = XmlText()

    def anchor(doc):
        doc.get("body", type=XmlFragment).children.append(XmlElement("paragraph", {}, [text]))
        text.insert(0, "Nous gardons la salle")
        text.format(5, 12, {"comment--aaaaaaaa": {"thread": str(first)}})
        text.format(8, 21, {"comment--bbbbbbbb": {"thread": str(second)}, "comment--cccccccc": {"thread": "x"}})

    with change(document.space) as journal:
        journal.note("page.filled", document)
        api.edit(document, anchor)
    assert api.threads_of(document) == {first: "gardons", second: "dons la salle"}
    assert api.plain_text(document).endswith("Nous gardons la salle")


def test_a_document_asked_for_twice_is_made_once(space):
    from essaim.base.ids import uuid7

    id = uuid7()
    for _ in range(2):
        with change(space) as journal:
            made = api.create(journal, space, "page", "Page", BLOCKS, id=id)
    assert api.blocks_of(made) == BLOCKS and space.documents.count() == 1


def test_a_change_that_fails_leaves_no_word_behind(document):
    with pytest.raises(ZeroDivisionError), change(document.space) as journal:
        journal.note("page.filled", document)
        api.edit(document, lambda doc: api.append_blocks(doc, [Paragraph("jamais")]))
        assert "jamais" in api.plain_text(document)
        raise ZeroDivisionError
    assert "jamais" not in api.plain_text(document)
    append(document, "après")
    assert api.plain_text(document).endswith("après") and "jamais" not in api.plain_text(document)


def test_an_edit_outside_a_change_is_refused(document):
    with pytest.raises(RuntimeError, match="inside the change"):
        api.edit(document, lambda doc: api.append_blocks(doc, [Paragraph("x")]))


def test_an_edit_without_a_name_credits_nobody(document, space):
    append(document, "anonyme")
    assert api.authors_of(document) == []
    amina = make_member(space, "Amina")
    append(document, "signé", amina)
    assert api.authors_of(document) == [amina]


def test_compaction_keeps_the_text_and_shortens_the_log(document, monkeypatch):
    monkeypatch.setattr(replica, "ROWS_TO_COMPACT", 20)
    for number in range(50):
        append(document, f"ligne {number}")
    assert DocumentUpdate.objects.count() < 20
    assert DocumentUpdate.objects.filter(whole=True).count() == 1
    api.shelf.clear()
    assert [f"ligne {number}" in api.plain_text(document) for number in range(50)] == [True] * 50


def compact(document, held) -> None:
    storage.look_at_unread(document.pk, held)
    storage.keep_whole(document.pk, held.whole(), held.nested)
    for ids in storage.slices(held.replaceable()):
        storage.forget(document.pk, ids)


def test_compaction_keeps_a_row_that_waits_for_what_it_follows(document):
    """An update that came before what it depends on is not in the whole: its row must stay."""
    source, updates = Doc(), []
    watch = source.observe(lambda event: updates.append(event.update))
    source.apply_update(api.read(document).get_update())
    updates.clear()
    say(source, "premier")
    say(source, "second")
    assert watch
    storage.append([storage.Entry(document.pk, [updates[1]], None)])
    copy, _ = storage.load(document.pk)
    storage.look_at_unread(document.pk, copy)
    assert len(copy.waiting) == 1
    compact(document, copy)
    assert "second" not in api.plain_text(document)
    storage.append([storage.Entry(document.pk, [updates[0]], None)])
    api.shelf.clear()
    assert api.plain_text(document).endswith("premier\nsecond")


def test_two_threads_that_compact_at_once_lose_nothing(document):
    """Each replaces only the rows it holds: a row between the two stays."""
    append(document, "un")
    early, _ = storage.load(document.pk)
    append(document, "deux")
    late, _ = storage.load(document.pk)
    compact(document, late)
    compact(document, early)
    api.shelf.clear()
    assert api.plain_text(document).endswith("un\ndeux")


NAMES = st.sampled_from(
    "paragraph heading script table tableRow tableCell image listItem x-y taskList callout embed mention".split()
)
SCALARS = st.one_of(st.none(), st.booleans(), st.integers(-5, 5), st.text(max_size=8), st.just("javascript:alert(1)"))
MARK_ATTRIBUTES = st.dictionaries(st.sampled_from(["href", "style"]), SCALARS, max_size=2)
MARKS = st.dictionaries(st.sampled_from("bold link link--h onload code".split()), MARK_ATTRIBUTES, max_size=2)
ATTRIBUTES = st.dictionaries(
    st.sampled_from(["level", "href", "src", "onclick", "id", "label", "tone", "checked"]), SCALARS, max_size=2
)
TREES = st.recursive(
    st.tuples(st.just("text"), st.text(min_size=1, max_size=8), MARKS),
    lambda inside: st.tuples(NAMES, ATTRIBUTES, st.lists(inside, max_size=3)),
    max_leaves=12,
)


def plant(parent, tree) -> None:
    if tree[0] == "text":
        text = XmlText()
        parent.children.append(text)
        text.insert(0, tree[1], tree[2])
        return
    element = XmlElement(tree[0])
    parent.children.append(element)
    for name, value in tree[1].items():
        element.attributes[name] = value
    for inside in tree[2]:
        plant(element, inside)


@settings(max_examples=200, deadline=None)
@given(st.lists(TREES, max_size=4))
def test_whatever_a_browser_wrote_reads_as_harmless_blocks(trees):
    doc = Doc()
    body = doc.get("body", type=XmlFragment)
    for tree in trees:
        plant(body, tree)
    html = str(to_html(convert.read_blocks(doc)))
    tags = re.findall(r"<[^>]*>", html)
    assert not any(re.search(r"<script|\son\w+=|\sstyle=|=.javascript:", tag) for tag in tags)


def test_elements_inside_one_another_are_read_to_a_depth_and_no_further():
    doc = Doc()
    parent = doc.get("body", type=XmlFragment)
    for _ in range(300):
        parent.children.append(XmlElement("blockquote"))
        parent = parent.children[0]
    parent.children.append(XmlElement("paragraph", {}, [XmlText("au fond")]))
    assert convert.read_blocks(doc) == ()


def scope_of(client_for, member, document):
    answer = client_for(member).get(f"documents/{document.pk}/token")
    return answer.status_code, tokens.read(answer.json()["token"]).writer if answer.status_code == 200 else None


def test_an_editor_asks_for_a_pass_with_its_own_rights(document, space, client_for):
    with change(space) as journal:
        report = api.create(journal, space, "report", "Bilan")
    amina, bruno = make_member(space, "Amina", "facilitator"), make_member(space, "Bruno")
    observer, denis = make_member(space, "Observatrice", "observer"), make_member(make_space("Ailleurs"), "Denis")

    assert scope_of(client_for, bruno, document) == (200, True)
    assert scope_of(client_for, bruno, report) == (200, False)
    assert scope_of(client_for, amina, report) == (200, True)
    assert scope_of(client_for, observer, document) == (200, False)
    assert scope_of(client_for, denis, document) == (404, None)
