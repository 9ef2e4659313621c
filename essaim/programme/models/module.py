"""« Modules au choix »: what is offered, wished for, opened, and who goes where."""

from typing import Any

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from essaim.base.models import PlaceField, Row
from essaim.programme.models.sequence import Sequence, shown_step
from essaim.programme.models.words import Worded
from essaim.programme.modules.choice import Offer
from essaim.search.index import Found
from essaim.spaces.models import Member, Space
from essaim.spaces.pages import seat_path


class ModuleState(models.TextChoices):
    OFFERED = "offered", _("proposé")
    OPEN = "open", _("ouvert")
    NOT_OPENED = "not_opened", _("pas ouvert")


class Module(Worded):
    """A module someone offers.

    `document` is the page its group writes, printed in the published report once validated.
    `clock_ends_at` is its own clock.
    """

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="modules")
    sequence = models.ForeignKey(Sequence, null=True, blank=True, on_delete=models.SET_NULL, related_name="modules")
    place = PlaceField(max_length=80)
    title = models.CharField(max_length=160)
    objective = models.TextField(blank=True)
    text = models.TextField(blank=True)
    production = models.CharField(max_length=300, blank=True)
    host = models.CharField(max_length=80, blank=True)
    host_member = models.ForeignKey(Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    room = models.CharField(max_length=80, blank=True)
    min_people = models.PositiveSmallIntegerField(default=3)
    max_people = models.PositiveSmallIntegerField(default=15)
    steps = models.JSONField(default=list, blank=True)
    proposed_by = models.ForeignKey(Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(max_length=10, choices=ModuleState.choices, default=ModuleState.OFFERED)
    reason = models.CharField(max_length=300, blank=True)
    document = models.UUIDField(null=True, blank=True)
    clock_minutes = models.PositiveSmallIntegerField(default=0)
    clock_ends_at = models.DateTimeField(null=True, blank=True)
    validated_at = models.DateTimeField(null=True, blank=True)

    class Meta(Worded.Meta):
        ordering = ["place"]

    def __str__(self) -> str:
        return self.title

    def found(self) -> Found | None:
        text = "\n".join(filter(None, (self.objective, self.text, self.production)))
        return Found("module", self.title, text, seat_path("programme:module", self.pk))

    @property
    def is_open(self) -> bool:
        return self.state == ModuleState.OPEN

    @property
    def host_name(self) -> str:
        return self.host_member.name if self.host_member else self.host

    def offer(self) -> Offer:
        pinned = (str(self.host_member_id),) if self.host_member_id else ()
        return Offer(str(self.pk), self.min_people, self.max_people, pinned)

    @property
    def shown_steps(self) -> list[dict[str, Any]]:
        return [shown_step(step) for step in self.steps]

    @cached_property
    def members(self) -> list[Member]:
        """Who goes there, by name. Read once for this object."""
        places = self.places.select_related("member__person", "member__structure").order_by("member__person__folded")
        return [place.member for place in places]


class Wish(Row):
    """One person's list, best first: up to three module ids. The newest row of a person counts."""

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="wishes")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="wishes")
    modules = models.JSONField(default=list)


class Place(Row):
    """Who goes where. `how`: computed, moved by hand, taken late."""

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="places")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="places")
    module = models.ForeignKey(Module, on_delete=models.CASCADE, related_name="places")
    how = models.CharField(max_length=10, default="computed")
