"""Modules: wishes, then a place for everybody."""

import re

from essaim.simulator.phone import Phone
from essaim.simulator.play import Play, must_be, must_hold, ok


def modules(play: Play) -> str:
    """Everyone ranks three modules; the team opens what is proposed; each phone says where to go."""
    play.begin("Repas", "13:03")
    play.live_at(0, "13:55")

    def wish(phone: Phone) -> None:
        page = phone.get("modules/")
        form = page.form(action="wishes")
        offered = [one.value for one in form.choices["first"] if one.value]
        first, second, third = phone.random.sample(offered, 3)
        ok(phone.send(page, form, first=first, second=second, third=third))
        play.count("wishes")

    play.everyone(wish)
    must_hold(
        play.console.get("console/modules/"), [f"{len(play.phones)} personnes ont donné leurs vœux"], "the wishes"
    )
    page = play.console.get("console/modules/")
    page = ok(play.console.send(page, page.form(action="console/modules/opening")))
    places = [int(n) for n in re.findall(r"· (\d+)/\d+</a>", page.html)]
    must_be(sum(places), len(play.phones), "people with a place")
    for phone in play.phones:
        must_hold(phone.get("modules/"), ["Votre module"], f"the phone of {phone.name}")
    play.ledger.counts["modules"] = len(places)
    return f"{len(places)} modules ouverts, {sum(places)} places prises"
