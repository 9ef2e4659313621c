"""Bringing resources."""

import re
from urllib.parse import urlencode

from essaim.simulator.cast import SENTENCES, THEMES, TITLES
from essaim.simulator.phone import Phone
from essaim.simulator.play import Play, must_be, must_hold, ok


def resources(play: Play) -> str:
    """One person in two brings a link or a text; the list holds them beside those the space began with."""
    began = _listed(play)
    people = play.phones[::2]

    def share(phone: Phone) -> None:
        title = f"{phone.random.choice(TITLES)} ({phone.name})"
        kind = phone.random.choice(["link", "text"])
        page = phone.get(f"resources/new/{kind}")
        given = {"title": title, "theme": phone.random.choice(THEMES)}
        given |= {"url": "https://exemple.org/guide"} if kind == "link" else {"text": phone.random.choice(SENTENCES)}
        ok(phone.send(page, page.form(action=kind), **given))
        with play.ledger.lock:
            play.ledger.resources.append(title)

    play.everyone(share, people)
    must_hold(play.phones[-1].get("resources/?all"), play.ledger.resources, "the list of resources")
    must_be(_listed(play), began + len(people), "resources listed")
    first = play.ledger.resources[0]
    asked = first.upper().replace("É", "E").replace("’", " ")
    must_hold(play.phones[-1].get("search/?" + urlencode({"q": asked})), [first], "the search")
    return f"{len(people)} apportées, {began + len(people)} en tout"


def _listed(play: Play) -> int:
    return len(re.findall(r'class="card card-link" href="resources/', play.console.get("resources/?all").html))
