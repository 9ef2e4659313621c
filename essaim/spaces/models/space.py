"""The space of one accompaniment: our tenant."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from essaim.base import clock, ids
from essaim.base.models import Row
from essaim.people.models import Structure, Team

if TYPE_CHECKING:
    from essaim.spaces.models import Member


class Phase(models.TextChoices):
    PREPARE = "prepare", _("Préparation")
    BEFORE = "before", _("Avant la journée")
    DAY = "day", _("La journée")
    AFTER = "after", _("Après la journée")
    MEMORY = "memory", _("Mémoire")


class Space(Row):
    """One accompaniment: its group, its day, and all that the group makes.

    `day` is the first of its `lasts_days`. `accompaniment` describes it once, by keys: contexte, enjeux, demande,
    demarche, processus, resultats (aims), tarifs, calendrier, prestataire, intervenants. `clock_offset_s` moves the
    space's own time (demo, rehearsal, tests).
    """

    key = models.CharField(max_length=16, unique=True, default=ids.key)
    title = models.CharField(max_length=160)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="spaces")
    phase = models.CharField(max_length=8, choices=Phase.choices, default=Phase.PREPARE)
    day = models.DateField()
    lasts_days = models.PositiveSmallIntegerField(default=1)
    timezone = models.CharField(max_length=40, default="Europe/Paris")
    language = models.CharField(max_length=5, default="fr")
    place_name = models.CharField(max_length=160, blank=True)
    join_code = models.CharField(max_length=16, db_index=True)
    join_open = models.BooleanField(default=True)
    accompaniment = models.JSONField(default=dict)
    clock_offset_s = models.BigIntegerField(default=0)
    last_event = models.PositiveBigIntegerField(default=0)
    structures: Any = models.ManyToManyField(Structure, related_name="spaces")

    def __str__(self) -> str:
        return self.title

    @property
    def channel(self) -> str:
        """Where the live pages of this space listen."""
        return str(self.pk)

    def now(self) -> datetime:
        """The time in this space, aware. Everything that happens in a space asks this, never the real clock."""
        return clock.now() + timedelta(seconds=self.clock_offset_s)

    @cached_property
    def shown(self) -> dict[object, Any]:
        """What the parts of one page make once for all of them; it lives as long as this object, a request."""
        return {}

    @property
    def zone(self) -> ZoneInfo:
        """Where the meeting takes place: every time that people read is told there."""
        return ZoneInfo(self.timezone)

    def local_now(self) -> datetime:
        return self.now().astimezone(self.zone)

    def today(self) -> date:
        return self.local_now().date()

    def days_since(self) -> int:
        """Days from the day of the meeting: negative before it, 30 when the cold evaluation opens."""
        return (self.today() - self.day).days

    def at(self, day: date, minutes: int) -> datetime:
        """The aware time of `minutes` after midnight of `day`, where the meeting takes place."""
        start = datetime(day.year, day.month, day.day, tzinfo=self.zone)
        return start + timedelta(minutes=minutes)

    def present(self) -> "models.QuerySet[Member]":
        """Those who said they are here. A lost connection changes nothing to it."""
        members: models.QuerySet[Member] = self.members.filter(arrived_at__isnull=False, left_at__isnull=True)
        return members

    def participants(self) -> "models.QuerySet[Member]":
        from essaim.spaces.models.member import Role

        members: models.QuerySet[Member] = self.members.filter(role=Role.PARTICIPANT)
        return members
