"""What one activity gives another, without knowing it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from essaim.base.models import Row
from essaim.spaces.models.member import Member
from essaim.spaces.models.space import Space


class Kind(models.TextChoices):
    NOTE = "note", _("note")
    NEED = "need", _("besoin")
    COMMITMENT_DRAFT = "commitment_draft", _("idée d’engagement")
    DECISION = "decision", _("décision")
    EXPECTATION = "expectation", _("attente")
    MODULE_IDEA = "module_idea", _("idée de module")


class HandOver(Row):
    """Something offered: `source` is the dom id it came from; `taken_by` the dom id of what was made of it."""

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="handovers")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    title = models.CharField(max_length=300)
    data = models.JSONField(default=dict)
    source = models.CharField(max_length=80)
    author = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    taken_by = models.CharField(max_length=80, blank=True)

    class Meta(Row.Meta):
        indexes = [models.Index(fields=["space", "kind"])]

    def __str__(self) -> str:
        return self.title
