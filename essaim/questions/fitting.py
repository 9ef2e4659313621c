"""How many questions a hall reads whole: on its screen nothing scrolls, and nothing is cut.

Heights are those of `questions.css` on a screen of 1920 × 1080, where the room between header and foot is `ROOM` px.
"""

from math import ceil

from essaim.questions.listing import Asked

ROOM = 700
ACROSS = 3
GAP = 18
_FIRST = (90, 49, 58)
_OTHER = (96, 44, 22)
"""Around the words, a line of them, letters in a line: of the first, large; of the others, three in a row."""


def fitting(asked: list[Asked]) -> list[Asked]:
    """The first of `asked`, as many as are read whole; one at least."""
    return asked[: count([len(one.row.text) for one in asked])]


def count(lengths: list[int]) -> int:
    if not lengths:
        return 0
    height, shown = _height(lengths[0], _FIRST), 1
    while shown < len(lengths):
        row = lengths[shown : shown + ACROSS]
        height += GAP + max(_height(length, _OTHER) for length in row)
        if height > ROOM:
            break
        shown += len(row)
    return shown


def _height(length: int, of: tuple[int, int, int]) -> int:
    around, line, letters = of
    return around + line * ceil(max(1, length) / letters)
