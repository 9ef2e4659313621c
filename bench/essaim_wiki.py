"""The product with pages in it, as `bench.pages` asks it."""

import html
import os
import re
import subprocess
import sys
import urllib.parse
import urllib.request
from collections.abc import Callable
from pathlib import Path

from bench import corpus
from bench.machine import cpu_s
from tests.infra.server import Product

SEATS = "seats.txt"


def fill(count: int, people: int) -> None:
    """In a process of its own, on the product's data: `python -m bench.pages --fill 10000`. Writes who may read."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "essaim.config.settings")
    import django

    django.setup()
    from django.conf import settings

    from essaim.base import ids
    from essaim.base.blocks import Heading, Paragraph
    from essaim.base.db import writing
    from essaim.documents import api, reading
    from essaim.spaces.changes import Journal, change
    from essaim.spaces.models import Space
    from essaim.spaces.seats import add_member, open_seat

    space = Space.objects.order_by("created_at").last()
    assert space is not None
    team = space.members.filter(role="facilitator").first()
    written = list(corpus.pages(count))
    for start in range(0, count, 100):
        with writing():
            journal = Journal(space, team)
            for one in written[start : start + 100]:
                blocks = [Heading(2, "Ce que nous savons"), *map(Paragraph, one.before)]
                blocks += [Heading(2, "Ce que nous ferons"), *map(Paragraph, one.after)]
                document = api.create(journal, space, "page", one.title, blocks, id=ids.uuid7())
                reading.keep(document, tuple(blocks))
            journal._close()
    with change(space, by=team) as journal:
        readers = [add_member(journal, f"Lecteur {number}") for number in range(people)]
        seats = [open_seat(space, member, "phone") for member in readers]
    lines = [f"{one.seat.path} seat={one.secret}" for one in seats]
    lines += [f"pages/{pk}/" for pk in space.pages.order_by("created_at").values_list("pk", flat=True)[:count]]
    Path(settings.DATA_DIR / SEATS).write_text("\n".join(lines))


class EssaimWiki:
    name = "Essaim"

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._product = Product(folder, "demo")
        self.port = self._product.port
        self.people: list[tuple[str, str]] = []
        self.pages: list[str] = []

    def start(self, written: list[corpus.Written]) -> "EssaimWiki":
        self._product.start().stop()
        environment = {**os.environ, "ESSAIM_DATA": str(self._folder)}
        subprocess.run([sys.executable, "-m", "bench.pages", "--fill", str(len(written))], env=environment, check=True)
        lines = [line.split(" ") for line in (self._folder / SEATS).read_text().splitlines()]
        self.people = [(line[0], line[1]) for line in lines if len(line) == 2]
        self.pages = [line[0] for line in lines if len(line) == 1]
        self._product.start()
        return self

    def stop(self) -> None:
        self._product.kill()

    def search_path(self, words: str) -> str:
        return "search/?" + urllib.parse.urlencode({"q": words, "kind": "page"})

    def found(self, words: str) -> set[str]:
        titles: set[str] = set()
        path: str | None = self.search_path(words)
        while path:
            said = self._ask(path)
            titles |= {html.unescape(one) for one in re.findall(r'<h2 class="is-line">([^<]+)</h2>', said)}
            more = re.search(r'<a class="button is-outlined is-wide" href="([^"]+)"', said)
            path = html.unescape(more[1]) if more else None
        return titles

    def about_to_save(self, page: str, text: str) -> Callable[[], str]:
        """By the form of a page without scripts."""
        body = urllib.parse.urlencode({"text": text}).encode()
        return lambda: self._ask(f"{page}paragraphs", body)

    def cpu_s(self) -> float:
        assert self._product.process
        return cpu_s(self._product.process.pid)

    def resident_mb(self) -> float:
        return self._product.resident_mb()

    def _ask(self, path: str, body: bytes | None = None) -> str:
        root, cookie = self.people[0]
        headers = {"Cookie": cookie, "Origin": self._product.url}
        request = urllib.request.Request(self._product.url + root + path, data=body, headers=headers)
        with urllib.request.urlopen(request) as answer:
            return str(answer.read().decode())
