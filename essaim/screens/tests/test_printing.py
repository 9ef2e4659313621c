import io

import pikepdf
import pytest

from essaim.base.blocks.plain import plain
from essaim.programme import printing
from essaim.programme.actions import adjusting, practical
from essaim.programme.founding import found_programme
from essaim.programme.trame import read_named
from essaim.screens.printing import KIT, SHEETS
from essaim.spaces.changes import change

pytestmark = pytest.mark.django_db


@pytest.fixture
def day(space, amina, now):
    with change(space, by=amina) as journal:
        return found_programme(journal, space, read_named(), "fr")


def test_every_sheet_and_the_kit_are_pdf_files(space, amina, bruno, day, client_for):
    desk = client_for(amina)
    pages = {}
    for name in (*SHEETS, KIT):
        answer = desk.get(f"console/print/{name}.pdf")
        assert answer.status_code == 200 and answer["Content-Type"] == "application/pdf"
        pages[name] = len(pikepdf.open(io.BytesIO(answer.content)).pages)
    assert pages[KIT] > max(pages[name] for name in SHEETS)
    assert desk.get("console/print/autre.pdf").status_code == 404


def test_a_space_without_a_programme_prints_too(space, amina, client_for, now):
    assert client_for(amina).get("console/print/kit.pdf").status_code == 200


def words(blocks):
    return plain(blocks)


def test_the_run_sheet_holds_what_the_team_needs_and_the_programme_does_not(space, amina, day):
    adjusting.adjust(day[4], by=amina, leads="Amina", room="La verrière", material="Paperboard")

    hand, public = words(printing.run_sheet(space)), words(printing.programme(space))
    assert all(said in hand for said in ("Paperboard", "La verrière", "Amina", "Un frein par note."))
    assert "Paperboard" not in public and "Un frein par note." not in public and day[4].title in public


def test_who_said_that_they_do_not_come_is_not_asked_to_sign(space, amina, bruno, chloe, day):
    practical.say_how(bruno, "no")

    said = words(printing.attendance(space))
    assert "Chloé" in said and "Bruno" not in said


def test_the_sheet_for_everyone_holds_nobodys_needs(space, amina, bruno, day):
    practical.say_how(bruno, "room", needs="Fauteuil roulant")

    assert "Fauteuil" not in words(printing.practical(space)) and "Fauteuil roulant" in words(printing.needs(space))
