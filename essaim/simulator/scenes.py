"""The scenes of an accompaniment, in order; each acts through pages and counts what was acknowledged."""

import random
import re
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from essaim.simulator.cast import ACTS, NOTES, PROPOSAL, Ledger
from essaim.simulator.pages import Form, Page
from essaim.simulator.phone import Phone


class NotAsSent(AssertionError):
    """The product does not hold what was acknowledged, or holds something nobody sent."""


@dataclass
class Play:
    """A play under way: the team's console, the phones, the wall, and what was acknowledged."""

    console: Phone
    wall: Phone
    phones: list[Phone]
    code: str
    random: random.Random
    pace_s: float = 0.0
    ledger: Ledger = field(default_factory=Ledger)
    between: Callable[[], None] = lambda: None

    def everyone(self, act: Callable[[Phone], object], phones: Iterable[Phone] | None = None) -> None:
        """All at once, as a hall does; an error of one is an error of the play."""
        with ThreadPoolExecutor(max_workers=12) as pool:
            for done in [pool.submit(act, phone) for phone in (phones or self.phones)]:
                done.result()
        time.sleep(self.pace_s)
        self.between()

    def run(self, method: str, title: str, **params: str) -> str:
        """Prepare and open a run on the console; gives its address, relative to any seat."""
        page = self.console.get(f"runs/new?method={method}")
        form = page.form(name="title")
        page = ok(self.console.send(page, form, title=title, **{f"p_{name}": value for name, value in params.items()}))
        path = page.url.removeprefix(self.console.root).removesuffix("console/")
        self.command(path, "open")
        return path

    def command(self, path: str, command: str) -> Page:
        page = self.console.get(path + "console/")
        return ok(self.console.send(page, page.form(action="commands", button=command), button=command))

    def phase(self, path: str) -> str:
        return re.search(r'data-island="[^"/]*/\w+/(\w*)/', self.console.get(path + "console/").html).group(1)  # type: ignore[union-attr]


def ok(page: Page) -> Page:
    if page.status != 200:
        raise NotAsSent(f"{page.url} answered {page.status}: {page.text[:400]}")
    return page


def join(play: Play) -> None:
    """Everybody enters by the room's code: a first name, a structure."""

    def enter(phone: Phone) -> None:
        page = phone.get(f"r/{play.code.replace(' ', '').lower()}/")
        phone.settle(ok(phone.send(page, page.form(name="name"), name=phone.name, structure=phone.structure)))

    play.everyone(enter)
    play.ledger.people = [(phone.name, phone.structure) for phone in play.phones]


def questionnaire(play: Play) -> None:
    """The team opens the upstream questionnaire; everyone answers the essential questions, a third of them all."""
    listed = play.console.get("questionnaires/")
    path = next(address for address, _words in listed.links if re.search(r"questionnaires/[0-9a-f-]{36}/", address))
    path = path[: path.index("questionnaires/") + len("questionnaires/") + 37].removeprefix(play.console.root)
    page = play.console.get(path + "team/")
    if page.has_form(action="opening"):
        ok(play.console.send(page, page.form(action="opening")))

    def answer(phone: Phone) -> None:
        page = ok(phone.get(path))
        page = ok(phone.get(page.link("Commencer")))
        for _question in range(40):
            form = next((f for f in page.forms if re.search(r"questionnaires/[0-9a-f-]{36}/\w+/$", f.action)), None)
            if form is None or page.url.rstrip("/").endswith(("/more", "/end")):
                break
            sent = phone.send(page, form, **_filled(phone, form))
            # What a hasty thumb filled wrongly is refused with a sentence; this phone then passes.
            page = sent if sent.status == 200 else ok(phone.send(page, form, button="skip"))
        play.ledger.answers += 1

    play.everyone(answer)
    said = play.console.get(path + "team/").text
    if f"{play.ledger.answers} personnes ont répondu" not in said:
        raise NotAsSent(f"{len(play.phones)} people answered: {said[:600]}")


def _filled(phone: Phone, form: Form) -> dict[str, str]:
    """Something for every field that asks for it: a box of each list, a few words."""
    given = {}
    for name, choices in form.choices.items():
        if not any(one.chosen for one in choices):
            given[name] = phone.random.choice([one.value for one in choices])
    for name, value in form.fields.items():
        if not value and not name.startswith("input_id"):
            given[name] = f"{phone.random.choice(NOTES)} ({phone.name})"[:80]
    return given


