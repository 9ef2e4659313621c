"""Files put aside while a form is not finished: what was chosen once need not be chosen again."""

import shutil
import time
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.core.files.uploadedfile import UploadedFile

from essaim.base import ids
from essaim.base.disk import room_for_it

LASTS_S = 86_400
_SALT = "files.aside"


def put(upload: "UploadedFile[bytes]", owner: UUID) -> str:
    """Keep the bytes for a day, and give the word that finds them again, for `owner` only.

    Raises `Refused` when the disk is full.
    """
    folder = _folder()
    _sweep(folder)
    key = ids.key(32)
    upload.seek(0)
    with room_for_it(), (folder / key).open("wb") as file:
        shutil.copyfileobj(upload, file)
    return signing.dumps([key, str(owner), upload.name or ""], salt=_SALT)


def found(word: str, owner: UUID) -> "UploadedFile[bytes] | None":
    """What `put` kept, as it was sent; None when it is not there any more."""
    try:
        key, whose, name = signing.loads(word, salt=_SALT, max_age=LASTS_S)
        if whose != str(owner):
            return None
        content = (_folder() / key).open("rb")
    except (signing.BadSignature, FileNotFoundError, ValueError, TypeError):
        return None
    return UploadedFile(content, name=name, size=content.seek(0, 2))  # type: ignore[arg-type]


def forget(word: str) -> None:
    try:
        key = signing.loads(word, salt=_SALT)[0]
    except signing.BadSignature:
        return
    (_folder() / key).unlink(missing_ok=True)


def _folder() -> Path:
    folder: Path = settings.MEDIA_DIR / "aside"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _sweep(folder: Path) -> None:
    too_old = time.time() - LASTS_S
    for path in folder.iterdir():
        if path.stat().st_mtime < too_old:
            path.unlink(missing_ok=True)
