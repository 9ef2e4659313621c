"""What happens in a hall beside what is lived there: who speaks, what screens show, what the team tells itself."""

from datetime import datetime
from uuid import UUID, uuid5

from django.db import models
from django.utils.translation import gettext_lazy as _

from essaim.base.models import Row
from essaim.spaces.models import Member, Space

LONGEST_MESSAGE = 120
LONGEST_NOTE = 500
LONGEST_SUBJECT = 80


class Mode(models.TextChoices):
    FOLLOWS = "", _("Suit ce qui se vit")
    FROZEN = "frozen", _("Figé")
    BLANK = "blank", _("Noir")
    MESSAGE = "message", _("Message")


class Hall(Row):
    """One a space. `picture` is what the screen showed when it was frozen, by language, packed.

    `until`: when a message ends, a pause for instance. `lead` steers; the others of the team may take over.
    """

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="+")
    mode = models.CharField(max_length=7, choices=Mode.choices, default=Mode.FOLLOWS, blank=True)
    message = models.CharField(max_length=LONGEST_MESSAGE, blank=True)
    until = models.DateTimeField(null=True, blank=True)
    picture = models.BinaryField(default=b"", blank=True)
    lead = models.ForeignKey(Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    @staticmethod
    def identity(space: Space) -> UUID:
        return uuid5(space.pk, "hall")

    @classmethod
    def of(cls, space: Space) -> "Hall":
        """The hall of a space; a new one, not kept yet, when nothing was ever done there."""
        found = cls.objects.filter(pk=cls.identity(space)).select_related("lead__person").first()
        return found or cls(id=cls.identity(space), space=space)


class Turn(Row):
    """A hand raised, then the floor given, then given back. `structure` is the person's of that moment."""

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="turns")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    structure = models.CharField(max_length=80, blank=True)
    subject = models.CharField(max_length=LONGEST_SUBJECT, blank=True)
    asked_at = models.DateTimeField()
    given_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta(Row.Meta):
        ordering = ["asked_at", "id"]
        indexes = [models.Index(fields=["space", "ended_at"])]

    @property
    def waits(self) -> bool:
        return self.given_at is None and self.ended_at is None

    def seconds(self, now: datetime) -> int:
        """How long the person has spoken."""
        return max(0, round(((self.ended_at or now) - self.given_at).total_seconds())) if self.given_at else 0


class TeamNote(Row):
    """What facilitators tell one another; `about` is the sequence it is about, or nothing in particular."""

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="team_notes")
    author = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    text = models.CharField(max_length=LONGEST_NOTE)
    about = models.UUIDField(null=True, blank=True, db_index=True)
    said_at = models.DateTimeField()

    class Meta(Row.Meta):
        ordering = ["-said_at", "-id"]
