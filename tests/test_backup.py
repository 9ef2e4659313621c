"""A backup taken while the product runs, and put back: nothing lost, nothing that was erased, no order that tells."""

import json
import os
import re
import shutil
import sqlite3
import subprocess
import threading
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from essaim.simulator.pages import Page
from essaim.simulator.phone import Phone
from essaim.simulator.play import ok
from tests.infra.server import ESSAIM, Product, fresh_database

pytestmark = pytest.mark.slow
PEOPLE = 24
TITLE = "Un guide pour coopérer"
ERASED = "Une ressource que personne ne relira"
LOOKED_AT = ("", "resources/?all", "search/?q=guide", "group/", "pages/")
ELSEWHERE = ["SQLite"] if os.environ.get("DATABASE_URL", "").startswith("postgres") else []


@dataclass
class Taken:
    product: Product
    file: Path
    phones: list[Phone]
    document: str
    seen: dict[tuple[str, str], Page]
    """What each phone saw first after the backup: to look again is to see fewer things as new."""


def essaim(*words: object, environment: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    bare = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "ESSAIM_DATA")}
    command = [str(ESSAIM), *map(str, words)]
    return subprocess.run(command, env={**bare, **(environment or {})}, capture_output=True, text=True, check=False)


def give(phone: Phone, title: str) -> None:
    page = phone.get("resources/new/text")
    ok(phone.send(page, page.form(action="text"), title=title, text="À lire ensemble"))


@pytest.fixture(scope="module")
def taken(tmp_path_factory: pytest.TempPathFactory):
    """People enter, write, answer without names; all is saved while one of them goes on writing."""
    folder = tmp_path_factory.mktemp("saved")
    (folder / "data").mkdir()
    database = fresh_database()
    product = Product(folder / "data", "demo", environment=database).start()
    console = Phone(product.url, "Animation")
    page = console.get(product.links()[0])
    console.settle(ok(console.send(page, page.forms[0])))
    code = "".join(re.findall(r"([A-Z]+) (\d\d)$", product.printed, re.MULTILINE)[0]).lower()
    phones = [Phone(product.url, f"Personne {n:02}") for n in range(PEOPLE)]
    for phone in phones:
        page = phone.get(f"r/{code}/")
        phone.settle(ok(phone.send(page, page.form(name="name"), name=phone.name, structure="Régie")))
    give(phones[0], TITLE)
    give(phones[0], ERASED)
    page = phones[0].get("resources/?all")
    page = phones[0].get(page.link(ERASED))
    ok(phones[0].send(page, page.form(action="removal")))
    page = console.get("pages/")
    page = ok(console.send(page, page.form(name="title"), title="Notre charte"))
    document = page.url.removeprefix(console.root)

    hot = re.search(
        r"<h2>Évaluation à chaud</h2>.*?(questionnaires/[0-9a-f-]{36}/)", console.get("questionnaires/").html, re.S
    )
    assert hot
    page = console.get(hot[1] + "team/")
    ok(console.send(page, page.form(action="opening")))
    for phone in phones:
        page = ok(phone.get(hot[1] + "learnt/"))
        ok(phone.send(page, page.form(name="learnt"), learnt=f"Appris par {phone.name}", shown="anonymous"))

    stop = threading.Event()

    def go_on() -> None:
        n = 0
        while not stop.is_set():
            give(phones[1], f"Pendant la sauvegarde {n}")
            n += 1

    writer = threading.Thread(target=go_on)
    writer.start()
    try:
        done = essaim("backup", folder / "essaim.zip", "--data", folder / "data", environment=database)
    finally:
        stop.set()
        writer.join()
    assert done.returncode == 0, done.stderr
    seen = {(phone.name, path): phone.get(path) for phone in phones[:3] for path in (*LOOKED_AT, document)}
    yield Taken(product, folder / "essaim.zip", phones, document, seen)
    product.stop()


@pytest.mark.parametrize("engine", ["the same", *ELSEWHERE])
def test_what_was_lived_goes_on_elsewhere(taken: Taken, tmp_path: Path, engine: str):
    database = fresh_database() if engine == "the same" else {}
    done = essaim("restore", taken.file, "--data", tmp_path / "data", environment=database)
    assert done.returncode == 0 and "restauré" in done.stdout, done.stderr
    again = Product(tmp_path / "data", "serve", environment={**database, "ESSAIM_MAILBOX": "1"})
    if not database:
        again.environment.pop("DATABASE_URL", None)
    again.start()
    try:
        # The same phones, with the cookies they had: only the address is another.
        for phone in taken.phones[:3]:
            here = phone.root.replace(taken.product.url, again.url)
            for path in (*LOOKED_AT, taken.document):
                before, after = taken.seen[phone.name, path], phone.get(here + path)
                assert before.status == after.status
                if path in ("search/?q=guide", "pages/", taken.document):
                    # Each engine ranks in its own order what it finds.
                    assert sorted(after.text.split()) == sorted(before.text.split()), path
            assert TITLE in phone.get(here + "search/?q=guide").text and ERASED not in after.text
        give_here = Phone(again.url, "Personne 00")
        give_here.jar, give_here._opener = taken.phones[0].jar, taken.phones[0]._opener
        give_here.root = taken.phones[0].root.replace(taken.product.url, again.url)
        give(give_here, "Après la restauration")
        assert "Après la restauration" in ok(give_here.get("resources/?all")).text
    finally:
        again.stop()


