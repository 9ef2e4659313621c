"""Pictures in texts: kept as files of the space, known in a text by `pictures/<identity>`."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from PIL import Image

from essaim.base.errors import Refused
from essaim.files import storing
from essaim.files.models import StoredFile
from essaim.spaces.changes import change
from essaim.spaces.pages import seat_path

if TYPE_CHECKING:
    from essaim.spaces.models import Member, Space

_SRC = re.compile(r"pictures/([0-9a-f-]{36})")


@dataclass(frozen=True, slots=True)
class Kept:
    src: str
    width: int
    height: int


def keep(member: "Member", upload: "UploadedFile[bytes]") -> Kept:
    """Draw the picture again and keep it. Raises `Refused` for what is no picture, or too large."""
    stored = storing.keep(upload, member.space.pk, field="picture")
    try:
        if not stored.media_type.startswith("image/"):
            raise Refused(_("Ce n’est pas une image : prenez un JPEG, un PNG ou un WebP."), field="picture")
        with Image.open(stored.disk_path) as drawn:
            width, height = drawn.size
        with change(member.space, by=member) as journal:
            journal.add(stored, "picture.kept")
    except BaseException:
        storing.discard(stored)
        raise
    return Kept(seat_path("documents:picture", stored.pk), width, height)


def of(space: "Space") -> QuerySet[StoredFile]:
    return StoredFile.objects.filter(space_id=space.pk, media_type__startswith="image/")


def picture_bytes(space: "Space", src: str) -> bytes | None:
    """What an export shows for the picture of a text; nothing when it is not one of this space."""
    known = _SRC.fullmatch(src)
    try:
        stored = of(space).filter(pk=UUID(known.group(1))).first() if known else None
        return stored.disk_path.read_bytes() if stored else None
    except (ValueError, OSError):
        return None
