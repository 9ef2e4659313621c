"""Commitments, and what became of them a month later."""

from essaim.simulator.cast import ACTS
from essaim.simulator.phone import Phone
from essaim.simulator.play import Play, must_hold, ok


def commitments(play: Play) -> str:
    """Two people in three commit themselves, so that everybody may read it."""
    for title, time_of_day in (("Les conseils citoyens", "16:03"), ("Conclusion", "17:02")):
        play.begin(title, time_of_day)
    path = play.prepared("Conclusion de la journée")
    play.until(path, "ECRIRE")

    def commit(phone: Phone) -> None:
        what = f"{phone.random.choice(ACTS)} ({phone.name})"
        page = phone.get(path)
        page = ok(phone.get(page.link("Écrire un engagement")))
        ok(phone.send(page, page.form(name="what"), what=what, visibility="public"))
        with play.ledger.lock:
            play.ledger.commitments.append((phone.name, what))

    play.everyone(commit, [phone for i, phone in enumerate(play.phones) if i % 3 != 2])
    said = [what for _name, what in play.ledger.commitments]
    must_hold(play.phones[-1].get("commitments/"), said, "the list of commitments")
    wall = play.wall.get("wall/")
    must_hold(wall, [f"{len(said)} sur {len(play.phones)} ont écrit"], "the wall of commitments")
    play.command(path, "close")
    return f"{len(said)} engagements"


def follow(play: Play) -> str:
    """One in two says that it is kept."""
    play.live_at(15, "10:00")
    kept = dict(play.ledger.commitments[::2])

    def tell(phone: Phone) -> None:
        page = phone.get("commitments/")
        page = ok(phone.get(page.link(kept[phone.name])))
        page = ok(phone.send(page, page.form(action="follow"), state="kept"))
        must_hold(page, ["tenu"], "a commitment that is kept")

    play.everyone(tell, [phone for phone in play.phones if phone.name in kept])
    play.ledger.kept = len(kept)
    return f"{len(kept)} engagements tenus"
