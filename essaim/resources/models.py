"""A resource of the space."""

from urllib.parse import urlsplit

from django.db import models
from django.utils.translation import gettext_lazy as _

from essaim.base.models import Row
from essaim.files.models import StoredFile
from essaim.search.index import Found
from essaim.spaces.models import Member, Space
from essaim.spaces.pages import seat_path


class Kind(models.TextChoices):
    LINK = "link", _("Lien")
    TEXT = "text", _("Texte")
    FILE = "file", _("Fichier")


class Resource(Row):
    """Something useful to the group, brought by one of its members. A text is under the licence of the space."""

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="resources")
    author = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="resources")
    kind = models.CharField(max_length=4, choices=Kind.choices)
    title = models.CharField(max_length=160)
    why = models.CharField(max_length=300, blank=True)
    theme = models.CharField(max_length=60, blank=True)
    url = models.URLField(max_length=1000, blank=True)
    text = models.TextField(blank=True)
    file = models.ForeignKey(StoredFile, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta(Row.Meta):
        indexes = [models.Index(fields=["space", "-created_at"])]

    def __str__(self) -> str:
        return self.title

    @property
    def icon(self) -> str:
        return {Kind.LINK: "link", Kind.TEXT: "page", Kind.FILE: "file"}[Kind(self.kind)]

    @property
    def site(self) -> str:
        """Where a link leads, short: « exemple.org »."""
        return (urlsplit(self.url).hostname or "").removeprefix("www.")

    def found(self) -> Found | None:
        words = "\n".join(
            filter(None, (self.why, self.text, self.theme, self.site, self.file.name if self.file else ""))
        )
        return Found("resource", self.title, words, seat_path("resources:show", self.pk))

    def is_changed_by(self, member: Member) -> bool:
        """Whoever brought it, and the team."""
        return member.can_facilitate() or (member.can_contribute() and member.pk == self.author_id)
