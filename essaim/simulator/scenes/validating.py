"""The group makes the programme its own."""

from essaim.simulator.cast import MISSING
from essaim.simulator.phone import Phone
from essaim.simulator.play import Play, must_hold, ok, sequence_page


def programme(play: Play) -> str:
    """Marks, a few topics, an adjustment by the team, then everyone's consent: a new version of the programme."""
    for title, time_of_day in (("Temps d’interconnaissance", "09:34"), ("Validation et ajustement", "10:02")):
        play.begin(title, time_of_day)
    path = play.prepared("Validation et ajustement du programme")
    play.until(path, "REAGIR")

    def react(phone: Phone) -> None:
        page = phone.get(path)
        form = page.form(action="mark")
        marks = {name: phone.random.choices(["keep", "adjust", "drop"], [8, 2, 1])[0] for name in form.choices}
        ok(phone.send(page, form, **marks))
        if phone.random.random() < 0.2:
            topic = f"{phone.random.choice(MISSING)} ({phone.name})"
            page = phone.get(path)
            ok(phone.send(page, page.form(action="topic"), text=topic))
            with play.ledger.lock:
                play.ledger.topics.append(topic)
        play.count("marks")

    play.everyone(react)
    play.until(path, "DISCUTER")
    must_hold(play.console.get(path + "console/"), play.ledger.topics, "what the group finds missing")
    play.until(path, "AJUSTER")
    shorten_the_break(play)
    page = play.console.get(path + "console/")
    said = "La pause est plus courte : la coopération commence plus tôt."
    ok(play.console.send(page, page.form(action="change"), text=said))
    play.ledger.changes.append(said)
    must_hold(play.phones[0].get(path), [said], "a phone, while the programme is adjusted")
    play.until(path, "CONSENTIR")

    def consent(phone: Phone) -> None:
        page = phone.get(path)
        ok(phone.send(page, page.form(action="answer"), button="ok"))

    play.everyone(consent)
    n = len(play.phones)
    play.command(path, "close")
    page = play.command(path, "publish")
    must_hold(page, [f"{n} personnes ont réagi", f"Programme consenti par {n} personnes"], "the validated programme")
    # The programme takes what was consented within two seconds, by itself.
    play.soon(
        lambda: must_hold(
            play.phones[0].get("programme/versions/"),
            ["Version 2", said, "10 h 30, 30 min → 10 h 30, 20 min"],
            "the versions",
        )
    )
    return f"consenti par {n} personnes, {len(play.ledger.topics)} sujets ajoutés"


def shorten_the_break(play: Play) -> None:
    """What the group asked for, done on the programme itself: phones and wall follow."""
    page = ok(play.console.get(sequence_page(play.console, "Pause") + "edit/"))
    ok(play.console.send(page, page.form(name="min_minutes"), minutes="20"))
