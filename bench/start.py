"""How long until the demonstration answers, from a fresh clone in an empty home, then again; and what it then weighs.

.venv/bin/python -m bench.start [--times N]
"""

import argparse
import os
import subprocess
import tempfile
import time
import urllib.request
from pathlib import Path

from bench.machine import machine, spread, told
from tests.infra.postgres import free_port

# What a machine says of its network stays; the rest is as on a new one.
KEPT = ("PATH", "LANG", "PIP_INDEX_URL", "UV_INDEX_URL", "UV_DEFAULT_INDEX", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE")
ROOT = Path(__file__).resolve().parents[1]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=3)
    times = parser.parse_args().times
    print(machine())
    cold, again, memory = [], [], []
    for _time in range(times):
        with tempfile.TemporaryDirectory() as folder:
            home, clone = Path(folder) / "home", Path(folder) / "essaim"
            home.mkdir()
            subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
            environment = {name: os.environ[name] for name in KEPT if name in os.environ} | {"HOME": str(home)}
            seconds, _rss = _started(clone, environment)
            cold.append(seconds)
            seconds, rss = _started(clone, environment, idle_s=10)
            again.append(seconds)
            memory.append(rss)
    held = [
        told("fresh clone, empty home, until it answers", spread(cold, "s"), aim="under 60 s", holds=max(cold) < 60),
        told("second start", spread(again, "s"), aim="2 s", holds=max(again) <= 2),
        told("memory, idle for 10 s", spread(memory, "MB", 0), aim="110 MB at most", holds=max(memory) <= 110),
    ]
    return 0 if all(held) else 1


def _started(clone: Path, environment: dict[str, str], idle_s: float = 0) -> tuple[float, float]:
    """Seconds until `bin/demo` answers, and the megabytes it holds after `idle_s`."""
    port = free_port()
    began = time.monotonic()
    command = ["bin/demo", "--port", str(port), "--data", str(clone / "data")]
    process = subprocess.Popen(command, cwd=clone, env=environment, stdout=subprocess.DEVNULL, start_new_session=True)
    try:
        while True:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/alive", timeout=1).close()
                break
            except OSError:
                if process.poll() is not None or time.monotonic() - began > 300:
                    raise SystemExit("bin/demo did not start") from None
                time.sleep(0.02)
        seconds = time.monotonic() - began
        time.sleep(idle_s)
        return seconds, _resident(process.pid)
    finally:
        os.killpg(process.pid, 15)
        process.wait()


def _resident(group: int) -> float:
    """Megabytes resident in all the processes of a group."""
    total = 0
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
            if int(fields[2]) == group:
                total += int(fields[21]) * os.sysconf("SC_PAGE_SIZE")
        except (OSError, IndexError):
            continue
    return total / 2**20


if __name__ == "__main__":
    raise SystemExit(main())
