"""Collecte d'idées: written in silence, shown, gathered on a board; nothing shows before its time."""

import pytest

from conftest import join
from essaim.base import ids
from essaim.base.blocks.plain import plain
from essaim.boards.models import Board, NoteAuthor
from essaim.boards.reading import content_of
from essaim.documents.models import DocumentUpdate
from essaim.runs import actions, log
from essaim.runs.activity import report_blocks
from essaim.runs.models import Run, RunEvent
from essaim.runs.registry import method_of
from essaim.spaces.models import Event

pytestmark = pytest.mark.django_db


class Hall:
    def __init__(self, space, amina, client_for, **params):
        self.space = space
        self.run = actions.prepare(space, by=amina, method="brainstorm", title="Freins", params=params)
        self.desk, self.wall = client_for(amina), client_for(space=space, kind="wall")
        self.root = f"runs/{self.run.pk}/"

    def send(self, *commands):
        for command in commands:
            expected = log.state_of(Run.objects.get(pk=self.run.pk)).steered
            answer = self.desk.post(self.root + "commands", {"command": command, "expected": expected})
            assert answer.status_code == 303, answer.text

    def give(self, client, kind="note", **value):
        return client.post(f"{self.root}inputs/{kind}", {"input_id": ids.uuid7(), **value}).status_code

    @property
    def board(self):
        return Board.objects.get(run_ref=self.run.pk)

    @property
    def texts(self):
        return [note.said for note in content_of(self.board).shown]


def test_written_shown_gathered(space, amina, bruno, chloe, client_for):
    hall = Hall(space, amina, client_for, question="Quels freins ?", kinds=["frein", "idée"])
    hall.send("open")
    phone = client_for(bruno)
    note = {"input_id": ids.uuid7(), "text": "Le temps", "kind": "k1"}
    for _ in range(2):
        assert phone.post(hall.root + "inputs/note", note).status_code == 303
    assert hall.give(client_for(chloe), text="Du temps") == 303
    assert hall.give(phone, text="Ici", kind="k3") == 422
    assert hall.give(phone, text="") == 422
    assert hall.give(phone, "family", text="Moi") == 422, "families are made on the board"
    assert not Board.objects.exists(), "nothing shows while people write, wherever one looks"
    assert "Le temps" not in hall.wall.get("wall/").text
    hall.send("next")
    assert hall.texts == ["Le temps", "Du temps"]
    wall = hall.wall.get("wall/").text
    assert "Le temps" in wall and "● frein" in wall and "Bruno" not in wall
    assert "Bruno" in hall.desk.get(hall.root + "console/").text
    assert {row.member for row in NoteAuthor.objects.all()} == {bruno, chloe}

    hall.send("next")
    root = f"boards/{hall.board.pk}/"
    assert hall.desk.post(root + "groups", {"name": "Temps et moyens"}).status_code == 303
    assert phone.post(root + "groups", {"name": "Moi"}).status_code == 422, "the team arranges"
    group = content_of(hall.board).groups[0]
    first, second = content_of(hall.board).loose
    assert hall.desk.post(f"{root}notes/{first.id}/move", {"to": group.id}).status_code == 303
    assert hall.desk.post(f"{root}notes/{second.id}/merge", {"into": first.id}).status_code == 303
    assert "Temps et moyens" in hall.wall.get("wall/").text
    assert "Mise avec" in client_for(chloe).get(hall.root).text
    assert hall.give(phone, text="Une salle") == 303
    assert sorted(hall.texts) == ["Le temps ×2", "Une salle"], "still given while notes are gathered"
    hall.send("next")
    state = log.state_of(Run.objects.get())
    assert [(one.family, one.text, one.times) for one in state.data.left] == [
        ("Temps et moyens", "Le temps", 2), ("", "Une salle", 1),
    ]  # fmt: skip
    outcome = method_of("brainstorm").outcome(state, actions.names_of(hall.run))
    assert outcome.sentence == "3 notes, 1 famille." and outcome.figures == {"notes": 3, "families": 1}
    assert space.handovers.filter(kind="note").count() == 2


