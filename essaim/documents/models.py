"""What people write together, as a log of updates."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from essaim.base import clock
from essaim.base.models import Row
from essaim.search.index import Found
from essaim.spaces.models import Member, Space
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

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="documents")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    title = models.CharField(max_length=200)
    hands = models.CharField(max_length=6, choices=Hands.choices, default=Hands.ALL)

    class Meta(Row.Meta):
        indexes = [models.Index(fields=["space", "kind"])]

    def __str__(self) -> str:
        return self.title

    def found(self) -> Found | None:
        """A page by all its words; the rest of what is written together is found where it is shown."""
        from essaim.documents.api import plain_text

        if self.kind != Kind.PAGE:
            return None
        return Found("page", self.title, plain_text(self), seat_path("pages:show", self.pk))

    def can_write(self, member: Member) -> bool:
        if self.hands == Hands.NOBODY:
            return False
        for_team = self.kind == Kind.REPORT or self.hands == Hands.TEAM
        return member.can_facilitate() if for_team else member.can_contribute()

    @property
    def topic(self) -> str:
        """What live parts that show this document listen to."""
        return f"document:{self.pk}"


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
