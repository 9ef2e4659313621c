"""Questions to the group: asked, shared, answered; whoever asked says what answers them."""

import re
from urllib.parse import urlencode

from essaim.simulator.cast import QUESTIONS, REPLIES
from essaim.simulator.pages import Page
from essaim.simulator.phone import Phone
from essaim.simulator.play import Play, must_be, must_hold, ok, plain

SLIDES = ("# Faire avec", "# Faire ensemble", "# Faire corps")
POINTS = ("Un projet avant un statut", "Une règle écrite à plusieurs")


def questions(play: Play) -> str:
    """One person in three asks; the others answer one, and say « moi aussi » to another."""
    asking, others = play.phones[::3], [phone for n, phone in enumerate(play.phones) if n % 3]
    play.everyone(lambda phone: _ask(play, phone), asking)
    listed = {plain(words): link for page in _pages(play.console) for link, words in page.links}
    paths = {asked: listed[plain(asked)].removeprefix(play.console.root) for asked in play.ledger.questions}
    answered = sorted(paths)[: max(1, len(paths) * 2 // 3)]
    replies: dict[str, list[str]] = {asked: [] for asked in answered}

    def reply(phone: Phone) -> None:
        asked, text = phone.random.choice(answered), f"{phone.random.choice(REPLIES)}, dit {phone.name}."
        page = phone.get(paths[asked])
        ok(phone.send(page, page.form(action="answers"), text=text))
        with play.ledger.lock:
            replies[asked].append(text)
        page = phone.get("questions/")
        ok(phone.send(page, phone.random.choice([form for form in page.forms if form.action.endswith("/echo")])))
        play.count("echoes")

    play.everyone(reply, others)
    shared = sum(int(n) for page in _pages(play.console) for n in re.findall(r"Moi aussi (\d+)", page.text))
    must_be(shared, play.ledger.counts["echoes"], "« moi aussi »")

    def retain(phone: Phone) -> None:
        own = next(asked for asked in paths if asked.endswith(f"({phone.name})"))
        if not replies.get(own):
            return
        page = phone.get(paths[own])
        must_hold(page, replies[own], f"the answers to « {own} »")
        page = ok(phone.send(page, page.form(action="retained")))
        shown = re.findall(r"Réponse retenue (.*?), dit ([^.]*)\.", page.text)
        must_be(len(shown), 1, "answers retained")
        with play.ledger.lock:
            play.ledger.answered[own] = f"{shown[0][0]}, dit {shown[0][1]}."

    play.everyone(retain, asking)
    shown = _pages(play.phones[-1], "show=answered")
    must_be(sum(len(re.findall("question-card", page.html)) for page in shown), len(play.ledger.answered), "answered")
    for asked, answer in list(play.ledger.answered.items())[:1]:
        must_hold(play.phones[-1].get("search/?" + urlencode({"q": answer})), [asked], "the search")
    return f"{len(paths)} questions, {sum(map(len, replies.values()))} réponses, {len(play.ledger.answered)} retenues"


def short_input(play: Play) -> str:
    """While somebody explains, one person in four asks; the others join; the group keeps two points."""
    path = play.run(
        "short_input",
        "Apport : trois degrés",
        question="Où se situent nos coopérations ?",
        slides="\n---\n".join(SLIDES),
    )
    must_hold(play.wall.get("wall/"), [SLIDES[0].lstrip("# ")], "the wall of the input")
    page = play.console.get(path + "console/")
    ok(play.console.send(page, page.form(action="slide", button="Page suivante"), button="Page suivante"))
    must_hold(play.wall.get("wall/"), [SLIDES[1].lstrip("# ")], "the wall, a page later")
    asking = play.phones[::4]

    def ask(phone: Phone) -> None:
        asked = f"Et chez vous, {phone.name}, cela commence par quoi ?"
        page = phone.get(path)
        ok(phone.send(page, page.form(action="questions/new"), text=asked))
        with play.ledger.lock:
            play.ledger.questions.append(asked)

    play.everyone(ask, asking)
    play.until(path, "QUESTIONS")

    def join(phone: Phone) -> None:
        page = phone.get(path)
        ok(phone.send(page, phone.random.choice([form for form in page.forms if form.action.endswith("/echo")])))

    joining = [phone for phone in play.phones if phone not in asking]
    play.everyone(join, joining)
    page = play.console.get(path + "console/")
    shown = [int(n) for n in re.findall(r"(\d+) · Et chez vous", page.text)]
    must_be((len(shown), sum(shown)), (len(asking), len(asking) + len(joining)), "questions and voices on the console")
    must_be(shown, sorted(shown, reverse=True), "the order of the questions")
    ok(play.console.send(page, page.form(action="show", button="Montrer"), button="Montrer"))
    must_hold(play.wall.get("wall/"), [f"{shown[0]} personnes se le demandent"], "the question on the wall")
    play.until(path, "TRACE")
    page = play.console.get(path + "console/")
    ok(play.console.send(page, page.form(action="points"), text="\n".join(POINTS)))
    play.ledger.points += POINTS
    must_hold(play.wall.get("wall/"), POINTS, "the points on the wall")
    play.command(path, "close")
    play.command(path, "publish")
    return f"{len(asking)} questions, {len(joining)} « moi aussi », {len(POINTS)} points retenus"


def _ask(play: Play, phone: Phone) -> None:
    asked = f"{phone.random.choice(QUESTIONS)} ({phone.name})"
    is_sent_on = phone.random.random() < 0.5
    given = {"text": asked, "signing": phone.random.choice(["name", "none"])}
    given |= {"may_be_sent": "on"} if is_sent_on else {}
    page = phone.get("questions/")
    page = phone.send(page, page.form(action="questions/new"), **given)
    if page.status == 422:  # the group has one alike: this one asks something else
        page = phone.send(page, page.form(action="questions/new"), button="anyway", **given)
    ok(page)
    with play.ledger.lock:
        play.ledger.questions.append(asked)
        play.ledger.sent_on += [asked] if is_sent_on else []


def _pages(phone: Phone, asked: str = "show=all") -> list[Page]:
    """Every page of the list."""
    first = phone.get(f"questions/?{asked}")
    said = re.search(r"Page 1 sur (\d+)", first.text)
    return [first, *(phone.get(f"questions/?{asked}&page={n}") for n in range(2, int(said[1]) + 1 if said else 2))]
