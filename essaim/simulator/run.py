"""`essaim demo --play`: the product in one process, its people in this one."""

import argparse
import random
import threading
import time
from pathlib import Path
from urllib.parse import urlsplit

from essaim.simulator.cast import people
from essaim.simulator.phone import Phone
from essaim.simulator.product import Product
from essaim.simulator.scenes import SCENES, Play, bilan, check_bilan, ok


def main(args: argparse.Namespace, address: str) -> int:
    """Play the whole accompaniment; leave `bilan.pdf`. Gives 1 when the product does not hold what was sent."""
    parts = urlsplit(address)
    product = Product(Path(args.data), parts.hostname or "127.0.0.1", parts.port or 8000).start()
    started = time.monotonic()
    try:
        play = _ready(product, args)
        print(f"{len(play.phones)} personnes, graine {args.seed}. Écran : {product.links()[2]}", flush=True)
        for number, (title, scene) in enumerate(SCENES, 1):
            print(f"[{number}/{len(SCENES) + 1}] {title}…", flush=True)
            scene(play)
            if args.chaos and number in (1, 3):
                _power_cut(product)
        print(f"[{len(SCENES) + 1}/{len(SCENES) + 1}] Publier le bilan…", flush=True)
        made = bilan(play)
        _power_cut(product) if args.chaos else None
        check_bilan(play, ok(play.console.get("report/1/")))
        Path("bilan.pdf").write_bytes(made)
        _tell(play, product, time.monotonic() - started)
        return 0
    finally:
        product.stop()


def _ready(product: Product, args: argparse.Namespace) -> Play:
    facilitator, _participant, wall = product.links()
    pace = 0.0 if args.fast else 20.0
    phones = [
        Phone(product.address, name, structure, seed=args.seed, restless=args.chaos)
        for name, structure in people(args.people, args.seed)
    ]
    console, screen = Phone(product.address, "Animation"), Phone(product.address, "Écran")
    for phone, link in ((console, facilitator), (screen, wall)):
        page = phone.get(link)
        phone.settle(ok(phone.send(page, page.forms[0])))
    return Play(console, screen, phones, product.code(), random.Random(args.seed), pace)


def _power_cut(product: Product) -> None:
    """Kill the server in the middle of everything, and start it again."""
    product.kill()
    restart = threading.Timer(0.3, product.start)
    restart.start()
    restart.join()
    while not product.lines:
        time.sleep(0.05)


def _tell(play: Play, product: Product, seconds: float) -> None:
    ledger = play.ledger
    requests = sum(phone.requests for phone in [*play.phones, play.console, play.wall])
    print(
        f"Tout est là : {len(ledger.people)} personnes, {ledger.answers} questionnaires, "
        f"{len(ledger.notes)} notes, {ledger.consents} réponses, "
        f"{len(ledger.decisions)} décision, {len(ledger.commitments)} engagements ; {requests} requêtes, "
        f"{sum(p.cuts for p in play.phones)} coupures, {sum(p.double_presses for p in play.phones)} doubles appuis, "
        f"{product.starts} démarrages, {seconds:.0f} s."
    )
    print(f"Bilan : {Path('bilan.pdf').resolve()}")
