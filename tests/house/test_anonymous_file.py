"""The bytes of the database's files, while the product runs: before the box closes, and after."""

import json
import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from essaim.people.models import hashed

pytestmark = [pytest.mark.sqlite_only, pytest.mark.slow]
ROOT = Path(__file__).resolve().parents[2]
# Another process, with a real file in WAL mode and its connection still open when the files are read.
ACTS = """
import io, json, shutil, sys
from pathlib import Path
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0, interactive=False)
from django.conf import settings
from conftest import SeatClient, found, join
from essaim.base import ids
from essaim.base.db import writing
from essaim.boards import ticks as board_ticks
from essaim.boards.actions import boards, notes
from essaim.boards.models import Board, BoardBallot, BoardCast
from essaim.people.models import Team
from essaim.questionnaires import actions, ballots
from essaim.questionnaires.definition import Shown
from essaim.questionnaires.drafting import Draft
from essaim.questionnaires.models import Ballot, HasAnswered
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from essaim.files.models import StoredFile
from essaim.runs import actions as runs, log, ticks
from essaim.runs.models import HasVoted, Run, RunBallot
from essaim.spaces.models.member import Role
from essaim.spaces.seats import COOKIE, open_seat

team = Team.objects.create(name="Le Pas de côté")
space = found("Fusion", team, "MIEL 42")
amina = join(space, "Amina", role=Role.FACILITATOR)
people = [join(space, name, "Structure " + name) for name in ("Farid", "Gaëlle", "Hugo", "Inès", "Jonas", "Karima")]
vote = runs.prepare(space, by=amina, method="dots", title="Votons", params={"options": ["Une", "Deux", "Trois"]})
def steer(*names):
    for name in names:
        fresh = Run.objects.get(pk=vote.pk)
        runs.command(fresh, name, by=amina, expected=log.state_of(fresh).steered)
made = actions.create_from_library(space, "chaud", by=amina)
for draft in (Draft(text={"fr": "Une photo"}, kind="file"), Draft(text={"fr": "Où"}, kind="place")):
    made = actions.add_question(made, draft, by=amina)
photo, place = (question.code for question in made.asked.questions[-2:])
hot = actions.open_questionnaire(made, by=amina)

def picture(name, red):
    # What a phone writes in a photo: its owner, its device, when.
    exif, drawn = Image.Exif(), io.BytesIO()
    exif.update({0x013B: "Auteur " + name, 0x0110: "Appareil de " + name, 0x0132: "2027:03:18 10:0%d:00" % (red % 10)})
    Image.new("RGB", (64, 48), (red * 30, 90, 120)).save(drawn, "JPEG", exif=exif)
    return SimpleUploadedFile("IMG de " + name + ".jpg", drawn.getvalue())
settings.ALLOWED_HOSTS = ["testserver"]
board = boards.create(amina, "Ce qui bloque", level="A2", input_id=ids.uuid7())
secrets, votes, boxes, phones = {}, {}, {}, []
for number, person in enumerate(people):
    with writing():
        opened = open_seat(space, person, "phone")
    phone = SeatClient()
    phone.seat = opened.seat
    phone.cookies[COOKIE] = opened.secret
    page = f"questionnaires/{hot.pk}/"
    # A first version of the answer, then the one that counts: the first must leave no trace.
    phone.post(page + "learnt/", {"learnt": f"Brouillon {number} raturé", "shown": "anonymous"})
    answer = phone.post(page + "learnt/", {"learnt": f"Appris numéro {number}", "shown": "anonymous"})
    assert answer.status_code == 303, answer.text
    for _again in range(2):  # a first photo, then the one that counts
        answer = phone.post(page + photo + "/", {photo + ".upload": picture(person.name, number), "shown": "anonymous"})
        assert answer.status_code == 303, answer.text
    where = {place + ".label": f"Chez moi {number}", place + ".lat": f"47.3{number}1", place + ".lon": "0.7"}
    assert phone.post(page + place + "/", where).status_code == 303
    # Notes for a board: one is taken back, two stay, put with those of the others when the box is opened.
    page = f"boards/{board.pk}/"
    phone.get(page)
    for text in (f"Brouillon de note {number}", f"Un frein numéro {number}", f"Une piste numéro {number}"):
        answer = phone.post(page + "notes", {"text": text, "input_id": str(ids.uuid7())})
        assert answer.status_code == 303, answer.text
    assert phone.post(page + "notes/waiting", {"number": "0"}).status_code == 303
    boxes[str(person.pk)] = phone.cookies[notes.box_of(board).cookie].value
    phones.append(phone)
    secrets[str(person.pk)] = phone.cookies[ballots.box_of(hot).cookie].value
# A sheet of paper, typed in by the team: it has no person, and no trace of who typed it in.
actions.enter_sheet(
    hot, {"learnt": ({"learnt": "Appris sur papier"}, Shown.ANONYMOUS)}, person=None, by=amina, input_id=ids.uuid7()
)
with writing():
    for person in people:
        type(person).objects.filter(pk=person.pk).update(arrived_at=space.now())
runs.open_run(vote, by=amina, expected=0)
steer("next")
for number, (person, phone) in enumerate(zip(people, phones)):
    page = f"runs/{vote.pk}/"
    phone.get(page)
    for dots in ({"o3": "2"}, {"o1": str(number % 2 + 1)}):
        answer = phone.post(page + "inputs/ballot", dots)
        assert answer.status_code == 303, answer.text
    votes[str(person.pk)] = phone.cookies[f"ballot-{vote.pk.hex}-vote"].value
models = (Ballot, HasAnswered, RunBallot, HasVoted, BoardBallot, BoardCast)
old = [str(row.pk) for model in models for row in model.objects.all()]

def keep(folder):
    for path in settings.DATA_DIR.glob("essaim.sqlite3*"):
        Path(folder).mkdir(exist_ok=True)
        shutil.copy(path, folder)

keep(sys.argv[1] + "/before")
assert not StoredFile.objects.exists() and not [one for one in settings.MEDIA_DIR.rglob("*") if one.is_file()]
actions.close(hot, by=amina)
assert not type(hot).objects.get(pk=hot.pk).to_scrub
steer("next")
notes.open_box(Board.objects.get(), amina)
ticks.tick(space)
board_ticks.tick(space)
assert not Board.objects.get().to_scrub
assert not Run.objects.get(pk=vote.pk).to_scrub
keep(sys.argv[1] + "/after")
names = {str(person.pk): person.name for person in people}
print(json.dumps({"secrets": secrets, "votes": votes, "boxes": boxes, "ids": old, "names": names}))
"""


