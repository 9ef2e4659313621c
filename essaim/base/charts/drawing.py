"""The drawing of a chart, laid out once and written twice.

For a page, sizes follow the reader and colours are classes; for paper, the width is fixed and colours are in the file.
Values are printed: colour is never alone.
"""

from dataclasses import dataclass, field
from textwrap import wrap

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..blocks.nodes import Chart
from ..blocks.records import Bar
from ..typography import typo
from .figures import level_names, lower_median, ranked, sentence, share, shown, total

PAPER_WIDTH = 340
LINE, THICK, STACK, GAP, LEGEND, SWATCH = 20, 10, 28, 11, 26, 12
NARROWEST_PRINTED = 0.09
"""A part of a stacked bar narrower than this share has its count in the legend only."""


@dataclass(frozen=True)
class Rect:
    start: float
    end: float
    y: float
    height: float
    look: str
    width: float = 0
    """A fixed width, when `end` is not a share of the drawing."""


@dataclass(frozen=True)
class Words:
    x: float
    y: float
    text: str
    look: str
    anchor: str = "start"
    push: float = 0


@dataclass
class Row:
    """One bar with what is written around it; `said` is read aloud for the whole."""

    said: str
    shapes: list[Rect | Words] = field(default_factory=list)


@dataclass(frozen=True)
class Layout:
    rows: list[Row]
    height: float


def layout(chart: Chart, *, columns: int, language: str) -> Layout:
    """`columns`: how many characters fit on a line of label."""
    return _scale(chart, columns, language) if chart.form == "scale" else _bars(chart, columns, language)


def _bars(chart: Chart, columns: int, language: str) -> Layout:
    longest = max([chart.of or 0, *(bar.value or 0 for bar in chart.bars)]) or 1
    numbered = ranked(chart.bars) if chart.form == "ranking" else [(0, bar) for bar in chart.bars]
    rows, y = [], 0.0
    for rank, bar in numbered:
        value, label = shown(bar.value), f"{rank}. {bar.label}" if rank else bar.label
        row = Row(_said_bar(chart, bar, rank))
        y = _label(row, typo(label, language), value, y, columns)
        row.shapes.append(Rect(0, 1, y, THICK, "track"))
        if bar.value:
            row.shapes.append(Rect(0, min(1.0, bar.value / longest), y, THICK, "first" if rank == 1 else "fill"))
        y += THICK + GAP
        rows.append(row)
    return Layout(rows, max(y - GAP, 1))


def _scale(chart: Chart, columns: int, language: str) -> Layout:
    names = [typo(name, language) for name in level_names(chart)]
    short = all(len(name) <= 3 for name in names)
    rows, y = [], 0.0
    for bar in chart.bars:
        row, answers = Row(_said_scale(bar, names)), total(bar)
        answered = ngettext("%(n)s réponse", "%(n)s réponses", answers) % {"n": answers}
        y = _label(row, typo(bar.label, language), answered, y, columns - 10)
        row.shapes.append(Rect(0, 1, y, STACK, "track"))
        start = 0.0
        for level, count in enumerate(bar.parts):
            end = start + (count / answers if answers else 0)
            if count:
                tone = f"level-{_tone(level, len(names))}"
                row.shapes.append(Rect(start, end, y, STACK, tone))
                if end - start >= NARROWEST_PRINTED:
                    row.shapes.append(Words((start + end) / 2, y + STACK - 9, str(count), f"on-{tone}", "middle"))
            start = end
        y += STACK
        if short:
            y = _legend_with_counts(row, names, bar, y)
        y += GAP
        rows.append(row)
    if not short and names:
        rows.append(legend := Row(_("Niveaux : %(names)s") % {"names": ", ".join(names)}))
        for level, name in enumerate(names):
            legend.shapes.append(Rect(0, 0, y + 4, SWATCH, f"level-{_tone(level, len(names))}", width=SWATCH))
            legend.shapes.append(Words(0, y + 15, name, "quiet", push=SWATCH + 8))
            y += LINE
        y += GAP
    return Layout(rows, max(y - GAP, 1))


def _legend_with_counts(row: Row, names: list[str], bar: Bar, y: float) -> float:
    for level, name in enumerate(names):
        x = level / len(names)
        count = bar.parts[level] if level < len(bar.parts) else 0
        row.shapes.append(Rect(x, x, y + 10, SWATCH, f"level-{_tone(level, len(names))}", width=SWATCH))
        row.shapes.append(
            Words(x, y + 21, _("%(level)s : %(count)s") % {"level": name, "count": count}, "quiet", push=SWATCH + 5)
        )
    return y + LEGEND


def _label(row: Row, label: str, value: str, y: float, columns: int) -> float:
    lines = wrap(label, columns, break_on_hyphens=False) or [""]
    row.shapes.append(Words(1, y + 15, value, "value", "end"))
    for number, line in enumerate(lines):
        row.shapes.append(Words(0, y + 15 + number * LINE, line, "label"))
    return y + len(lines) * LINE + 2


def _tone(level: int, levels: int) -> int:
    """The shade of a level among six, from the lightest."""
    return round(level * 5 / (levels - 1)) if levels > 1 else 5


