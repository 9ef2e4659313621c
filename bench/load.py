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
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import cycle


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


def ask(host: str, port: int, paths: list[str], *, cookie: str = "", connections: int = 8, seconds: float = 10) -> Seen:
    """Ask for `paths`, over and over, for `seconds`, from another process."""
    told = {
        "host": host,
        "port": port,
        "paths": paths,
        "cookie": cookie,
        "connections": connections,
        "seconds": seconds,
    }
    answer = subprocess.run(
        [sys.executable, "-m", "bench.load"], input=json.dumps(told), capture_output=True, text=True, check=True
    )
    return Seen(**json.loads(answer.stdout))


@dataclass
class _Connection:
    """One browser: asks, reads the whole answer, asks again."""

    address: tuple[str, int]
    link: socket.socket = field(init=False)
    began: float = 0.0
    kept: bytearray = field(default_factory=bytearray)

    def __post_init__(self) -> None:
        self.link = socket.create_connection(self.address)
        self.link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def send(self, request: bytes) -> None:
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


def _requests(host: str, port: int, paths: list[str], cookie: str) -> Iterator[bytes]:
    head = f"Host: {host}:{port}\r\nAccept-Encoding: gzip\r\nAccept-Language: fr\r\nUser-Agent: Mozilla/5.0\r\n"
    if cookie:
        head += f"Cookie: {cookie}\r\n"
    return cycle([f"GET {path} HTTP/1.1\r\n{head}\r\n".encode() for path in paths])


def _asked(host: str, port: int, paths: list[str], cookie: str, connections: int, seconds: float) -> dict[str, object]:
    requests = _requests(host, port, paths, cookie)
    ready = selectors.DefaultSelector()
    for _ in range(connections):
        one = _Connection((host, port))
        ready.register(one.link, selectors.EVENT_READ, one)
        one.send(next(requests))
    took: list[float] = []
    refused: dict[str, int] = {}
    body_bytes = 0
    began = time.perf_counter()
    while (spent := time.perf_counter() - began) < seconds:
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
            one.send(next(requests))
    return {"took": took, "refused": refused, "body_bytes": body_bytes, "seconds": spent}


if __name__ == "__main__":
    json.dump(_asked(**json.load(sys.stdin)), sys.stdout)
