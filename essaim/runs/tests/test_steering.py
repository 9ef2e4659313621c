"""What a console can do beside going on: who counts, calling off, opening again; what the hall reads afterwards."""

from datetime import timedelta

import pytest

from conftest import join
from essaim.base import ids
from essaim.runs import actions, log, ticks
from essaim.runs.models import Run, RunEvent
from essaim.runs.now import RESULT_STAYS
from essaim.spaces import seats

pytestmark = pytest.mark.django_db
PROPOSAL = "Partager nos trajets le mardi, à partir de mars."


def state(run):
    return log.state_of(Run.objects.get(pk=run.pk))


def opened(amina, method="free", **params):
    run = actions.prepare(amina.space, by=amina, method=method, title="Freins rencontrés", params=params)
    actions.open_run(run, by=amina, expected=state(run).steered)
    return run


def onward(run, by, until=""):
    while state(run).phase != until:
        actions.command(Run.objects.get(pk=run.pk), "next", by=by, expected=state(run).steered)
        if not until:
            return


def give(run, member, kind, **value):
    raw = {name: [text] for name, text in value.items()}
    actions.give(Run.objects.get(pk=run.pk), member, kind, raw, input_id=ids.uuid7())


def test_someone_gone_without_a_word_is_counted_absent_and_the_decision_goes_on(amina, bruno, chloe, client_for):
    """CON3, through the pages."""
    run = opened(amina, "consent", text=PROPOSAL, mode="s3", short=True, proposer=str(bruno.pk))
    onward(run, amina, "OBJECTIONS")
    give(run, bruno, "answer", answer="consent")
    desk = client_for(amina)
    page = desk.get(f"runs/{run.pk}/console/").text
    assert "1 réponses sur 2" in page and f"Pas encore :\xa0{chloe.name}"[:10] in page
    answer = desk.post(f"runs/{run.pk}/roll", {"member": chloe.pk, "how": "absent"})
    assert answer.status_code == 303
    assert "compté·e absent·e" in desk.get(f"runs/{run.pk}/console/").text
    assert RunEvent.objects.get(kind="counted_absent").actor == amina
    onward(run, amina)
    assert state(run).phase == "ADOPTEE"
    assert "1 membre compté absent" in desk.get(f"runs/{run.pk}/").text or state(run).data.adopted


def test_who_counts_is_told_back_and_nonsense_changes_nothing(amina, bruno, chloe, denis, client_for):
    run = opened(amina, question="Quels freins ?")
    desk = client_for(amina)
    assert client_for(bruno).post(f"runs/{run.pk}/roll", {"member": chloe.pk, "how": "absent"}).status_code == 403
    assert desk.post(f"runs/{run.pk}/roll", {"member": denis.pk, "how": "absent"}).status_code == 404
    assert desk.post(f"runs/{run.pk}/roll", {"member": "?", "how": "absent"}).status_code == 404
    assert desk.post(f"runs/{run.pk}/roll", {"member": chloe.pk, "how": "?"}).status_code == 422
    assert desk.post(f"runs/{run.pk}/roll", {"member": chloe.pk, "how": "back"}).status_code == 422
    for how, voices in (("absent", 1), ("back", 2)):
        assert desk.post(f"runs/{run.pk}/roll", {"member": chloe.pk, "how": how}).status_code == 303
        assert len(state(run).voices) == voices


def test_whoever_leaves_the_space_leaves_the_round_and_is_skipped(amina, bruno, chloe):
    zoe = join(amina.space, "Zoé")
    run = opened(amina, "round", question="Comment arrivez-vous ?", start=str(bruno.pk))
    onward(run, amina, "TOUR")
    seats.leave(bruno)
    ticks.tick(amina.space)
    ticks.tick(amina.space)
    assert RunEvent.objects.filter(kind="left").count() == 1
    assert list(state(run).data.circle.queue) == [str(chloe.pk), str(zoe.pk)]


