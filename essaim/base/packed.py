"""Gzip put together from pieces compressed beforehand: sending a page again costs a join, not its compression.

A deflate stream may be cut where it was flushed, and its checksum follows from those of its pieces.
"""

import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

_HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
_LAST_BLOCK = b"\x03\x00"
_ALL = 0xFFFFFFFF
_ZEROS = bytes(2**16)
_WORTH_IT = 64
"""Under this many bytes, compressing a piece would make it longer."""


@dataclass(frozen=True, slots=True)
class Packed:
    """Some bytes as whole deflate blocks that begin and end on a byte; `length` and `crc` are those of the bytes."""

    body: bytes
    length: int
    crc: int


def pack(plain: bytes) -> Packed:
    if len(plain) < _WORTH_IT:
        return stored(plain)
    compress = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    # Joined anew: what the library gives back keeps the room of its buffer, sixteen times as large.
    body = b"".join((compress.compress(plain), compress.flush(zlib.Z_FULL_FLUSH)))
    return Packed(body, len(plain), zlib.crc32(plain))


def stored(plain: bytes) -> Packed:
    """As it is: for what is made anew each time."""
    pieces = (plain[at : at + 0xFFFF] for at in range(0, len(plain), 0xFFFF))
    body = b"".join(struct.pack("<BHH", 0, len(one), len(one) ^ 0xFFFF) + one for one in pieces)
    return Packed(body, len(plain), zlib.crc32(plain))


def gzipped(pieces: Iterable[Packed]) -> bytes:
    """The gzip file of all the pieces, one after the other."""
    bodies, crc, length = [_HEAD], 0, 0
    for one in pieces:
        bodies.append(one.body)
        crc = _past(crc, one.length) ^ one.crc
        length += one.length
    bodies += (_LAST_BLOCK, struct.pack("<LL", crc, length & _ALL))
    return b"".join(bodies)


def _past(crc: int, length: int) -> int:
    """The part of `crc` in the checksum once `length` more bytes follow: that of as many zeros, without its mask."""
    crc ^= _ALL
    while length > 0:
        step = min(length, len(_ZEROS))
        crc = zlib.crc32(memoryview(_ZEROS)[:step], crc)
        length -= step
    return crc ^ _ALL
