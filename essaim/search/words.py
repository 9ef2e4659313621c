"""Words as they are compared: folded, without elision, reduced to their stem. The same for both databases.

Folding comes before the stem, so that « ecole » and « école » can only give the same one. Stems: Snowball, French.
"""

import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

from essaim.base.text import fold

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
ELIDED = re.compile(r"^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|presqu)['’](?=.)", re.IGNORECASE)
SMALL = frozenset(
    "a au aux avec ce ces cet cette dans de des du elle elles en est et eux il ils je la le les leur leurs lui ma mais "
    "me mes moi mon ne nos notre nous on ont ou par pas plus pour qu que qui sa sans se ses si son sont sur ta te tes "
    "toi ton tu un une vos votre vous y "
    "an and are as at be by for from has have in is it its of on or our that the their they this to was we "
    "were with".split()
)
LONGEST = 40
# What the stemmer leaves of a plural: « vélos », « emplois », « crédits », « enjeux ». Of « -eux » only what is no
# adjective, whose feminine it knows.
PLURAL = re.compile(r"(?<=..[^s])s$|(?:(?<=jeu)|(?<=feu)|(?<=lieu)|(?<=dieu)|(?<=voeu)|(?<=cheveu)|(?<=neveu))x$")
ALONE = {"travaux": "travail", "baux": "bail", "vitraux": "vitrail"}

_local = threading.local()


@dataclass(frozen=True)
class Word:
    """A word of a text: where it stands, and its stem."""

    start: int
    end: int
    stem: str
    is_small: bool


def words(text: str) -> Iterator[Word]:
    for found in WORD.finditer(text):
        elided = ELIDED.match(found.group())
        start = found.start() + (elided.end() if elided else 0)
        plain = _plain(text[start : found.end()])
        yield Word(start, found.end(), _stem(plain), plain in SMALL or (len(plain) == 1 and plain.isalpha()))


def stems(text: str) -> str:
    """The text for an engine that knows no language: stems between spaces."""
    return " ".join(word.stem for word in words(text) if not word.is_small)


@lru_cache(maxsize=50_000)
def _plain(word: str) -> str:
    return "".join(c for c in fold(word) if c.isalnum())


@lru_cache(maxsize=50_000)
def _stem(plain: str) -> str:
    # The library keeps the word it works on in itself: one for each thread.
    if not hasattr(_local, "stemmer"):
        _local.stemmer = snowballstemmer.stemmer("french")
    stem: str = _local.stemmer.stemWord(ALONE.get(plain) or PLURAL.sub("", plain))
    return (stem or plain)[:LONGEST]
