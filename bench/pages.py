"""Ten thousand French pages, here and in DokuWiki, over HTTP from another process: read, searched, saved, first opened.

.venv/bin/python -m bench.pages [--pages 10000] [--seconds 10] [--rounds 3] [--alone]

As root, with `apt install dokuwiki php-fpm php-xml php-mbstring nginx-light`; `--alone` measures us only. Both hold the
same pages and are asked by eight people signed in, one after the other in each round.
"""

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from bench import corpus, first_page
from bench.dokuwiki import DokuWiki, missing
from bench.essaim_wiki import EssaimWiki, fill
from bench.load import ask
from bench.machine import machine, percentile, spread, told

PEOPLE = 8
SAVED = 40


class Wiki(Protocol):
    """What both are measured by."""

    name: str
    port: int
    people: list[tuple[str, str]]
    """What stands before the paths of each, and their cookie."""
    pages: list[str]

    def search_path(self, words: str) -> str: ...

    def found(self, words: str) -> set[str]:
        """The titles of all pages that it finds."""

    def about_to_save(self, page: str, text: str) -> Callable[[], str]:
        """With its form open: what adds a paragraph to a page, and gives the page that is then shown."""

    def cpu_s(self) -> float:
        """Seconds of processor that it took since it started."""


@dataclass
class Seen:
    a_second: list[float] = field(default_factory=list)
    p50: list[float] = field(default_factory=list)
    p95: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    def said(self) -> str:
        views, slow, cpu = spread(self.a_second, "a second", 0), spread(self.p95, "ms"), spread(self.cpu, "ms", 2)
        return f"{views} · p95 {slow} · processor {cpu} a view"


def main() -> int:
    options = argparse.ArgumentParser()
    options.add_argument("--pages", type=int, default=10_000)
    options.add_argument("--seconds", type=float, default=10)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--alone", action="store_true")
    options.add_argument("--fill", type=int, default=0)
    given = options.parse_args()
    if given.fill:
        fill(given.fill, PEOPLE)
        return 0
    print(machine())
    lacks = [] if given.alone else missing()
    if lacks:
        print(f"DokuWiki is left out: apt install {' '.join(lacks)}")
    written = list(corpus.pages(given.pages))
    with ExitStack() as until_done:
        wikis: list[Wiki] = [EssaimWiki(_folder(until_done))]
        if not given.alone and not lacks:
            wikis.append(DokuWiki(_folder(until_done), PEOPLE))
        for wiki in wikis:
            began = time.monotonic()
            until_done.callback(wiki.start(written).stop)  # type: ignore[attr-defined]
            print(
                f"  {wiki.name}: {given.pages} pages written and indexed in {time.monotonic() - began:.0f} s",
                flush=True,
            )
        return 0 if all(_measured(wikis, written, given.seconds, given.rounds)) else 1


def _folder(until_done: ExitStack) -> Path:
    folder = Path(until_done.enter_context(tempfile.TemporaryDirectory()))
    folder.chmod(0o755)
    return folder


def _measured(wikis: list[Wiki], written: list[corpus.Written], seconds: float, rounds: int) -> list[bool]:
    held = _views(wikis, seconds, rounds)
    held += _searches(wikis, written, rounds)
    held += _saves(wikis)
    held.append(_first_views(wikis))
    return held


def _views(wikis: list[Wiki], seconds: float, rounds: int) -> list[bool]:
    """Pages at random, each opened once before, as in a group that lives; what that first time cost is told too."""
    for wiki in wikis:
        cpu, count = wiki.cpu_s(), len(wiki.pages)
        once = ask(wiki.port, wiki.pages, wiki.people, seconds=3600, most=count)
        cpu = (wiki.cpu_s() - cpu) / count * 1000
        print(
            f"  {wiki.name}: each opened once, {once.a_second:.0f} a second, processor {cpu:.1f} ms a view", flush=True
        )
        _all_well(wiki, once.refused)
    results = _in_turns(wikis, rounds, lambda wiki: _viewed(wiki, seconds))
    for name, seen in results.items():
        print(f"  {name}: {seen.said()}", flush=True)
    ours = results[wikis[0].name]
    views, slow = statistics.median(ours.a_second), statistics.median(ours.p95)
    held = [
        told(
            "views",
            f"{views:.0f} a second, p95 {slow:.1f} ms",
            aim="over 720, p95 under 18",
            holds=views > 720 and slow < 18,
        )
    ]
    for name, theirs in list(results.items())[1:]:
        more = views / statistics.median(theirs.a_second)
        slower = slow / statistics.median(theirs.p95)
        cpu = statistics.median(ours.cpu) / statistics.median(theirs.cpu)
        said = f"× {more:.2f} as many, × {slower:.2f} the p95, × {cpu:.2f} the processor"
        held.append(told(f"views beside {name}", said, aim="more, sooner", holds=more > 1 and slower < 1))
    return held


