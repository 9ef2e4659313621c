"""Answers to one question by what else people said or where they come from: never under five, nor five others."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from essaim.base.anonymity import LEAST
from essaim.base.blocks import Bar, Block, Chart, Paragraph, Table
from essaim.questionnaires import ballots, counting, sources
from essaim.questionnaires.analysis import Reader
from essaim.questionnaires.definition import Field, Kind, Question, filled, say
from essaim.questionnaires.digests import digest
from essaim.questionnaires.models import Answer, Questionnaire
from essaim.questionnaires.results import names
from essaim.questionnaires.revealing import may_see
from essaim.questionnaires.types import type_of
from essaim.spaces.models import Member

STRUCTURES = "structure"
COMPARED = (Kind.CHOICE, Kind.CHOICES, Kind.YESNO, Kind.CONSENT, Kind.SCALE, Kind.ROTI, Kind.NUMBER)
"""What can stand side by side: one figure a choice, or a mean."""
NAMES = ("people", "structures")
"""Lists that say who people are: nothing is compared by them but the structures themselves."""
ASKED_BY = (Kind.CHOICE, Kind.CHOICES, Kind.YESNO)
"""What can part people."""


@dataclass(frozen=True)
class Place:
    """A field of a question."""

    question: Question
    field: Field

    @property
    def code(self) -> str:
        return f"{self.question.code}/{self.field.code}"

    def label(self, language: str) -> str:
        asked, label = say(self.question.text, language), say(self.field.label, language)
        return f"{asked} — {label}" if label and len(self.question.fields) > 1 else asked


def places(questionnaire: Questionnaire, kinds: Sequence[Kind], reader: Reader, member: Member | None) -> list[Place]:
    """The fields of these kinds that this reader may see now."""
    found = []
    for question in questionnaire.asked.questions:
        if may_see(questionnaire, question, reader, member):
            known = filled(question, sources.of_question(questionnaire, question))
            found += [
                Place(known, part) for part in known.fields
                if part.kind in kinds and not part.private and part.source not in NAMES
            ]  # fmt: skip
    return found


def only(questionnaire: Questionnaire, place: Place, by: Place, value: str, language: str) -> list[Block]:
    """The answers of those who gave this one elsewhere."""
    kept, others = [], 0
    for answer, groups, _response in _pairs(questionnaire, place, by):
        if value in groups:
            kept.append(answer)
        else:
            others += 1
    who = _("« %(question)s » : %(answer)s") % {
        "question": by.label(language), "answer": by.field.label_of(value, language)
    }  # fmt: skip
    if not _hides(len(kept), len(kept) + others):
        return [Paragraph(f"{who}. {too_few()}")]
    chart = type_of(place.field).drawn(place.label(language), place.field, kept, language)
    said = ngettext("%(n)s personne a répondu ainsi.", "%(n)s personnes ont répondu ainsi.", len(kept))
    return [Paragraph(f"{who}. {said % {'n': len(kept)}}"), chart]


def compared(questionnaire: Questionnaire, place: Place, by: Place | None, language: str) -> list[Block]:
    """The same question side by side: by structure, or by the answers to another question."""
    cells: defaultdict[str, list[Any]] = defaultdict(list)
    if by is None:
        known = list(_values(questionnaire, place))
        structures = names(questionnaire, {response for _answer, response in known if response is not None})
        for answer, response in known:
            cells[structures.get(response, ("", ""))[1] or _("À titre personnel")].append(answer)
    else:
        for answer, groups, _response in _pairs(questionnaire, place, by):
            for group in groups or [""]:
                cells[by.field.label_of(group, language) if group else _("Sans réponse")].append(answer)
    if by is not None and by.field.kind == Kind.CHOICES:
        total = sum(1 for _pair in _values(questionnaire, place))
        shown = {name: given for name, given in cells.items() if _hides(len(given), total)}
    else:
        shown = _enough(cells)
    return _side_by_side(place, shown, language) if len(shown) > 1 else [Paragraph(too_few())]


def moments(earlier: Questionnaire, later: Questionnaire, place: Place, language: str) -> list[Block]:
    """What was asked twice, at two moments: totals only, never one person with themselves."""
    cells = {}
    for one in (earlier, later):
        question = one.asked.question(place.question.code)
        values = digest(one, question).values(place.field.code) if question else []
        if len(values) < LEAST:
            return [Paragraph(too_few())]
        cells[one.title if one.title not in cells else f"{one.title} (2)"] = values
    return _side_by_side(place, cells, language)


def too_few() -> str:
    return _("Il faut au moins cinq personnes de chaque côté, pour que personne ne se devine.")


def asked_twice(questionnaire: Questionnaire, other: Questionnaire, place: Place) -> bool:
    """Whether the other one asks the same thing: same codes, same form, same choices."""
    question = other.asked.question(place.question.code)
    part = next((one for one in question.fields if one.code == place.field.code), None) if question else None
    if part is None or part.kind != place.field.kind or other.is_draft or other.pk == questionnaire.pk:
        return False
    return part.levels == place.field.levels and {c.code for c in part.choices} == {c.code for c in place.field.choices}


def _hides(n: int, total: int) -> bool:
    """Whether a group is large enough, and those left when it is taken away are too."""
    return n >= LEAST and not 0 < total - n < LEAST


def _enough(cells: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """Groups of at least five; the smaller ones together, with the smallest of the others when they are still few."""
    kept, rest = counting.merged({name: len(values) for name, values in cells.items()})
    found = {name: cells[name] for name in kept}
    if rest >= LEAST:
        together = [value for name, values in cells.items() if name not in kept for value in values]
        found[_("Petits groupes, ensemble")] = together
    return found


def _side_by_side(place: Place, cells: dict[str, list[Any]], language: str) -> list[Block]:
    part, title = place.field, place.label(language)
    if part.kind == Kind.NUMBER:
        return [_means(title, cells)]
    if part.kind in (Kind.SCALE, Kind.ROTI):
        return [_levels(title, part, cells, language), _means(title, cells, 0 if part.kind == Kind.ROTI else None)]
    codes = [choice.code for choice in part.choices]
    counts = {name: counting.tally(values, codes) for name, values in cells.items()}
    said = [
        _("%(name)s : surtout « %(most)s » (%(n)s sur %(of)s).") % {
            "name": name, "most": part.label_of(most, language), "n": counted[most], "of": len(cells[name])
        }
        for name, counted in counts.items()
        if (most := max(counted, key=lambda code: counted[code])) and counted[most]
    ]  # fmt: skip
    if part.kind == Kind.CHOICES:
        head = ["", *(f"{name} ({len(values)})" for name, values in cells.items())]
        rows = [
            [part.label_of(code, language), *(_of(counts[name][code], len(cells[name])) for name in cells)]
            for code in codes
        ]
        return [Paragraph(" ".join(said)), Table(head, rows, title, row_heads=True)]
    bars = [Bar(name, parts=[counted[code] for code in codes]) for name, counted in counts.items()]
    levels = [part.label_of(code, language) for code in codes]
    return [Chart("scale", title, bars, " ".join(said), levels=levels)]


def _levels(title: str, part: Field, cells: dict[str, list[Any]], language: str) -> Chart:
    bars = [Bar(name, parts=counting.spread(values, part.levels).distribution) for name, values in cells.items()]
    return Chart("scale", title, bars, levels=[str(level) for level in part.levels])


def _means(title: str, cells: dict[str, list[Any]], silent: int | None = None) -> Table:
    rows = []
    for name, values in cells.items():
        expressed = [value for value in values if value != silent]
        mean = number_format(round(sum(expressed) / len(expressed), 2), 2) if expressed else "–"
        median = counting.lower_median(expressed)
        rows.append([name, str(len(values)), mean, "–" if median is None else str(median)])
    return Table(["", _("Réponses"), _("Moyenne"), _("Médiane")], rows, title, row_heads=True)


def _of(count: int, of: int) -> str:
    return f"{count} ({counting.rate(count, of) or 0}\u00a0%)"


def _values(questionnaire: Questionnaire, place: Place) -> Iterator[tuple[Any, Any]]:
    """Each answer to a field, and whose response it is."""
    for response, content in _contents(questionnaire, [place.question.code]):
        kept = content.get(place.question.code, {})
        if place.field.code in kept:
            yield kept[place.field.code], response


def _pairs(questionnaire: Questionnaire, place: Place, by: Place) -> Iterator[tuple[Any, list[str], Any]]:
    """Each answer to a field, with what the same person answered to another."""
    for response, content in _contents(questionnaire, [place.question.code, by.question.code]):
        kept = content.get(place.question.code, {})
        if place.field.code in kept:
            other = content.get(by.question.code, {}).get(by.field.code, [])
            yield kept[place.field.code], [other] if isinstance(other, str) else list(other), response


def _contents(questionnaire: Questionnaire, codes: Sequence[str]) -> Iterator[tuple[Any, dict[str, Any]]]:
    """What each person answered to these questions; of a closed box, each ballot."""
    if questionnaire.is_anonymous:
        for ballot in ballots.opened(questionnaire):
            yield None, {code: ballot[code]["value"] for code in codes if code in ballot}
        return
    answers = Answer.objects.filter(
        response__questionnaire=questionnaire, response__deleted_at__isnull=True, question__in=codes
    )
    response, content = None, {}
    for of, code, value in answers.order_by("response").values_list("response", "question", "value").iterator(2000):
        if of != response and content:
            yield response, content
            content = {}
        response = of
        content[code] = value
    if content:
        yield response, content
