"""Coming in: by the room's code, and the day begins."""

from essaim.simulator.phone import Phone
from essaim.simulator.play import Play, must_hold, ok


def join(play: Play) -> str:
    """Three people in four enter by the code they were given; the others will be late."""
    play.everyone(lambda phone: _enter(phone, play.code))
    play.ledger.people = [(phone.name, phone.structure) for phone in play.phones]
    return f"{len(play.phones)} personnes"


def day_begins(play: Play) -> str:
    """The morning of the meeting: the late ones enter by the code on the wall, everybody says they are here."""
    play.live_at(0, "09:05")
    play.everyone(lambda phone: _enter(phone, play.code), play.late)
    play.phones += play.late
    late, play.late = len(play.late), []
    play.ledger.people = [(phone.name, phone.structure) for phone in play.phones]

    def arrive(phone: Phone) -> None:
        page = ok(phone.get())
        if page.has_form(action="arrival"):
            ok(phone.send(page, page.form(action="arrival")))
        _choose_credit(play, phone)

    play.everyone(arrive)
    must_hold(play.console.get("console/"), [f"{len(play.phones)} sur"], "the console")
    must_hold(play.phones[0].get(), ["En ce moment", "Accueil"], "a phone at 9:05")
    return f"{len(play.phones)} personnes, dont {late} arrivées en retard"


def _enter(phone: Phone, code: str) -> None:
    page = phone.get(f"r/{code.replace(' ', '').lower()}/")
    phone.settle(ok(phone.send(page, page.form(name="name"), name=phone.name, structure=phone.structure)))


def _choose_credit(play: Play, phone: Phone) -> None:
    """How one wishes to be named in what is published; most wish to."""
    credit = phone.random.choices(["name", "structure", "none"], [6, 2, 2])[0]
    page = phone.get("mine")
    ok(phone.send(page, page.form(name="credit"), credit=credit))
    if credit == "name":
        with play.ledger.lock:
            play.ledger.named.append(phone.name)
