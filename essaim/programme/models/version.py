"""The programme as it was agreed, each time it was."""

from django.db import models

from essaim.base.models import Row
from essaim.spaces.models import Member, Space


class ProgrammeVersion(Row):
    """`snapshot` is the list of sequences as plain data; `validated_by_run` the run whose consent made it.

    `number` is for people: it is given by this installation.
    """

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="programme_versions")
    number = models.PositiveSmallIntegerField()
    snapshot = models.JSONField(default=list)
    reason = models.TextField(blank=True)
    author = models.ForeignKey(Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    validated_by_run = models.UUIDField(null=True, blank=True)
    at = models.DateTimeField()

    class Meta(Row.Meta):
        ordering = ["at", "id"]
