"""Bringing resources."""

import re
from dataclasses import replace
from urllib.parse import quote, urlencode

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
        given |= (
            {"url": f"https://exemple.org/guide/{quote(phone.name)}"}
            if kind == "link"
            else {"text": phone.random.choice(SENTENCES)}
        )
        answer = phone.send(page, page.form(action=kind), **given)
        if answer.status == 422 and answer.has_form(
            button="Partager quand même"
        ):  # the group has one alike: this one says more
            answer = phone.send(answer, answer.form(action=kind), button="anyway", **given)
        ok(answer)
        with play.ledger.lock:
            play.ledger.resources.append(title)

    play.everyone(share, people)
    shown = [play.phones[-1].get(f"resources/?page={n}") for n in range(1, _pages(play.phones[-1]) + 1)]
    whole = replace(shown[0], text=" ".join(page.text for page in shown))
    must_hold(whole, play.ledger.resources, "the list of resources")
    must_be(_listed(play), began + len(people), "resources listed")
    first = play.ledger.resources[0]
    asked = first.upper().replace("É", "E").replace("’", " ")
    must_hold(play.phones[-1].get("search/?" + urlencode({"q": asked})), [first], "the search")
    return f"{len(people)} apportées, {began + len(people)} en tout"


def _listed(play: Play) -> int:
    return int(re.findall(r"(\d+) ressource", play.console.get("resources/?sort=thanks").text)[0])


def _pages(phone: Phone) -> int:
    said = re.search(r"Page 1 sur (\d+)", phone.get("resources/").text)
    return int(said[1]) if said else 1
