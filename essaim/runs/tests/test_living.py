"""A run lived through the product's pages: opened on the console, answered on phones, shown on the wall."""

import pytest

from conftest import join
from essaim.base import ids
from essaim.runs import actions, log
from essaim.runs.models import Run, RunEvent

pytestmark = pytest.mark.django_db


def steered(run):
    return log.state_of(Run.objects.get(pk=run.pk)).steered


def prepare(amina, method="free", **params):
    return actions.prepare(amina.space, by=amina, method=method, title="Freins rencontrés", params=params)


def send(client, run, command, **more):
    return client.post(f"runs/{run.pk}/commands", {"command": command, "expected": steered(run), **more})


def test_prepared_opened_answered_closed_validated(space, amina, bruno, chloe, client_for):
    desk, phone, wall = client_for(amina), client_for(bruno), client_for(space=space, kind="wall")
    made = desk.post(
        "runs/new",
        {
            "method": "free",
            "title": "Freins rencontrés",
            "input_id": ids.uuid7(),
            "p_question": "Quels freins ?",
            "p_minutes": "12",
            "p_contributions": "on",
        },
    )
    assert made.status_code == 303
    run = Run.objects.get()
    assert phone.post(f"runs/{run.pk}/inputs/contribute", {"text": "Trop tôt"}).status_code == 422
    assert send(desk, run, "open").status_code == 303

    assert (
        phone.post(f"runs/{run.pk}/inputs/contribute", {"input_id": ids.uuid7(), "text": "Le temps"}).status_code == 303
    )
    assert "Le temps" in wall.get("wall/").text
    assert "1 note" in client_for(chloe).get(f"runs/{run.pk}/").text
    assert "Quels freins ?" in client_for(chloe).get("").text

    assert send(desk, run, "close").status_code == 303
    shown = wall.get("wall/").text
    assert "1 contribution." in shown and "ce qui en ressort" in shown
    assert send(desk, run, "publish").status_code == 303
    assert Run.objects.get().status == "published"


def test_pressed_twice_it_counts_once_and_nonsense_keeps_what_was_typed(amina, bruno, client_for):
    run = prepare(amina, question="Quels freins ?")
    desk, phone = client_for(amina), client_for(bruno)
    join(amina.space, "Inès")
    send(desk, run, "open")
    given = {"input_id": ids.uuid7(), "text": "Le temps"}
    for _ in range(3):
        assert phone.post(f"runs/{run.pk}/inputs/contribute", given).status_code == 303
    assert RunEvent.objects.filter(kind="input").count() == 1

    answer = phone.post(f"runs/{run.pk}/inputs/contribute", {"text": "a" * 501})
    assert answer.status_code == 422 and "trop long" in answer.text and "aaaa" in answer.text
    assert phone.post(f"runs/{run.pk}/inputs/nonsense", {"text": "x"}).status_code == 422


def test_two_consoles_never_advance_twice(amina, bruno, chloe, client_for):
    run = prepare(amina, "round", question="Comment arrivez-vous ?")
    desk = client_for(amina)
    send(desk, run, "open")
    known = steered(run)
    assert desk.post(f"runs/{run.pk}/commands", {"command": "next", "expected": known}).status_code == 303
    late = desk.post(f"runs/{run.pk}/commands", {"command": "next", "expected": known})
    assert late.status_code == 409 and "autre console" in late.text
    assert Run.objects.get().phase == "SILENCE"


def test_consent_is_answered_on_phones_and_decided(space, amina, bruno, chloe, client_for):
    run = prepare(
        amina,
        "consent",
        text="Partager une salariée comptable dès janvier",
        mode="s3",
        short=True,
        review="2028-06-01",
        proposer=str(bruno.pk),
    )
    desk = client_for(amina)
    assert send(desk, run, "open").status_code == 303
    while Run.objects.get().phase != "OBJECTIONS":
        assert send(desk, run, "next").status_code == 303
    for member in (bruno, chloe):
        phone = client_for(member)
        assert "Je consens" in phone.get(f"runs/{run.pk}/").text
        assert (
            phone.post(f"runs/{run.pk}/inputs/answer", {"input_id": ids.uuid7(), "answer": "consent"}).status_code
            == 303
        )
    assert send(desk, run, "next").status_code == 303
    assert Run.objects.get().phase == "ADOPTEE"
    assert "Adoptée par consentement" in client_for(space=space, kind="wall").get("wall/").text
    card = {"input_id": ids.uuid7(), "owner": "Bruno", "review": "2028-06-01", "from": "console"}
    assert desk.post(f"runs/{run.pk}/inputs/card", card).status_code == 303
    send(desk, run, "close")
    assert space.handovers.filter(kind="decision").get().title.startswith("Partager une salariée")


def test_every_method_has_its_three_screens(space, amina, bruno, chloe, client_for):
    join(space, "Inès")
    desk, phone, wall = client_for(amina), client_for(bruno), client_for(space=space, kind="wall")
    for method, params in {"round": {"question": "Comment ?"}, "dots": {"options": ["A", "B", "C"]}}.items():
        run = prepare(amina, method, **params)
        send(desk, run, "open")
        for _step in range(8):
            assert desk.get(f"runs/{run.pk}/console/").status_code == 200
            assert phone.get(f"runs/{run.pk}/").status_code == 200
            assert phone.get(f"runs/{run.pk}/island").status_code == 200
            assert wall.get(f"runs/{run.pk}/wall/").status_code == 200
            if send(desk, run, "next").status_code != 303 or Run.objects.get(pk=run.pk).status == "closed":
                break


def test_another_space_s_run_does_not_exist(amina, denis, client_for):
    run = prepare(amina, question="Quels freins ?")
    stranger = client_for(denis)
    for page in ("", "island", "wall/"):
        assert stranger.get(f"runs/{run.pk}/{page}").status_code == 404
    assert stranger.post(f"runs/{run.pk}/inputs/contribute", {"text": "x"}).status_code == 404
    assert stranger.get(f"runs/{run.pk}/console/").status_code == 403
    assert stranger.get(f"parts/run/{run.pk}").status_code == 404


def test_more_time_and_not_understood_are_counted_without_names_and_taken_back(amina, bruno, chloe, client_for):
    run = prepare(amina, question="Quels freins ?", minutes=5)
    desk, phone = client_for(amina), client_for(bruno)
    send(desk, run, "open")
    assert "Plus de temps" in phone.get(f"runs/{run.pk}/").text
    for name in ("more_time", "lost", "lost"):
        assert phone.post(f"runs/{run.pk}/signals", {"signal": name}).status_code == 303
    console = desk.get(f"runs/{run.pk}/console/").text
    assert "1 personne demande plus de temps" in console and "1 personne n’a pas compris" in console
    assert bruno.name not in console.split('class="more roll"')[0]
    told = phone.post(f"runs/{run.pk}/signals", {"signal": "lost", "off": "1"}, headers={"X-Island": "signals"})
    assert told.status_code == 200 and 'id="signals"' in told.text and "C’est dit à l’animation" in told.text
    assert "pas compris" not in desk.get(f"runs/{run.pk}/console/").text
    assert phone.post(f"runs/{run.pk}/signals", {"signal": "nonsense"}).status_code == 422
    assert desk.post(f"runs/{run.pk}/signals", {"signal": "lost"}).status_code == 422
    send(desk, run, "extend", seconds=60)
    assert "demande plus de temps" not in desk.get(f"runs/{run.pk}/console/").text