def rows(file: Path, table: str) -> list[dict[str, object]]:
    with zipfile.ZipFile(file) as taken:
        fields = json.loads(taken.read("manifest.json"))["tables"][table]["fields"]
        lines = taken.read(f"rows/{table}.jsonl").splitlines()
        return [dict(zip(fields, json.loads(line), strict=True)) for line in lines]


def test_ballots_and_marks_come_out_in_an_order_that_says_nothing(taken: Taken):
    ballots, marks = rows(taken.file, "questionnaires.ballot"), rows(taken.file, "questionnaires.hasanswered")
    said = [re.findall(r"Personne \d\d", json.dumps(one["content"]))[0] for one in ballots]
    assert len(said) == PEOPLE and sorted(said) == [phone.name for phone in taken.phones]
    names = {str(one["id"]): one for one in rows(taken.file, "people.person")}
    members = {str(one["id"]): names[str(one["person_id"])]["name"] for one in rows(taken.file, "spaces.member")}
    came = [members[str(one["member_id"])] for one in marks]
    assert sorted(came) == sorted(said)
    in_order = sorted(said)
    assert said != in_order and came != in_order and said != came
    assert said != [s for _id, s in sorted(zip([str(one["id"]) for one in ballots], said, strict=True))]


def test_what_was_erased_is_not_in_it_and_it_is_for_its_owner_only(taken: Taken):
    assert oct(taken.file.stat().st_mode)[-3:] == "600"
    with zipfile.ZipFile(taken.file) as zipped:
        entries = zipped.read("rows/search.entry.jsonl").decode()
    assert TITLE in entries and ERASED not in entries


@pytest.mark.sqlite_only
def test_every_row_comes_back_as_it_was(taken: Taken, tmp_path: Path):
    assert essaim("restore", taken.file, "--data", tmp_path / "data").returncode == 0
    assert essaim("backup", tmp_path / "again.zip", "--data", tmp_path / "data").returncode == 0
    with zipfile.ZipFile(taken.file) as first, zipfile.ZipFile(tmp_path / "again.zip") as second:
        names = {name for name in first.namelist() if name.startswith(("rows/", "files/")) or name == "secret"}
        assert names == {n for n in second.namelist() if n.startswith(("rows/", "files/")) or n == "secret"}
        for name in names:
            assert sorted(first.read(name).splitlines()) == sorted(second.read(name).splitlines()), name


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def scratched(file: Path) -> None:
    with zipfile.ZipFile(file) as whole:
        largest = max(whole.infolist(), key=lambda one: one.compress_size)
    content = bytearray(file.read_bytes())
    content[largest.header_offset + 100 + largest.compress_size // 2] ^= 0xFF
    file.write_bytes(content)


def another(file: Path) -> None:
    with zipfile.ZipFile(file, "w") as other:
        other.writestr("lettre.txt", "bonjour")


def later(file: Path) -> None:
    with zipfile.ZipFile(file) as old:
        kept = {name: old.read(name) for name in old.namelist()}
    told = json.loads(kept["manifest.json"])
    told["migrations"].append(["spaces", "9999_plus_tard"])
    kept["manifest.json"] = json.dumps(told).encode()
    with zipfile.ZipFile(file, "w") as new:
        for name, content in kept.items():
            new.writestr(name, content)


@pytest.mark.sqlite_only
@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (cut, "pas une sauvegarde entière"),
        (scratched, "abîmé|pas une sauvegarde entière"),
        (another, "pas une sauvegarde d’Essaim"),
        (later, "version plus récente"),
        (Path.unlink, "n’existe pas"),
    ],
)
def test_a_file_that_is_not_a_whole_backup_is_refused_and_nothing_is_made(
    taken: Taken, tmp_path: Path, harm: Callable[[Path], None], said: str
):
    file = tmp_path / "essaim.zip"
    shutil.copy(taken.file, file)
    harm(file)
    done = essaim("restore", file, "--data", tmp_path / "data")
    assert done.returncode == 1 and re.search(said, done.stderr), done.stderr
    assert "Traceback" not in done.stderr
    database = tmp_path / "data" / "essaim.sqlite3"
    if database.exists():
        found = sqlite3.connect(database).execute("select count(*) from sqlite_master where name = 'spaces_space'")
        assert found.fetchone() == (0,)
    assert not list((tmp_path / "data").glob("files/**/*"))


@pytest.mark.sqlite_only
def test_what_is_in_use_is_not_written_over(taken: Taken, tmp_path: Path):
    done = essaim("restore", taken.file, "--data", taken.product.data)
    assert done.returncode == 1 and "sert déjà" in done.stderr
    done = essaim("backup", taken.file, "--data", taken.product.data)
    assert done.returncode == 1 and "existe déjà" in done.stderr
    done = essaim("backup", tmp_path / "rien.zip", "--data", tmp_path / "nulle-part")
    assert done.returncode == 1 and "--data" in done.stderr
    assert not (tmp_path / "rien.zip").exists() and not (tmp_path / "nulle-part").exists()
