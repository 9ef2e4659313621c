"""What happened in a space, in order."""

from django.db import models

from essaim.base import ids
from essaim.spaces.models.member import Member
from essaim.spaces.models.space import Space


class Event(models.Model):
    """One change. `data` holds the fields before and after; `number` is local to this installation."""

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="events")
    number = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=60)
    subject = models.CharField(max_length=80)
    actor = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    hlc = models.BigIntegerField(default=ids.stamp)
    origin = models.CharField(max_length=36)
    data = models.JSONField(default=dict)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["space", "number"], name="event_number_once_a_space")]
        indexes = [models.Index(fields=["space", "subject"])]
