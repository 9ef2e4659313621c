"""What a question's answers say, for whom: charts with their sentence, and the words people let be shown."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from essaim.base.anonymity import LEAST
from essaim.base.blocks import Bar, Block, Chart, Paragraph, Provenance, Quote
from essaim.base.text import fold
from essaim.questionnaires import counting
from essaim.questionnaires.answers import Value
from essaim.questionnaires.definition import Field, Kind, Question, Shown, say


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
    chart = _DRAWN[part.kind](title_of(question, part, language, short), part, values, language)
    return [
        Chart(
            chart.form, chart.title, chart.bars, chart.sentence,
            of=chart.of, unit=chart.unit, levels=chart.levels, provenance=provenance,
        )
    ]  # fmt: skip


def _choices(title: str, part: Field, values: list[object], language: str) -> Chart:
    counts = counting.tally(values, [choice.code for choice in part.choices])
    # A list of structures or sequences may be long: those nobody chose would only hide the others.
    bars = [Bar(part.label_of(code, language), n) for code, n in counts.items() if n or not part.source]
    return Chart("bars", title, bars, of=len(values), unit=ngettext("réponse", "réponses", len(values)))


def _items(title: str, part: Field, values: list[object], language: str) -> Chart:
    categories = [[item["category"] for item in value] for value in values]  # type: ignore[attr-defined]
    counts = counting.tally(categories, [choice.code for choice in part.choices])
    bars = [Bar(part.label_of(code, language), n) for code, n in counts.items() if n]
    return Chart("bars", title, bars, unit=_("mentions"))


def _ranking(title: str, part: Field, values: list[object], language: str) -> Chart:
    totals = counting.points(values, [choice.code for choice in part.choices])  # type: ignore[arg-type]
    bars = [Bar(part.label_of(code, language), total, note=_firsts(firsts)) for code, (total, firsts) in totals.items()]
    return Chart("ranking", title, bars, unit=_("points"))


def _firsts(count: int) -> str:
    return ngettext("%(n)s premier choix", "%(n)s premiers choix", count) % {"n": count} if count else ""


def _level(title: str, part: Field, values: list[object], language: str) -> Chart:
    found = counting.spread(values, part.levels, silent=0 if part.kind == Kind.ROTI else None)  # type: ignore[arg-type]
    names = level_names(part.kind)
    bars = [Bar(names[level], n) for level, n in zip(part.levels, found.distribution, strict=True)]
    return Chart("bars", title, bars, spread_sentence(found), of=found.n, unit=ngettext("réponse", "réponses", found.n))


def level_names(kind: Kind) -> dict[int, str]:
    if kind == Kind.ROTI:
        return {0: _("0 · je ne me prononce pas"), 1: _("1 · inutile"), 2: "2", 3: "3", 4: "4", 5: _("5 · très utile")}
    return {1: _("1 · pas du tout"), 2: "2", 3: "3", 4: "4", 5: _("5 · tout à fait")}


def spread_sentence(found: counting.Spread) -> str:
    answers = ngettext("%(n)s réponse", "%(n)s réponses", found.n) % {"n": found.n}
    if found.mean is None:
        return _("%(answers)s, personne ne se prononce.") % {"answers": answers}
    facts = {"answers": answers, "mean": number_format(found.mean, 2), "median": found.lower_median}
    if found.expressed < found.n:
        facts["expressed"] = found.expressed
        said = ngettext(
            "%(answers)s, dont %(expressed)s exprimée : moyenne %(mean)s, médiane %(median)s.",
            "%(answers)s, dont %(expressed)s exprimées : moyenne %(mean)s, médiane %(median)s.",
            found.expressed,
        )
    else:
        said = _("%(answers)s : moyenne %(mean)s, médiane %(median)s.")
    split = _("Les avis sont partagés : chaque extrême réunit au moins 40 % des réponses.") if found.is_split else ""
    return " ".join(part for part in (said % facts, split) if part)


def _number(title: str, part: Field, values: list[object], language: str) -> Chart:
    numbers = [int(value) for value in values if isinstance(value, int)]
    bars = [Bar(str(number), numbers.count(number)) for number in sorted(set(numbers))]
    said = ngettext("%(n)s réponse", "%(n)s réponses", len(numbers)) % {"n": len(numbers)}
    sentence = _("%(answers)s : %(total)s au total, %(median)s en médiane.") % {
        "answers": said,
        "total": sum(numbers),
        "median": counting.lower_median(numbers),
    }
    return Chart("bars", title, bars, sentence, of=len(numbers), unit=ngettext("réponse", "réponses", len(numbers)))


def _matrix(title: str, part: Field, values: list[object], language: str) -> Chart:
    columns = [choice.code for choice in part.choices]
    rows = {row.code: say(row.label, language) for row in part.rows}
    counts = counting.grid(values, rows, columns)  # type: ignore[arg-type]
    bars = [Bar(rows[row], parts=parts) for row, parts in counts.items() if any(parts)]
    if not part.rows or not bars:  # rows that differ from one person to another are counted together
        alone = counting.tally([list(value.values()) for value in values], columns)  # type: ignore[attr-defined]
        return Chart("bars", title, [Bar(part.label_of(code, language), n) for code, n in alone.items()])
    return Chart("scale", title, bars, levels=[say(choice.label, language) for choice in part.choices])


_DRAWN: dict[Kind, Callable[[str, Field, list[object], str], Chart]] = {
    Kind.CHOICE: _choices,
    Kind.CHOICES: _choices,
    Kind.ITEMS: _items,
    Kind.RANKING: _ranking,
    Kind.SCALE: _level,
    Kind.ROTI: _level,
    Kind.NUMBER: _number,
    Kind.MATRIX: _matrix,
}
