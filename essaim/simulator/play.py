"""A play under way: who takes part, and what was acknowledged so far."""

import random
import re
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date, timedelta

from essaim.simulator.cast import Ledger
from essaim.simulator.pages import Form, Page
from essaim.simulator.phone import Phone


class NotAsSent(AssertionError):
    """The product does not hold what was acknowledged, or holds something nobody sent."""


@dataclass
class Play:
    """The team's console, the phones in the hall, the wall. `late` are those who have not arrived yet.

    A scene lasts `pace_s` at a walking pace; people act at moments of their own within it.
    """

    console: Phone
    wall: Phone
    phones: list[Phone]
    late: list[Phone]
    code: str
    random: random.Random
    pace_s: float = 0.0
    ledger: Ledger = field(default_factory=Ledger)
    chaos: Callable[[], None] = lambda: None

    def everyone(self, act: Callable[[Phone], object], phones: Iterable[Phone] | None = None) -> None:
        """All at once, as a hall does; an error of one is an error of the play."""

        def in_time(phone: Phone) -> None:
            time.sleep(phone.random.random() * self.pace_s)
            act(phone)

        with ThreadPoolExecutor(max_workers=24 if self.pace_s else 12) as pool:
            for done in [pool.submit(in_time, phone) for phone in (self.phones if phones is None else phones)]:
                done.result()

    def pause(self) -> None:
        """Leave the hall the time to look at the wall."""
        time.sleep(self.pace_s / 5)

    def run(self, method: str, title: str, **params: str) -> str:
        """Prepare and open a run on the console; gives its address, relative to any seat."""
        page = self.console.get(f"runs/new?method={method}")
        form = page.form(name="title")
        page = ok(self.console.send(page, form, title=title, **{f"p_{name}": value for name, value in params.items()}))
        path = page.url.removeprefix(self.console.root).removesuffix("console/")
        self.command(path, "open")
        return path

    def prepared(self, sequence: str) -> str:
        """Prepare and open the first run of a sequence's course, from the programme; gives its address."""
        page = ok(self.console.get(sequence_page(self.console, sequence)))
        page = ok(self.console.send(page, page.form(action="/runs")))
        path = page.url.removeprefix(self.console.root).removesuffix("console/")
        self.command(path, "open")
        return path

    def begin(self, sequence: str, time_of_day: str) -> None:
        """The team says that a sequence begins; what was happening ends."""
        self.live_at(0, time_of_day)
        where = self.console.root + sequence_page(self.console, sequence)
        ok(self.console.send(self.console.get(), Form(where + "start")))

    def command(self, path: str, command: str) -> Page:
        self.pause()
        page = self.console.get(path + "console/")
        return ok(self.console.send(page, page.form(action="commands", button=command), button=command))

    def until(self, path: str, phase: str) -> None:
        """Go on to a phase."""
        for _step in range(20):
            if self.phase(path) == phase:
                return
            self.command(path, "next")
        raise NotAsSent(f"{path} never came to {phase}: it is at {self.phase(path)!r}")

    def phase(self, path: str) -> str:
        found = re.search(r'data-island="[^"/]*/\w+/(\w*)/', self.console.get(path + "console/").html)
        assert found is not None, path
        return found.group(1)

    def live_at(self, days: int, time_of_day: str) -> None:
        """Move the space's own clock to `days` after the meeting, on the page made for rehearsing."""
        page = self.console.get("console/space/")
        day = date.fromisoformat(page.form(name="day").fields["day"]) + timedelta(days=days)
        form = page.form(action="console/clock")
        ok(self.console.send(page, form, button="set", **{"clock-day": day.isoformat(), "clock-time": time_of_day}))

    def soon(self, check: Callable[[], object], patience_s: float = 10.0) -> None:
        """Check again until it holds: some things happen by themselves, a moment later."""
        end = time.monotonic() + patience_s
        while True:
            try:
                check()
                return
            except NotAsSent:
                if time.monotonic() > end:
                    raise
                time.sleep(0.2)

    def count(self, name: str, n: int = 1) -> None:
        with self.ledger.lock:
            self.ledger.counts[name] = self.ledger.counts.get(name, 0) + n


def ok(page: Page) -> Page:
    if page.status != 200:
        raise NotAsSent(f"{page.url} answered {page.status}: {page.text[:400]}")
    return page


def sequence_page(console: Phone, title: str) -> str:
    """The page of a sequence, found where the team adjusts the programme: every one has its link there."""
    links = console.get("programme/adjust/").links
    edit = next(address for address, words in links if "/sequences/" in address and words.startswith(title))
    return edit.removeprefix(console.root).removesuffix("edit/")


def plain(text: str) -> str:
    """Without the fine spaces and quotes of good typography."""
    text = text.replace("\u202f", " ").replace("\u00a0", " ").replace("’", "'")
    return " ".join(text.split())


def must_hold(page: Page, wanted: Iterable[str], where: str) -> None:
    text = plain(page.text)
    missing = [one for one in wanted if plain(one) not in text]
    if missing:
        raise NotAsSent(f"{where} misses {missing[:5]} ({len(missing)} in all): {text[:600]}")


def must_be(found: object, wanted: object, where: str) -> None:
    if found != wanted:
        raise NotAsSent(f"{where}: {found!r} instead of {wanted!r}")


def filled(phone: Phone, form: Form, words: Iterable[str]) -> dict[str, str]:
    """Something for every field that asks for it: a box of each list, a few words."""
    given = {}
    said = list(words)
    for name, choices in form.choices.items():
        if not any(one.chosen for one in choices):
            given[name] = phone.random.choice([one.value for one in choices])
    for name, value in form.fields.items():
        if not value and not name.startswith("input_id"):
            given[name] = f"{phone.random.choice(said)} ({phone.name})"[:80]
    return given
