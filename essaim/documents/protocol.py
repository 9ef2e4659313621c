"""The words of the socket: Hocuspocus' framing, as its browser provider 4.x speaks it.

A frame is `varString(address) varUint(kind) body`. The address is the document's name; a provider that shares a socket
with another one of the same document adds `\\0` and its own session, which comes back unread in our answers.
A lone byte 9 is a ping, answered by a lone byte 10.
"""

import json
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

MAX_ADDRESS_BYTES = 200
MAX_TOKEN_BYTES = 4096
MAX_STATELESS_BYTES = 16 * 1024
MAX_EARLIER = 64
# Yjs counts in JavaScript's exact integers.
MAX_INTEGER = 2**53 - 1

PING = b"\x09"
PONG = b"\x0a"


class Malformed(Exception):
    """Bytes that no honest client sends. The message is for the log, never for a person."""


class Kind(IntEnum):
    SYNC = 0
    AWARENESS = 1
    AUTH = 2
    QUERY_AWARENESS = 3
    SYNC_REPLY = 4
    STATELESS = 5
    BROADCAST_STATELESS = 6
    CLOSE = 7
    SYNC_STATUS = 8


class Step(IntEnum):
    """What a sync frame carries: a state vector (asking for what is missing), what was missing, or an update."""

    ASK = 0
    ANSWER = 1
    UPDATE = 2


class Auth(IntEnum):
    TOKEN = 0
    DENIED = 1
    AUTHENTICATED = 2


class Reader:
    """Reads lib0's variable-length encoding; never past the end, never more than it was given."""

    __slots__ = ("at", "data", "end")

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0
        self.end = len(data)

    def byte(self) -> int:
        if self.at >= self.end:
            raise Malformed("the frame ends too early")
        value = self.data[self.at]
        self.at += 1
        return value

    def uint(self) -> int:
        at, end, data = self.at, self.end, self.data
        value = shift = 0
        while True:
            if at >= end:
                raise Malformed("the frame ends too early")
            byte = data[at]
            at += 1
            value |= (byte & 127) << shift
            if byte < 128:
                break
            shift += 7
            if shift > 56:
                raise Malformed("an integer is too long")
        if value > MAX_INTEGER:
            raise Malformed("an integer is too large")
        self.at = at
        return value

    def bytes(self, limit: int | None = None) -> bytes:
        length = self.uint()
        if length > self.end - self.at or (limit is not None and length > limit):
            raise Malformed("a field is longer than allowed")
        value = self.data[self.at : self.at + length]
        self.at += length
        return value

    def string(self, limit: int | None = None) -> str:
        try:
            return self.bytes(limit).decode()
        except UnicodeDecodeError as error:
            raise Malformed("a text is not UTF-8") from error

    @property
    def left(self) -> int:
        return self.end - self.at


def uint(value: int) -> bytes:
    out = bytearray()
    while value > 127:
        out.append(128 | (value & 127))
        value >>= 7
    out.append(value)
    return bytes(out)


def blob(data: bytes) -> bytes:
    return uint(len(data)) + data


def string(text: str) -> bytes:
    return blob(text.encode())


@dataclass(frozen=True, slots=True)
class Frame:
    address: str
    kind: Kind
    body: Reader

    @property
    def document(self) -> str:
        return self.address.partition("\0")[0]


def read(data: bytes) -> Frame:
    """Raises `Malformed`."""
    reader = Reader(data)
    address = reader.string(MAX_ADDRESS_BYTES)
    number = reader.uint()
    try:
        return Frame(address, Kind(number), reader)
    except ValueError as error:
        raise Malformed(f"frame of unknown kind {number}") from error


def read_sync(body: Reader) -> tuple[Step, bytes]:
    number = body.uint()
    try:
        step = Step(number)
    except ValueError as error:
        raise Malformed(f"sync step {number}") from error
    return step, body.bytes()


def update_begins(address: str) -> bytes:
    """How every update of this address begins."""
    return frame(address, Kind.SYNC, uint(Step.UPDATE))


def last_blob(data: bytes, at: int) -> bytes:
    """The bytes of the field that begins at `at`. Raises `Malformed`."""
    if at < len(data) and data[at] == len(data) - at - 1 < 128:
        return data[at + 1 :]
    reader = Reader(data)
    reader.at = at
    return reader.bytes()


def read_token(body: Reader) -> str:
    if body.uint() != Auth.TOKEN:
        raise Malformed("an authentication that is no token")
    return body.string(MAX_TOKEN_BYTES)


def read_earlier(body: Reader) -> frozenset[int]:
    """`{"wrote": [client…]}`: the clients under which this browser wrote in earlier visits. Raises `Malformed`."""
    said = body.string(MAX_STATELESS_BYTES)
    try:
        wrote: Any = json.loads(said)["wrote"]
    except (ValueError, TypeError, LookupError, RecursionError) as error:
        raise Malformed("a stateless message that says nothing we know") from error
    if not isinstance(wrote, list) or not all(isinstance(client, int) for client in wrote):
        raise Malformed("clients that are no numbers")
    return frozenset(wrote[-MAX_EARLIER:])


def frame(address: str, kind: Kind, body: bytes = b"") -> bytes:
    return string(address) + uint(kind) + body


def sync(address: str, step: Step, payload: bytes) -> bytes:
    return frame(address, Kind.SYNC, uint(step) + blob(payload))


def awareness(address: str, payload: bytes) -> bytes:
    return frame(address, Kind.AWARENESS, blob(payload))


def sync_status(address: str, *, saved: bool) -> bytes:
    return frame(address, Kind.SYNC_STATUS, b"\x01" if saved else b"\x00")


def token(address: str, value: str, version: str = "") -> bytes:
    return frame(address, Kind.AUTH, uint(Auth.TOKEN) + string(value) + string(version))


def ask_token(address: str) -> bytes:
    return frame(address, Kind.AUTH, uint(Auth.TOKEN))


def denied(address: str, reason: str) -> bytes:
    return frame(address, Kind.AUTH, uint(Auth.DENIED) + string(reason))


def authenticated(address: str, *, writer: bool) -> bytes:
    return frame(address, Kind.AUTH, uint(Auth.AUTHENTICATED) + string("read-write" if writer else "readonly"))


def stateless(address: str, payload: str) -> bytes:
    return frame(address, Kind.STATELESS, string(payload))


def close(address: str, reason: str = "") -> bytes:
    return frame(address, Kind.CLOSE, string(reason))