def read(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir() if not path.name.endswith("-shm"))


def every_secret(told: dict) -> list[str]:
    return [secret for name in ("secrets", "votes", "boxes") for secret in told[name].values()]


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict]:
    folder = tmp_path_factory.mktemp("box")
    environment = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "ESSAIM_URL")}
    environment |= {"ESSAIM_DATA": str(folder / "data"), "DJANGO_SETTINGS_MODULE": "essaim.config.settings"}
    run = subprocess.run(
        [sys.executable, "-c", ACTS, str(folder)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert run.returncode == 0, run.stderr
    return folder, json.loads(run.stdout.splitlines()[-1])


def test_while_it_is_open_the_file_holds_the_hash_never_the_secret(played):
    folder, told = played
    before = read(folder / "before")
    for secret in every_secret(told):
        assert secret.encode() not in before and hashed(secret).encode() in before


def test_once_closed_no_byte_holds_a_secret_an_old_identity_or_a_draft(played):
    folder, told = played
    after = read(folder / "after")
    assert "Appris numéro 5".encode() in after or b"Appris num\\u00e9ro 5" in after
    for secret in every_secret(told):
        assert secret.encode() not in after and hashed(secret).encode() not in after
    for old in told["ids"]:
        assert old.replace("-", "").encode() not in after and old.encode() not in after
    assert b"Brouillon" not in after
    assert b'"o3": 2' not in after, "dots that were moved leave no trace"


def test_once_closed_neither_time_nor_order_nor_journal_pairs_a_person_with_a_ballot(played):
    folder, told = played
    db = sqlite3.connect(folder / "after" / "essaim.sqlite3")
    columns = lambda table: {row[1] for row in db.execute(f"pragma table_info({table})")}  # noqa: E731
    assert columns("questionnaires_ballot") == {"id", "questionnaire_id", "secret_hash", "content"}
    assert columns("questionnaires_hasanswered") == {"id", "questionnaire_id", "member_id"}
    identities = [row[0] for row in db.execute("select id from questionnaires_ballot")]
    assert all(one.replace("-", "")[12] == "4" for one in identities), "a random identity holds no time"
    assert db.execute("select count(*) from questionnaires_response").fetchone() == (0,)
    events = db.execute("select kind, data, actor_id, subject from spaces_event").fetchall()
    with_answers = [event for event in events if "Appris" in json.dumps(json.loads(event[1]), ensure_ascii=False)]
    assert [event[0] for event in with_answers] == ["ballots.opened"]
    for identity, name in told["names"].items():
        assert identity not in with_answers[0][1] and name not in with_answers[0][1]
    assert not [kind for kind, *_rest in events if "typed_in" in kind], "who typed a sheet in is not known"
    for identity in told["names"]:
        kinds = [kind for kind, data, actor, subject in events if actor and actor == identity.replace("-", "")]
        assert not [kind for kind in kinds if "ballot" in kind or "answer" in kind or "response" in kind]


def test_a_photo_and_a_place_are_nobody_s_anywhere(played):
    """Of a photo neither name, device nor time; a place stands among the answers, and no person beside either."""
    folder, told = played
    db = sqlite3.connect(folder / "after" / "essaim.sqlite3")
    kept = db.execute("select id, name, sha256 from files_storedfile").fetchall()
    assert len(kept) == len(told["names"]) and {name for _id, name, _sum in kept} == {"photo.webp"}
    names = [identity for identity, _name, _sum in kept]
    paths = [path for path in (folder / "data").rglob("*") if path.is_file() and "sqlite" not in path.name]
    assert sum(path.name.replace("-", "") in names for path in paths) == len(kept)
    disk = b"".join(path.read_bytes() for path in paths)
    for held in (read(folder / "before"), read(folder / "after"), disk):
        for trace in ("Auteur ", "Appareil de ", "IMG de ", "2027:03:18 10"):
            assert trace.encode() not in held, trace
    contents = [json.loads(row[0]) for row in db.execute("select content from questionnaires_ballot")]
    assert sum("Chez moi" in json.dumps(one) for one in contents) == len(told["names"])
    assert not any("picture" in json.dumps(one) for one in contents)
    people = [form for one in told["names"] for form in (one, one.replace("-", ""))]
    tables = db.execute("select name from sqlite_master where type = 'table' and sql not like '%VIRTUAL%'").fetchall()
    rows = (row for (table,) in tables for row in db.execute(f'select * from "{table}"'))
    files = [form for identity, _name, _sum in kept for form in (identity, identity.replace("-", ""))]
    for row in rows:
        said = " ".join(one.decode("utf-8", "replace") if isinstance(one, bytes) else str(one) for one in row)
        if "Chez moi" in said or any(one in said for one in files):
            assert not [one for one in people if one in said], said[:300]


def test_a_vote_reaches_the_log_once_mixed_and_without_author(played):
    folder, _told = played
    db = sqlite3.connect(folder / "after" / "essaim.sqlite3")
    lines = db.execute("select kind, actor_id, data from runs_runevent").fetchall()
    with_dots = [line for line in lines if '"o1": ' in line[2]]
    assert [(kind, actor) for kind, actor, _data in with_dots] == [("box_opened", None)]
    assert [one["dots"]["o1"] for one in json.loads(with_dots[0][2])["contents"]] == [1, 1, 1, 2, 2, 2]
    assert db.execute("select count(*) from runs_runballot").fetchone() == (0,)
    assert db.execute("select count(*) from runs_hasvoted").fetchone() == (0,)


def test_a_note_on_a_board_is_nobody_s_anywhere_in_the_file(played):
    folder, told = played
    db = sqlite3.connect(folder / "after" / "essaim.sqlite3")
    people = [identity.replace("-", "") for identity in told["names"]]
    for table in ("boards_boardballot", "boards_boardcast", "boards_noteauthor", "boards_gesture"):
        assert db.execute(f"select count(*) from {table}").fetchone() == (0,), table
    (board,) = db.execute("select id from boards_board").fetchone()
    updates = db.execute("select * from documents_documentupdate where document_id = ?", [board]).fetchall()
    with_notes = [row for row in updates if any(b"Un frein" in one for one in row if isinstance(one, bytes))]
    assert len(with_notes) == 1, "all at once: neither a time nor an order of their own"
    held = b"".join(one if isinstance(one, bytes) else str(one).encode() for one in with_notes[0])
    places = [held.index(f"Un frein numéro {n}".encode()) for n in range(len(people))]
    others = [held.index(f"Une piste numéro {n}".encode()) for n in range(len(people))]
    assert places != sorted(places) or others != sorted(others), "mixed"
    for one in people:
        assert one.encode() not in held and bytes.fromhex(one) not in held
    notes = re.findall(rb"[0-9a-f]{8}-[0-9a-f]{4}-([0-9a-f])[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}", held)
    assert set(notes) == {b"4"}, "a random identity holds no time"
    # Where a note's words stand in the whole file, no person is named in the same row.
    for (table,) in db.execute(
        "select name from sqlite_master where type = 'table' and sql not like '%VIRTUAL%'"
    ).fetchall():
        for row in db.execute(f'select * from "{table}"'):
            said = b" ".join(one if isinstance(one, bytes) else str(one).encode() for one in row)
            if b"Un frein num" in said or b"Une piste num" in said:
                assert not [one for one in people if one.encode() in said], table
                assert not [name for name in told["names"].values() if name.encode() in said], table
