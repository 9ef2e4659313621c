"""What a chart says in figures and in words."""

from collections.abc import Sequence

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..blocks.nodes import Chart
from ..blocks.records import Bar


def shown(value: float | None) -> str:
    """A figure as people write it: « 18 », « 3,25 »."""
    if value is None:
        return "–"
    whole = float(value).is_integer()
    return number_format(int(value) if whole else round(value, 2), decimal_pos=0 if whole else 2, use_l10n=True)


def total(bar: Bar) -> int:
    return sum(bar.parts)


def share(count: float, of: float | None) -> str:
    return _("%(percent)s %%") % {"percent": round(100 * count / of)} if of else ""


def level_names(chart: Chart) -> list[str]:
    """The names of a scale's levels: as given, else 0, 1, 2…"""
    longest = max((len(bar.parts) for bar in chart.bars), default=0)
    return [chart.levels[n] if n < len(chart.levels) else str(n) for n in range(longest)]


def ranked(bars: Sequence[Bar]) -> list[tuple[int, Bar]]:
    """Bars from the highest, each with its rank; equal values share one (1, 2, 2, 4)."""
    ordered = sorted(bars, key=lambda bar: -(bar.value or 0))
    values = [bar.value or 0 for bar in ordered]
    return [(1 + values.index(bar.value or 0), bar) for bar in ordered]


def lower_median(parts: Sequence[int]) -> int | None:
    """The level of the middle answer, the lower one of two."""
    middle = (sum(parts) + 1) // 2
    seen = 0
    for level, count in enumerate(parts):
        seen += count
        if count and seen >= middle:
            return level
    return None


def figures_table(chart: Chart) -> tuple[list[str], list[list[str]]]:
    """The head and the rows of the chart's table."""
    notes = any(bar.note for bar in chart.bars)
    if chart.form == "scale":
        names = level_names(chart)
        head = [_("Question"), *names, _("Réponses"), _("Médiane")]
        rows = [
            [bar.label, *(shown(n) for n in _padded(bar, len(names))), shown(total(bar)), _median(bar, names)]
            for bar in chart.bars
        ]
        return [*head, *([_("Remarque")] if notes else [])], [
            [*row, *([bar.note] if notes else [])] for row, bar in zip(rows, chart.bars, strict=True)
        ]
    count = chart.unit[:1].upper() + chart.unit[1:] or _("Réponses")
    ranks = chart.form == "ranking"
    head = [*([_("Rang")] if ranks else []), _("Proposition"), count, *([_("Part")] if chart.of else [])]
    rows = []
    for rank, bar in ranked(chart.bars) if ranks else [(0, bar) for bar in chart.bars]:
        part = [share(bar.value or 0, chart.of)] if chart.of else []
        rows.append(
            [*([str(rank)] if ranks else []), bar.label, shown(bar.value), *part, *([bar.note] if notes else [])]
        )
    return [*head, *([_("Remarque")] if notes else [])], rows


def sentence(chart: Chart) -> str:
    """The chart in one sentence: the author's, else what stands out of the figures."""
    if chart.sentence:
        return chart.sentence
    if chart.form == "scale":
        return _scale_sentence(chart)
    bars = [bar for _rank, bar in ranked(chart.bars) if bar.value]
    if not bars:
        return _("Aucune réponse pour l’instant.")
    most = [bar.label for bar in bars if bar.value == bars[0].value]
    values = {
        "labels": _and([_("« %s »") % label for label in most[:3]]),
        "value": shown(bars[0].value),
        "of": chart.of,
    }
    if len(most) > 3:
        return _("%(many)s propositions arrivent en tête à égalité, avec %(value)s chacune.") % {
            "many": len(most),
            **values,
        }
    first = (
        ngettext(
            "En tête : %(labels)s (%(value)s sur %(of)s).",
            "En tête, à égalité : %(labels)s (%(value)s sur %(of)s).",
            len(most),
        )
        if chart.of
        else ngettext("En tête : %(labels)s (%(value)s).", "En tête, à égalité : %(labels)s (%(value)s).", len(most))
    ) % values
    following = [bar for bar in bars if bar.label not in most]
    if not following or len(most) > 1:
        return first
    then = _("Puis « %(label)s » (%(value)s).") % {"label": following[0].label, "value": shown(following[0].value)}
    return f"{first} {then}"


def _scale_sentence(chart: Chart) -> str:
    names = level_names(chart)
    said = []
    for bar in chart.bars:
        answers = total(bar)
        if not answers:
            said.append(_("« %(label)s » : aucune réponse.") % {"label": bar.label})
            continue
        counts = {"label": bar.label, "n": answers, "median": _median(bar, names)}
        said.append(
            ngettext(
                "« %(label)s » : %(n)s réponse, médiane %(median)s.",
                "« %(label)s » : %(n)s réponses, médiane %(median)s.",
                answers,
            )
            % counts
        )
    return " ".join(said) or _("Aucune réponse pour l’instant.")


def _median(bar: Bar, names: Sequence[str]) -> str:
    """The median an author gave (a mean, a rule of the questionnaire), else that of the parts."""
    if bar.value is not None:
        return shown(bar.value)
    level = lower_median(bar.parts)
    return "–" if level is None else names[level]


def _padded(bar: Bar, length: int) -> list[int]:
    return [*bar.parts, *([0] * (length - len(bar.parts)))]


def _and(texts: list[str]) -> str:
    if len(texts) < 2:
        return "".join(texts)
    return _("%(first)s et %(last)s") % {"first": ", ".join(texts[:-1]), "last": texts[-1]}
