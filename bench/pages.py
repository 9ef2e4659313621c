"""Ten thousand French pages: how fast they are read, searched and saved, over HTTP, from another process.

.venv/bin/python -m bench.pages [--pages 10000] [--seconds 10]
"""

import argparse
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from bench.load import ask
from bench.machine import machine, percentile, spread, told
from tests.infra.server import Product

SEED = 20261125
NOUNS = (
    "association coopération école jardin salle réunion budget équipe quartier règle décision projet atelier commune "
    "structure partage mutualisation fusion bénévole salariée calendrier convention agrément statut capital réserve "
    "excédent collège assemblée bureau clé local véhicule cuisine chantier besoin frein piste accord engagement"
).split()
VERBS = "partager écrire décider ouvrir préparer relire porter confier prêter acheter garder montrer demander".split()
LINKS = "avec pour sans dans sous chez vers selon".split()
ASKED = [
    "ecole", "cooperations", "l’association", "jardins", "decision", "mutualiser salle", "budget equipe", "regles",
    "statuts capital", "benevole", "aujourd’hui", "clé du local", "assemblees", "conventions", "quartier", "fusion",
    "partages", "reunion bureau", "vehicule", "engagements",
]  # fmt: skip


def pages(count: int) -> Iterator[tuple[str, list[str]]]:
    """Title and paragraphs of each, always the same."""
    chance = random.Random(SEED)
    for number in range(count):
        words, paragraphs = chance.randint(300, 800), []
        while words > 0:
            length = min(words, chance.randint(40, 90))
            paragraphs.append(_sentences(chance, length))
            words -= length
        yield f"{chance.choice(NOUNS).capitalize()} et {chance.choice(NOUNS)} {number}", paragraphs


def _sentences(chance: random.Random, words: int) -> str:
    said: list[str] = []
    while words > 0:
        length = min(words, chance.randint(6, 14))
        kinds = (NOUNS, VERBS, LINKS, NOUNS)
        made = [chance.choice(kinds[n % 4]) for n in range(length)]
        said.append(" ".join(made).capitalize() + ".")
        words -= length
    return " ".join(said)


