"""The servers side by side: each started on the first core, on a free port, with a folder of its own."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, cached_property
from pathlib import Path

from tests.infra.postgres import free_port

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).parent
SERVER_CORE, CROWD_CORE = "0", "1"
TICK = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")

NPM = [
    "@hocuspocus/server@4.7.0",
    "@hocuspocus/extension-sqlite@4.7.0",
    "@y/websocket-server@0.1.1",
    "y-leveldb@0.1.2",
    "yjs@13.6.33",
]
PYPI = [
    "pycrdt-websocket==0.16.5",
    "pycrdt==0.14.13",
    "uvicorn>=0.54",
    "uvloop",
    "httptools",
    "websockets>=17",
]


class Absent(Exception):
    """A rival that could not be installed here."""


class Workshop:
    """The temporary folder that holds what is installed, built and prepared for one command."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def crowd(self) -> Path:
        built = self.folder / "crowd"
        subprocess.run(["gcc", "-O2", "-Wall", "-o", str(built), str(HERE / "crowd.c")], check=True)
        return built

    @cached_property
    def modules(self) -> Path:
        folder = self.folder / "npm"
        folder.mkdir()
        (folder / "package.json").write_text('{"private": true}')
        _install(["npm", "install", "--no-audit", "--no-fund", "--loglevel=error", *NPM], folder)
        shutil.copy(HERE / "rivals/hocuspocus.mjs", folder)
        return folder

    @cached_property
    def venv(self) -> Path:
        folder = self.folder / "venv"
        _install([sys.executable, "-m", "venv", str(folder)], self.folder)
        _install([str(folder / "bin/python"), "-m", "pip", "install", "--quiet", *PYPI], self.folder)
        return folder

    @cached_property
    def filled(self) -> tuple[Path, list[tuple[str, str, str]]]:
        """A data folder of ours with its people, and who they are: what, document, pass."""
        folder = self.folder / "filled"
        command = [sys.executable, "-m", "bench.writing.prepare"]
        environment = _environment() | {"ESSAIM_DATA": str(folder)}
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(done.stderr)
        people = [line.split(" ", 2) for line in done.stdout.splitlines()]
        return folder, [(what, document, token) for what, document, token in people]


def _install(command: list[str], folder: Path) -> None:
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=240)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Absent(f"{command[0]}: {error}") from error
    if done.returncode:
        raise Absent(f"{command[0]}: {done.stderr.strip()[-300:]}")


def _environment() -> dict[str, str]:
    """Ours alone: no setting of whoever runs the bench."""
    ours = ("ESSAIM_", "DATABASE_URL", "REDIS_URL", "EMAIL_", "DJANGO_")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)} | {"LC_ALL": "C.UTF-8"}


class Server:
    """`people(case)` gives the lines for the crowd: document, path, pass, whether they type."""

    name = framing = ""

    def __init__(self, workshop: Workshop, folder: Path) -> None:
        self.workshop, self.folder = workshop, folder
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None

    def install(self) -> None:
        """Raises `Absent`."""

    def prepare(self) -> None:
        """Before the first start in this folder."""

    def command(self) -> list[str]:
        raise NotImplementedError

    def environment(self) -> dict[str, str]:
        return _environment()

    def directory(self) -> Path:
        return ROOT

    def person(self, what: str, document: int, number: int) -> tuple[str, str, str]:
        """Document, path and pass of the person `number` of all, in the document `document`."""
        raise NotImplementedError

    def start(self) -> None:
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                ["taskset", "-c", SERVER_CORE, *self.command()],
                cwd=self.directory(),
                env=self.environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        patience = time.monotonic() + 20
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > patience:
                self.kill()
                raise RuntimeError(f"{self.name} did not start: {(self.folder / 'log').read_text()[-2000:]}")
            time.sleep(0.05)
        time.sleep(0.5)

    def _answers(self) -> bool:
        with socket.socket() as one:
            return one.connect_ex(("127.0.0.1", self.port)) == 0

    def kill(self) -> None:
        """SIGKILL, as the power going."""
        assert self.process is not None
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self.process.wait()

    def cpu_s(self) -> float:
        return sum(ticks for ticks, _pages in self._processes()) / TICK

    def rss_mb(self) -> float:
        return sum(pages for _ticks, pages in self._processes()) * PAGE / 2**20

    def _processes(self) -> Iterator[tuple[int, int]]:
        """Processor ticks and resident pages of the server and its children."""
        assert self.process is not None
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = stat.read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[3]) == self.process.pid:  # its session
                yield int(fields[11]) + int(fields[12]), int(fields[21])


