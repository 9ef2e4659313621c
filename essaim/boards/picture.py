"""A board as a drawing, from the same notes as its pages: for the report, for a file."""

import re
from collections.abc import Sequence
from itertools import zip_longest

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from essaim.base.lettering import width_of, wrapped
from essaim.base.typeset.png import png
from essaim.boards.content import Content, Group, Note
from essaim.boards.fitting import (
    AROUND,
    BESIDE,
    BETWEEN,
    GAP,
    LETTERS,
    LINE,
    TITLE,
    TITLE_LINE,
    TITLE_UNDER,
    Fit,
    Fitted,
    fit,
)
from essaim.boards.models import Board
from essaim.boards.reading import counted
from essaim.boards.showing import loose_name

FONT = "'Atkinson Hyperlegible Next', 'Source Sans 3', 'Noto Emoji', sans-serif"
INK, QUIET, PAPER, RULE = "#1d2733", "#55606d", "#ffffff", "#d8d0c0"
EDGES = {"k1": "#b23a2a", "k2": "#0e5a49", "k3": "#2a6597", "k4": "#7a5206", "k5": "#1d2733", "k6": "#867d6b"}
MARGIN, EDGE = 24, 6
_NO_XML = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# On paper a figure is twice as wide as high; in a file, as high as its notes.
REPORT = (1560, 700)
FILE_COLUMN, FILE_ACROSS, FILE_HIGH = 330, 5, 60


class Picture:
    """Drawn column by column; `width` and `height` are known once it is."""

    def __init__(self, board: Board, content: Content, *, whole: bool = False) -> None:
        """All the notes when it is `whole`; otherwise those that can be read on half a page, and how many more."""
        self._title = _("Tableau « {title} » : {counted}").format(title=board.title, counted=counted(content))
        self._signs = {key: sign for key, sign, _word in board.legend}
        self._legend = board.legend
        self._drawn: list[str] = []
        found = _whole(content) if whole else fit(content, *REPORT, about=False)
        across = len(found.rows[0]) if found.rows else 1
        self.width = (max(3, across) * (FILE_COLUMN + BETWEEN) if whole else REPORT[0]) + 2 * MARGIN
        self.height = MARGIN
        if whole:
            self._header(board.question or board.title)
        for row in found.rows:
            self.height += self._row(found, row) + BETWEEN
        more = found.more
        if more:
            self._line(MARGIN, self.height, _("… et {n} de plus").format(n=more), QUIET, LETTERS)
            self.height += LINE
        if self._legend:
            self._words()
        self.height += MARGIN - BETWEEN

    @property
    def svg(self) -> SafeString:
        return mark_safe(
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width} {self.height}" width="{self.width}" '
            f'height="{self.height}" role="img" aria-labelledby="board-title" font-family="{FONT}">'
            f'<title id="board-title">{escape(_NO_XML.sub("", self._title))}</title>'
            f'<rect width="{self.width}" height="{self.height}" fill="#fbf8f2"/>{"".join(self._drawn)}</svg>'
        )

    @property
    def title(self) -> str:
        return self._title

    def png(self) -> bytes:
        return png(self.svg, self.width, self.height, scale=1)

    def _header(self, said: str) -> None:
        for line in wrapped(said, TITLE, self.width - 2 * MARGIN, 3):
            self._line(MARGIN, self.height, line, INK, TITLE, line=TITLE_LINE, weight=700)
            self.height += TITLE_LINE
        self.height += BETWEEN

    def _row(self, found: Fit, row: Sequence[Fitted]) -> int:
        """How tall it came out."""
        if found.is_names:
            return self._names(row)
        inside = (self.width - 2 * MARGIN - BETWEEN * (len(row) - 1)) // max(1, len(row))
        tallest = 0
        for at, column in enumerate(row):
            x, y = MARGIN + at * (inside + BETWEEN), self.height
            if not found.is_loose:
                y = self._head(column, x, y, inside)
            for note in column.notes:
                y += self._note(note, x, y, inside) + GAP
            if column.more:
                self._line(x, y, _("… et {n} de plus").format(n=column.more), QUIET, LETTERS)
                y += LINE
            tallest = max(tallest, y - self.height)
        return tallest

    def _head(self, column: Fitted, x: int, y: int, width: int) -> int:
        count = sum(note.times for note in column.group.notes)
        for line in wrapped(f"{column.group.name or loose_name()} ({count})", TITLE, width, 3):
            self._line(x, y, line, INK, TITLE, line=TITLE_LINE, weight=700)
            y += TITLE_LINE
        return y + TITLE_UNDER

    def _note(self, note: Note, x: int, y: int, width: int) -> int:
        sign = self._signs.get(note.kind, "")
        lines = wrapped(f"{sign} {note.said}".strip(), LETTERS, width - BESIDE)
        tall = len(lines) * LINE + AROUND
        edge = EDGES.get(note.kind, RULE) if sign else RULE
        self._drawn.append(
            f'<rect x="{x}" y="{y}" width="{width}" height="{tall}" rx="10" fill="{PAPER}" stroke="{RULE}"/>'
            f'<rect x="{x}" y="{y}" width="{EDGE}" height="{tall}" rx="3" fill="{edge}"/>'
        )
        for at, line in enumerate(lines):
            self._line(x + EDGE + BESIDE // 2 - 4, y + AROUND // 2 + at * LINE, line, INK, LETTERS)
        return tall

    def _names(self, row: Sequence[Fitted]) -> int:
        """Families alone, in four columns."""
        quarter = -(-len(row) // 4)
        inside = (self.width - 2 * MARGIN) // 4
        for at, line in enumerate(zip_longest(*(row[n * quarter : (n + 1) * quarter] for n in range(4)))):
            for column, one in enumerate(line):
                if one is not None:
                    count = sum(note.times for note in one.group.notes)
                    said = wrapped(f"{one.group.name or loose_name()} ({count})", LETTERS, inside - BETWEEN, 1)[0]
                    self._line(MARGIN + column * inside, self.height + at * (LINE + GAP), said, INK, LETTERS)
        return quarter * (LINE + GAP)

    def _words(self) -> None:
        x = MARGIN
        for key, sign, word in self._legend:
            said = f"{sign} {word}"
            self._line(x, self.height, said, EDGES[key], LETTERS, weight=600)
            x += width_of(said, LETTERS) + BETWEEN
        self.height += LINE + BETWEEN

    def _line(self, x: int, y: int, text: str, colour: str, size: int, *, line: int = LINE, weight: int = 400) -> None:
        base = y + line // 2 + size * 35 // 100
        said = escape(_NO_XML.sub("", text))
        self._drawn.append(
            f'<text x="{x}" y="{base}" font-size="{size}" font-weight="{weight}" fill="{colour}">{said}</text>'
        )


def _whole(content: Content) -> Fit:
    """Every note, in as many rows of families as it takes."""
    columns = [column for column in content.columns if column.notes or column.id]
    # As many side by side as keeps the drawing from being a ribbon.
    most = max([len(column.notes) for column in columns], default=0)
    if not content.groups:
        across = max(FILE_ACROSS, -(-len(content.loose) // FILE_HIGH))
        each = -(-len(content.loose) // across)
        parts = [content.loose[at : at + each] for at in range(0, len(content.loose), each or 1)]
        return Fit((tuple(Fitted(Group("", ""), part, 0) for part in parts),) if parts else (), is_loose=True)
    across = min(len(columns), FILE_ACROSS if most <= FILE_HIGH // 3 else len(columns))
    made = [Fitted(column, column.notes, 0) for column in columns]
    return Fit(tuple(tuple(made[at : at + across]) for at in range(0, len(made), across)))
