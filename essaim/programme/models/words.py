"""Words of a trame that come in two languages, until a facilitator rewrites them."""

from collections.abc import Sequence
from typing import Any

from django.db import models
from django.utils.translation import get_language

from essaim.base.models import Row


class Worded(Row):
    """`said` holds the other languages: `{"en": {"title": …}}`. Rewriting a field forgets its translations."""

    said = models.JSONField(default=dict, blank=True)

    class Meta(Row.Meta):
        abstract = True

    def words(self, field: str) -> str:
        """The field in the reader's language when the trame had it, otherwise as it was written."""
        language = (get_language() or "fr")[:2]
        return str(self.said.get(language, {}).get(field) or getattr(self, field))

    def said_without(self, fields: Sequence[str]) -> dict[str, Any]:
        return {
            language: {name: text for name, text in texts.items() if name not in fields}
            for language, texts in self.said.items()
        }

    @property
    def shown_title(self) -> str:
        return self.words("title")

    @property
    def shown_objective(self) -> str:
        return self.words("objective")

    @property
    def shown_text(self) -> str:
        return self.words("text")

    @property
    def shown_production(self) -> str:
        return self.words("production")