def _viewed(wiki: Wiki, seconds: float) -> tuple[float, float, float, float]:
    cpu, pages = wiki.cpu_s(), random.sample(wiki.pages, len(wiki.pages))
    seen = ask(wiki.port, pages, wiki.people, seconds=seconds)
    _all_well(wiki, seen.refused)
    took = [one * 1000 for one in seen.took]
    return seen.a_second, statistics.median(took), percentile(took, 0.95), (wiki.cpu_s() - cpu) / len(took) * 1000


def _searches(wikis: list[Wiki], written: list[corpus.Written], rounds: int) -> list[bool]:
    def searched(wiki: Wiki) -> tuple[float, float, float, float]:
        paths = [wiki.search_path(words) for words in corpus.ASKED] * 5
        cpu = wiki.cpu_s()
        seen = ask(wiki.port, paths, wiki.people[:1], seconds=3600, most=len(paths))
        _all_well(wiki, seen.refused)
        took = [one * 1000 for one in seen.took]
        return seen.a_second, statistics.median(took), percentile(took, 0.95), (wiki.cpu_s() - cpu) / len(took) * 1000

    results = _in_turns(wikis, rounds, searched)
    exact = {
        wiki.name: sum(wiki.found(words) == corpus.exact(words, written) for words in corpus.ASKED) for wiki in wikis
    }
    for name, seen in results.items():
        print(
            f"  {name}: p50 {spread(seen.p50, 'ms')} · p95 {spread(seen.p95, 'ms')} · {exact[name]} of 20 exact",
            flush=True,
        )
    ours = results[wikis[0].name]
    slow, right = statistics.median(ours.p95), exact[wikis[0].name]
    said = f"p50 {statistics.median(ours.p50):.1f} ms, p95 {slow:.1f} ms, {right} of {len(corpus.ASKED)} exact"
    return [told("search", said, aim="p95 30 ms at most, 20 of 20", holds=slow <= 30 and right == len(corpus.ASKED))]


def _saves(wikis: list[Wiki]) -> list[bool]:
    took: dict[str, list[float]] = {wiki.name: [] for wiki in wikis}
    for number in range(SAVED):
        for wiki in wikis:
            press = wiki.about_to_save(wiki.pages[number], f"Une phrase de plus, la {number}e.")
            began = time.perf_counter()
            seen = press()
            took[wiki.name].append((time.perf_counter() - began) * 1000)
            if f"Une phrase de plus, la {number}e." not in seen:
                raise RuntimeError(f"{wiki.name} does not show what was saved")
    for name, figures in took.items():
        print(f"  {name}: {spread(figures, 'ms')}", flush=True)
    ours = statistics.median(took[wikis[0].name])
    said = f"{ours:.1f} ms"
    for wiki in wikis[1:]:
        said += f", × {ours / statistics.median(took[wiki.name]):.2f} that of {wiki.name}"
    return [told("save and view", said, aim="11 ms at most", holds=ours <= 11)]


def _first_views(wikis: list[Wiki]) -> bool:
    """The bytes of a page until it is ready to be read, cold; what comes later, while it is read, is told too."""
    loads = {}
    for wiki in wikis:
        root, cookie = wiki.people[0]
        loads[wiki.name] = one = first_page.cold(f"http://127.0.0.1:{wiki.port}{root}{wiki.pages[-1]}", cookie)
        print(
            f"  {wiki.name}: ready after {one.requests} requests, {one.size / 1024:.0f} kB; "
            f"in all {one.all_requests} requests, {one.all_size / 1024:.0f} kB",
            flush=True,
        )
    ours = loads[wikis[0].name].size / 1024
    return told("a phone's first view", f"{ours:.0f} kB", aim="80 kB at most", holds=ours <= 80)


def _in_turns(wikis: list[Wiki], rounds: int, measured: Callable[[Wiki], Sequence[float]]) -> dict[str, Seen]:
    """Each in its turn, so that what else the machine does falls on all."""
    results = {wiki.name: Seen() for wiki in wikis}
    for number in range(rounds):
        for wiki in wikis if number % 2 == 0 else reversed(wikis):
            a_second, p50, p95, cpu = measured(wiki)
            seen = results[wiki.name]
            seen.a_second.append(a_second)
            seen.p50.append(p50)
            seen.p95.append(p95)
            seen.cpu.append(cpu)
    return results


def _all_well(wiki: Wiki, refused: dict[str, int]) -> None:
    if refused:
        raise RuntimeError(f"{wiki.name} answered otherwise than 200: {refused}")


if __name__ == "__main__":
    raise SystemExit(main())
