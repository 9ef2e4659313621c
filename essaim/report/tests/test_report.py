"""The report is composed from what happened: an empty one says so, one more act changes it."""

import pytest

from essaim.base import ids
from essaim.base.blocks import CommitmentBlock
from essaim.commitments import actions as commitments
from essaim.report import actions
from essaim.report.compose import SECTIONS, compose
from essaim.report.models import Publication

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
