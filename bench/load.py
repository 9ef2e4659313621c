"""Asks for pages as fast as they come, over connections that stay open; the same for us and for who stands beside us.

Run in a process of its own (`python -m bench.load` reads the addresses from standard input): its work is not counted
on the server's threads.
"""

import json
import selectors
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from itertools import cycle

# The same for who signs in and for who then reads: a server may know a browser by them.
BROWSER = {"User-Agent": "Mozilla/5.0", "Accept-Language": "fr", "Accept-Encoding": "gzip"}


@dataclass(frozen=True)
class Seen:
    """What came back within the time: seconds each waited, statuses other than 200, bytes of bodies as sent."""

    took: list[float]
    refused: dict[str, int]
    body_bytes: int
    seconds: float

    @property
    def a_second(self) -> float:
        return len(self.took) / self.seconds


def ask(port: int, paths: list[str], people: list[tuple[str, str]], *, seconds: float = 10, most: int = 0) -> Seen:
    """Ask for `paths`, over and over, for `seconds` or until `most` were answered, from another process.

    Each of `people` is a browser with a connection of its own: what stands before its paths, and its cookie.
    """
    told = {"port": port, "paths": paths, "people": people, "seconds": seconds, "most": most}
    answer = subprocess.run(
        [sys.executable, "-m", "bench.load"], input=json.dumps(told), capture_output=True, text=True, check=True
    )
    return Seen(**json.loads(answer.stdout))


@dataclass
class _Connection:
    """One browser: asks, reads the whole answer, asks again."""

    port: int
    prefix: str
    cookie: str
    link: socket.socket = field(init=False)
    began: float = 0.0
    kept: bytearray = field(default_factory=bytearray)

    def __post_init__(self) -> None:
        self.link = socket.create_connection(("127.0.0.1", self.port))
        self.link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def send(self, path: str) -> None:
        fields = {"Host": f"127.0.0.1:{self.port}", **BROWSER, "Cookie": self.cookie}
        head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
        request = f"GET {self.prefix}{path} HTTP/1.1\r\n{head}\r\n".encode()
        self.kept.clear()
        self.began = time.perf_counter()
        self.link.sendall(request)

    def receive(self) -> tuple[str, int] | None:
        """The status and the size of the body, once all of it is here."""
        piece = self.link.recv(2**18)
        if not piece:
            raise ConnectionError("the server closed a connection that was to stay open")
        self.kept += piece
        head, found, body = bytes(self.kept).partition(b"\r\n\r\n")
        if not found:
            return None
        lines = head.decode("latin-1").lower().split("\r\n")
        status = lines[0].split(" ")[1]
        fields = dict(line.split(": ", 1) for line in lines[1:] if ": " in line)
        if fields.get("transfer-encoding") == "chunked":
            return (status, len(body)) if body.endswith(b"0\r\n\r\n") else None
        return (status, len(body)) if len(body) >= int(fields.get("content-length", 0)) else None


def _asked(port: int, paths: list[str], people: list[list[str]], seconds: float, most: int) -> dict[str, object]:
    coming = cycle(paths)
    ready = selectors.DefaultSelector()
    began = time.perf_counter()
    for prefix, cookie in people:
        one = _Connection(port, prefix, cookie)
        ready.register(one.link, selectors.EVENT_READ, one)
        one.send(next(coming))
    took: list[float] = []
    refused: dict[str, int] = {}
    body_bytes = 0
    while (spent := time.perf_counter() - began) < seconds and (not most or len(took) < most):
        for key, _ in ready.select(timeout=1):
            one = key.data
            answer = one.receive()
            if answer is None:
                continue
            took.append(time.perf_counter() - one.began)
            status, size = answer
            body_bytes += size
            if status != "200":
                refused[status] = refused.get(status, 0) + 1
            one.send(next(coming))
    return {"took": took, "refused": refused, "body_bytes": body_bytes, "seconds": spent}


if __name__ == "__main__":
    json.dump(_asked(**json.load(sys.stdin)), sys.stdout)