def _said_bar(chart: Chart, bar: Bar, rank: int) -> str:
    parts = [f"{rank}. {bar.label}" if rank else bar.label, f"{shown(bar.value)} {chart.unit}".strip()]
    if chart.of:
        parts.append(share(bar.value or 0, chart.of))
    return ", ".join([*parts, *([bar.note] if bar.note else [])])


def _said_scale(bar: Bar, names: list[str]) -> str:
    counts = [
        _("%(level)s : %(count)s") % {"level": name, "count": n} for name, n in zip(names, bar.parts, strict=False)
    ]
    median = lower_median(bar.parts)
    middle = [] if median is None else [_("médiane %(median)s") % {"median": names[median]}]
    return ", ".join([bar.label, *counts, *middle])


# --- on a page ---------------------------------------------------------------------------------------------------


def for_page(chart: Chart, language: str = "fr") -> SafeString:
    """An SVG as wide as its place, whose letters keep their size on a phone; `blocks.css` colours it by its classes."""
    drawn = layout(chart, columns=34, language=language)
    rows = "".join(
        f'<g role="listitem" aria-label="{escape(typo(row.said, language))}">{"".join(map(_on_page, row.shapes))}</g>'
        for row in drawn.rows
    )
    title, says = escape(typo(chart.title, language)), escape(typo(sentence(chart), language))
    return mark_safe(
        f'<svg class="chart" role="figure" aria-label="{title}" width="100%" height="{_rem(drawn.height + 2)}" '
        f'xmlns="http://www.w3.org/2000/svg"><title>{title}</title><desc>{says}</desc><g role="list">{rows}</g></svg>'
    )


def _on_page(shape: Rect | Words) -> str:
    if isinstance(shape, Words):
        push = f' dx="{_rem(shape.push)}"' if shape.push else ""
        anchor = f' text-anchor="{shape.anchor}"' if shape.anchor != "start" else ""
        return (
            f'<text class="chart-{shape.look}" x="{_percent(shape.x)}" y="{_rem(shape.y)}"{push}{anchor} '
            f'aria-hidden="true">{escape(shape.text)}</text>'
        )
    width = _rem(shape.width) if shape.width else _percent(shape.end - shape.start)
    return (
        f'<rect class="chart-{shape.look}" x="{_percent(shape.start)}" y="{_rem(shape.y)}" width="{width}" '
        f'height="{_rem(shape.height)}"/>'
    )


def _rem(pixels: float) -> str:
    return f"{pixels / 16:.4g}rem"


def _percent(part: float) -> str:
    return f"{100 * part:.5g}%"


# --- on paper ----------------------------------------------------------------------------------------------------

INK, QUIET, PIN, MIST, CARD = "#1d2733", "#55606d", "#0e5a49", "#ebe5d8", "#ffffff"
_SHADES = (0.06, 0.20, 0.34, 0.78, 0.89, 1.0)


def _shade(tone: int) -> str:
    part = _SHADES[tone]
    return "#" + "".join(f"{round(255 + (int(PIN[i : i + 2], 16) - 255) * part):02x}" for i in (1, 3, 5))


_FILLS = {"track": MIST, "fill": PIN, "first": PIN, **{f"level-{tone}": _shade(tone) for tone in range(6)}}
_LETTERS = {
    "label": (INK, 13, 400),
    "value": (INK, 13, 700),
    "quiet": (QUIET, 11, 400),
    **{f"on-level-{tone}": (INK if tone < 3 else CARD, 12, 700) for tone in range(6)},
}


def for_paper(chart: Chart, language: str = "fr", font: str = "Source Sans 3") -> str:
    """The same drawing with its colours inside, for a PDF: no style sheet reaches it there."""
    drawn = layout(chart, columns=44, language=language)
    shapes = "".join(_on_paper(shape) for row in drawn.rows for shape in row.shapes)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{PAPER_WIDTH}" height="{drawn.height + 2:g}" '
        f'viewBox="0 0 {PAPER_WIDTH} {drawn.height + 2:g}" font-family="{escape(font)}">{shapes}</svg>'
    )


def _on_paper(shape: Rect | Words) -> str:
    if isinstance(shape, Words):
        colour, size, weight = _LETTERS[shape.look]
        return (
            f'<text x="{shape.x * PAPER_WIDTH + shape.push:.2f}" y="{shape.y:g}" text-anchor="{shape.anchor}" '
            f'font-size="{size}" font-weight="{weight}" fill="{colour}">{escape(shape.text)}</text>'
        )
    width = shape.width or (shape.end - shape.start) * PAPER_WIDTH
    edge = f' stroke="{QUIET}" stroke-width="0.5"' if shape.look.startswith("level") else ""
    rounded = f' rx="{THICK / 2}"' if shape.height == THICK else ""
    return (
        f'<rect x="{shape.start * PAPER_WIDTH:.2f}" y="{shape.y:g}" width="{width:.2f}" height="{shape.height:g}" '
        f'fill="{_FILLS[shape.look]}"{rounded}{edge}/>'
    )
