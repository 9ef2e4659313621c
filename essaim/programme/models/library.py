"""What a team keeps from one space to the next: whole trames, and sequences."""

from django.db import models

from essaim.base.models import Row
from essaim.people.models import Person, Team


class SavedTrame(Row):
    """A trame as its text: what one reads, changes by hand, and gives to others."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="trames")
    title = models.CharField(max_length=160)
    text = models.TextField()
    author = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta(Row.Meta):
        ordering = ["title", "id"]

    def __str__(self) -> str:
        return self.title


class SavedSequence(Row):
    """A sequence without its hour: words, durations, course."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="saved_sequences")
    title = models.CharField(max_length=160)
    content = models.JSONField(default=dict)
    author = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta(Row.Meta):
        ordering = ["title", "id"]

    def __str__(self) -> str:
        return self.title
