"""The report: what the facilitators write in it, and what was published."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _

from essaim.base.blocks import Blocks, load
from essaim.base.blocks.plain import plain
from essaim.base.models import Row
from essaim.search.index import Found
from essaim.spaces.models import Member, Space
from essaim.spaces.pages import seat_path


class SectionText(Row):
    """What the team writes at the head of a section, in Markdown."""

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="section_texts")
    section = models.CharField(max_length=4)
    text = models.TextField(blank=True)
    author = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta(Row.Meta):
        constraints = [models.UniqueConstraint(fields=["space", "section"], name="one_text_a_section")]


class Publication(Row):
    """A version of the report as it was published: the page and the PDF come from these same blocks."""

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="publications")
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    author = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    language = models.CharField(max_length=5, default="fr")
    sections: Any = models.JSONField(default=list)
    standard = models.CharField(max_length=40)

    class Meta(Row.Meta):
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["space", "number"], name="publication_number_once")]

    def found(self) -> Found | None:
        text = "\n".join(f"{title}\n{plain(blocks)}" for _key, title, blocks in self.tree())
        title = _("Bilan, version {n}").format(n=self.number)
        return Found("report", title, text, seat_path("report:show", self.number))

    @property
    def pdf_path(self) -> Any:
        return settings.MEDIA_DIR / "reports" / f"{self.pk}.pdf"

    @property
    def is_accessible(self) -> bool:
        """Whether the PDF was made to both standards: tagged for screen readers, readable for ever."""
        return self.standard == "ua-1 + a-2a"

    def tree(self) -> list[tuple[str, str, Blocks]]:
        """The sections as (key, title, blocks)."""
        return [(section["key"], section["title"], load(section["blocks"])) for section in self.sections]
