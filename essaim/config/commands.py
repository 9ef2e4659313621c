"""What each command does."""

import argparse
import gc
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from essaim.memory.backup import Saved


def run(args: argparse.Namespace) -> int:
    if args.command in ("demo", "serve"):
        # Before anything is made or emptied: a server that holds this port may be living on this very folder.
        args.bound = listen(args.host, args.port)
    if args.command == "demo":
        os.environ.setdefault("ESSAIM_MAILBOX", "1")
        if args.reset:
            start_again(Path(args.data))
    if args.command == "backup":
        refuse_if_nothing_is_there()
    django.setup()
    return COMMANDS[args.command](args)


def start_again(folder: Path) -> None:
    """Empty the folder of a demonstration; refuse to empty any other."""
    if os.environ.get("DATABASE_URL"):
        sys.exit(
            "essaim: --reset empties a data folder, and DATABASE_URL names a database elsewhere. Empty it yourself."
        )
    if not folder.exists():
        return
    if any(folder.iterdir()) and not (folder / "essaim.sqlite3").exists():
        sys.exit(f"essaim: {folder} holds no Essaim database: --reset will not empty it. Name another with --data.")
    shutil.rmtree(folder)


def prepare() -> None:
    """Bring the database to this release; one process at a time."""
    from django.conf import settings
    from django.core.management import call_command

    from essaim.base.db import alone

    if settings.REDIS_URL:
        reach_the_others(settings.REDIS_URL)
    with alone("migrate"):
        call_command("migrate", verbosity=0, interactive=False)


def reach_the_others(address: str) -> None:
    """Exits with a sentence when the Redis that processes talk by does not answer."""
    try:
        from redis import Redis, RedisError
    except ImportError:
        sys.exit("essaim: REDIS_URL needs the extra « scale »: pip install 'essaim[scale]'")
    try:
        Redis.from_url(address).ping()
    except (RedisError, OSError) as error:
        sys.exit(f"essaim: no Redis answers at REDIS_URL ({error}). Start it, or unset REDIS_URL to serve alone.")


def listen(host: str, port: int) -> socket.socket:
    """A bound socket, so that the address printed is the one that answers. Exits with a sentence when it is taken."""
    bound = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, port))
    except OSError as error:
        sys.exit(f"essaim: cannot listen on {host}:{port} ({error.strerror}). Choose another port with --port.")
    return bound


def served_at(bound: socket.socket) -> str:
    """The address of this server, told to whatever writes links: letters, QR codes, the lines printed here."""
    from django.conf import settings

    host, port = bound.getsockname()[:2]
    if host in ("0.0.0.0", "::"):
        host = address_in_the_hall()
    settings.SERVED_AT = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
    return str(settings.SERVED_AT)


def address_in_the_hall() -> str:
    """The address by which the machines around reach this one. Nothing is sent: the system only picks a route."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
            return str(probe.getsockname()[0])
        except OSError:
            return "127.0.0.1"


def serve_on(bound: socket.socket) -> int:
    import uvicorn

    from essaim.config.asgi import application
    from essaim.documents.wire import Wire

    config = uvicorn.Config(
        application,
        log_level="warning",
        ws=Wire,
        ws_per_message_deflate=False,
        ws_max_size=2**21,
        ws_ping_interval=None,  # co-writing asks for signs of life itself
        timeout_graceful_shutdown=3,
        server_header=False,
    )
    # What runs in threads (pages, background) hands over to co-writing five times sooner than by default.
    sys.setswitchinterval(0.001)
    # What is loaded stays: looking through all of it for rubbish stops everybody for a tenth of a second.
    gc.collect()
    gc.freeze()
    gc.set_threshold(5000, 20, 20)
    uvicorn.Server(config).run(sockets=[bound])
    return 0


def serve(args: argparse.Namespace) -> int:
    prepare()
    from django.conf import settings

    from essaim.screens.firstrun import first_run_token

    address = served_at(args.bound)
    print(f"Essaim: {settings.PUBLIC_URL or address}", flush=True)
    token = first_run_token()
    if token:
        print("Première visite : créez ici votre équipe et son premier espace. (First run: create your team here.)")
        print(f"  {settings.PUBLIC_URL or address}/premier?jeton={token}")
    print("Ctrl+C arrête ; tout est gardé. (stops; everything is kept)", flush=True)
    return serve_on(args.bound)


def demo(args: argparse.Namespace) -> int:
    prepare()
    from essaim.screens import demo as demonstration

    address = served_at(args.bound)
    links = demonstration.prepare(address)
    if args.play:
        return play(args, address)
    print(links.text(), flush=True)
    return serve_on(args.bound)


def play(args: argparse.Namespace, address: str) -> int:
    """The simulator in this process; the product in another, so that it can be killed like any server."""
    args.bound.close()
    from essaim.simulator import run as simulate

    return simulate.main(args, address)


def trame(args: argparse.Namespace) -> int:
    from essaim.programme.launch import known_methods
    from essaim.programme.trame import TrameError, read_trame

    try:
        read = read_trame(args.file, methods=known_methods())
    except TrameError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{args.file}: {len(read.day)} séquences, {len(read.modules)} modules.")
    return 0


def backup(args: argparse.Namespace) -> int:
    from essaim.memory import backup as memory

    return _saved(lambda: memory.backup(args.file), args.file, "sauvé (saved)")


def restore(args: argparse.Namespace) -> int:
    from essaim.memory import backup as memory

    return _saved(lambda: memory.restore(args.file), args.file, "restauré (restored)")


def _saved(act: "Callable[[], Saved]", file: Path, done: str) -> int:
    from essaim.memory.backup import CannotSave

    try:
        saved = act()
    except (CannotSave, OSError) as error:
        print(f"essaim: {error}", file=sys.stderr)
        return 1
    print(f"{file} : {saved.rows} lignes, {saved.files} fichiers, {done}.")
    return 0


def refuse_if_nothing_is_there() -> None:
    """Before the settings make a data folder: a mistyped `--data` would leave an empty one, and an empty backup."""
    folder = Path(os.environ.get("ESSAIM_DATA") or "data")
    if not os.environ.get("DATABASE_URL") and not (folder / "essaim.sqlite3").exists():
        sys.exit(
            f"essaim: {folder} ne contient pas de base d’Essaim. Nommez son dossier avec --data. (No database there.)"
        )


def check(args: argparse.Namespace) -> int:
    return subprocess.call([sys.executable, "-m", "django", "check"])


def manage(args: argparse.Namespace) -> int:
    from django.core.management import execute_from_command_line

    execute_from_command_line(["essaim", *args.rest])
    return 0


COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "demo": demo,
    "serve": serve,
    "backup": backup,
    "restore": restore,
    "trame": trame,
    "check": check,
    "manage": manage,
}
