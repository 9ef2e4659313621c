"""Keeping the bytes of a file, and giving them back."""

import hashlib
import io
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import BinaryIO
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image

from essaim.base import ids
from essaim.base.disk import room_for_it
from essaim.base.errors import Refused
from essaim.base.text import one_line
from essaim.files import previews
from essaim.files.giving import given
from essaim.files.kinds import MIB, TEXT, FileKind, cleaned_picture, kind_of
from essaim.files.models import StoredFile

__all__ = ["discard", "given", "keep", "same_as"]

TEXT_NAMES = frozenset({"txt", "md", "csv"})
LONGEST_NAME = 120
PIECE = 2**16


def keep(upload: "UploadedFile[bytes]", space: UUID, *, field: str) -> StoredFile:
    """Write an upload on the disk and give its row, which the caller adds in its change; `discard` it if that fails.

    Raises `Refused` for what is too large, empty, or of a kind that is not taken.
    """
    kind = taken_kind(upload, field=field)
    content: BinaryIO = upload.file  # type: ignore[assignment]
    sent = _sha256(pieces(content))
    if kind.is_picture:
        content = io.BytesIO(cleaned_picture(content, kind))
    stored = StoredFile(
        id=ids.uuid7(),
        space_id=space,
        name=cleaned_name(upload.name or "", kind),
        media_type=kind.media_type,
        size=content.seek(0, os.SEEK_END),
        sha256=_sha256(pieces(content)),
        sent_sha256=sent,
    )
    if kind.is_picture:
        with Image.open(content) as picture:
            stored.width, stored.height = picture.size
    drawn = previews.drawn(content, kind)
    stored.has_preview = bool(drawn)
    try:
        for size, picture_of_it in drawn.items():
            _write(stored.preview_path(size), [picture_of_it])
        _write(stored.disk_path, pieces(content))
    except BaseException:
        discard(stored)
        raise
    return stored


def taken_kind(upload: "UploadedFile[bytes]", *, field: str) -> FileKind:
    """What an upload is, if it may be kept; else `Refused`, with the sentence that says why."""
    kind = kind_of(upload.file)  # type: ignore[arg-type]
    if kind is None:
        raise Refused(
            _(
                "Ce fichier ne peut pas être pris. Prenez un PDF, un document LibreOffice ou Office sans macros, "
                "une image JPEG, PNG ou WebP, un son MP3, OGG, WAV ou M4A, un film MP4 ou WebM, ou un texte."
            ),
            field=field,
        )
    if (upload.size or 0) > kind.largest:
        said = _("Ce fichier est trop lourd : {n} Mo au plus. Allégez-le, ou donnez plutôt un lien.")
        raise Refused(said.format(n=kind.largest // MIB), field=field)
    return kind


def discard(stored: StoredFile) -> None:
    """Take the bytes away; the row, if there is one, is the caller's."""
    for path in (stored.disk_path, *map(stored.preview_path, previews.SIZES)):
        path.unlink(missing_ok=True)


def same_as(upload: "UploadedFile[bytes]", space: UUID) -> set[UUID]:
    """The files of the space that hold just what this one holds."""
    sent = _sha256(pieces(upload.file))  # type: ignore[arg-type]
    rows = StoredFile.objects.filter(space_id=space)
    return set((rows.filter(sha256=sent) | rows.filter(sent_sha256=sent)).values_list("pk", flat=True))


def cleaned_name(name: str, kind: FileKind) -> str:
    """The person's name for it, with no way out of a folder and the extension of what it is."""
    plain = re.sub(r'[\\/:*?"<>|]', " ", PurePosixPath(name.replace("\\", "/")).name)
    stem, _dot, extension = one_line(plain).rpartition(".")
    if not stem:
        stem, extension = extension, ""
    kept = extension.lower() if kind is TEXT and extension.lower() in TEXT_NAMES else kind.extension
    return f"{stem.strip('. ')[:LONGEST_NAME] or _('fichier')}.{kept}"


def pieces(content: BinaryIO) -> Iterator[bytes]:
    content.seek(0)
    return iter(lambda: content.read(PIECE), b"")


def _sha256(parts: Iterable[bytes]) -> str:
    made = hashlib.sha256()
    for part in parts:
        made.update(part)
    return made.hexdigest()


def _write(path: Path, parts: Iterable[bytes]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(path.name + ".part")
    try:
        with room_for_it():
            with unfinished.open("wb") as file:
                for part in parts:
                    file.write(part)
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
