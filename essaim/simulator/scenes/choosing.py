"""Modules: wishes, then a place for everybody."""

import re

from essaim.simulator.cast import LESSONS
from essaim.simulator.phone import Phone
from essaim.simulator.play import Play, must_be, must_hold, ok
from essaim.simulator.scenes.writing import at_once, must_be_once, sentence


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


def pages(play: Play) -> str:
    """Each module writes its page together; the team validates all but one, which stays out of the published bilan."""
    play.begin("Modules au choix", "14:04")
    mine = {phone: _own(phone) for phone in play.phones}
    written = at_once(play, play.phones, lambda phone: sentence(play, phone, mine[phone], phone.random.choice(LESSONS)))
    said: dict[str, list[str]] = {}
    for phone, words in zip(play.phones, written, strict=True):
        said.setdefault(mine[phone], []).append(words)
    kept_back = sorted(said)[-1]
    for path, words in said.items():
        page = ok(play.console.get(path))
        must_be_once(words, page.html, f"the page of {path}")
        if path == kept_back:
            play.ledger.unpublished += words
        else:
            ok(play.console.send(page, page.form(action="validation"), button="1"))
            play.ledger.lessons += words
    return f"{len(said)} pages, {len(play.ledger.lessons)} phrases validées"


def _own(phone: Phone) -> str:
    """The page of the module where this phone is told to go, relative to any seat."""
    found = re.search(r'Votre module.*?href="(modules/[0-9a-f-]{36}/)"', phone.get("modules/").html, re.DOTALL)
    assert found is not None, phone.name
    return found.group(1)
