"""Commitments: who, with whom, what, by when. Source: methods M23."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from essaim.base.models import Row
from essaim.people.models import Structure
from essaim.search.index import Found
from essaim.spaces.models import Member, Space
from essaim.spaces.pages import seat_path


class State(models.TextChoices):
    DRAFT = "draft", _("brouillon")
    PROPOSED = "proposed", _("proposé")
    COSIGNED = "cosigned", _("co-signé")
    UNDER_WAY = "under_way", _("en cours")
    KEPT = "kept", _("tenu")
    POSTPONED = "postponed", _("reporté")
    DROPPED = "dropped", _("abandonné")


class Visibility(models.TextChoices):
    GROUP = "group", _("le groupe")
    PUBLIC = "public", _("tout le monde, dans le bilan publié")
    COMMISSIONER = "commissioner", _("le groupe et la structure qui a commandé l’accompagnement")


ENDED = (State.KEPT, State.DROPPED)


class Commitment(Row):
    """A small, dated first step that one person carries. Nobody is committed by another person's card."""

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="commitments")
    author = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="commitments")
    what = models.CharField(max_length=300)
    first_step = models.CharField(max_length=300, blank=True)
    due = models.DateField(null=True)
    support = models.CharField(max_length=300, blank=True)
    visibility = models.CharField(max_length=12, choices=Visibility.choices, default=Visibility.GROUP)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    postponed = models.PositiveSmallIntegerField(default=0)
    reason = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return self.what

    def found(self) -> Found | None:
        if self.state == State.DRAFT:
            return None
        text = "\n".join(filter(None, (self.first_step, self.support)))
        return Found("commitment", self.what, text, seat_path("commitments:show", self.pk))

    def signed_by(self) -> list["Partner"]:
        return [partner for partner in self.partners.all() if partner.accepted_at]


class Partner(Row):
    """A structure or person invited to share a commitment; « invité·e » until they sign for themselves."""

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="+")
    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="partners")
    structure = models.ForeignKey(Structure, null=True, on_delete=models.SET_NULL, related_name="+")
    member = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    accepted_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.member.name if self.member else str(self.structure or "")
