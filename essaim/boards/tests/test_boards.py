"""Boards of a space: opened, filled by plain forms, arranged, frozen; found, in the report, closed to strangers."""

import pytest

from conftest import join
from essaim.base import ids
from essaim.base.blocks.plain import plain
from essaim.boards import listening
from essaim.boards.actions import boards, grouping, notes
from essaim.boards.activity import report_blocks
from essaim.boards.models import Board, NoteAuthor
from essaim.boards.reading import content_of, found_board
from essaim.documents.models import Hands
from essaim.search.index import find
from essaim.spaces import handovers
from essaim.spaces.changes import change
from essaim.spaces.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def board(amina):
    return boards.create(amina, "Freins", question="Qu’est-ce qui freine ?", hands=Hands.TEAM, input_id=ids.uuid7())


@pytest.fixture
def write(board):
    def write(member, text, **more):
        notes.add(found_board(board.space, board.pk), member, text, input_id=ids.uuid7(), **more)
        return next(note for note in content_of(board).all_notes.values() if note.text == text)

    return write


def texts(board):
    return [note.said for note in content_of(board).shown]


def test_opened_written_and_read(bruno, chloe, client_for):
    phone = client_for(bruno)
    given = {"input_id": ids.uuid7(), "title": "Freins", "question": "Quels freins ?"}
    for _ in range(2):
        assert phone.post("boards/", given).status_code == 303
    board = Board.objects.get()
    note = {"input_id": ids.uuid7(), "text": "Le  temps\n"}
    for _ in range(2):
        assert phone.post(f"boards/{board.pk}/notes", note).status_code == 303
    assert texts(board) == ["Le temps"]
    page = client_for(chloe).get(f"boards/{board.pk}/").text
    assert "Le temps" in page and "Bruno" in page
    assert "1 note" in client_for(chloe).get("written/").text
    assert NoteAuthor.objects.get().member == bruno


def test_what_does_not_fit_is_said_by_the_field_and_kept(board, bruno, client_for):
    phone = client_for(bruno)
    for text, said in (("", "Écrivez quelques mots"), ("a" * 141, "140 signes")):
        answer = phone.post(f"boards/{board.pk}/notes", {"text": text})
        assert answer.status_code == 422 and said in answer.text and text in answer.text
    assert phone.post(f"boards/{board.pk}/notes", {"text": "Ici", "kind": "k4"}).status_code == 422
    assert texts(board) == []
    assert client_for(bruno).post("boards/", {"input_id": ids.uuid7(), "title": ""}).status_code == 422


def test_a_full_board_takes_no_more(board, bruno, client_for, monkeypatch):
    monkeypatch.setattr("essaim.boards.actions.notes.MOST_NOTES", 2)
    phone = client_for(bruno)
    answers = [phone.post(f"boards/{board.pk}/notes", {"text": f"note {n}"}) for n in range(3)]
    assert [answer.status_code for answer in answers] == [303, 303, 422]
    assert "Ouvrez-en un autre" in answers[2].text and "note 2" in answers[2].text


def test_everything_by_forms_and_each_person_takes_back_their_own_gesture(board, write, amina, bruno, client_for):
    first, second, third = write(bruno, "Le temps"), write(bruno, "Du temps"), write(bruno, "La confiance")
    desk, root = client_for(amina), f"boards/{board.pk}/"

    def does(address, **value):
        answer = desk.post(root + address, value)
        assert answer.status_code == 303, answer.text
        return content_of(board)

    group = does("groups", name="Moyens").groups[0].id
    board_now = does(f"notes/{first.id}/move", to=group)
    assert [note.text for note in board_now.groups[0].notes] == ["Le temps"]
    assert does(f"notes/{second.id}/merge", into=first.id).groups[0].notes[0].said == "Le temps ×2"
    assert "Séparer" in desk.get(f"{root}notes/{second.id}/").text
    assert len(does(f"notes/{second.id}/split").groups[0].notes) == 2
    other = next(g.id for g in does("groups", name="Relations").groups if g.name == "Relations")
    assert [g.name for g in does(f"groups/{other}/place", before=group).groups] == ["Relations", "Moyens"]
    assert does(f"groups/{other}/name", name="Liens").groups[0].name == "Liens"
    assert [g.name for g in does(f"groups/{other}/join", into=group).groups] == ["Moyens"]
    assert len(does(f"groups/{other}/part").groups) == 2
    split = does(f"groups/{group}/split", name="Heures", note=[second.id])
    assert [len(g.notes) for g in split.groups] == [0, 1, 1]
    assert len(does(f"groups/{group}/dissolve").loose) == 2

    # Bruno took back nothing of Amina's; she takes back hers one by one.
    boards.settle(found_board(board.space, board.pk), amina, title="Freins", question="", level="A0",
                  hands=Hands.ALL, kinds=["frein"])  # fmt: skip
    phone = client_for(bruno)
    assert phone.post(root + f"notes/{third.id}/kind", {"kind": "k1"}).status_code == 303
    assert phone.post(root + "undo").status_code == 303
    assert not content_of(board).all_notes[third.id].kind
    assert phone.post(root + "undo").status_code == 422, "nothing of Bruno's is left to take back"
    assert [g.name for g in does("undo").groups] == ["Liens", "Moyens", "Heures"]
    assert [g.name for g in does("undo").groups] == ["Liens", "Moyens"]


