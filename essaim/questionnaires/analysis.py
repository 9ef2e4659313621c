"""What a question's answers say, for whom: charts with their sentence, and the words people let be shown."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from essaim.base.anonymity import LEAST
from essaim.base.blocks import Block, Chart, Paragraph, Provenance, Quote
from essaim.base.text import fold
from essaim.questionnaires.answers import Value
from essaim.questionnaires.definition import Field, Kind, Question, Shown, say
from essaim.questionnaires.types import type_of


class Reader(StrEnum):
    GROUP = "group"
    TEAM = "team"


@dataclass(frozen=True)
class Given:
    """One answer, with who gave it when that is known."""

    value: Value
    shown: Shown
    name: str = ""
    structure: str = ""

    def signed(self, reader: Reader) -> str:
        """How this answer may be signed for `reader`."""
        full = ", ".join(part for part in (self.name, self.structure) if part)
        if reader == Reader.TEAM:
            private = _("pour l’équipe seulement") if self.shown == Shown.NEVER else ""
            return " · ".join(part for part in (full, private) if part)
        return {Shown.NAMED: full, Shown.STRUCTURE: self.structure}.get(self.shown, "")


@dataclass(frozen=True)
class QuestionResult:
    """What one question gives one reader. `n` answers are counted in it."""

    question: Question
    n: int
    blocks: tuple[Block, ...]

    @property
    def is_empty(self) -> bool:
        return not self.blocks


def result(
    question: Question,
    given: Sequence[Given],
    reader: Reader,
    language: str,
    provenance: Provenance | None = None,
    *,
    short: bool = False,
) -> QuestionResult:
    """Boxes ticked count in the group's totals from five answers; below, only those of people who let them be shown.

    Words are shown to the group only when their author allows it. `short` titles go under the question itself.
    """
    answered = [one for one in given if one.value]
    allowed = [one for one in answered if one.shown != Shown.NEVER]
    whole = reader == Reader.TEAM or len(answered) >= LEAST
    if reader == Reader.GROUP and question.is_private:
        return QuestionResult(question, 0, ())
    counted = answered if whole else allowed
    blocks: list[Block] = []
    for part in question.fields:
        if part.private and reader == Reader.GROUP:
            continue
        seen = [one for one in counted if part.code in one.value]
        if part.is_counted or part.kind == Kind.ITEMS:
            blocks += _charts(question, part, [one.value[part.code] for one in seen], language, provenance, short)
        if part.is_words or part.kind == Kind.ITEMS:
            readable = answered if reader == Reader.TEAM else allowed
            blocks += _quotes(part, [one for one in readable if part.code in one.value], reader, language)
    return QuestionResult(question, len(counted), tuple(blocks))


def title_of(question: Question, part: Field, language: str, short: bool = False) -> str:
    asked, label = say(question.text, language), say(part.label, language)
    if short:
        return label or _("Réponses")
    return f"{asked} — {label}" if label and len(question.fields) > 1 else asked


def _quotes(part: Field, given: Iterable[Given], reader: Reader, language: str) -> list[Block]:
    """In alphabetical order: the order of arrival would say who wrote what."""
    said: list[tuple[str, str]] = []
    for one in given:
        kept = one.value[part.code]
        texts = [_item(part, item, language) for item in kept] if part.kind == Kind.ITEMS else [kept]
        said += [(text, one.signed(reader)) for text in texts]
    # The same words by people who are not named are said once, with how many said them.
    quoted = [
        Quote(text, by=by or _times(n)) for (text, by), n in Counter(said).items() for _again in range(n if by else 1)
    ]
    quoted.sort(key=lambda quote: fold(_first_words(quote)))
    return [*quoted]


def _times(n: int) -> str:
    return ngettext("%(n)s personne", "%(n)s personnes", n) % {"n": n} if n > 1 else ""


def _first_words(quote: Quote) -> str:
    block = quote.blocks[0] if quote.blocks else None
    return "".join(getattr(inline, "text", " ") for inline in block.inlines) if isinstance(block, Paragraph) else ""


def _item(part: Field, item: dict[str, str], language: str) -> str:
    said = _("%(category)s : %(keywords)s") % {
        "category": part.label_of(item["category"], language),
        "keywords": item["keywords"],
    }
    return f"{said} ({item['detail']})" if item.get("detail") else said


def _charts(
    question: Question, part: Field, values: list[object], language: str, provenance: Provenance | None, short: bool
) -> list[Block]:
    if not values:
        return []
    chart = type_of(part).drawn(title_of(question, part, language, short), part, values, language)
    return [
        Chart(
            chart.form, chart.title, chart.bars, chart.sentence,
            of=chart.of, unit=chart.unit, levels=chart.levels, provenance=provenance,
        )
    ]  # fmt: skip
