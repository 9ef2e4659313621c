"""A moment of the day."""

from datetime import date, timedelta
from typing import Any

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from essaim.base.hours import clock_text
from essaim.base.models import PlaceField
from essaim.programme.models.words import Worded
from essaim.programme.reflow import Slot
from essaim.search.index import Found
from essaim.spaces.models import Space
from essaim.spaces.pages import seat_path


class Kind(models.TextChoices):
    SEQUENCE = "sequence", _("Séquence")
    PAUSE = "pause", _("Pause")
    BUFFER = "buffer", _("Réserve de temps")
    MODULES = "modules", _("Modules au choix")


class Sequence(Worded):
    """`start` is in minutes after midnight, where the meeting takes place, `day` days after the first one.

    `minutes` is what it is meant to last, between `min_minutes` and `max_minutes`. `leads` are the names of whoever
    leads it, `material` what must be there. `steps` is its course: `{id, method, minutes, title, question, card,
    params}`, words by language. `started_at` and `ended_at` are what really happened, by a facilitator's gesture.
    """

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="sequences")
    day = models.PositiveSmallIntegerField(default=0)
    place = PlaceField(max_length=80)
    start = models.PositiveSmallIntegerField()
    minutes = models.PositiveSmallIntegerField()
    min_minutes = models.PositiveSmallIntegerField()
    max_minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    fixed = models.BooleanField(default=False)
    leads = models.CharField(max_length=160, blank=True)
    room = models.CharField(max_length=80, blank=True)
    material = models.CharField(max_length=500, blank=True)
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.SEQUENCE)
    title = models.CharField(max_length=160)
    objective = models.TextField(blank=True)
    text = models.TextField(blank=True)
    production = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=60, blank=True)
    steps = models.JSONField(default=list, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta(Worded.Meta):
        ordering = ["day", "start", "place"]

    def __str__(self) -> str:
        return self.title

    def found(self) -> Found | None:
        if self.is_pause:
            return None
        text = "\n".join(filter(None, (self.objective, self.text, self.production)))
        return Found("sequence", self.title, text, seat_path("programme:sequence", self.pk))

    @property
    def end(self) -> int:
        return self.start + self.minutes

    @property
    def time(self) -> str:
        return clock_text(self.start)

    @property
    def end_time(self) -> str:
        return clock_text(self.end)

    @property
    def is_pause(self) -> bool:
        """A pause, or time kept in reserve: what gives first when the day is late."""
        return self.kind in (Kind.PAUSE, Kind.BUFFER)

    @property
    def date(self) -> date:
        found: date = self.space.day + timedelta(days=self.day)
        return found

    @property
    def lead_names(self) -> list[str]:
        return [name.strip() for name in self.leads.split(",") if name.strip()]

    def slot(self) -> Slot:
        return Slot(str(self.pk), self.start, self.minutes, self.min_minutes, self.fixed, self.is_pause)

    @property
    def shown_steps(self) -> list[dict[str, Any]]:
        """The steps with their words in the reader's language."""
        return [shown_step(step) for step in self.steps]


def shown_step(step: dict[str, Any]) -> dict[str, Any]:
    language = (get_language() or "fr")[:2]

    def word(name: str) -> str:
        words = step.get(name) or {}
        return str(words.get(language) or next(iter(words.values()), "")) if isinstance(words, dict) else str(words)

    return {**step, **{name: word(name) for name in ("title", "question", "card")}}
