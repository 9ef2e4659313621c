"""Text as people type it, made comparable."""

import unicodedata


def fold(text: str) -> str:
    """Lower case without accents: « Œuvre à Évry » → "oeuvre a evry".

    Stored beside names, so that both databases sort and find them alike.
    """
    if text.isascii():
        return " ".join(text.lower().split())
    text = text.replace("œ", "oe").replace("Œ", "oe").replace("æ", "ae").replace("Æ", "ae")
    plain = unicodedata.normalize("NFKD", text)
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).lower().replace("’", "'").split())


def one_line(text: str) -> str:
    """What was typed in one line: no control character, single spaces, nothing at the ends."""
    return " ".join("".join(c if c.isprintable() or c.isspace() else " " for c in text).split())
