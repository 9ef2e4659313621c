"""A resource of the space, what is said of it, and the themes that sort them."""

from urllib.parse import urlsplit
from uuid import UUID, uuid5

from django.db import models
from django.utils.translation import gettext_lazy as _

from essaim.base.models import Row
from essaim.files.models import StoredFile
from essaim.search.index import Found
from essaim.spaces.models import Member, Space
from essaim.spaces.pages import seat_path

MOST_THEMES = 3


class Kind(models.TextChoices):
    LINK = "link", _("Lien")
    FILE = "file", _("Fichier")
    TEXT = "text", _("Texte")
    EXPERIENCE = "experience", _("Expérience")
    ANIMATION = "animation", _("Fiche d’animation")
    TOOL = "tool", _("Outil numérique")


ICONS = {
    Kind.LINK: "link",
    Kind.FILE: "file",
    Kind.TEXT: "text",
    Kind.EXPERIENCE: "speech",
    Kind.ANIMATION: "group",
    Kind.TOOL: "gear",
}


class Resource(Row):
    """Something useful to the group, brought by one of its members. What is written is under the space's licence.

    `themes` are names, at most three; `details` are the answers to the questions of its sheet (`sheets.py`), by key.
    """

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="resources")
    author = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="resources")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    title = models.CharField(max_length=160)
    why = models.CharField(max_length=300, blank=True)
    themes = models.JSONField(default=list)
    url = models.URLField(max_length=1000, blank=True)
    text = models.TextField(blank=True)
    details = models.JSONField(default=dict)
    file = models.ForeignKey(StoredFile, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta(Row.Meta):
        indexes = [models.Index(fields=["space", "-created_at"])]

    def __str__(self) -> str:
        return self.title

    @property
    def icon(self) -> str:
        return ICONS[Kind(self.kind)]

    @property
    def site(self) -> str:
        """Where a link leads, short: « exemple.org »."""
        return (urlsplit(self.url).hostname or "").removeprefix("www.")

    @property
    def alt(self) -> str:
        """What its picture shows, for whoever does not see it."""
        return str(self.details.get("alt") or self.title)

    def found(self) -> Found | None:
        told = (self.why, self.text, *self.themes, *self.details.values(), self.site, self.file and self.file.name)
        words = "\n".join(str(one) for one in told if one)
        return Found("resource", self.title, words, seat_path("resources:show", self.pk))

    def is_changed_by(self, member: Member) -> bool:
        """Whoever brought it, and the team."""
        return member.can_facilitate() or (member.can_contribute() and member.pk == self.author_id)


class Thanks(Row):
    """One person's « merci » for one resource. Its identity comes from both: said in two copies, it counts once."""

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="thanks")
    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="thanks")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    is_given = models.BooleanField(default=True)

    @staticmethod
    def identity(resource: Resource, member: Member) -> UUID:
        return uuid5(resource.pk, str(member.pk))


class Comment(Row):
    """What somebody says about a resource."""

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="resource_comments")
    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="comments")
    author = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    text = models.TextField(max_length=2000)

    class Meta(Row.Meta):
        ordering = ["created_at"]

    def is_removed_by(self, member: Member) -> bool:
        return member.can_facilitate() or (member.can_contribute() and member.pk == self.author_id)


class Theme(Row):
    """A name to sort resources by. The team makes some; a name that somebody proposes when sharing is one more."""

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="themes")
    author = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    name = models.CharField(max_length=60)

    def __str__(self) -> str:
        return self.name
