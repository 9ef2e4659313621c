"""Commitments: written by their author, signed by each partner, followed. Vectors EN1–EN2 of the methods."""

from fractions import Fraction

import pytest

from essaim.base import ids
from essaim.base.blocks import CommitmentBlock
from essaim.base.errors import Refused
from essaim.commitments import actions, activity
from essaim.commitments.indicators import indicators, percent
from essaim.commitments.models import Commitment
from essaim.runs import actions as runs
from essaim.spaces import handovers
from essaim.spaces.changes import change

pytestmark = pytest.mark.django_db


def commit(member, what="Appeler le centre social", **fields):
    return actions.commit(member, what=what, input_id=ids.uuid7(), **fields)


def test_en1_and_en2():
    counted = indicators(["draft"] + ["kept"] * 4 + ["under_way"] * 3 + ["postponed", "dropped"])
    assert (counted.kept, counted.followed) == (Fraction(4, 9), Fraction(7, 9))
    assert (percent(counted.kept), percent(counted.followed)) == ("44,4\u00a0%", "77,8\u00a0%")
    assert percent(indicators(["draft"]).kept) == "—"


def test_written_on_a_phone_and_read_by_the_group(bruno, chloe, client_for):
    phone = client_for(bruno)
    given = {
        "input_id": ids.uuid7(),
        "what": "Appeler le centre social",
        "first_step": "Trouver le numéro",
        "due": "2028-04-01",
        "visibility": "group",
    }
    for _ in range(2):
        assert phone.post("commitments/new", given).status_code == 303
    assert Commitment.objects.count() == 1
    assert "Appeler le centre social" in client_for(chloe).get("commitments/").text


def test_a_past_date_is_refused_and_what_was_typed_kept(bruno, client_for):
    given = {"input_id": ids.uuid7(), "what": "Appeler le centre social", "due": "2001-01-01", "visibility": "group"}
    answer = client_for(bruno).post("commitments/new", given)
    assert (
        answer.status_code == 422
        and "Cette date est passée" in answer.text
        and "Appeler le centre social" in answer.text
    )
    assert not Commitment.objects.exists()


def test_an_invited_structure_stays_invited_until_it_signs(bruno, chloe):
    one = commit(bruno, partners=[chloe.structure])
    assert one.signed_by() == []
    actions.cosign(one, chloe, input_id=ids.uuid7())
    one = Commitment.objects.get()
    assert [str(partner) for partner in one.signed_by()] == ["Chloé"] and one.state == "cosigned"
    with pytest.raises(Refused):
        actions.cosign(one, bruno, input_id=ids.uuid7())


def test_only_the_author_changes_it(bruno, chloe, client_for):
    one = commit(bruno)
    assert client_for(chloe).get(f"commitments/{one.pk}/edit").status_code == 404
    answer = client_for(chloe).post(f"commitments/{one.pk}/withdrawal")
    assert answer.status_code == 403 and Commitment.objects.exists()


def test_another_space_s_commitment_does_not_exist(bruno, denis, client_for):
    one = commit(bruno)
    for page in ("", "edit", "follow"):
        assert client_for(denis).get(f"commitments/{one.pk}/{page}").status_code in (404, 405)
    assert client_for(denis).post(f"commitments/{one.pk}/cosignature").status_code == 404


def test_postponing_needs_a_date_and_dropping_a_reason(bruno):
    one = commit(bruno)
    for state in ("postponed", "dropped", "nonsense"):
        with pytest.raises(Refused):
            actions.follow(one, bruno, state=state)
    actions.follow(one, bruno, state="kept")
    assert Commitment.objects.get().state == "kept"


def test_a_published_report_shows_what_its_author_lets_everyone_read(space, bruno):
    commit(bruno, what="Prêter la salle", visibility="public")
    commit(bruno, what="Parler au bureau", visibility="group")
    published = [b.text for b in activity.report_blocks(space, "12", draft=False) if isinstance(b, CommitmentBlock)]
    draft = [b.text for b in activity.report_blocks(space, "12", draft=True) if isinstance(b, CommitmentBlock)]
    assert published == ["Prêter la salle"] and draft == ["Prêter la salle", "Parler au bureau"]
    assert activity.report_blocks(space, "13", draft=True) == []


def test_a_draft_waits_on_the_home_of_the_person_it_names_until_they_sign(space, amina, bruno, chloe, client_for):
    with change(space, by=amina) as journal:
        handovers.offer(journal, "commitment_draft", "Ouvrir la cuisine", source=space, author=bruno)
    phone = client_for(bruno)
    assert "Votre idée, à signer si vous le voulez" in phone.get("").text
    assert "à signer" not in client_for(chloe).get("").text
    draft = handovers.waiting(space, "commitment_draft").get()
    page = {"input_id": ids.uuid7(), "draft": draft.pk, "what": "Ouvrir la cuisine", "visibility": "group"}
    assert phone.post("commitments/new", page).status_code == 303
    assert "à signer" not in phone.get("").text


def test_written_during_their_run_they_lead_back_to_it_and_show_on_the_wall(space, amina, bruno, client_for):
    run = runs.prepare(space, by=amina, method="commitments", title="Nos engagements", params={})
    runs.open_run(run, by=amina, expected=0)
    phone, wall = client_for(bruno), client_for(space=space, kind="wall")
    assert "Écrire un engagement" in phone.get(f"runs/{run.pk}/").text
    page = {"input_id": ids.uuid7(), "what": "Ouvrir la cuisine", "visibility": "group"}
    answer = phone.post(f"commitments/new?run={run.pk}", page)
    assert answer.status_code == 303 and answer.url.endswith(f"runs/{run.pk}/")
    shown = wall.get("wall/").text
    assert "Ouvrir la cuisine" in shown and "1 sur 1 ont écrit" in shown
    assert phone.post("commitments/new?run=nonsense", {**page, "input_id": ids.uuid7()}).url.count("commitments/") == 1
