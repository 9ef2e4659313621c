"""The report: the page and the PDF hold what was lived, and nothing else."""

import html
import re
from collections import Counter

from essaim.simulator.pages import Page
from essaim.simulator.play import Play, must_be, must_hold, ok, plain

TEXT = "Le groupe se reverra en septembre, à la ressourcerie."


def write(play: Play) -> str:
    """The team writes its own look at the end of it."""
    page = ok(play.console.get("report/draft/15"))
    ok(play.console.send(page, page.form(name="text"), text=TEXT))
    play.ledger.texts.append(TEXT)
    return "une partie écrite par l’équipe"


def publish(play: Play) -> bytes:
    """Gives the PDF."""
    page = play.console.get("report/draft/")
    page = ok(play.console.send(page, page.form(action="publication")))
    check(play, page)
    return play.console.file(page.link("bilan.pdf"))


def check(play: Play, page: Page) -> None:
    """Every figure, sentence and commitment that was acknowledged, and nothing else."""
    ledger, n = play.ledger, len(play.phones)
    said = [what for _name, what in ledger.commitments]
    must_hold(page, [*ledger.notes, *ledger.families, *ledger.decisions, *ledger.concerns, *said], "the bilan")
    must_hold(page, [*ledger.ideas, *ledger.points, *ledger.lessons], "the bilan")
    must_be([one for one in ledger.unpublished if plain(one) in plain(page.text)], [], "pages that were not validated")
    must_hold(page, [*ledger.sentences, *ledger.changes, *ledger.texts], "the bilan")
    figures = [f"personnes présentes {n}", f"engagements {len(said)}", f"décision prise {len(ledger.decisions)}"]
    if ledger.notes:
        figures.append(f"{len(ledger.notes)} notes, {len(ledger.families)} familles")
    if ledger.decisions:
        figures.append(f"{ledger.counts['consents']} consentements sur {n}")
    figures += [f"{ledger.counts[name]} personnes ont répondu" for name in ("hot", "cold") if name in ledger.counts]
    if ledger.changes:  # what was opened early or late is told as it was lived
        figures += ["10 h 52 La coopération", "12 h 04 Libérer le potentiel"]
    must_hold(page, figures, "the bilan")
    must_be(page.html.count('class="block-decision"'), len(ledger.decisions), "decisions in the bilan")
    _check_words(play, page)
    _check_questions(play, page)
    listed = "".join(re.findall(r'<ul class="block-commitments">.*?</ul>', page.html, re.DOTALL))
    if ledger.named:
        must_hold(page, [f"Avec {', '.join(sorted(ledger.named))}."], "the people named in the bilan")
    must_be(listed.count('<li><p class="block-title">'), len(said), "commitments in the bilan")


def _check_questions(play: Play, page: Page) -> None:
    """What was answered, with its answer; of what was not, only what one agreed to send on."""
    ledger, text = play.ledger, plain(page.text)
    must_hold(page, [*ledger.answered, *ledger.answered.values(), *ledger.sent_on], "the questions of the bilan")
    kept = [asked for asked in ledger.questions if asked not in ledger.answered and asked not in ledger.sent_on]
    must_be([asked for asked in kept if plain(asked) in text], [], "questions that stay in the group")


def _check_words(play: Play, page: Page) -> None:
    """The words people let be shown, each as often as it was said, and no others."""
    shown: Counter[str] = Counter()
    figures = r'<figure class="block-quote"><blockquote>(.*?)</blockquote>(?:<figcaption>— (\d+) personnes)?'
    for quote, times in re.findall(figures, page.html, re.DOTALL):
        shown[plain(html.unescape(re.sub(r"<[^>]+>", "", quote)))] += int(times or 1)
    must_be(shown, Counter(map(plain, play.ledger.quotes)), "words quoted in the bilan")
