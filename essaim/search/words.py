"""Words as they are compared: folded, without elision, reduced to their stem. The same for both databases.

Folding comes before the stem, so that « ecole » and « école » can only give the same one. Stems: Snowball, French.
"""

import re
import threading
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import snowballstemmer

from essaim.base.text import fold

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_ELISIONS = "(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|presqu)"
ELIDED = re.compile(rf"^{_ELISIONS}['’](?=.)", re.IGNORECASE)
SMALL = frozenset(
    "a au aux avec ce ces cet cette dans de des du elle elles en est et eux il ils je la le les leur leurs lui ma mais "
    "me mes moi mon ne nos notre nous on ont ou par pas plus pour qu que qui sa sans se ses si son sont sur ta te tes "
    "toi ton tu un une vos votre vous y "
    "an and are as at be by for from has have in is it its of on or our that the their they this to was we "
    "were with".split()
)
COMMON = frozenset(
    "afin ainsi alors apres aucun aucune aujourd'hui aussi autant autre autres avais avait avant avez avoir avons "
    "beaucoup bien ca car cela celle celles celui certain certaine certaines certains cette ceux chacun chacune "
    "chaque chose choses comme comment contre deja depuis devons dire dit dite dites dits dois doit donc dont "
    "durant encore ensuite entre etaient etait etant etc ete etes etre faire faisons fait faut fera fois font hors "
    "ici jamais leur lors lorsque meme memes mettre mieux moins ni non nouveau nouvelle nul ont oui parce parfois "
    "parmi pendant permet permettre peu peut peuvent peux plupart plus plusieurs plutot pourquoi pourrait pouvoir "
    "pres puisse puissions quand quel quelle quelles quelque quelques quels quoi rien sans sauf selon sera serait "
    "seront seulement sinon soit sommes souvent suis surtout tant tel telle tellement toujours tous tout toute "
    "toutes tres trop vers via voici voila vont vraiment "
    "about after all also any because been before being between both but can could did does each even every few had "
    "has he her here him his how if into just like make many more most much must no not only other over own same "
    "she should some such than them then there these those through too under up us very well what when where which "
    "while who why will would you your".split()
)
"""Words that say nothing by themselves: they are found, but not counted among those that come back."""
LONGEST = 40
# What the stemmer leaves of a plural: « vélos », « emplois », « crédits », « enjeux ». Of « -eux » only what is no
# adjective, whose feminine it knows.
PLURAL = re.compile(r"(?<=..[^s])s$|(?:(?<=jeu)|(?<=feu)|(?<=lieu)|(?<=dieu)|(?<=voeu)|(?<=cheveu)|(?<=neveu))x$")
ALONE = {"travaux": "travail", "baux": "bail", "vitraux": "vitrail"}

_local = threading.local()


class Word(NamedTuple):
    """A word of a text: where it stands, and its stem."""

    start: int
    end: int
    stem: str
    is_small: bool


def words(text: str) -> Iterator[Word]:
    for found in WORD.finditer(text):
        yield _word(found)


def stems(text: str) -> str:
    """The text for an engine that knows no language: stems between spaces."""
    return " ".join(filter(None, map(_asked_for, WORD.findall(text))))


def asked_in(text: str, whole: frozenset[str], begun: str) -> Iterator[Word]:
    """The words of the text that have one of these stems, or one that begins like `begun`, where they stand.

    Only words that begin as they do are looked at: of a page of 800 words, a few. One whose very beginning changes with
    its number (« maux ») is not seen.
    """
    for found in _beginning_like(whole, begun).finditer(text):
        word = _word(found)
        if word.stem in whole or (begun and word.stem.startswith(begun)):
            yield word


def _word(found: re.Match[str]) -> Word:
    skipped, stem, is_small = _read(found.group())
    return Word(found.start() + skipped, found.end(), stem, is_small)


@lru_cache(maxsize=50_000)
def _read(token: str) -> tuple[int, str, bool]:
    """How many signs its elision takes, its stem, and whether it is one that nobody asks for."""
    elided = ELIDED.match(token)
    skipped = elided.end() if elided else 0
    plain = "".join(c for c in fold(token[skipped:]) if c.isalnum())
    return skipped, _stem(plain), plain in SMALL or (len(plain) == 1 and plain.isalpha())


@lru_cache(maxsize=50_000)
def _asked_for(token: str) -> str:
    _skipped, stem, is_small = _read(token)
    return "" if is_small else stem


def _stem(plain: str) -> str:
    # The library keeps the word it works on in itself: one for each thread.
    if not hasattr(_local, "stemmer"):
        _local.stemmer = snowballstemmer.stemmer("french")
    stem: str = _local.stemmer.stemWord(ALONE.get(plain) or PLURAL.sub("", plain))
    return (stem or plain)[:LONGEST]


@lru_cache(maxsize=200)
def _beginning_like(whole: frozenset[str], begun: str) -> re.Pattern[str]:
    starts = sorted({stem[: 3 if len(stem) > 4 else 2] for stem in whole | {begun}} - {""})
    written = "|".join("".join(_SIGNS.get(letter, letter) for letter in start) for start in starts).replace(*_OE)
    return re.compile(
        rf"(?<![^\W_])(?<![^\W_]['’])(?:{_ELISIONS}['’])?(?:{written})[^\W_]*(?:['’][^\W_]+)*", re.IGNORECASE
    )


def _signs() -> dict[str, str]:
    """Letter → the class of what is written for it: « é » for e."""
    found: dict[str, str] = {}
    for sign in map(chr, range(0xC0, 0x250)):
        letter = fold(sign)
        if len(letter) == 1 and letter.isalpha() and letter.isascii():
            found[letter] = found.get(letter, letter) + sign
    return {letter: f"[{signs}]" for letter, signs in found.items()}


_SIGNS = _signs()
_OE = (_SIGNS["o"] + _SIGNS["e"], f"(?:{_SIGNS['o']}{_SIGNS['e']}|œ)")
