"""The product as a process of its own, so that it can be killed and started again like any server."""

import re
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path


class Product:
    """`essaim demo` on one port and one data folder, from one start to the next."""

    def __init__(self, data: Path, host: str, port: int) -> None:
        self.data, self.host, self.port = data, host, port
        self.address = f"http://{host}:{port}"
        self.lines: list[str] = []
        self.process: subprocess.Popen[str] | None = None
        self.starts = 0

    def start(self) -> "Product":
        command = [sys.executable, "-m", "essaim.config.cli", "demo", "--host", self.host, "--port", str(self.port)]
        self.lines = []
        self.process = subprocess.Popen(
            [*command, "--data", str(self.data)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        self.starts += 1
        threading.Thread(target=self._listen, args=(self.process,), daemon=True).start()
        end = time.monotonic() + 60
        while not self._alive():
            if self.process.poll() is not None or time.monotonic() > end:
                raise RuntimeError("the product did not start:\n" + "\n".join(self.lines))
            time.sleep(0.05)
        return self

    def _listen(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        for line in process.stdout:
            self.lines.append(line.rstrip("\n"))

    def _alive(self) -> bool:
        try:
            with urllib.request.urlopen(self.address + "/alive", timeout=2) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def links(self) -> list[str]:
        """The three links it printed: facilitator, participant, wall."""
        end = time.monotonic() + 5
        while True:
            found = re.findall(r"http://\S+/i/\S+", "\n".join(self.lines))
            if len(found) >= 3 or time.monotonic() > end:
                return found
            time.sleep(0.02)

    def code(self) -> str:
        found = re.search(r"([A-Z]+ \d\d)$", next(line for line in self.lines if "Code de la salle" in line))
        assert found is not None
        return found.group(1)

    def kill(self) -> None:
        """As a power cut would."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.kill()
