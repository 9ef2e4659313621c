"""What can be found, as it was handed in. The engine's own index stands beside it (see `engine.py`)."""

from django.db import models


class Entry(models.Model):
    """One thing that can be found in a space. `path` is relative to a seat."""

    id = models.BigAutoField(primary_key=True)
    space = models.UUIDField(db_index=True)
    kind = models.CharField(max_length=20)
    object_id = models.UUIDField()
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    path = models.CharField(max_length=200)
    for_team = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["space", "object_id"], name="found_once")]

    def __str__(self) -> str:
        return self.title