def test_the_order_of_a_round_changes_before_it_begins_only(amina, bruno, chloe, client_for):
    zoe = join(amina.space, "Zoé")
    run = opened(amina, "round", question="Comment arrivez-vous ?", start=str(bruno.pk))
    desk = client_for(amina)
    address = f"runs/{run.pk}/inputs/reorder"
    for steps, order in (("last", (chloe, zoe, bruno)), ("-1", (chloe, bruno, zoe)), ("first", (bruno, chloe, zoe))):
        sent = desk.post(address, {"from": "console", "member": bruno.pk, "steps": steps})
        assert sent.status_code == 303
        assert list(state(run).data.circle.queue) == [str(one.pk) for one in order]
    assert "Vous commencerez." in client_for(bruno).get(f"runs/{run.pk}/").text
    assert "Vous parlerez après 2 personnes." in client_for(zoe).get(f"runs/{run.pk}/").text
    onward(run, amina, "TOUR")
    refused = desk.post(address, {"from": "console", "member": zoe.pk, "steps": "first"})
    assert refused.status_code == 422 and state(run).data.circle.current == str(bruno.pk)
    before = state(run).data.more
    assert desk.post(f"runs/{run.pk}/inputs/more", {"from": "console"}).status_code == 303
    assert state(run).data.more == before + 30
    wall = client_for(space=amina.space, kind="wall").get(f"runs/{run.pk}/wall/").text
    assert "Bruno" in wall and "<count-down" in wall and "Zoé" in wall


def test_called_off_or_opened_again_with_a_reason(amina, bruno, chloe, client_for):
    run, desk = opened(amina, question="Quels freins ?"), client_for(amina)
    missing = desk.post(f"runs/{run.pk}/commands", {"command": "cancel"})
    assert missing.status_code == 422 and "Dites pourquoi" in missing.text
    give(run, bruno, "contribute", text="Le temps")
    actions.command(Run.objects.get(), "close", by=amina, expected=state(run).steered)
    assert "Rouvrir" in desk.get(f"runs/{run.pk}/console/").text
    again = desk.post(f"runs/{run.pk}/commands", {"command": "reopen", "reason": "Chloé n’avait pas fini"})
    assert again.status_code == 303 and state(run).running and len(state(run).earlier) == 1
    give(run, chloe, "contribute", text="La peur")
    ended = desk.post(f"runs/{run.pk}/commands", {"command": "cancel", "reason": "On change de question"})
    assert ended.status_code == 303
    assert "On change de question" in client_for(bruno).get(f"runs/{run.pk}/").text


def test_the_hall_reads_what_came_out_then_the_programme_again(amina, bruno, chloe, client_for, monkeypatch, now):
    run, wall = opened(amina, question="Quels freins ?"), client_for(space=amina.space, kind="wall")
    give(run, bruno, "contribute", text="Le temps")
    actions.command(Run.objects.get(), "close", by=amina, expected=state(run).steered)
    assert "1 contribution." in wall.get("wall/").text
    monkeypatch.setattr("essaim.base.clock.now", lambda: now + RESULT_STAYS + timedelta(seconds=1))
    assert "1 contribution." not in wall.get("wall/").text and "Fusion" in wall.get("wall/").text


def test_the_console_says_what_comes_next_or_what_is_awaited(amina, bruno, chloe, client_for):
    run, desk = opened(amina, "round", question="Comment arrivez-vous ?"), client_for(amina)
    assert "Une minute de silence" in desk.get(f"runs/{run.pk}/console/").text
    onward(run, amina, "TOUR")
    assert "2 personnes n’ont pas encore eu la parole" in desk.get(f"runs/{run.pk}/console/").text


def test_in_turn_only_the_person_asked_has_the_buttons(amina, bruno, chloe, client_for):
    run = opened(amina, "consent", text=PROPOSAL, mode="classique", short=True, proposer=str(bruno.pk))
    onward(run, amina, "OBJECTIONS")
    first, last = client_for(chloe), client_for(bruno)
    assert 'value="objection"' in first.get(f"runs/{run.pk}/").text
    waiting = last.get(f"runs/{run.pk}/").text
    assert 'value="objection"' not in waiting and "vous répondrez en dernier" in waiting
    give(run, chloe, "answer", answer="consent")
    assert 'value="objection"' in last.get(f"runs/{run.pk}/").text


