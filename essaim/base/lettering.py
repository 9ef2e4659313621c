"""How wide words are, for what the server draws or fits on a screen that it does not see."""

from functools import lru_cache

# In thousandths of their size: those of Atkinson Hyperlegible Next at 600, rounded up to 20.
WIDTHS = {
    "\u00ad": 0,
    "\u202f": 160,
    "'": 200,
    ",.:;j|‘’": 260,
    "`·": 280,
    "!i¡ìíîï": 300,
    " l\u00a0": 320,
    "()[": 340,
    "]fĩīĭįıĵĺļ": 360,
    '"-rt{}¦ĨĪĬĮİĴł': 380,
    "_°²³º": 400,
    "IÌÍÎÏ": 420,
    "/1\\¹ſ•": 440,
    "“”": 460,
    "ľţťŧ": 480,
    "*syz¨¯´¸ýÿŕŗř": 500,
    "cv¿ç–": 520,
    "7?kx×": 540,
    "JLaeu~§àáâãäåèéêëùúûüŀ": 560,
    "29<>F^hnoªñòóôõöø": 580,
    "+3ETbdgpqÈÉÊËð÷þćĉċčśŝşšźżž": 600,
    "$56=PSZ±Þß": 620,
    "48BRVY£¤«¶»ÝĹĻĽĿ": 640,
    "0CKÇŁŷ": 660,
    "AXÀÁÂÃÄÅāăąēĕėęěķĸ€": 680,
    "DHU¢¥ÙÚÛÜĒĔĖĘĚĳōŏőŢŤŦ": 700,
    "GNÐÑďđĝğġģĥńņňŋũūŭůűų": 720,
    "#&OwµÒÓÔÕÖØĆĈĊČŚŜŞŠŶŸŹŻŽ": 740,
    "QĲ…": 760,
    "@ĀĂĄĶŔŖŘ": 780,
    "©ħ": 800,
    "ŨŪŬŮŰŲ": 820,
    "¬ĎĐĜĞĠĢĤŃŅŇŊ—→✓": 840,
    "M½ŌŎŐ": 860,
    "Wmæ": 880,
    "œŵ": 940,
    "%Æ": 960,
    "Ħ": 980,
    "®ŉ": 1000,
    "Œ": 1020,
    "¼¾": 1040,
    "Ŵ": 1120,
}
_LETTERS = {letter: width for letters, width in WIDTHS.items() for letter in letters}
UNKNOWN, WIDE, FIRST_WIDE = 620, 1000, 0x1100
COMBINING = range(0x300, 0x370)


def width_of(text: str, size: int) -> int:
    """Rounded up: never less than what a browser takes."""
    return -(-_sum(text) * size // 1000)


@lru_cache(maxsize=20_000)
def _sum(text: str) -> int:
    return sum(map(_width, text))


def _width(letter: str) -> int:
    known = _LETTERS.get(letter)
    if known is not None:
        return known
    code = ord(letter)
    return 0 if code in COMBINING else WIDE if code >= FIRST_WIDE else UNKNOWN


def wrapped(text: str, size: int, widest: int, most: int = 8) -> list[str]:
    """The lines of a label; a word wider than a line is cut. What does not fit in `most` lines ends with « … »."""
    # In thousandths of the letters' size, so that nothing is rounded twice.
    room, space = widest * 1000 // size, _width(" ")
    lines: list[str] = []
    line, used = "", 0
    for word in text.split(" "):
        wide = _sum(word)
        if (used + space if line else 0) + wide <= room:
            line, used = (f"{line} {word}", used + space + wide) if line else (word, wide)
            continue
        if line:
            lines.append(line)
        line, used = "", 0
        for letter in word:
            if line and used + _width(letter) > room:
                lines.append(line)
                line, used = "", 0
            line, used = line + letter, used + _width(letter)
    lines.append(line)
    if len(lines) > most:
        lines = [*lines[: most - 1], lines[most - 1] + "…"]
    return lines