def fill(count: int) -> None:
    """In a process of its own, on the product's data: `python -m bench.pages --fill 10000`."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "essaim.config.settings")
    import django

    django.setup()
    from django.db import transaction

    from essaim.base import ids
    from essaim.base.blocks import Heading, Paragraph
    from essaim.base.db import writing
    from essaim.documents import api, reading
    from essaim.spaces.changes import Journal
    from essaim.spaces.models import Space

    space = Space.objects.order_by("created_at").last()
    assert space is not None
    team = space.members.filter(role="facilitator").first()
    made: list[tuple[str, list[str]]] = list(pages(count))
    for start in range(0, count, 100):
        with writing():
            journal = Journal(space, team)
            for title, paragraphs in made[start : start + 100]:
                half = len(paragraphs) // 2
                blocks = [Heading(2, "Ce que nous savons"), *map(Paragraph, paragraphs[:half])]
                blocks += [Heading(2, "Ce que nous ferons"), *map(Paragraph, paragraphs[half:])]
                document = api.create(journal, space, "page", title, blocks, id=ids.uuid7())
                reading.keep(document, tuple(blocks))
            journal._close()
    assert not transaction.get_connection().in_atomic_block


def main() -> int:
    options = argparse.ArgumentParser()
    options.add_argument("--pages", type=int, default=10_000)
    options.add_argument("--seconds", type=float, default=10)
    options.add_argument("--fill", type=int, default=0)
    given = options.parse_args()
    if given.fill:
        fill(given.fill)
        return 0
    print(machine())
    with tempfile.TemporaryDirectory() as folder:
        product = Product(Path(folder), "demo").start()
        try:
            product.stop()
            began = time.monotonic()
            environment = {**os.environ, "ESSAIM_DATA": folder}
            subprocess.run(
                [sys.executable, "-m", "bench.pages", "--fill", str(given.pages)], env=environment, check=True
            )
            print(f"  {given.pages} pages written in {time.monotonic() - began:.0f} s", flush=True)
            product.start()
            held = measured(product, given.seconds)
        finally:
            product.kill()
    return 0 if all(held) else 1


def measured(product: Product, seconds: float) -> list[bool]:
    root, cookie = _seat(product)
    found = re.findall(r'href="(pages/[0-9a-f-]{36}/)"', _get(product, root + "pages/", cookie))
    addresses = [root + path for path in _all_pages(product, root, cookie)] or [root + path for path in found]
    random.Random(SEED).shuffle(addresses)
    for _ in range(2):  # the first turn is a fresh server's, the second what a group sees
        seen = ask("127.0.0.1", product.port, addresses, cookie=cookie, seconds=seconds)
    views = percentile([one * 1000 for one in seen.took], 0.95)
    held = [
        told(
            "views", f"{seen.a_second:.0f} a second, p95 {views:.1f} ms, not 200: {seen.refused}",
            aim="more than 720 a second, p95 under 18 ms", holds=seen.a_second > 720 and views < 18,
        )
    ]  # fmt: skip
    paths = [root + "search/?" + urllib.parse.urlencode({"q": words, "kind": "page"}) for words in ASKED]
    seen = ask("127.0.0.1", product.port, paths, cookie=cookie, connections=1, seconds=seconds)
    took = [one * 1000 for one in seen.took]
    said = f"p50 {statistics.median(took):.1f} ms, p95 {percentile(took, 0.95):.1f} ms"
    held.append(told("search", said, aim="p95 30 ms at most", holds=percentile(took, 0.95) <= 30))
    saves = [_saved(product, address, cookie) for address in addresses[:30]]
    held.append(told("save and view", spread(saves, "ms"), aim="11 ms at most", holds=statistics.median(saves) <= 11))
    return held


def _seat(product: Product) -> tuple[str, str]:
    """The facilitator's seat: the root of its addresses, and its cookie."""
    link = product.links()[0]
    request = urllib.request.Request(link, method="POST", headers={"Origin": product.url}, data=b"")
    opener = urllib.request.build_opener(_Stay)
    answer = opener.open(request)
    cookie = answer.headers["Set-Cookie"].split(";")[0]
    return re.match(r"(?:https?://[^/]+)?(/e/[^/]+/[^/]+/)", answer.headers["Location"])[1], cookie  # type: ignore[index]


class _Stay(urllib.request.HTTPRedirectHandler):
    def http_error_303(self, req, fp, code, msg, headers):  # type: ignore[no-untyped-def]
        return fp


def _get(product: Product, path: str, cookie: str) -> str:
    request = urllib.request.Request(product.url + path, headers={"Cookie": cookie})
    with urllib.request.urlopen(request) as answer:
        return str(answer.read().decode())


def _all_pages(product: Product, root: str, cookie: str) -> list[str]:
    """Every page, by following the list to its end."""
    found: list[str] = []
    path: str | None = "pages/"
    while path:
        html = _get(product, root + path, cookie)
        found += re.findall(r'class="page-name" href="(pages/[0-9a-f-]{36}/)"', html)
        more = re.search(r'href="(pages/\?from=\d+)"', html)
        path = more[1] if more else None
    return list(dict.fromkeys(found))


def _saved(product: Product, address: str, cookie: str) -> float:
    """Milliseconds to add a paragraph and see the page with it."""
    body = urllib.parse.urlencode({"text": "Une phrase de plus, pour voir."}).encode()
    headers = {"Cookie": cookie, "Origin": product.url}
    began = time.perf_counter()
    request = urllib.request.Request(product.url + address + "paragraphs", data=body, headers=headers)
    urllib.request.build_opener(_Stay).open(request)
    assert "Une phrase de plus" in _get(product, address, cookie)
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    raise SystemExit(main())
