"""How wide words are, for what the server draws or fits on a screen that it does not see."""

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
    return -(-sum(_width(letter) for letter in text) * size // 1000)


def _width(letter: str) -> int:
    known = _LETTERS.get(letter)
    if known is not None:
        return known
    code = ord(letter)
    return 0 if code in COMBINING else WIDE if code >= FIRST_WIDE else UNKNOWN


def wrapped(text: str, size: int, widest: int, most: int = 8) -> list[str]:
    """The lines of a label; a word wider than a line is cut. What does not fit in `most` lines ends with « … »."""
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        joined = f"{line} {word}" if line else word
        if width_of(joined, size) <= widest:
            line = joined
            continue
        if line:
            lines.append(line)
        line = ""
        for letter in word:
            if line and width_of(line + letter, size) > widest:
                lines.append(line)
                line = ""
            line += letter
    lines.append(line)
    if len(lines) > most:
        lines = [*lines[: most - 1], lines[most - 1] + "…"]
    return lines