def test_a_conflict_of_interest_takes_one_out_of_the_decision_and_is_said(amina, bruno, chloe, client_for):
    run = opened(amina, "consent", text=PROPOSAL, mode="s3", short=True, proposer=str(bruno.pk))
    assert "trop près" in client_for(chloe).get(f"runs/{run.pk}/").text
    assert client_for(chloe).post(f"runs/{run.pk}/inputs/recuse", {"input_id": ids.uuid7()}).status_code == 303
    assert state(run).voices == (str(bruno.pk),)
    onward(run, amina, "OBJECTIONS")
    refused = client_for(chloe).post(f"runs/{run.pk}/inputs/answer", {"answer": "consent"})
    assert refused.status_code == 422 and "retiré" in refused.text
    give(run, bruno, "answer", answer="consent")
    onward(run, amina)
    assert "retiré·e" in client_for(amina).get(f"runs/{run.pk}/console/").text


def test_an_objection_tested_then_lifted_by_an_amendment_both_accept(amina, bruno, chloe, client_for):
    """CON1, through the pages of each."""
    zoe = join(amina.space, "Zoé")
    run = opened(
        amina, "consent", text=PROPOSAL, mode="s3", short=True, proposer=str(bruno.pk), aim="Se déplacer moins"
    )
    onward(run, amina, "OBJECTIONS")
    give(run, bruno, "answer", answer="consent")
    give(run, zoe, "answer", answer="consent")
    give(run, chloe, "answer", answer="objection", text="Le mardi, nous livrons.")
    onward(run, amina, "TEST")
    desk, holder, proposer, other = (client_for(one) for one in (amina, chloe, bruno, zoe))
    console = desk.get(f"runs/{run.pk}/console/").text
    assert "Le mardi, nous livrons." in console and "nuit-il à notre but commun" in console
    assert "Que reste-t-il" in holder.get(f"runs/{run.pk}/").text
    assert other.post(f"runs/{run.pk}/inputs/contest", {"text": "Un autre camion suffit"}).status_code == 303
    page = proposer.get(f"runs/{run.pk}/").text
    assert "Je soutiens la contestation" in page and "Un autre camion suffit" in page
    assert proposer.post(f"runs/{run.pk}/inputs/uphold", {"of": str(zoe.pk), "answer": "no"}).status_code == 303
    onward(run, amina, "INTEGRER")
    early = desk.post(
        f"runs/{run.pk}/commands", {"command": "goto", "phase": "IMPASSE", "expected": state(run).steered}
    )
    assert early.status_code == 409 and "Il reste du temps" in early.text
    written = {"text": "Partager nos trajets le jeudi.", "how": "monitor"}
    assert holder.post(f"runs/{run.pk}/inputs/amendment", written).status_code == 422
    assert holder.post(f"runs/{run.pk}/inputs/amendment", {**written, "how": "amend"}).status_code == 303
    assert "J’accepte cet amendement" in proposer.get(f"runs/{run.pk}/").text
    assert proposer.post(f"runs/{run.pk}/inputs/accept", {"answer": "yes"}).status_code == 303
    onward(run, amina, "OBJECTIONS")
    assert state(run).data.version.number == 2 and not state(run).data.answers
    for one in (bruno, chloe, zoe):
        give(run, one, "answer", answer="consent")
    onward(run, amina, "ADOPTEE")
    for page in (other.get(f"runs/{run.pk}/").text, client_for(space=amina.space, kind="wall").get("wall/").text):
        assert "<ins>jeudi.</ins>" in page and "<del>mardi," in page
    late = desk.post(f"runs/{run.pk}/commands", {"command": "close", "expected": state(run).steered})
    assert late.status_code == 409 and "date de révision" in late.text
    card = {"from": "console", "owner": "Zoé", "review": "2027-06-01", "criteria": "Moins de litres\nPlus de monde"}
    assert desk.post(f"runs/{run.pk}/inputs/card", card).status_code == 303
    wall = client_for(space=amina.space, kind="wall").get("wall/").text
    assert "1er juin 2027" in wall and "Zoé" in wall and "Moins de litres" in wall
