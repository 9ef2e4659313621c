"""What an anonymous box holds. Each app that votes has its own two tables of this shape."""

import uuid
from typing import Any

from django.db import models

from essaim.spaces.models.member import Member


class BallotRow(models.Model):
    """One person's anonymous answers. No person, no time, no order: a random identity, found again by a secret."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    secret_hash = models.CharField(max_length=64, blank=True)
    content: Any = models.JSONField(default=dict)

    class Meta:
        abstract = True


class CastRow(models.Model):
    """That a person has put a ballot in the box; not when, not which."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")

    class Meta:
        abstract = True
