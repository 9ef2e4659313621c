"""`essaim demo --play`: the product in one process, its people in this one."""

import argparse
import random
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from essaim.simulator.cast import people
from essaim.simulator.phone import Phone
from essaim.simulator.play import Play, ok
from essaim.simulator.product import Product
from essaim.simulator.scenes import SCENES, Scene, concluding, mapping, writing

SCENE_S = 15.0
"""How long people take in a scene, at a walking pace: the whole lasts about five minutes."""
CUT_AFTER = (2, 9, 12, 16)
"""The scenes after which the power is cut, in a chaotic play; it is cut in the middle of the writing too."""


TOGETHER = (writing.together, mapping.mind_map)


def main(args: argparse.Namespace, address: str, scenes: Sequence[tuple[str, Scene]] = SCENES) -> int:
    """Play the whole accompaniment; leave `bilan.pdf`. Gives 1 when the product does not hold what was sent."""
    parts = urlsplit(address)
    product = Product(Path(args.data), parts.hostname or "127.0.0.1", parts.port or 8000).start()
    started = time.monotonic()
    try:
        play = _ready(product, args)
        print(f"{args.people} personnes, graine {args.seed}. À regarder pendant ce temps (to watch meanwhile):")
        for seat, link in zip(("Animation", "Téléphone", "Écran"), product.links(), strict=False):
            print(f"  {seat:10} {link}", flush=True)
        for number, (title, scene) in enumerate(scenes, 1):
            print(f"[{number}/{len(scenes) + 1}] {title}… ", end="", flush=True)
            # A power cut comes in the middle of the writing, where most would be lost.
            play.chaos = _soon(product) if args.chaos and scene in TOGETHER else _calm
            began = time.monotonic()
            said = scene(play)
            print(f"{said} ({time.monotonic() - began:.0f} s)", flush=True)
            if args.chaos and number in CUT_AFTER:
                _power_cut(product)
        print(f"[{len(scenes) + 1}/{len(scenes) + 1}] Publier le bilan… ", end="", flush=True)
        made = concluding.publish(play)
        _power_cut(product) if args.chaos else None
        concluding.check(play, ok(play.console.get("report/1/")))
        Path("bilan.pdf").write_bytes(made)
        print("page et PDF", flush=True)
        _tell(play, product, time.monotonic() - started)
        return 0
    finally:
        product.stop()


def _ready(product: Product, args: argparse.Namespace) -> Play:
    facilitator, _participant, wall = product.links()
    phones = [
        Phone(product.address, name, structure, seed=args.seed, restless=args.chaos)
        for name, structure in people(args.people, args.seed)
    ]
    console, screen = Phone(product.address, "Animation"), Phone(product.address, "Écran")
    for phone, link in ((console, facilitator), (screen, wall)):
        page = phone.get(link)
        phone.settle(ok(phone.send(page, page.forms[0])))
    early = max(1, len(phones) * 3 // 4)
    pace = 0.0 if args.fast else SCENE_S
    return Play(console, screen, phones[:early], phones[early:], product.code(), random.Random(args.seed), pace)


def _calm() -> None:
    pass


def _soon(product: Product) -> Callable[[], None]:
    def cut() -> None:
        time.sleep(0.3)
        _power_cut(product)

    return cut


def _power_cut(product: Product) -> None:
    """Kill the server in the middle of everything, and start it again."""
    product.kill()
    time.sleep(0.3)
    product.start()


def _tell(play: Play, product: Product, seconds: float) -> None:
    ledger = play.ledger
    requests = sum(phone.requests for phone in [*play.phones, play.console, play.wall])
    answered = sum(ledger.counts.get(name, 0) for name in ("before", "hot", "cold"))
    print(
        f"Tout est là : {len(ledger.people)} personnes, {answered} questionnaires, {len(ledger.resources)} ressources, "
        f"{len(ledger.questions)} questions au groupe, {len(ledger.answered)} répondues, "
        f"{len(ledger.sentences)} phrases écrites ensemble, {len(ledger.ideas)} idées, "
        f"{len(ledger.lessons) + len(ledger.unpublished)} phrases de modules, {len(ledger.notes)} notes, "
        f"{sum(ledger.dots.values())} gommettes, {ledger.counts.get('consents', 0)} réponses, "
        f"{len(ledger.decisions)} décision, {len(ledger.commitments)} engagements ; {requests} requêtes, "
        f"{sum(p.cuts for p in play.phones)} coupures, {sum(p.double_presses for p in play.phones)} doubles appuis, "
        f"{product.starts} démarrages, {seconds:.0f} s."
    )
    print(f"Bilan : {Path('bilan.pdf').resolve()}")
