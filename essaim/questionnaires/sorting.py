"""What the team did with the words people wrote: put together under a name, brought first, hidden with a reason."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid5

from essaim.questionnaires.models import Questionnaire, Verbatim


def verbatim_id(questionnaire: Questionnaire, question: str, part: str, kept: Any) -> UUID:
    """The identity of these very words under this question: the same for all who wrote them, and in every copy."""
    words = kept if isinstance(kept, str) else repr(sorted(kept.items()))
    return uuid5(questionnaire.pk, f"{question}\n{part}\n{words}")


@dataclass(frozen=True)
class Sorting:
    questionnaire: Questionnaire
    question: str
    rows: dict[UUID, Verbatim] = field(default_factory=dict)

    @classmethod
    def of(cls, questionnaire: Questionnaire, question: str) -> "Sorting":
        found = questionnaire.verbatims.filter(question=question)
        return cls(questionnaire, question, {row.pk: row for row in found})

    def row(self, part: str, kept: Any) -> Verbatim | None:
        return self.rows.get(verbatim_id(self.questionnaire, self.question, part, kept)) if self.rows else None

    def of_words(self, part: str, kept: Any) -> tuple[UUID, Verbatim | None]:
        """Their identity, and what was done with them."""
        identity = verbatim_id(self.questionnaire, self.question, part, kept)
        return identity, self.rows.get(identity)

    @property
    def groups(self) -> Sequence[str]:
        """The names given, as a dictionary orders them."""
        return sorted({row.group for row in self.rows.values() if row.group}, key=str.casefold)
