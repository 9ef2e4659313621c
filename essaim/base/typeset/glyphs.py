"""Which letters our fonts can print, and what to print instead of the others.

A tagged, archivable PDF is refused whole when one character has no glyph: an emoji would cost a group its report.
"""

import struct
import unicodedata
from functools import cache
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
STAND_IN = "□"
_PRINTS_NOTHING = frozenset("\ufe0e\ufe0f🏻🏼🏽🏾🏿")


@cache
def covered() -> frozenset[int]:
    """The code points that every style of the text font has, and those of the emoji font."""
    texts = [_code_points(path) for path in sorted(FONTS.glob("SourceSans3_*.ttf"))]
    emoji = [_code_points(path) for path in sorted(FONTS.glob("NotoEmoji_*.ttf"))]
    return frozenset(set.intersection(*texts).union(*emoji))


def printable(text: str) -> str:
    """`text` with what cannot be printed replaced: by its plain form when it has one (ﬁ → fi), else by □."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_printable(character) for character in unicodedata.normalize("NFC", text))


def unprintable(text: str) -> set[str]:
    """The characters of `text` that will show as □."""
    return {character for character in text if _printable(character) == STAND_IN}


@cache
def _printable(character: str) -> str:
    if character in "\n\t":
        return " "
    if character in _PRINTS_NOTHING or unicodedata.category(character) in ("Cc", "Cf", "Cs"):
        return ""
    if ord(character) in covered() and unicodedata.category(character) != "Co":
        return character
    plain = unicodedata.normalize("NFKC", character)
    if plain != character and all(ord(c) in covered() for c in plain):
        return plain
    return STAND_IN if unicodedata.category(character) != "Mn" else ""


def _code_points(path: Path) -> set[int]:
    """The code points of a font's `cmap` table (formats 4 and 12, which every font of ours has)."""
    data = path.read_bytes()
    tables = {data[12 + 16 * n : 16 + 16 * n]: 12 + 16 * n for n in range(_u16(data, 4))}
    cmap = _u32(data, tables[b"cmap"] + 8)
    found: set[int] = set()
    for n in range(_u16(data, cmap + 2)):
        table = cmap + _u32(data, cmap + 4 + 8 * n + 4)
        if _u16(data, table) == 4:
            found |= _segments(data, table)
        elif _u16(data, table) == 12:
            for group in range(_u32(data, table + 12)):
                start, end, glyph = struct.unpack_from(">III", data, table + 16 + 12 * group)
                found |= set(range(start + (glyph == 0), end + 1))
    return found


def _segments(data: bytes, table: int) -> set[int]:
    count = _u16(data, table + 6) // 2
    ends, starts = table + 14, table + 16 + 2 * count
    deltas, offsets = starts + 2 * count, starts + 4 * count
    found: set[int] = set()
    for n in range(count):
        start, end, delta, offset = (_u16(data, at + 2 * n) for at in (starts, ends, deltas, offsets))
        for code in range(start, min(end, 0xFFFE) + 1):
            if offset:
                glyph = _u16(data, offsets + 2 * n + offset + 2 * (code - start))
                glyph = (glyph + delta) & 0xFFFF if glyph else 0
            else:
                glyph = (code + delta) & 0xFFFF
            if glyph:
                found.add(code)
    return found


def _u16(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 2], "big")


def _u32(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 4], "big")
