"""What is kept of a file beside its bytes."""

from pathlib import Path

from django.conf import settings
from django.db import models
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from essaim.base.models import Row


def size_text(size: int) -> str:
    if size < 1_000_000:
        return _("{n} Ko").format(n=max(1, round(size / 1000)))
    return _("{n} Mo").format(n=number_format(size / 1_000_000, 1))


class StoredFile(Row):
    """A file of a space. `name` is the person's, cleaned; on disk it is known by its identity only.

    `sha256` is of the bytes kept, `sent_sha256` of those received: a picture is drawn again in between, and the same
    photo sent twice is still known. `has_preview`: small pictures of it stand beside its bytes.
    """

    space_id = models.UUIDField(db_index=True)
    name = models.CharField(max_length=140)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    sent_sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    has_preview = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name

    @property
    def disk_path(self) -> Path:
        path: Path = settings.MEDIA_DIR / "spaces" / str(self.space_id) / str(self.pk)
        return path

    def preview_path(self, size: str) -> Path:
        return self.disk_path.with_name(f"{self.pk}.{size}.webp")

    @property
    def size_text(self) -> str:
        """« 640 Ko », « 1,4 Mo », as our sentences say it."""
        return size_text(self.size)

    @property
    def is_picture(self) -> bool:
        return self.media_type.startswith("image/")

    @property
    def is_sound(self) -> bool:
        return self.media_type.startswith("audio/")

    @property
    def is_film(self) -> bool:
        return self.media_type.startswith("video/")

    @property
    def extension(self) -> str:
        return self.name.rpartition(".")[2].lower()
