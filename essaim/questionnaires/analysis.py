"""What a question's answers say, for whom: charts with their sentence, and the words people let be shown."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from essaim.base.anonymity import LEAST
from essaim.base.blocks import Bar, Block, Chart, Figure, Heading, Image, Link, Paragraph, Provenance, Quote
from essaim.questionnaires.definition import Field, Kind, Question, Shown, say
from essaim.questionnaires.digests import Digest, Said, is_worded
from essaim.questionnaires.models import Verbatim
from essaim.questionnaires.sorting import Sorting
from essaim.questionnaires.types import type_of
from essaim.questionnaires.types.base import answers
from essaim.questionnaires.vocabulary import recurring


class Reader(StrEnum):
    GROUP = "group"
    TEAM = "team"


Names = Callable[[Iterable[UUID]], Mapping[UUID, tuple[str, str]]]
"""The name and the structure of those who gave these responses."""


@dataclass(frozen=True)
class Asking:
    """Who reads, in which language, and how much: `most` words a question, none when all of them are wanted."""

    reader: Reader
    language: str
    names: Names
    most: int | None = None
    short: bool = False
    """Titles go under the question itself."""
    provenance: Provenance | None = None
    sorting: Sorting | None = None


@dataclass(frozen=True)
class QuestionResult:
    """What one question gives one reader. `n` answers are counted in it, `unsaid` words are left for another page."""

    question: Question
    n: int
    blocks: tuple[Block, ...]
    unsaid: int = 0
    waits: str = ""
    """Why nothing shows yet, when that is by rule."""

    @property
    def is_empty(self) -> bool:
        return not self.blocks


def result(question: Question, digest: Digest, cap: Shown, asking: Asking) -> QuestionResult:
    """Boxes ticked count in the group's totals from five answers; below, only those of people who let them be shown.

    Words are shown to the group only when their author allows it, and never more than `cap`.
    """
    of_group = asking.reader == Reader.GROUP
    if of_group and question.is_private:
        return QuestionResult(question, 0, ())
    allowed_only = of_group and digest.n < LEAST
    if allowed_only and cap == Shown.NEVER:
        return QuestionResult(question, 0, ())
    blocks: list[Block] = []
    unsaid = 0
    for part in question.fields:
        if part.private and of_group:
            continue
        if part.is_counted or part.kind == Kind.ITEMS:
            blocks += _charts(question, part, digest, allowed_only, asking)
        if is_worded(part):
            said, left = _quotes(part, digest, cap, asking)
            blocks += said
            unsaid += left
        if part.kind == Kind.FILE:
            blocks += _files(part, digest, cap, asking)
    n = digest.allowed() if allowed_only else digest.n
    return QuestionResult(question, n, tuple(blocks), unsaid)


def readable(part: Field, digest: Digest, cap: Shown, reader: Reader) -> list[Said]:
    """The words of a field that this reader may read."""
    if reader == Reader.GROUP and (part.private or cap == Shown.NEVER):
        return []
    return [
        one for one in digest.said
        if one.field == part.code and (reader == Reader.TEAM or one.shown != Shown.NEVER)
    ]  # fmt: skip


def title_of(question: Question, part: Field, language: str, short: bool = False) -> str:
    asked, label = say(question.text, language), say(part.label, language)
    if short:
        return label or _("Réponses")
    return f"{asked} — {label}" if label and len(question.fields) > 1 else asked


@dataclass(frozen=True)
class Voice:
    """Words, how they are signed, and how many unnamed people said the same."""

    text: str
    by: str
    times: int = 1
    id: UUID | None = None
    row: Verbatim | None = None


Spoken = tuple[Said, int]
"""Words, and how many said them."""


def together(part: Field, digest: Digest, cap: Shown, reader: Reader) -> Sequence[Spoken]:
    """What this reader may read of a field; said alike without a name, words are there once, and counted."""
    key = ("voices", part.code, part.private, cap, reader)
    if key not in digest.memo:
        digest.memo[key] = _together(readable(part, digest, cap, reader), _named(cap, reader))
    found: Sequence[Spoken] = digest.memo[key]
    return found


def signed(part: Field, seen: Sequence[Spoken], cap: Shown, asking: Asking) -> list[Voice]:
    names = asking.names({one.response for one, _n in seen if one.response is not None})
    return [
        Voice(
            item_text(part, one.kept, asking.language), _signed(one, cap, asking.reader, names), n,
            *(asking.sorting.of_words(part.code, one.kept) if asking.sorting else ()),
        )
        for one, n in seen
    ]  # fmt: skip


def _named(cap: Shown, reader: Reader) -> set[Shown]:
    """The words that are signed for this reader."""
    if reader == Reader.TEAM:
        return set(Shown)
    return {shown for shown in Shown if shown.at_most(cap) in (Shown.NAMED, Shown.STRUCTURE)}


def _together(said: Sequence[Said], named: set[Shown]) -> list[Spoken]:
    kept: list[Spoken] = []
    places: dict[str, int] = {}
    for one in said:
        words = one.kept if isinstance(one.kept, str) else repr(sorted(one.kept.items()))
        if one.response is not None and one.shown in named:
            kept.append((one, 1))
        elif words in places:
            place = places[words]
            kept[place] = (kept[place][0], kept[place][1] + 1)
        else:
            places[words] = len(kept)
            kept.append((one, 1))
    return kept


def _signed(one: Said, cap: Shown, reader: Reader, names: Mapping[UUID, tuple[str, str]]) -> str:
    name, structure = names.get(one.response, ("", "")) if one.response else ("", "")
    full = ", ".join(part for part in (name, structure) if part)
    if reader == Reader.TEAM:
        private = _("pour l’équipe seulement") if one.shown == Shown.NEVER else ""
        return " · ".join(part for part in (full, private) if part)
    return {Shown.NAMED: full, Shown.STRUCTURE: structure}.get(one.shown.at_most(cap), "")


@dataclass(frozen=True)
class Sorted:
    """The words of a field as the team sorted them; those it hid are not there."""

    first: list[Spoken]
    groups: dict[str, list[Spoken]]
    others: list[Spoken]


def sort(part: Field, spoken: Sequence[Spoken], sorting: Sorting | None) -> Sorted:
    if sorting is None or not sorting.rows:
        return Sorted([], {}, list(spoken))
    made = Sorted([], {}, [])
    for pair in spoken:
        row = sorting.row(part.code, pair[0].kept)
        if row is None or not (row.group or row.pinned or row.hidden):
            made.others.append(pair)
        elif not row.hidden:
            place = made.groups.setdefault(row.group, []) if row.group else made.first
            place.insert(0 if row.pinned and row.group else len(place), pair)
    return made


def people(spoken: Iterable[Spoken]) -> int:
    return sum(n for _one, n in spoken)


def _quotes(part: Field, digest: Digest, cap: Shown, asking: Asking) -> tuple[list[Block], int]:
    """What the team brought first, its groups from the largest, then the others."""
    found = sort(part, together(part, digest, cap, asking.reader), asking.sorting)
    level, most = (1 if asking.short else 4), asking.most
    groups = sorted(found.groups.items(), key=lambda group: -people(group[1]))
    blocks: list[Block] = _words_chart(part, digest, found, cap, asking)
    blocks += [_groups_chart(groups, asking)] if groups else []
    unsaid = 0
    in_group = None if most is None else max(3, most // 3)
    shelves = [("", found.first, None), *((name, spoken, in_group) for name, spoken in groups)]
    shelves.append((_("Autres réponses") if groups else "", found.others, most))
    for name, spoken, few in shelves:
        if not spoken:
            continue
        seen = spoken[:few]
        unsaid += people(spoken[len(seen) :])
        blocks += [Heading(level, name)] if name else []
        voices = signed(part, seen, cap, asking)
        blocks += [Quote(Paragraph(one.text), by=one.by or _times(one.times)) for one in voices]
    return blocks, unsaid


def _words_chart(part: Field, digest: Digest, found: Sorted, cap: Shown, asking: Asking) -> list[Block]:
    """The words that come back in what this reader may read; never what people are called."""
    if part.prefill or part.other_of:
        return []
    everything = [*found.first, *(one for spoken in found.groups.values() for one in spoken), *found.others]
    key = ("words", part.code, cap, asking.reader, people(everything), _hidden(asking.sorting))
    if key not in digest.memo:
        digest.memo[key] = recurring(((_own_words(one.kept), n) for one, n in everything), MOST_RECURRING)
    bars = [Bar(word, n) for word, n in digest.memo[key]]
    if not bars:
        return []
    is_once = part.is_words  # of needs and offers, one person may write three
    return [
        Chart(
            "bars", _("Les mots qui reviennent"), bars, _most_often(bars), of=people(everything) if is_once else None,
            unit=_("personnes") if is_once else _("mentions"), provenance=asking.provenance,
        )
    ]  # fmt: skip


MOST_RECURRING = 8


def _most_often(bars: Sequence[Bar]) -> str:
    said = ", ".join(_("« %(word)s » (%(n)s)") % {"word": bar.label, "n": int(bar.value or 0)} for bar in bars[:3])
    return _("Le plus souvent : %(words)s.") % {"words": said}


def _own_words(kept: Any) -> str:
    return kept if isinstance(kept, str) else f"{kept['keywords']} {kept.get('detail', '')}"


def _hidden(sorting: Sorting | None) -> frozenset[UUID]:
    return frozenset(key for key, row in sorting.rows.items() if row.hidden) if sorting else frozenset()


def _groups_chart(groups: Sequence[tuple[str, list[Spoken]]], asking: Asking) -> Chart:
    bars = [Bar(name, people(spoken)) for name, spoken in groups]
    return Chart("bars", _("Réponses regroupées"), bars, unit=answers(2), provenance=asking.provenance)


def _files(part: Field, digest: Digest, cap: Shown, asking: Asking) -> list[Block]:
    """Pictures shown, others by their name, unsigned. The end of an identity is random: their order says nothing."""
    if asking.reader == Reader.GROUP and cap == Shown.NEVER:
        return []
    found = [
        one.value[part.code] for one in digest.alike
        if "href" in one.value.get(part.code, {}) and (asking.reader == Reader.TEAM or one.shown != Shown.NEVER)
    ]  # fmt: skip
    return [
        Figure(Image(f"{kept['href']}?size=view", _("Photo donnée en réponse")))
        if kept.get("has_preview")
        else Paragraph(Link(kept["href"], kept["name"]))
        for kept in sorted(found, key=lambda kept: str(kept["file"])[::-1])
    ]


def _times(n: int) -> str:
    return ngettext("%(n)s personne", "%(n)s personnes", n) % {"n": n} if n > 1 else ""


def item_text(part: Field, kept: Any, language: str) -> str:
    """Words as they are read: an item says its category first."""
    if isinstance(kept, str):
        return kept
    said = _("%(category)s : %(keywords)s") % {
        "category": part.label_of(kept["category"], language),
        "keywords": kept["keywords"],
    }
    return f"{said} ({kept['detail']})" if kept.get("detail") else said


def _charts(question: Question, part: Field, digest: Digest, allowed_only: bool, asking: Asking) -> list[Block]:
    title = title_of(question, part, asking.language, asking.short)
    key = ("chart", part.code, title, allowed_only, asking.language)
    if key in digest.memo:
        chart: Chart | None = digest.memo[key]
    else:
        values = digest.values(part.code, allowed_only=allowed_only)
        chart = type_of(part).drawn(title, part, values, asking.language) if values else None
        if not part.source:  # what a list of people or structures says changes elsewhere
            digest.memo[key] = chart
    return [replace(chart, provenance=asking.provenance)] if chart else []
