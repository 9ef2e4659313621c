"""The three questionnaires: before the day, in the hall, a month later."""

import re

from essaim.simulator.answering import WORDS, answers
from essaim.simulator.pages import Page
from essaim.simulator.phone import Phone
from essaim.simulator.play import NotAsSent, Play, must_hold, ok

TOLD = {"before": ("brakes", "definition", "project", "together", "worked", "worth")}
"""The questions of which the bilan says the words; of the evaluations, all."""


def before(play: Play) -> str:
    """Open since the space was founded: everyone answers, and chooses who may read each answer."""
    return _answer_all(play, "Avant la journée", "before", play.phones)


def hot(play: Play) -> str:
    """In the hall, at the end of the day: without names."""
    play.live_at(0, "17:20")
    page = play.console.get(_path(play.console, "Évaluation à chaud") + "team/")
    if page.has_form(action="opening"):
        ok(play.console.send(page, page.form(action="opening")))
    said = _answer_all(play, "Évaluation à chaud", "hot", play.phones)
    page = play.console.get(_path(play.console, "Évaluation à chaud") + "team/")
    ok(play.console.send(page, page.form(action="closing")))
    return said


def cold(play: Play) -> str:
    """A month later, two people in three come back by themselves."""
    play.live_at(30, "10:00")
    page = play.console.get(_path(play.console, "Évaluation à froid") + "team/")
    if page.has_form(action="opening"):
        ok(play.console.send(page, page.form(action="opening")))
    return _answer_all(play, "Évaluation à froid", "cold", [p for i, p in enumerate(play.phones) if i % 3])


def _path(phone: Phone, title: str) -> str:
    """The questionnaire of that title, relative to any seat."""
    found = re.search(rf"<h2>{title}</h2>.*?questionnaires/([0-9a-f-]{{36}})/", phone.get("questionnaires/").html, re.S)
    if found is None:
        raise NotAsSent(f"no questionnaire « {title} »")
    return f"questionnaires/{found.group(1)}/"


def _answer_all(play: Play, title: str, name: str, phones: list[Phone]) -> str:
    path = _path(play.console, title)

    def answer(phone: Phone) -> None:
        page = ok(phone.get(path))
        page = ok(phone.get(page.link("Commencer")))
        for _question in range(60):
            form = next((f for f in page.forms if re.search(r"questionnaires/[0-9a-f-]{36}/[\w-]+/$", f.action)), None)
            if form is None or _is_end(page):
                break
            code = form.action.rstrip("/").rpartition("/")[2]
            given = answers(phone, form, code)
            sent = phone.send(page, form, **given)
            # What a hasty thumb filled wrongly is refused with a sentence; this phone then passes.
            if sent.status == 200:
                _note(play, name, code, given)
            page = sent if sent.status == 200 else ok(phone.send(page, form, button="skip"))
        if page.url.rstrip("/").endswith("/end") and page.has_form(action="end/"):
            ok(phone.send(page, page.form(action="end/")))
        play.count(name)

    play.everyone(answer, phones)
    n = play.ledger.counts[name]
    must_hold(play.console.get(path + "team/"), [f"{n} personnes ont répondu"], f"« {title} »")
    return f"{n} réponses"


def _note(play: Play, name: str, code: str, given: dict[str, str | list[str]]) -> None:
    """Remember the words that the bilan must hold, and those that nobody but the team may read."""
    if name in TOLD and code not in TOLD[name]:
        return
    is_shown = given.get("shown", "never") not in ("never", [])
    words = [said for field, said in given.items() if isinstance(said, str) and _is_words(code, field)]
    with play.ledger.lock:
        play.ledger.quotes += words if is_shown else []


def _is_words(code: str, field: str) -> bool:
    return f"{code}.{field}" in WORDS or (field == code and code in WORDS)


def _is_end(page: Page) -> bool:
    return page.url.rstrip("/").endswith(("/more", "/end"))
