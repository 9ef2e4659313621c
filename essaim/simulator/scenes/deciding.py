"""A sentence that everyone consents to."""

from essaim.simulator.cast import PROPOSAL
from essaim.simulator.phone import Phone
from essaim.simulator.play import Play, must_be, must_hold, ok


def consent(play: Play) -> str:
    """Some with a concern, which is kept with the decision."""
    proposer = play.phones[0]
    page = play.console.get("runs/new?method=consent")
    form = page.form(name="title")
    who = next(one.value for one in form.choices["p_proposer"] if one.label == proposer.name)
    given = {"p_text": PROPOSAL, "p_mode": "s3", "p_short": "on", "p_proposer": who}
    page = ok(play.console.send(page, form, title="Un agenda commun", **given))
    path = page.url.removeprefix(play.console.root).removesuffix("console/")
    play.command(path, "open")
    play.until(path, "OBJECTIONS")

    def answer(phone: Phone) -> None:
        page = phone.get(path)
        form = page.form(action="answer")
        if phone.random.random() < 0.2:
            said = f"Penser aux petites structures ({phone.name})"
            ok(phone.send(page, form, button="concern", text=said))
            with play.ledger.lock:
                play.ledger.concerns.append(said)
        else:
            ok(phone.send(page, form, button="consent"))
        play.count("consents")

    play.everyone(answer)
    play.command(path, "next")
    page = play.console.get(path + "console/")
    ok(play.console.send(page, page.form(action="card"), owner=proposer.name, review="2030-06-01"))
    play.command(path, "close")
    play.command(path, "publish")
    must_hold(play.wall.get(path + "wall/"), [PROPOSAL], "the wall")
    # Whoever sees to it finds it as a draft, to sign or not; nobody else does.
    must_hold(proposer.get("commitments/"), [PROPOSAL], "the page of commitments of whoever sees to it")
    must_be(PROPOSAL in play.phones[1].get("commitments/").text, False, "the draft on another phone")
    play.ledger.decisions.append(PROPOSAL)
    return f"{len(play.phones)} consentements, {len(play.ledger.concerns)} préoccupations"
