"""The beginning of a file, to be read without downloading it: by our own readers, with no other program."""

import csv
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.utils.translation import get_language

from essaim.base.blocks import Blocks, Code, Table
from essaim.base.blocks.archives import Unreadable
from essaim.base.blocks.markdown import from_markdown
from essaim.base.blocks.read_docx import read_docx
from essaim.base.blocks.read_odt import read_odt
from essaim.base.blocks.reading import ReadPage
from essaim.base.blocks.rewrite import with_pictures
from essaim.files.kinds import OFFICE_DOCUMENTS, OPEN_DOCUMENTS
from essaim.files.models import StoredFile

BYTES = 40_000
ROWS = 40
BLOCKS = 60
HEAVIEST = 3_000_000
"""A written document above this is only given: reading it would take the time of the page."""

_READERS: dict[str, Callable[[bytes], ReadPage]] = {
    OFFICE_DOCUMENTS["word/document.xml"].media_type: read_docx,
    OPEN_DOCUMENTS["application/vnd.oasis.opendocument.text"].media_type: read_odt,
}


@dataclass(frozen=True)
class Peek:
    """The beginning of a file; `is_cut`: there is more in it."""

    blocks: Blocks
    is_cut: bool


def peek(stored: StoredFile) -> Peek | None:
    """What a written document, a text, a Markdown page or a table begins with; None when it cannot be read here."""
    try:
        if stored.media_type in _READERS:
            return _document(stored.disk_path, stored.media_type, get_language()) if stored.size <= HEAVIEST else None
        if stored.media_type.startswith("text/plain"):
            return _text(stored)
    except FileNotFoundError:
        pass
    return None


@lru_cache(maxsize=32)
def _document(path: Path, media_type: str, _language: str | None) -> Peek | None:
    """The bytes of a file never change, and reading some takes a second: each is read once."""
    try:
        blocks = _READERS[media_type](path.read_bytes()).blocks
    except Unreadable:
        return None
    shown = with_pictures(blocks[:BLOCKS], lambda _src: None)
    return Peek(shown, len(blocks) > BLOCKS) if shown else None


def _text(stored: StoredFile) -> Peek:
    with stored.disk_path.open("rb") as file:
        content = file.read(BYTES + 1)
    text = content[:BYTES].decode("utf-8", "ignore").lstrip("\ufeff")
    is_cut = len(content) > BYTES
    if stored.extension == "md":
        blocks = from_markdown(text)
        return Peek(blocks[:BLOCKS], is_cut or len(blocks) > BLOCKS)
    if stored.extension == "csv" and (rows := _rows(text)):
        return Peek((Table(rows[0], rows[1 : ROWS + 1]),), is_cut or len(rows) > ROWS + 1)
    return Peek((Code(text),), is_cut)


def _rows(text: str) -> list[list[str]]:
    """A table with as many cells in each row; nothing when it is not one."""
    try:
        dialect = csv.Sniffer().sniff(text[:4000], delimiters=",;\t")
        rows = [row for row in csv.reader(text.splitlines(), dialect) if row]
    except csv.Error:
        return []
    width = max(map(len, rows), default=0)
    return [[*row, *([""] * (width - len(row)))] for row in rows] if width > 1 else []
