"""What a hall can read of a board on one screen: whole notes, large enough, and how many are left out.

Sizes are those of a screen 1920 × 1080, where letters have 28 px; on another one, everything grows or shrinks together
with its width. A browser that finds less room than this leaves whole notes out, never half of one (`boards.css`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from essaim.base.lettering import wrapped
from essaim.boards.content import Content, Group, Note

WIDTH, HEIGHT = 1790, 756
"""What is left to notes under a title of one line."""
BESIDE_HEIGHT, BESIDE_UNDER = 918, 18
"""The same when several boards share the screen, their titles not counted."""
LETTERS, LINE, GAP = 28, 38, 12
TITLE, TITLE_LINE, TITLE_UNDER = 36, 44, 12
AROUND, BESIDE = 26, 42
"""What a note's box takes over and under its words, and on both sides of them."""
NARROWEST, BETWEEN = 268, 30
MOST_ACROSS, MOST_ROWS = 6, 3
# For one, two, three rows: the lines of a note beyond which its end is left to phones.
MOST_LINES = (6, 3, 2)
LOOSE_ACROSS = 4
MOST_TRIED = 60
QUESTION = 57
QUESTION_LINE, QUESTION_WIDEST = 63, 1100
LEGEND = 78
MORE = 44
MORE_UNDER_ALL = 68
NAME, NAME_LINE = 264, 92
"""A family among too many: its name on two lines at most."""
SAID = 110


@dataclass(frozen=True)
class Fitted:
    """One column of the wall: its whole notes, and how many are not shown."""

    group: Group
    notes: tuple[Note, ...]
    more: int


@dataclass(frozen=True)
class Fit:
    """Rows of columns. `is_loose`: notes in no family, one after the other. `is_names`: families alone, too many.

    `is_close`: notes say their words alone, as there is no room for who said them.
    """

    rows: tuple[tuple[Fitted, ...], ...] = ()
    is_close: bool = False
    is_loose: bool = False
    is_names: bool = False
    more: int = 0


def room(question: str, *, legend: bool = False, across: int = 1) -> tuple[int, int]:
    """Width and height left to the notes of one of `across` boards side by side."""
    width, under = (WIDTH - BETWEEN * (across - 1)) // across, LEGEND if legend else 0
    if across > 1:
        lines = len(wrapped(f"{question} 000 notes, 00 familles", TITLE, width))
        return width, BESIDE_HEIGHT - lines * TITLE_LINE - BESIDE_UNDER - under
    lines = len(wrapped(question, QUESTION, QUESTION_WIDEST))
    return width, HEIGHT - QUESTION_LINE * (lines - 1) - under


def fit(content: Content, width: int = WIDTH, height: int = HEIGHT, *, about: bool = True, dotted: bool = False) -> Fit:
    """`about`: notes say who wrote them or what kind they are, on a line of its own; `dotted`: families their dots."""
    columns = [column for column in content.columns if column.notes or column.id]
    if not content.groups:
        return _loose(content.loose, width, height, about) if columns else Fit()
    across = max(1, min(MOST_ACROSS, (width + BETWEEN) // (NARROWEST + BETWEEN)))
    rows = -(-len(columns) // across)
    if rows > MOST_ROWS:
        return _names(columns, width, height)
    across = -(-len(columns) // rows)
    inside = (width - BETWEEN * (across - 1)) // across
    tall = (height - BETWEEN * (rows - 1)) // rows - (TITLE_LINE if dotted else 0)
    is_close = rows > 1
    made = [_column(one, inside, tall, MOST_LINES[rows - 1], about=about, is_close=is_close) for one in columns]
    return Fit(tuple(tuple(made[at : at + across]) for at in range(0, len(made), across)), is_close=is_close)


def _names(columns: Sequence[Group], width: int, height: int) -> Fit:
    across = max(1, (width + BETWEEN) // (NAME + BETWEEN))
    shown = columns[: across * ((height - MORE) // NAME_LINE)]
    return Fit((tuple(Fitted(one, (), 0) for one in shown),), is_names=True, more=len(columns) - len(shown))


def _column(group: Group, width: int, height: int, most: int, *, about: bool, is_close: bool) -> Fitted:
    """What was said most, then the first, in their order on the board."""
    title = wrapped(f"{group.name or '…………'} 000", TITLE, width)
    left = height - len(title) * TITLE_LINE - TITLE_UNDER
    kept: list[Note] = []
    ranked = sorted(group.notes, key=lambda note: -note.times)[:MOST_TRIED]
    for note in ranked:
        if left < LINE + AROUND:
            break
        shown, tall = _cut(note, width, most, about and not is_close)
        # The line that says how many more there are; between families close together, their count says it.
        if tall + (MORE if not is_close and len(kept) + 1 < len(group.notes) else 0) <= left:
            left -= tall + GAP
            kept.append(shown)
    chosen = {note.id: note for note in kept}
    notes = tuple(chosen[note.id] for note in group.notes if note.id in chosen)
    return Fitted(group, notes, len(group.notes) - len(notes))


def _loose(notes: Sequence[Note], width: int, height: int, about: bool) -> Fit:
    """Column after column. Too many: what was said most, then the last, so that each person sees theirs come."""
    across = max(1, min(LOOSE_ACROSS, (width + BETWEEN) // (NARROWEST + BETWEEN)))
    inside = (width - BETWEEN * (across - 1)) // across
    rank = {note.id: (-note.times, -at) for at, note in enumerate(notes)}
    tried = set(sorted(rank, key=lambda id: rank[id])[:MOST_TRIED])
    left, notes = len(notes) - len(tried), [note for note in notes if note.id in tried]
    sized = {note.id: _cut(note, inside, MOST_LINES[0], about) for note in notes}
    columns = _filled([sized[note.id] for note in notes], across, height) if not left else None
    if columns is None:
        kept: set[str] = set()
        columns = []
        for id in sorted(tried, key=lambda id: rank[id]):
            found = _filled([sized[one.id] for one in notes if one.id in {*kept, id}], across, height - MORE_UNDER_ALL)
            if found is not None:
                kept.add(id)
                columns = found
    more = left + len(notes) - sum(len(column) for column in columns)
    return Fit((tuple(Fitted(Group("", ""), tuple(column), 0) for column in columns),), is_loose=True, more=more)


def _filled(sized: Sequence[tuple[Note, int]], across: int, height: int) -> list[list[Note]] | None:
    """Notes in columns, as even as they go; None when they do not all fit."""
    least = max([sum(tall + GAP for _note, tall in sized) // across, *(tall for _note, tall in sized)], default=0)
    for limit in range(least, height + 1, LINE):
        columns: list[list[Note]] = [[]]
        used = 0
        for note, tall in sized:
            if used and used + tall > limit:
                columns.append([])
                used = 0
            columns[-1].append(note)
            used += tall + GAP
        if len(columns) <= across:
            return columns + [[] for _ in range(across - len(columns))]
    return None


def _cut(note: Note, width: int, most: int, about: bool) -> tuple[Note, int]:
    """The note as it is shown, and how tall."""
    lines = wrapped(note.text, LETTERS, width - BESIDE - (60 if note.joined else 0), most)
    said = note if len(lines) < most or not lines[-1].endswith("…") else replace(note, text=" ".join(lines))
    return said, len(lines) * LINE + AROUND + (LINE if about else 0)
