"""What one must know to come, and who comes how."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from essaim.base.models import Row
from essaim.spaces.models import Member, Space

LONGEST = 2000


class Practical(Row):
    """The practical sheet: one a space, its identity made from the space's."""

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="+")
    address = models.CharField(max_length=300, blank=True)
    way = models.TextField(max_length=LONGEST, blank=True)
    access = models.TextField(max_length=LONGEST, blank=True)
    meal = models.CharField(max_length=300, blank=True)
    video = models.URLField(max_length=500, blank=True)
    contact = models.CharField(max_length=300, blank=True)


class How(models.TextChoices):
    ROOM = "room", _("Je viens")
    VIDEO = "video", _("Je participe à distance")
    NO = "no", _("Je ne viens pas")


class Coming(Row):
    """One a person: how they come, and what they need for it, which only the team reads."""

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="coming")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    how = models.CharField(max_length=5, choices=How.choices)
    needs = models.CharField(max_length=500, blank=True)