def test_who_may_do_what(board, write, amina, bruno, chloe, client_for, space):
    note = write(bruno, "Le temps")
    other = write(chloe, "Du temps")
    root, phone = f"boards/{board.pk}/", client_for(bruno)
    assert phone.post(root + "groups", {"name": "Moi"}).status_code == 422, "on this board, the team arranges"
    assert phone.post(root + f"notes/{note.id}/move", {"to": ""}).status_code == 422
    assert phone.post(root + f"notes/{other.id}/text", {"text": "Autre chose"}).status_code == 422, "not Bruno's words"
    assert phone.post(root + f"notes/{note.id}/text", {"text": "Le temps de se voir"}).status_code == 303
    grouping.merge(found_board(space, board.pk), amina, note.id, other.id)
    assert phone.post(root + f"notes/{note.id}/split").status_code == 303, "an author may leave a merge"
    assert sorted(texts(board)) == ["Du temps", "Le temps de se voir"]
    assert phone.post(root + f"notes/{other.id}/hide").status_code == 422

    observer = client_for(join(space, "Fonctionnaire", role="observer"))
    assert observer.get(root).status_code == 200
    assert observer.post(root + "notes", {"text": "x"}).status_code == 403
    assert 'name="text"' not in observer.get(root).text


def test_a_hidden_note_is_told_to_its_author_with_the_reason(board, write, amina, bruno, chloe, client_for):
    note = write(bruno, "C’est la faute de Chloé")
    desk = client_for(amina)
    without = desk.post(f"boards/{board.pk}/notes/{note.id}/hide", {"reason": " "})
    assert without.status_code == 422 and "Dites pourquoi" in without.text
    assert desk.post(f"boards/{board.pk}/notes/{note.id}/hide", {"reason": "Vise une personne"}).status_code == 303
    assert "Vise une personne" in client_for(bruno).get(f"parts/board-mine/{board.pk}").text
    page = client_for(chloe).get(f"boards/{board.pk}/").text
    assert "C’est la faute" not in page and "Vise une personne" in page
    assert client_for(chloe).get(f"boards/{board.pk}/notes/{note.id}/").status_code == 404
    assert desk.post(f"boards/{board.pk}/notes/{note.id}/show").status_code == 303
    assert texts(board) == ["C’est la faute de Chloé"]


def test_a_frozen_board_is_read_only_for_everybody(board, write, amina, bruno, client_for, space):
    note = write(bruno, "Le temps")
    desk, root = client_for(amina), f"boards/{board.pk}/"
    assert desk.post(root + "frozen").status_code == 303
    fresh = found_board(space, board.pk)
    assert not fresh.can_arrange(amina) and fresh.document.hands == Hands.NOBODY
    refused = client_for(bruno).post(root + "notes", {"text": "Encore"})
    assert refused.status_code == 422 and "figé" in refused.text
    for address in ("groups", f"notes/{note.id}/move", f"notes/{note.id}/text", f"notes/{note.id}/hide", "undo"):
        assert desk.post(root + address, {"name": "x", "text": "x", "reason": "x"}).status_code == 422, address
    assert desk.post(root + "frozen", {"frozen": "no"}).status_code == 303
    assert found_board(space, board.pk).document.hands == Hands.TEAM


def test_names_are_for_whom_it_was_said(space, amina, bruno, chloe, client_for):
    board = boards.create(amina, "Sans nom", level="A1", input_id=ids.uuid7())
    notes.add(board, bruno, "Le temps", input_id=ids.uuid7())
    assert "Bruno" not in client_for(chloe).get(f"boards/{board.pk}/").text
    assert "Bruno" not in client_for(space=space, kind="wall").get(f"boards/{board.pk}/wall/").text
    assert "Bruno" in client_for(amina).get(f"boards/{board.pk}/").text
    assert client_for(chloe).get(f"parts/board-team-names/{board.pk}").status_code in (403, 404)