def test_the_report_tells_the_board_once_the_run_is_validated(space, amina, bruno, chloe, client_for):
    hall = Hall(space, amina, client_for, question="Quels freins ?")
    hall.send("open")
    hall.give(client_for(bruno), text="Le temps")
    hall.send("next", "next")
    assert report_blocks(space, "7", draft=True) == [], "not while it is lived"
    hall.send("next")
    assert report_blocks(space, "7", draft=False) == []
    assert "Le temps" in plain(report_blocks(space, "7", draft=True))
    hall.send("publish")
    assert "Le temps" in plain(report_blocks(space, "7", draft=False))


def test_a_step_back_and_forth_doubles_nothing(space, amina, bruno, chloe, client_for):
    hall = Hall(space, amina, client_for)
    hall.send("open")
    hall.give(client_for(bruno), text="Le temps")
    hall.send("next", "back", "next")
    assert hall.texts == ["Le temps"] and Board.objects.count() == 1


def test_closed_while_people_wrote_nothing_is_lost(space, amina, bruno, chloe, client_for):
    hall = Hall(space, amina, client_for)
    hall.send("open")
    hall.give(client_for(bruno), text="Le temps")
    hall.send("close")
    assert hall.texts == ["Le temps"]
    assert space.handovers.filter(kind="note").count() == 1


def test_closing_without_a_note_says_so(space, amina, bruno, chloe, client_for):
    hall = Hall(space, amina, client_for)
    hall.send("open", "close")
    state = log.state_of(Run.objects.get())
    assert not method_of("brainstorm").outcome(state, actions.names_of(hall.run)).answered
    assert not Board.objects.exists()


def test_a_hidden_note_is_told_on_its_author_s_phone(space, amina, bruno, chloe, client_for):
    hall = Hall(space, amina, client_for)
    hall.send("open")
    hall.give(client_for(bruno), text="C’est Chloé")
    hall.send("next")
    (note,) = content_of(hall.board).shown
    hall.desk.post(f"boards/{hall.board.pk}/notes/{note.id}/hide", {"reason": "Vise une personne"})
    assert "Vise une personne" in client_for(bruno).get(hall.root).text
    assert "C’est Chloé" not in hall.wall.get("wall/").text


@pytest.fixture
def crowd(space):
    return [join(space, name) for name in ("Farid", "Gaëlle", "Hugo", "Inès", "Jonas")]


def test_anonymous_notes_leave_no_trace_of_who(space, amina, crowd, client_for):
    hall = Hall(space, amina, client_for, question="Ce qui bloque ?", anonymous=True)
    hall.send("open")
    for number, member in enumerate(crowd):
        phone = client_for(member)
        assert "Anonyme" in phone.get(hall.root).text
        assert hall.give(phone, text=f"Brouillon {number}") == 303
        assert hall.give(phone, text=f"Un frein {number}\n\nUn autre {number}") == 303
        assert f"Un autre {number}" in phone.get(hall.root).text, "found again by its phone"
    hall.send("next")
    assert sorted(hall.texts) == sorted(f"{said} {n}" for n in range(5) for said in ("Un frein", "Un autre"))
    assert not NoteAuthor.objects.exists()
    assert not DocumentUpdate.objects.filter(member__isnull=False).exists()
    assert DocumentUpdate.objects.filter(document=hall.board.pk).count() == 1, "all at once: no order, no time"
    assert not RunEvent.objects.filter(kind="input").exists()
    (opened,) = RunEvent.objects.filter(kind="box_opened")
    assert opened.actor is None and all(set(one) == {"text"} for one in opened.data["contents"])
    told = [str(event.data) for event in Event.objects.filter(kind__in=("note.added", "notes.added", "run.input"))]
    assert not [one for one in told for member in crowd if str(member.pk) in one]
    assert hall.give(client_for(crowd[0]), text="Trop tard") == 422
    hall.send("next", "close")
    assert "10 notes" in hall.desk.get(hall.root + "console/").text


def test_under_five_anonymous_notes_are_not_read(space, amina, crowd, client_for):
    hall = Hall(space, amina, client_for, anonymous=True)
    hall.send("open")
    for member in crowd[:4]:
        phone = client_for(member)
        phone.get(hall.root)
        assert hall.give(phone, text="Un frein qui se devine") == 303
    hall.send("next", "next", "close")
    assert hall.texts == []
    assert "Un frein" not in hall.desk.get(hall.root + "console/").text
    assert "4 personnes seulement" in client_for(crowd[0]).get(hall.root).text
