"""A run of a method, and its log."""

from typing import TYPE_CHECKING, Any

from django.db import models

from essaim.base import ids
from essaim.base.blocks.plain import plain
from essaim.base.models import Row
from essaim.runs.state import Status
from essaim.search.index import Found
from essaim.spaces.models import Member, Space
from essaim.spaces.models.box import BallotRow, CastRow
from essaim.spaces.pages import seat_path

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class Run(Row):
    """One run. The log decides; `status`, `phase` and `seq` are what it says now, kept for lists.

    `subject_ref` is the sequence or the module it serves.
    """

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="runs")
    method = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    params: Any = models.JSONField(default=dict)
    subject_ref = models.UUIDField(null=True, db_index=True)
    status = models.CharField(max_length=10, choices=[(s.value, s.value) for s in Status], default=Status.PREPARED)
    phase = models.CharField(max_length=40, blank=True)
    seq = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    to_scrub = models.BooleanField(default=False)  # an opened box whose old traces are still in the file

    if TYPE_CHECKING:
        ballots: RelatedManager["RunBallot"]
        has_voted: RelatedManager["HasVoted"]

    def __str__(self) -> str:
        return self.title

    def found(self) -> Found | None:
        """What the group validated: its title and its outcome."""
        from essaim.runs.activity import validated_blocks

        if self.status != Status.PUBLISHED:
            return None
        return Found("run", self.title, plain(validated_blocks(self)), seat_path("runs:show", self.pk))


class RunEvent(models.Model):
    """One line of a run's log; only ever added. Its identity is made where the act is born."""

    id = models.UUIDField(primary_key=True, default=ids.uuid7)
    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="log")
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=20)
    actor = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    hlc = models.BigIntegerField(default=ids.stamp)
    data: Any = models.JSONField(default=dict)

    class Meta:
        ordering = ["seq"]
        constraints = [models.UniqueConstraint(fields=["run", "seq"], name="run_event_seq_once")]


class RunBallot(BallotRow):
    """One person's anonymous input to a phase; it goes into the log, without author, when the box is opened."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="ballots")
    phase = models.CharField(max_length=40)


class HasVoted(CastRow):
    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="has_voted")
    phase = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "phase", "member"], name="run_ballot_once_a_person")]
