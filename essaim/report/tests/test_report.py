"""The report is composed from what happened: an empty one says so, one more act changes it."""

from datetime import timedelta

import pytest

from essaim.base import clock, ids
from essaim.base.blocks import CommitmentBlock, Heading, Paragraph, Table
from essaim.base.blocks.plain import plain
from essaim.commitments import actions as commitments
from essaim.report import actions
from essaim.report.compose import SECTIONS, compose, without_bare_headings, without_leaps
from essaim.report.models import Publication
from essaim.report.typst.tests.reading import text_of
from essaim.spaces.changes import change

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_DIR = tmp_path


def commit(member, what):
    return commitments.commit(member, what=what, visibility="public", input_id=ids.uuid7())


def test_where_nothing_happened_it_says_so(space, amina, client_for):
    sections = {section.key: section for section in compose(space, draft=True)}
    assert list(sections) == list(SECTIONS)
    assert sections["12"].is_empty and sections["10"].is_empty
    assert client_for(amina).get("report/draft/").text.count("Rien.") >= 2


def test_one_act_changes_it(space, amina, bruno):
    commit(bruno, "Prêter la salle")
    first = next(s for s in compose(space, draft=False) if s.key == "12")
    commit(bruno, "Partager le camion")
    second = next(s for s in compose(space, draft=False) if s.key == "12")
    assert [b.text for b in second.blocks if isinstance(b, CommitmentBlock)] == [
        "Prêter la salle",
        "Partager le camion",
    ]
    assert len(first.blocks) < len(second.blocks)


def test_published_as_a_page_and_a_pdf_from_the_same_blocks(space, amina, bruno, client_for):
    commit(bruno, "Prêter la salle")
    team = client_for(amina)
    team.post("report/draft/15", {"text": "Un groupe **très** engagé."})
    assert team.post("report/publication").status_code == 303
    commit(bruno, "Partager le camion")

    phone = client_for(bruno)
    page = phone.get("report/1/").text
    assert "Prêter la salle" in page and "<strong>très</strong>" in page
    assert "Partager le camion" not in page, "a published version does not change"
    pdf = phone.get("report/1/bilan.pdf")
    assert pdf.headers["Content-Type"] == "application/pdf" and b"".join(pdf.streaming_content).startswith(b"%PDF")
    assert Publication.objects.get().standard == "ua-1 + a-2a"
    assert actions.publish(space, by=amina).number == 2


def test_only_the_team_sees_the_draft_and_publishes(space, amina, bruno, denis, client_for):
    phone = client_for(bruno)
    for page in ("report/draft/", "report/draft.pdf", "report/draft/15"):
        assert phone.get(page).status_code == 403
    assert phone.post("report/publication").status_code == 403
    actions.publish(space, by=amina)
    assert client_for(denis).get("report/1/").status_code == 404
    assert client_for(denis).get("report/1/bilan.pdf").status_code == 404


def test_a_text_too_long_is_refused_and_kept_on_the_page(space, amina, client_for):
    answer = client_for(amina).post("report/draft/15", {"text": "a" * 20_001})
    assert answer.status_code == 422 and "trop long" in answer.text and "aaaa" in answer.text
    assert client_for(amina).get("report/draft/99").status_code == 404


def test_the_team_is_told_which_signs_the_pdf_could_not_print(space, amina, bruno, client_for):
    team = client_for(amina)
    team.post("report/draft/15", {"text": "Merci à 漢字."})
    actions.publish(space, by=amina)
    assert "Le PDF n’a pas pu imprimer ces signes" in team.get("report/1/").text
    assert "pas pu imprimer" not in client_for(bruno).get("report/1/").text
    team.post("report/draft/15", {"text": "Merci à tous 🎉."})
    actions.publish(space, by=amina)
    assert "pas pu imprimer" not in team.get("report/2/").text


def test_a_heading_under_which_nothing_was_written_is_not_printed():
    tree = [Heading(2, "Le vide"), Heading(3, "dedans"), Heading(2, "Le plein"), Paragraph("Oui."), Heading(3, "fin")]
    assert [block for block in without_bare_headings(tree) if isinstance(block, Heading)] == [tree[2]]


def test_headings_go_down_one_level_at_a_time_whatever_was_left_out() -> None:
    levels = {(4, 4, 2): [2, 2, 2], (2, 4, 4, 3): [2, 3, 3, 3], (2, 3, 4, 2): [2, 3, 4, 2], (): []}
    for given, made in levels.items():
        tree = [Heading(level, "Un titre") for level in given]
        assert [block.level for block in without_leaps(tree) if isinstance(block, Heading)] == made


def test_the_summary_writes_itself_and_the_team_may_take_it_up(space, amina, bruno, client_for):
    commit(bruno, "Prêter la salle")
    commitments.follow(bruno.space.commitments.get(), bruno, state="kept")
    brief = compose(space, draft=False)[0]
    assert "1 engagement pris, dont 1 tenu." in plain(brief.blocks)
    team = client_for(amina)
    assert "- 1 engagement pris, dont 1 tenu." in team.get("report/draft/0").text, "it is there to be changed"
    team.post("report/draft/0", {"text": "Une belle journée."})
    said = plain(compose(space, draft=False)[0].blocks)
    assert "Une belle journée." in said and "1 engagement pris" not in said


def test_commitments_are_told_as_they_were_at_each_moment(space, amina, bruno, monkeypatch):
    at = lambda days, hours=12: space.at(space.day + timedelta(days=days), hours * 60)  # noqa: E731
    monkeypatch.setattr(clock, "now", lambda: at(0))
    commit(bruno, "Prêter la salle")
    commit(bruno, "Partager le camion")
    first, second = bruno.space.commitments.order_by("created_at")
    monkeypatch.setattr(clock, "now", lambda: at(10))
    commitments.follow(first, bruno, state="under_way")
    monkeypatch.setattr(clock, "now", lambda: at(20))
    commitments.follow(first, bruno, state="kept")
    monkeypatch.setattr(clock, "now", lambda: at(40))
    commitments.follow(second, bruno, state="kept")
    told = next(section for section in compose(space, draft=False) if section.key == "12")
    table = next(block for block in told.blocks if isinstance(block, Table))
    rows = [[plain([Paragraph(cell)]) for cell in row] for row in table.rows]
    assert ["proposé", "2", "1", "1", "0"] in rows and ["tenu", "0", "0", "1", "2"] in rows
    assert ["Part tenue", "0,0\u00a0%", "0,0\u00a0%", "50,0\u00a0%", "100,0\u00a0%"] in rows


def test_the_cover_says_who_asked_and_the_pdf_repeats_no_source(space, amina, bruno):
    with change(space, by=amina) as journal:
        journal.edit(space, "space.described", accompaniment={"commanditaire": "Le DLA du Val-d’Aubray"})
    commit(bruno, "Prêter la salle")
    made = actions.as_pdf(space, compose(space, draft=False), language="fr", draft=False)
    text = text_of(made.content)
    assert "À la demande de" in text and "Le DLA du Val-d’Aubray" in text