class Essaim(Server):
    """The product itself: passes, roles, authorship, durable storage."""

    name, framing = "essaim", "hocuspocus"

    def install(self) -> None:
        self._passes = {what: [] for what in ("hall", "groups", "long")}
        for what, document, token in self.workshop.filled[1]:
            self._passes[what].append((document, token))

    def prepare(self) -> None:
        shutil.copytree(self.workshop.filled[0], self.folder / "data")

    def command(self) -> list[str]:
        essaim = Path(sys.executable).with_name("essaim")
        return [str(essaim), "serve", "--port", str(self.port), "--data", str(self.folder / "data")]

    def person(self, what: str, document: int, number: int) -> tuple[str, str, str]:
        name, token = self._passes[what][number]
        return name, "/ws", token


class Hocuspocus(Server):
    name, framing = "hocuspocus", "hocuspocus"

    def install(self) -> None:
        assert self.workshop.modules

    def command(self) -> list[str]:
        return ["node", "hocuspocus.mjs", str(self.port), str(self.folder)]

    def directory(self) -> Path:
        return self.workshop.modules

    def person(self, what: str, document: int, number: int) -> tuple[str, str, str]:
        return f"document-{document}", "/", "pass"


class YWebsocket(Server):
    name, framing = "y-websocket", "y-websocket"

    def install(self) -> None:
        assert self.workshop.modules

    def command(self) -> list[str]:
        return ["node", "node_modules/@y/websocket-server/src/server.js"]

    def directory(self) -> Path:
        return self.workshop.modules

    def environment(self) -> dict[str, str]:
        own = {"HOST": "127.0.0.1", "PORT": str(self.port), "YPERSISTENCE": str(self.folder / "leveldb")}
        return super().environment() | own

    def person(self, what: str, document: int, number: int) -> tuple[str, str, str]:
        return f"document-{document}", f"/document-{document}", "-"


class PycrdtWebsocket(Server):
    name, framing = "pycrdt-websocket", "y-websocket"

    def install(self) -> None:
        assert self.workshop.venv

    def command(self) -> list[str]:
        script = str(HERE / "rivals/pycrdt_server.py")
        return [str(self.workshop.venv / "bin/python"), script, str(self.port), str(self.folder)]

    def person(self, what: str, document: int, number: int) -> tuple[str, str, str]:
        return f"document-{document}", f"/document-{document}", "-"


SERVERS: dict[str, type[Server]] = {one.name: one for one in (Essaim, Hocuspocus, YWebsocket, PycrdtWebsocket)}


@cache
def versions(name: str) -> str:
    """What stands beside us, as installed."""
    return {
        "essaim": "this tree",
        "hocuspocus": " + ".join(NPM[:2]),
        "y-websocket": " + ".join(NPM[2:5]),
        "pycrdt-websocket": f"{PYPI[0]}, its SQLite store",
    }[name]


@contextmanager
def started(kind: type[Server], workshop: Workshop) -> Iterator[Server]:
    folder = workshop.folder / f"run-{time.monotonic_ns()}"
    folder.mkdir()
    server = kind(workshop, folder)
    try:
        server.install()
        server.prepare()
        server.start()
        yield server
    finally:
        if server.process:
            server.kill()
        shutil.rmtree(folder, ignore_errors=True)
