"""Keeping the bytes of a file, and giving them back."""

import os
import re
from pathlib import PurePosixPath
from typing import BinaryIO
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404
from django.utils.translation import gettext as _

from essaim.base import ids
from essaim.base.errors import Refused
from essaim.base.text import one_line
from essaim.files.kinds import TEXT, FileKind, cleaned_picture, kind_of
from essaim.files.models import StoredFile

LARGEST = 10 * 2**20
TEXT_NAMES = frozenset({"txt", "md", "csv"})
LONGEST_NAME = 120


def keep(upload: "UploadedFile[bytes]", space: UUID, *, field: str) -> StoredFile:
    """Write an upload on the disk and give its row, which the caller adds in its change; `discard` it if that fails.

    Raises `Refused` for what is too large, empty, or of a kind that is not taken.
    """
    if (upload.size or 0) > LARGEST:
        raise Refused(
            _("Ce fichier est trop lourd : 10 Mo au plus. Allégez-le, ou donnez plutôt un lien."), field=field
        )
    content: BinaryIO = upload.file  # type: ignore[assignment]
    kind = kind_of(content)
    if kind is None:
        raise Refused(
            _(
                "Ce fichier ne peut pas être pris. Prenez un PDF, un document LibreOffice ou Office sans macros, "
                "une image JPEG, PNG ou WebP, un son MP3, OGG ou M4A, ou un texte."
            ),
            field=field,
        )
    if kind.is_picture:
        parts = [cleaned_picture(content, kind)]
    else:
        content.seek(0)
        parts = list(iter(lambda: content.read(2**16), b""))
    stored = StoredFile(
        id=ids.uuid7(),
        space_id=space,
        name=cleaned_name(upload.name or "", kind),
        media_type=kind.media_type,
        size=sum(map(len, parts)),
    )
    _write(stored, parts)
    return stored


def discard(stored: StoredFile) -> None:
    """Take the bytes away; the row, if there is one, is the caller's."""
    stored.disk_path.unlink(missing_ok=True)


def given(stored: StoredFile) -> FileResponse:
    """The file as an answer: a picture may be shown, anything else is downloaded; nothing in it may run."""
    try:
        content = stored.disk_path.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    is_shown = stored.media_type.startswith("image/")
    answer = FileResponse(content, as_attachment=not is_shown, filename=stored.name, content_type=stored.media_type)
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cache-Control"] = "private, max-age=3600"
    return answer


def cleaned_name(name: str, kind: FileKind) -> str:
    """The person's name for it, with no way out of a folder and the extension of what it is."""
    plain = re.sub(r'[\\/:*?"<>|]', " ", PurePosixPath(name.replace("\\", "/")).name)
    stem, _dot, extension = one_line(plain).rpartition(".")
    if not stem:
        stem, extension = extension, ""
    kept = extension.lower() if kind is TEXT and extension.lower() in TEXT_NAMES else kind.extension
    return f"{stem.strip('. ')[:LONGEST_NAME] or _('fichier')}.{kept}"


def _write(stored: StoredFile, parts: list[bytes]) -> None:
    path = stored.disk_path
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".part")
    with unfinished.open("wb") as file:
        file.writelines(parts)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
