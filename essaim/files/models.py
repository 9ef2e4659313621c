"""What is kept of a file beside its bytes."""

from pathlib import Path

from django.conf import settings
from django.db import models

from essaim.base.models import Row


class StoredFile(Row):
    """A file of a space. `name` is the person's, cleaned; on disk it is known by its identity only."""

    space_id = models.UUIDField(db_index=True)
    name = models.CharField(max_length=140)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()

    def __str__(self) -> str:
        return self.name

    @property
    def disk_path(self) -> Path:
        path: Path = settings.MEDIA_DIR / "spaces" / str(self.space_id) / str(self.pk)
        return path
