"""Ideas: written in silence, grouped, then weighed with dots."""

import re

from essaim.simulator.cast import NOTES
from essaim.simulator.phone import Phone
from essaim.simulator.play import Play, must_be, must_hold, ok

FAMILIES = ("Temps et moyens", "Se connaître", "Concurrence", "Cadre juridique")


def brainstorm(play: Play) -> str:
    """Two notes each, in silence; then four families; every note finds one."""
    play.begin("Libérer le potentiel", "12:04")
    path = play.run("brainstorm", "Freins rencontrés", question="Quels freins avez-vous déjà rencontrés ?")

    def write(phone: Phone) -> None:
        for turn in range(2):
            text = f"{phone.random.choice(NOTES)} ({phone.name} {turn + 1})"
            page = phone.get(path)
            ok(phone.send(page, page.form(action="note"), text=text))
            with play.ledger.lock:
                play.ledger.notes.append(text)

    play.everyone(write)
    play.until(path, "REGROUPER")
    board = _board(play.console.get(path + "console/").html)
    for name in FAMILIES:
        page = play.console.get(board)
        ok(play.console.send(page, page.form(action="groups"), name=name))
        play.ledger.families.append(name)
    notes = re.findall(
        r'href="(boards/[^"]+/notes/[0-9a-f-]{36}/)"', play.console.get(board).html.split("<template")[0]
    )
    must_be(len(set(notes)), len(play.ledger.notes), "notes on the board")
    for note in dict.fromkeys(notes):
        page = play.console.get(note)
        form = page.form(action="move")
        families = [one.value for one in form.choices["to"] if one.value]
        ok(play.console.send(page, form, to=play.random.choice(families)))
    must_hold(play.console.get(board), play.ledger.notes, "the board")
    wall = play.wall.get("wall/")
    must_hold(wall, play.ledger.families, "the wall")
    counted = sum(map(int, re.findall(r'<h2>[^<]*<span class="muted">(\d+)</span>', wall.html)))
    must_be(counted, len(play.ledger.notes), "notes counted on the wall")
    play.command(path, "close")
    play.command(path, "publish")
    return f"{len(play.ledger.notes)} notes, {len(play.ledger.families)} familles"


def _board(html: str) -> str:
    """The address of the board of a run, relative to any seat."""
    found = re.search(r'href="(boards/[0-9a-f-]{36}/)"', html)
    assert found is not None
    return found.group(1)


def dots(play: Play) -> str:
    """Everybody spreads their dots over the families; the wall shows them once all have."""
    path = play.run("dots", "Par où commencer", options="\n".join(FAMILIES), question="Par quoi commencer ?")
    play.until(path, "VOTE")

    def vote(phone: Phone) -> None:
        page = phone.get(path)
        form = page.form(action="ballot")
        options = [name for name in form.fields if name != "input_id"]
        given = dict.fromkeys(options, "0") | dict.fromkeys(phone.random.sample(options, 2), "1")
        ok(phone.send(page, form, **given))
        with play.ledger.lock:
            for option, n in given.items():
                play.ledger.dots[option] = play.ledger.dots.get(option, 0) + int(n)

    play.everyone(vote)
    play.until(path, "RESULTAT")
    shown = re.findall(r"<td>(\d+)</td><td>\d+</td></tr>", play.wall.get(path + "wall/").html)
    must_be(sorted(map(int, shown)), sorted(play.ledger.dots.values()), "dots on the wall")
    play.command(path, "close")
    play.command(path, "publish")
    return f"{sum(play.ledger.dots.values())} gommettes"
