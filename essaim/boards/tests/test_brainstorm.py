"""Collecte d'idées: written in silence, shown, gathered; nothing shows before its time."""

import pytest

from conftest import join
from essaim.base import ids
from essaim.runs import actions, log
from essaim.runs.models import Run

pytestmark = pytest.mark.django_db


def test_written_shown_gathered(space, amina, bruno, chloe, client_for):
    run = actions.prepare(space, by=amina, method="brainstorm", title="Freins", params={"question": "Quels freins ?"})
    desk, wall = client_for(amina), client_for(space=space, kind="wall")

    def send(command):
        expected = log.state_of(Run.objects.get(pk=run.pk)).steered
        return desk.post(f"runs/{run.pk}/commands", {"command": command, "expected": expected}).status_code

    def give(client, kind, **value):
        return client.post(f"runs/{run.pk}/inputs/{kind}", {"input_id": ids.uuid7(), **value}).status_code

    assert send("open") == 303
    assert give(client_for(bruno), "note", text="Le temps") == 303
    assert give(client_for(chloe), "note", text="Du temps") == 303
    assert give(client_for(bruno), "family", text="Moi") == 422, "a phone does not make families"
    assert "Le temps" not in wall.get("wall/").text, "nothing shows while people write"
    assert send("next") == 303
    assert "Le temps" in wall.get("wall/").text and "Bruno" not in wall.get("wall/").text

    assert send("next") == 303
    assert give(desk, "family", text="Temps et moyens") == 303
    data = log.state_of(Run.objects.get()).data
    first, second = data.notes
    assert give(desk, "move", of=first.id, to=data.families[0].id) == 303
    assert give(desk, "merge", of=second.id, into=first.id) == 303
    (note,) = log.state_of(Run.objects.get()).data.notes
    assert len(note.authors) == 2 and note.family == data.families[0].id
    assert "Temps et moyens" in wall.get("wall/").text
    assert give(desk, "move", of="nothing", to=data.families[0].id) == 422
    assert send("next") == 303
    assert space.handovers.filter(kind="note").count() == 1


def test_closing_without_a_note_says_so(space, amina, bruno, chloe):
    join(space, "Inès")
    run = actions.prepare(space, by=amina, method="brainstorm", title="Freins", params={})
    actions.open_run(run, by=amina, expected=0)
    state = log.state_of(Run.objects.get())
    actions.command(Run.objects.get(), "close", by=amina, expected=state.steered)
    from essaim.runs.registry import method_of

    run = Run.objects.get()
    assert not method_of("brainstorm").outcome(log.state_of(run), actions.names_of(run)).answered
