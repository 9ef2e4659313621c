"""The files answers leave as: every format says the same, and nothing in them runs."""

import csv
import io
import json
import zipfile
from xml.etree import ElementTree

import pytest

from essaim.questionnaires import actions
from essaim.questionnaires.drafting import Draft
from essaim.questionnaires.export import FORMATS
from essaim.questionnaires.export.xlsx import column
from essaim.questionnaires.models import Questionnaire

pytestmark = pytest.mark.django_db
EVIL = '=HYPERLINK("http://mal.exemple";"clic")'


@pytest.fixture
def answered(space, amina, bruno, chloe, now):
    own = actions.create_own(space, "Le repas", by=amina)
    own = actions.add_question(own, Draft(text={"fr": "Un mot ?"}, kind="short"), by=amina)
    own = actions.add_question(own, Draft(text={"fr": "Combien ?"}, kind="number"), by=amina)
    words, number = (question.code for question in own.asked.questions)
    own = actions.open_questionnaire(own, by=amina)
    actions.answer(own, bruno, words, value={words: EVIL})
    actions.answer(own, bruno, number, value={number: 12})
    actions.answer(own, chloe, words, value={words: "Élan, « ensemble »\x0b & <b>"})
    return Questionnaire.objects.get(pk=own.pk)


def got(client, asked, kind):
    answer = client.get(f"questionnaires/{asked.pk}/answers.{kind}")
    assert answer.status_code == 200 and f".{kind}" in answer.headers["Content-Disposition"]
    assert answer.headers["Content-Type"] == FORMATS[kind].media_type
    return answer.content


def ods_cells(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.namelist()[0] == "mimetype" and archive.infolist()[0].compress_type == zipfile.ZIP_STORED
        root = ElementTree.fromstring(archive.read("content.xml"))
    table, text = (
        "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}",
        "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}",
    )
    assert not [key for cell in root.iter(f"{table}table-cell") for key in cell.attrib if key.endswith("formula")]
    sheet = next(root.iter(f"{table}table"))
    rows = [
        ["\n".join(p.text or "" for p in cell.iter(f"{text}p")) for cell in row.iter(f"{table}table-cell")]
        for row in sheet.iter(f"{table}table-row")
    ]
    return rows


def xlsx_cells(content):
    main = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            ElementTree.fromstring(archive.read(name))
        root = ElementTree.fromstring(archive.read("xl/worksheets/sheet1.xml"))
    assert not list(root.iter(f"{main}f"))
    return [
        {cell.get("r")[0]: "".join(cell.itertext()) for cell in row.iter(f"{main}c")} for row in root.iter(f"{main}row")
    ]


def test_every_format_says_the_same(answered, amina, client_for):
    console = client_for(amina)
    text = got(console, answered, "csv").decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert rows[0][2] == "Un mot ?" and [row[0] for row in rows[1:]] == ["Bruno", "Chloé"]
    assert rows[1][2] == "'" + EVIL and rows[1][4] == "12"
    ods = ods_cells(got(console, answered, "ods"))
    assert ods[0] == rows[0] and ods[1][2] == EVIL and ods[1][4] == "12"
    xlsx = xlsx_cells(got(console, answered, "xlsx"))
    assert xlsx[1]["C"] == EVIL and xlsx[1]["E"] == "12" and "Élan" in xlsx[2]["C"]
    told = json.loads(got(console, answered, "json"))
    assert told["answers"][0]["values"][answered.asked.questions[0].code] == {answered.asked.questions[0].code: EVIL}
    assert [question["code"] for question in told["codebook"]] == [q.code for q in answered.asked.questions]


def test_the_printed_summary_holds_no_more_than_the_group_reads(answered, amina, client_for):
    content = got(client_for(amina), answered, "pdf")
    assert content.startswith(b"%PDF") and b"Bruno" not in content


@pytest.mark.parametrize("kind", FORMATS)
def test_an_open_anonymous_box_gives_nothing(hot, six, amina, client_for, kind):
    phone = client_for(six[0])
    phone.post(f"questionnaires/{hot.pk}/learnt/", {"learnt": "Un secret", "shown": "anonymous"})
    content = got(client_for(amina), hot, kind)
    parts = [content]
    if kind in ("ods", "xlsx"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = [archive.read(name) for name in archive.namelist()]
    assert not any(b"Un secret" in part or six[0].name.encode() in part for part in parts)


@pytest.mark.parametrize("kind", ["csv", "ods", "xlsx", "json"])
def test_closed_it_gives_ballots_without_who_nor_when(hot, six, amina, client_for, kind):
    for number, person in enumerate(six):
        client_for(person).post(
            f"questionnaires/{hot.pk}/learnt/", {"learnt": f"Appris {number}", "shown": "anonymous"}
        )
    actions.close(hot, by=amina)
    content = got(client_for(amina), hot, kind)
    whole = content
    if kind in ("ods", "xlsx"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            whole = b"".join(archive.read(name) for name in archive.namelist())
    assert b"Appris 5" in whole
    assert not any(person.name.encode() in whole or str(person.pk).encode() in whole for person in six)


def test_an_unknown_format_is_not_there(answered, amina, client_for):
    assert client_for(amina).get(f"questionnaires/{answered.pk}/answers.exe").status_code == 404


@pytest.mark.parametrize(("number", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_are_named_as_excel_does(number, letters):
    assert column(number) == letters
