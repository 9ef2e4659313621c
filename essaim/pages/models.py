"""Pages of a space: where each stands, what it was called, who follows it, what is said about it, who may read it."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from essaim.base import ids
from essaim.base.models import PlaceField, Row
from essaim.base.text import fold
from essaim.documents.models import Document
from essaim.spaces.models import Member, Space


class Page(Row):
    """The place of a document among the pages. It has the document's identity, so that both are one page everywhere.

    `place` orders it among its siblings. `removed_with` names the page that was removed and took this one along.
    """

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="pages")
    document = models.OneToOneField(Document, on_delete=models.CASCADE, related_name="page")
    parent = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="children")
    place = PlaceField(max_length=200)
    outline = models.CharField(max_length=40, blank=True)
    removed_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    removed_with = models.UUIDField(null=True)
    checked_at = models.DateTimeField(null=True)
    checked_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta(Row.Meta):
        indexes = [models.Index(fields=["space", "parent", "place"])]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return self.document.title

    @property
    def is_draft(self) -> bool:
        return self.document.is_draft

    @property
    def topic(self) -> str:
        """What live parts about this page, beside its text, listen to."""
        return f"page:{self.pk}"


class PageTitle(Row):
    """A title that a page has or had: whoever looks for it by an old one still finds it."""

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="page_titles")
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="titles")
    title = models.CharField(max_length=200)
    folded = models.CharField(max_length=260)

    class Meta(Row.Meta):
        indexes = [models.Index(fields=["space", "folded"])]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded = fold(self.title)[:260]
        super().save(*args, **kwargs)


class Publication(Row):
    """A page that anyone with the address may read, until it is revoked; published again, it gets another address."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="publications")
    key = models.CharField(max_length=24, unique=True, default=ids.key)
    is_indexed = models.BooleanField(default=False)
    by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.key


class Thread(Row):
    """A conversation about a page, or about some words of it: `quote` is what they were when it began."""

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="page_threads")
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="threads")
    quote = models.CharField(max_length=300, blank=True)
    resolved_at = models.DateTimeField(null=True)
    resolved_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta(Row.Meta):
        indexes = [models.Index(fields=["page", "created_at"])]

    def __str__(self) -> str:
        return self.quote or str(self.pk)


class Comment(Row):
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="comments")
    author = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    text = models.TextField()

    def __str__(self) -> str:
        return self.text[:60]

    def is_withdrawn_by(self, member: Member) -> bool:
        return member.can_facilitate() or (member.can_contribute() and member.pk == self.author_id)


class Watch(Row):
    """Someone follows a page, or all of them (`page` is none)."""

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="page_watches")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="page_watches")
    page = models.ForeignKey(Page, null=True, on_delete=models.CASCADE, related_name="watches")

    class Meta(Row.Meta):
        indexes = [models.Index(fields=["space", "page"])]


class News(models.TextChoices):
    WRITTEN = "written", _("On a écrit dans cette page")
    COMMENT = "comment", _("Un commentaire")
    MENTION = "mention", _("On vous nomme")


class Notice(models.Model):
    """What the next letter to someone will say. Local to this installation: it goes when the letter leaves."""

    id = models.BigAutoField(primary_key=True)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=News.choices)
    who = models.CharField(max_length=200, blank=True)
    text = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["member", "at"])]


class Digest(models.Model):
    """When someone was last written to."""

    member = models.OneToOneField(Member, primary_key=True, on_delete=models.CASCADE, related_name="+")
    sent_at = models.DateTimeField()


class Seen(models.Model):
    """Up to when someone has seen a page, or (`page` none) all of them. Theirs alone: not in the journal."""

    id = models.BigAutoField(primary_key=True)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    page = models.ForeignKey(Page, null=True, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "page"], name="seen_once_a_page"),
            models.UniqueConstraint(
                fields=["member"], condition=models.Q(page__isnull=True), name="seen_once_for_all_pages"
            ),
        ]