def test_found_and_in_the_report_when_validated(board, write, amina, bruno, chloe, space):
    write(bruno, "Les calendriers ne se croisent pas")
    listening.heard(board.pk)
    assert [hit.kind for hit in find(space, "calendrier")] == ["board"]
    first, other = (note.id for note in content_of(board).shown), write(chloe, "Pas de dates communes")
    grouping.merge(board, amina, other.id, next(first))
    grouping.add_group(board, amina, "Temps", id=ids.uuid7(), notes=(content_of(board).shown[0].id,))
    assert report_blocks(space, "7", draft=False) == []
    assert "Les calendriers ne se croisent pas ×2" in plain(report_blocks(space, "7", draft=True))
    boards.freeze(found_board(space, board.pk), amina, on=True)
    said = plain(report_blocks(space, "7", draft=False))
    assert "Temps (2 notes)" in said and "Bruno" not in said


def test_notes_left_elsewhere_are_poured_with_their_origin(board, amina, bruno, client_for, space):
    with change(space) as journal:
        for title, author in (("Le temps", bruno), ("La méfiance", None)):
            handovers.offer(journal, "note", title, source=amina, author=author, data={"questionnaire": "x"})
    desk, root = client_for(amina), f"boards/{board.pk}/pour/"
    assert desk.post(root).status_code == 422
    wanted = [str(one.pk) for one in handovers.waiting(space, "note")]
    assert desk.post(root, {"note": wanted}).status_code == 303
    assert sorted(texts(board)) == ["La méfiance", "Le temps"]
    assert {note.source for note in content_of(board).shown} == {"Questionnaire"}
    assert [row.member for row in NoteAuthor.objects.all()] == [bruno]
    assert not handovers.waiting(space, "note").exists()
    silent = next(note for note in content_of(board).shown if note.text == "La méfiance")
    assert silent.id not in wanted and silent.id[14] == "4", "its identity holds no time"


def test_the_wall_shows_what_can_be_read_and_counts_the_rest(board, amina, bruno, client_for, space):
    with change(space, by=amina) as journal:
        notes.put(journal, board, [(str(ids.uuid7()), f"Note {n}", "", bruno) for n in range(300)])
    wall = client_for(space=space, kind="wall").get(f"boards/{board.pk}/wall/").text
    shown = wall.count('class="note board-note"')
    assert shown > 20 and f"et {300 - shown} autres" in wall and "300 notes" in wall
    assert "Note 299" in wall, "whoever writes sees theirs come"


def test_boards_side_by_side_on_the_hall_s_screen(board, write, amina, bruno, client_for, space):
    write(bruno, "Le temps")
    wall, desk = client_for(space=space, kind="wall"), client_for(amina)
    others = [boards.create(amina, title, input_id=ids.uuid7()) for title in ("Réussites", "Pistes", "Projets")]
    desk.post(f"boards/{board.pk}/screen")
    assert "Montrer à côté de" in desk.get(f"boards/{others[0].pk}/").text
    for other in others[:2]:
        assert desk.post(f"boards/{other.pk}/screen", {"shown": "beside"}).status_code == 303
    page = wall.get("wall/").text
    assert "Le temps" in page and "Réussites" in page and "Pistes" in page
    desk.post(f"boards/{others[2].pk}/screen", {"shown": "beside"})
    page = wall.get("wall/").text
    assert "Projets" in page and "Le temps" not in page, "three at once; the one shown first leaves its place"
    desk.post(f"boards/{board.pk}/screen")
    page = wall.get("wall/").text
    assert "Le temps" in page and "Projets" not in page
    page = wall.get(f"boards/side/wall/?b={board.pk}&b={others[0].pk}").text
    assert "Le temps" in page and "Réussites" in page


def test_a_board_on_the_hall_s_screen(board, write, amina, bruno, client_for, space):
    write(bruno, "Le temps")
    wall, desk = client_for(space=space, kind="wall"), client_for(amina)
    assert "Le temps" not in wall.get("wall/").text
    assert desk.post(f"boards/{board.pk}/screen").status_code == 303
    assert "Le temps" in wall.get("wall/").text
    desk.post(f"boards/{board.pk}/screen", {"shown": "no"})
    assert "Le temps" not in wall.get("wall/").text


def test_side_by_side_shows_only_boards_of_this_space(board, amina, denis, client_for):
    other = boards.create(denis, "Ailleurs", input_id=ids.uuid7())
    desk = client_for(amina)
    assert "Freins" in desk.get(f"boards/side/?b={board.pk}&b=nonsense").text
    assert desk.get(f"boards/side/?b={other.pk}").status_code == 404


def test_no_event_of_a_board_holds_words(board, write, amina, bruno):
    write(bruno, "Un secret de famille")
    assert not [event for event in Event.objects.all() if "secret de famille" in str(event.data)]
