"""What each command does."""

import argparse
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import django


def run(args: argparse.Namespace) -> int:
    if args.command == "demo" and args.reset and Path(args.data).exists():
        shutil.rmtree(args.data)
    if args.command == "demo":
        os.environ.setdefault("ESSAIM_MAILBOX", "1")
    django.setup()
    return {"demo": demo, "serve": serve, "trame": trame, "check": check, "manage": manage}[args.command](args)


def prepare() -> None:
    """Bring the database to this release."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)


def listen(host: str, port: int) -> socket.socket:
    """A bound socket, so that the address printed is the one that answers. Exits with a sentence when it is taken."""
    bound = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, port))
    except OSError as error:
        sys.exit(f"essaim: cannot listen on {host}:{port} ({error.strerror}). Choose another port with --port.")
    return bound


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
    uvicorn.Server(config).run(sockets=[bound])
    return 0


def serve(args: argparse.Namespace) -> int:
    prepare()
    from essaim.screens.firstrun import first_run_token

    bound = listen(args.host, args.port)
    address = f"http://{args.host}:{bound.getsockname()[1]}"
    print(f"Essaim: {address}", flush=True)
    token = first_run_token()
    if token:
        print(f"First run, create your team here: {address}/premier?jeton={token}", flush=True)
    return serve_on(bound)


def demo(args: argparse.Namespace) -> int:
    prepare()
    from django.conf import settings

    from essaim.screens import demo as demonstration

    bound = listen(args.host, args.port)
    address = f"http://{args.host}:{bound.getsockname()[1]}"
    # Letters lead to this demonstration, whatever port it was given.
    settings.PUBLIC_URL = settings.PUBLIC_URL or address
    links = demonstration.prepare(address)
    if args.play:
        return play(args, address, bound)
    print(links.text(), flush=True)
    return serve_on(bound)


def play(args: argparse.Namespace, address: str, bound: socket.socket) -> int:
    """The simulator in this process; the product in another, so that it can be killed like any server."""
    bound.close()
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


def check(args: argparse.Namespace) -> int:
    return subprocess.call([sys.executable, "-m", "django", "check"])


def manage(args: argparse.Namespace) -> int:
    from django.core.management import execute_from_command_line

    execute_from_command_line(["essaim", *args.rest])
    return 0
