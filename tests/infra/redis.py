"""A Redis or Valkey of one's own, from Debian's packages: a socket in a temporary folder, gone afterwards."""

import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def binary() -> str | None:
    return shutil.which("redis-server") or shutil.which("valkey-server")


@contextmanager
def throwaway() -> Iterator[str]:
    """Yields the REDIS_URL of a fresh server."""
    found = binary()
    if found is None:
        raise RuntimeError("Redis is not installed. Where you may: apt install redis-server")
    folder = Path(tempfile.mkdtemp(prefix="essaim-redis-"))
    server = None
    try:
        command = [found, "--port", "0", "--unixsocket", str(folder / "socket"), "--dir", str(folder)]
        with (folder / "log").open("w") as log:
            server = subprocess.Popen([*command, "--save", "", "--appendonly", "no"], stdout=log, stderr=log)
        patience = time.monotonic() + 20
        while not (folder / "socket").exists():
            if server.poll() is not None or time.monotonic() > patience:
                raise RuntimeError(f"Redis did not start: {(folder / 'log').read_text()}")
            time.sleep(0.02)
        yield f"unix://{folder / 'socket'}"
    finally:
        if server:
            server.terminate()
            server.wait(10)
        shutil.rmtree(folder, ignore_errors=True)