def brainstorm(play: Play) -> None:
    """Two notes each, in silence; then four families; every note finds one."""
    path = play.run("brainstorm", "Freins rencontrés", question="Quels freins avez-vous déjà rencontrés ?")

    def write(phone: Phone) -> None:
        for _turn in range(2):
            text = f"{phone.random.choice(NOTES)} ({phone.name} {_turn + 1})"
            page = phone.get(path)
            ok(phone.send(page, page.form(action="note"), text=text))
            play.ledger.notes.append(text)

    play.everyone(write)
    for phase in ("AFFICHER", "REGROUPER"):
        play.command(path, "next")
        assert play.phase(path) == phase, phase
    for name in ("Temps et moyens", "Se connaître", "Concurrence", "Cadre juridique"):
        page = play.console.get(path + "console/")
        ok(play.console.send(page, page.form(action="family"), text=name))
        play.ledger.families.append(name)
    for _note in play.ledger.notes:
        page = play.console.get(path + "console/")
        form = next(f for f in page.forms if f.action.endswith("move") and any(value for _n, value, _l in f.buttons))
        choice = play.random.choice([value for _name, value, _label in form.buttons if value])
        ok(play.console.send(page, form, button=choice))
    wall = play.wall.get("wall/")
    missing = [note for note in play.ledger.notes if note not in wall.text]
    if missing or wall.html.count('class="note') != len(play.ledger.notes):
        raise NotAsSent(f"the wall misses {missing}")
    play.command(path, "next")
    play.command(path, "publish")


def consent(play: Play) -> None:
    """Everyone consents to one sentence, some with a concern."""
    proposer = play.phones[0]
    page = play.console.get("runs/new?method=consent")
    form = page.form(name="title")
    who = next(one.value for one in form.choices["p_proposer"] if one.label == proposer.name)
    given = {"p_text": PROPOSAL, "p_mode": "s3", "p_short": "on", "p_proposer": who}
    page = ok(play.console.send(page, form, title="Un agenda commun", **given))
    path = page.url.removeprefix(play.console.root).removesuffix("console/")
    play.command(path, "open")
    while play.phase(path) != "OBJECTIONS":
        play.command(path, "next")

    def answer(phone: Phone) -> None:
        page = phone.get(path)
        form = page.form(action="answer")
        if phone.random.random() < 0.2:
            ok(phone.send(page, form, button="concern", text=f"Penser aux petites structures ({phone.name})"))
        else:
            ok(phone.send(page, form, button="consent"))
        play.ledger.consents += 1

    play.everyone(answer)
    play.command(path, "next")
    page = play.console.get(path + "console/")
    ok(play.console.send(page, page.form(action="card"), owner=proposer.name, review="2030-06-01"))
    play.command(path, "close")
    play.command(path, "publish")
    play.ledger.decisions.append(PROPOSAL)


def commitments(play: Play) -> None:
    """Two people in three commit themselves, so that everybody may read it."""
    authors = [phone for i, phone in enumerate(play.phones) if i % 3 != 2]

    def commit(phone: Phone) -> None:
        what = f"{phone.random.choice(ACTS)} ({phone.name})"
        page = phone.get("commitments/new")
        ok(phone.send(page, page.form(name="what"), what=what, visibility="public"))
        play.ledger.commitments.append((phone.name, what))

    play.everyone(commit, authors)


def bilan(play: Play) -> bytes:
    """The team publishes; the page and the PDF hold every figure, sentence and commitment, and nothing else."""
    page = play.console.get("report/draft/")
    page = ok(play.console.send(page, page.form(action="publication")))
    check_bilan(play, page)
    return play.console.file(page.link("bilan.pdf"))


def check_bilan(play: Play, page: Page) -> None:
    ledger = play.ledger
    text = " ".join(page.text.replace("\u202f", " ").replace("\u00a0", " ").split())
    wanted = [*ledger.notes, *ledger.families, *ledger.decisions, *(what for _name, what in ledger.commitments)]
    missing = [one for one in wanted if one not in text]
    if missing:
        raise NotAsSent(f"the bilan misses {missing[:5]} ({len(missing)} in all)")
    figures = {
        f"{len(play.phones)} personnes présentes": "people",
        f"{ledger.consents} consentements sur {len(play.phones)}": "consents",
        f"{len(ledger.notes)} notes, {len(ledger.families)} familles": "notes",
    }
    for figure, name in figures.items():
        if figure not in text:
            raise NotAsSent(f"{name}: « {figure} » is not in the bilan")
    if page.html.count("(") and len(re.findall(r"block-commitment\"|class=\"block-commitment ", page.html)) not in (
        0,
        len(ledger.commitments),
    ):
        raise NotAsSent("the bilan holds commitments that nobody made")


SCENES: list[tuple[str, Callable[[Play], object]]] = [
    ("Entrer par le code de la salle", join),
    ("Répondre au questionnaire", questionnaire),
    ("Collecter les freins, les regrouper", brainstorm),
    ("Décider par consentement", consent),
    ("S’engager", commitments),
]
