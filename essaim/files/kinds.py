"""What may be brought, told by the bytes: neither the name nor what the browser says is believed."""

import io
import re
import zipfile
from dataclasses import dataclass
from typing import BinaryIO

from PIL import Image, ImageOps

LARGEST_SIDE = 2400
MOST_PIXELS = 60_000_000
"""A photo of today's phones has 50 million points; a drawing of a billion would cost the whole memory."""
MOST_ENTRIES = 5000
MIB = 2**20
_OPEN = "application/vnd.oasis.opendocument."
_OFFICE = "application/vnd.openxmlformats-officedocument."
_LOOKS_LIKE_A_PAGE = re.compile(rb"<\s*(?:!doctype|html|head|body|script|svg|\?xml|iframe)", re.IGNORECASE)


@dataclass(frozen=True)
class FileKind:
    media_type: str
    extension: str
    """Without its dot; several spellings are one kind, and plain text keeps the person's."""
    is_picture: bool = False
    largest: int = 10 * MIB


PDF = FileKind("application/pdf", "pdf")
JPEG = FileKind("image/jpeg", "jpg", is_picture=True)
PNG = FileKind("image/png", "png", is_picture=True)
WEBP = FileKind("image/webp", "webp", is_picture=True)
MP3 = FileKind("audio/mpeg", "mp3", largest=30 * MIB)
OGG = FileKind("audio/ogg", "ogg", largest=30 * MIB)
M4A = FileKind("audio/mp4", "m4a", largest=30 * MIB)
WAV = FileKind("audio/wav", "wav", largest=30 * MIB)
MP4 = FileKind("video/mp4", "mp4", largest=30 * MIB)
WEBM = FileKind("video/webm", "webm", largest=30 * MIB)
TEXT = FileKind("text/plain; charset=utf-8", "txt")
OPEN_DOCUMENTS = {
    _OPEN + "text": FileKind(_OPEN + "text", "odt"),
    _OPEN + "spreadsheet": FileKind(_OPEN + "spreadsheet", "ods"),
    _OPEN + "presentation": FileKind(_OPEN + "presentation", "odp"),
    _OPEN + "graphics": FileKind(_OPEN + "graphics", "odg"),
}
OFFICE_DOCUMENTS = {
    "word/document.xml": FileKind(_OFFICE + "wordprocessingml.document", "docx"),
    "xl/workbook.xml": FileKind(_OFFICE + "spreadsheetml.sheet", "xlsx"),
    "ppt/presentation.xml": FileKind(_OFFICE + "presentationml.presentation", "pptx"),
}
PICTURES = {"JPEG": JPEG, "PNG": PNG, "WEBP": WEBP}


def kind_of(content: BinaryIO) -> FileKind | None:
    """The kind of a file, or None when it is not one of ours. Reads, and unpacks nothing."""
    content.seek(0)
    head = content.read(4096)
    if head.startswith(b"%PDF-"):
        return PDF
    if head.startswith(b"PK\x03\x04"):
        return _packed(content)
    if head.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP"):
        return _picture(content)
    return _sound(head) or _text(content, head)


def cleaned_picture(content: BinaryIO, kind: FileKind) -> bytes:
    """The picture drawn again: upright, of a reasonable size, without what the camera adds (place, date, device)."""
    content.seek(0)
    with Image.open(content) as opened:
        picture = ImageOps.exif_transpose(opened)
        picture.thumbnail((LARGEST_SIDE, LARGEST_SIDE))
        saved = io.BytesIO()
        if kind is JPEG:
            picture.convert("RGB").save(saved, "JPEG", quality=85, optimize=True)
        elif kind is WEBP:
            picture.convert("RGBA").save(saved, "WEBP", quality=85)
        else:
            picture.convert("RGBA").save(saved, "PNG", optimize=True)
    return saved.getvalue()


def _picture(content: BinaryIO) -> FileKind | None:
    content.seek(0)
    try:
        with Image.open(content) as opened:
            kind = PICTURES.get(opened.format or "")
            if opened.width * opened.height > MOST_PIXELS:
                return None
            opened.load()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    return kind


def _sound(head: bytes) -> FileKind | None:
    """A sound or a film that browsers play by themselves."""
    if head.startswith(b"ID3") or head[:2] in (b"\xff\xfb", b"\xff\xf3", b"\xff\xf2"):
        return MP3
    if head.startswith(b"OggS"):
        return OGG
    if head[:4] == b"RIFF" and head[8:12] == b"WAVE":
        return WAV
    if head.startswith(b"\x1aE\xdf\xa3") and b"webm" in head[:64]:
        return WEBM
    if head[4:8] == b"ftyp":
        brand = head[8:12]
        return M4A if brand.startswith(b"M4A") else MP4 if brand in _MP4_BRANDS else None
    return None


_MP4_BRANDS = frozenset(
    (b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"MSNV", b"3gp4", b"3gp5")
)


def _packed(content: BinaryIO) -> FileKind | None:
    """A document of an office suite, without programs in it."""
    content.seek(0)
    try:
        with zipfile.ZipFile(content) as archive:
            names = archive.namelist()
            if len(names) > MOST_ENTRIES or any("vbaproject" in name.lower() for name in names):
                return None
            first = archive.infolist()[0] if names else None
            if first is not None and first.filename == "mimetype" and first.file_size < 200:
                return OPEN_DOCUMENTS.get(archive.read(first).decode("ascii", "replace").strip())
            if "[Content_Types].xml" in names:
                return next((kind for name, kind in OFFICE_DOCUMENTS.items() if name in names), None)
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError):
        pass
    return None


def _text(content: BinaryIO, head: bytes) -> FileKind | None:
    if not head.strip() or b"\0" in head or _LOOKS_LIKE_A_PAGE.search(head):
        return None
    content.seek(0)
    try:
        content.read().decode("utf-8")
    except UnicodeDecodeError:
        return None
    return TEXT
