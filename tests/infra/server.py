"""The real product, started as anybody would start it, in a folder of its own."""

import os
import re
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.infra.postgres import free_port

ROOT = Path(__file__).resolve().parents[2]
ESSAIM = Path(sys.executable).with_name("essaim")


class Product:
    """`essaim serve` (or `demo`) as a process; the same port and the same data from one start to the next."""

    def __init__(
        self, data: Path, command: str = "serve", *arguments: str, environment: dict[str, str] | None = None
    ) -> None:
        self.data = data
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.words = [str(ESSAIM), command, "--port", str(self.port), "--data", str(data), *arguments]
        tests_own = ("ESSAIM_DATA", "DJANGO_ALLOW_ASYNC_UNSAFE", "DJANGO_SETTINGS_MODULE")
        inherited = {name: value for name, value in os.environ.items() if name not in tests_own}
        self.environment = {**inherited, "PYTHONUNBUFFERED": "1", **(environment or {})}
        self.process: subprocess.Popen[str] | None = None
        self.lines: list[str] = []
        self._reader: threading.Thread | None = None

    def start(self, patience_s: float = 120) -> "Product":
        self.process = subprocess.Popen(
            self.words,
            cwd=self.data,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._reader = threading.Thread(target=self._read, args=(self.process,), daemon=True)
        self._reader.start()
        end = time.monotonic() + patience_s
        while not self.is_alive():
            if self.process.poll() is not None or time.monotonic() > end:
                self.kill()
                raise AssertionError(f"{' '.join(self.words)} did not start:\n{self.printed}")
            time.sleep(0.05)
        return self

    def _read(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout
        with process.stdout as printed:
            for line in printed:
                self.lines.append(line.rstrip("\n"))

    @property
    def printed(self) -> str:
        return "\n".join(self.lines)

    def links(self) -> list[str]:
        """Every address of this server it printed, in order."""
        return re.findall(rf"http://(?:127\.0\.0\.1|localhost):{self.port}\S*", self.printed)

    def is_alive(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/alive", timeout=2) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def stop(self, patience_s: float = 15) -> int:
        """As Ctrl-C or a service manager would; returns how it ended."""
        assert self.process
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(patience_s)
            except subprocess.TimeoutExpired:
                self.kill()
                raise AssertionError(f"The server did not stop in {patience_s} s:\n{self.printed}") from None
        return self._ended()

    def kill(self) -> int:
        """As a power cut would."""
        assert self.process
        if self.process.poll() is None:
            self.process.kill()
        return self._ended()

    def _ended(self) -> int:
        assert self.process and self._reader
        code = self.process.wait(10)
        self._reader.join(5)
        return code

    def restart(self, *, killed: bool = False) -> "Product":
        if killed:
            self.kill()
        else:
            self.stop()
        return self.start()

    def essaim(self, *words: str) -> str:
        """Another command on the same data."""
        environment = {**self.environment, "ESSAIM_DATA": str(self.data)}
        command = [str(ESSAIM), *words]
        done = subprocess.run(command, cwd=self.data, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout}{done.stderr}"
        return done.stdout

    def resident_mb(self) -> float:
        assert self.process
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        found = re.search(r"VmRSS:\s+(\d+) kB", status)
        assert found
        return int(found[1]) / 1024


def fresh_database() -> dict[str, str]:
    """When the suite runs on PostgreSQL, each product gets a database of its own there."""
    server = os.environ.get("DATABASE_URL", "")
    if not server.startswith("postgres"):
        return {}
    import psycopg

    name = f"essaim_{uuid.uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'create database "{name}"')
    return {"DATABASE_URL": f"{server.rpartition('/')[0]}/{name}"}


@pytest.fixture
def start_product(tmp_path: Path) -> Iterator[Callable[..., Product]]:
    """start_product("demo", "--seed", "7") → a running Product, stopped at the end of the test."""
    started: list[Product] = []

    def start(command: str = "serve", *arguments: str, environment: dict[str, str] | None = None) -> Product:
        data = tmp_path / f"data-{len(started)}"
        data.mkdir()
        product = Product(data, command, *arguments, environment={**fresh_database(), **(environment or {})})
        started.append(product)
        return product.start()

    yield start
    for product in started:
        if product.process and product.process.poll() is None:
            product.stop()


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """One demonstration for the whole session: for tests that look, or that make rows of their own."""
    product = Product(tmp_path_factory.mktemp("demo"), "demo", environment=fresh_database()).start()
    yield product
    product.stop()
