"""What people write together, as a log of updates."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from essaim.base import clock
from essaim.base.models import Row
from essaim.search.index import Found
from essaim.spaces.models import Member, Space
from essaim.spaces.models.space import Phase
from essaim.spaces.pages import seat_path


class Kind(models.TextChoices):
    PAGE = "page", _("page")
    BOARD = "board", _("tableau")
    MIND_MAP = "mind_map", _("carte mentale")
    REPORT = "report", _("bilan")


class Hands(models.TextChoices):
    """Who may write in a document, among those who may contribute to the space."""

    ALL = "all", _("tout le groupe")
    TEAM = "team", _("l’équipe d’animation")
    NOBODY = "nobody", _("personne")


class Document(Row):
    """A text, a board… written by several people at once. Its content is the union of its updates."""

    RIGHTS = frozenset({"hands", "is_draft", "deleted_at"})

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="documents")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    title = models.CharField(max_length=200)
    hands = models.CharField(max_length=6, choices=Hands.choices, default=Hands.ALL)
    # A draft of the team: nobody else opens it, finds it or is given a pass.
    is_draft = models.BooleanField(default=False)
    edited_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta(Row.Meta):
        indexes = [models.Index(fields=["space", "kind"]), models.Index(fields=["space", "-edited_at"])]

    def __str__(self) -> str:
        return self.title

    def found(self) -> Found | None:
        """A page or a mind map by all its words; the rest of what is written together is found where it is shown."""
        from essaim.documents.api import look, plain_text
        from essaim.documents.convert import read_labels

        if self.kind == Kind.MIND_MAP:
            return Found(
                "mind_map", self.title, "\n".join(look(self, read_labels)), seat_path("mindmaps:show", self.pk)
            )
        if self.kind != Kind.PAGE:
            return None
        return Found("page", self.title, plain_text(self), seat_path("pages:show", self.pk), self.is_draft)

    def can_open(self, member: Member) -> bool:
        return member.can_facilitate() or not self.is_draft

    def can_write(self, member: Member) -> bool:
        # In a memory nothing is written any more, but the report, which its team may still put right.
        is_kept_as_it_is = member.space.phase == Phase.MEMORY and self.kind != Kind.REPORT
        if self.hands == Hands.NOBODY or is_kept_as_it_is:
            return False
        for_team = self.kind == Kind.REPORT or self.hands == Hands.TEAM
        if for_team:
            return member.can_facilitate()
        return member.can_contribute() and self.can_open(member)

    @property
    def topic(self) -> str:
        """What live parts that show this document listen to."""
        return f"document:{self.pk}"


class DocumentVersion(Row):
    """All of a document as it stood when writing paused, or when someone gave it a name.

    `state` is one Yjs update, kept beside the log. `authors` wrote since the version before.
    """

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="versions")
    name = models.CharField(max_length=120, blank=True)
    state = models.BinaryField()
    began_at = models.DateTimeField(default=clock.now)
    edited_at = models.DateTimeField(default=clock.now)
    authors: Any = models.ManyToManyField(Member, related_name="+")
    restored = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta(Row.Meta):
        indexes = [models.Index(fields=["document", "-edited_at"])]

    def __str__(self) -> str:
        return self.name or str(self.edited_at)


class DocumentReading(models.Model):
    """A document as it is read, so that reading never rebuilds it. `position` says of which log; see `reading.py`."""

    document = models.OneToOneField(Document, primary_key=True, on_delete=models.CASCADE, related_name="reading")
    position = models.CharField(max_length=120)
    blocks = models.TextField()
    html = models.JSONField(default=dict)


class DocumentUpdate(models.Model):
    """One row of a document's log: a Yjs update, or (`whole`) all that the rows it replaced said.

    Rows may be read in any order, twice, and beside the row that replaced them: the document is the same. So nothing
    relies on numbers committing in order. `member` is the one who wrote, when only one did. `nested` see `updates.py`.
    """

    id = models.BigAutoField(primary_key=True)
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="updates")
    update = models.BinaryField()
    whole = models.BooleanField(default=False)
    nested = models.PositiveIntegerField(default=0)
    member = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=clock.now)


class DocumentLease(models.Model):
    """Which process has a document open, when there are several; see `lease.py`."""

    document = models.OneToOneField(Document, primary_key=True, on_delete=models.CASCADE, related_name="lease")
    process = models.UUIDField(null=True, db_index=True)
    epoch = models.BigIntegerField(default=0)


class DocumentAuthor(models.Model):
    """Who wrote under which Yjs client; a browser takes a new client each time it opens the document.

    Without `client`: someone whose words came another way (written offline in an earlier visit, sent by a form).
    """

    id = models.BigAutoField(primary_key=True)
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="authors")
    client = models.BigIntegerField(null=True)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "client"], name="author_once_a_client"),
            models.UniqueConstraint(
                fields=["document", "member"],
                condition=models.Q(client__isnull=True),
                name="author_once_without_client",
            ),
        ]
