"""Who takes part in a space, and from which browsers."""

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from essaim.base import ids
from essaim.base.models import Row
from essaim.people.models import Person, Structure
from essaim.spaces.models.space import Space


class Role(models.TextChoices):
    FACILITATOR = "facilitator", _("Animation")
    PARTICIPANT = "participant", _("Participation")
    OBSERVER = "observer", _("Observation")


class Credit(models.TextChoices):
    NAME = "name", _("Mon nom")
    STRUCTURE = "structure", _("Ma structure seulement")
    NONE = "none", _("« les participant·es »")


class Member(Row):
    """A person in a space. `code` gives the seat back on another phone, with the name, during the day."""

    RIGHTS = frozenset({"role", "deleted_at"})
    # When the database was asked for this person, set by whoever opens their seat: what they may is true of then.
    known_at: datetime | None = None

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    structure = models.ForeignKey(Structure, null=True, blank=True, on_delete=models.SET_NULL, related_name="members")
    role = models.CharField(max_length=12, choices=Role.choices, default=Role.PARTICIPANT)
    title = models.CharField(max_length=80, blank=True, help_text=_("Fonction dans l’accompagnement ou la structure."))
    credit = models.CharField(max_length=10, choices=Credit.choices, default=Credit.NONE)
    code = models.CharField(max_length=4)
    code_tries = models.PositiveSmallIntegerField(default=0)
    invited_at = models.DateTimeField(null=True)
    arrived_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)

    class Meta(Row.Meta):
        constraints = [models.UniqueConstraint(fields=["space", "person"], name="member_once_a_space")]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self.person.name

    @property
    def structure_name(self) -> str:
        return self.structure.name if self.structure else ""

    @property
    def credited(self) -> str:
        """How this person is named in what is published, as chosen; "" is « les participant·es »."""
        if self.credit == Credit.NAME:
            return self.name
        return self.structure_name if self.credit == Credit.STRUCTURE else ""

    def can_facilitate(self) -> bool:
        return self.role == Role.FACILITATOR

    def can_contribute(self) -> bool:
        return self.role != Role.OBSERVER


class SeatKind(models.TextChoices):
    PHONE = "phone", _("Téléphone")
    CONSOLE = "console", _("Animation")
    WALL = "wall", _("Écran")
    # A tablet that goes from hand to hand: it keeps nothing of one person for the next.
    SHARED = "shared", _("Appareil partagé")


class Seat(models.Model):
    """One browser's place in a space: its key is in the path, its secret in a cookie of that path."""

    key = models.CharField(max_length=16, unique=True, default=ids.key)
    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="seats")
    member = models.ForeignKey(Member, null=True, on_delete=models.CASCADE, related_name="seats")
    kind = models.CharField(max_length=8, choices=SeatKind.choices)
    secret_hash = models.CharField(max_length=64)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    # When a page of it was last open, a few seconds apart.
    seen_at = models.DateTimeField(null=True)

    @property
    def path(self) -> str:
        return f"/e/{self.space.key}/{self.key}/"


class Invitation(models.Model):
    """A link that opens a seat. Each mail or print mints a new one; several live; only the hash is kept."""

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="invitations")
    member = models.ForeignKey(Member, null=True, on_delete=models.CASCADE, related_name="invitations")
    kind = models.CharField(max_length=8, choices=SeatKind.choices)
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    one_use = models.BooleanField(default=False)


class Feed(models.Model):
    """That a person reads what is new in a news reader, under an address of their own; see `feeds.py`."""

    key = models.CharField(max_length=20, unique=True)
    member = models.OneToOneField(Member, on_delete=models.CASCADE, related_name="feed")
    created_at = models.DateTimeField()
