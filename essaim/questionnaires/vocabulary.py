"""The words that come back in what people wrote, whatever their number or ending, each counted once a person."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from essaim.base.text import fold
from essaim.search.words import COMMON, words

FEWEST_PEOPLE, FEWEST_TIMES, FEWEST_WORDS, FEWEST_OF_FIRST = 5, 2, 3, 3
SHARE = 12  # a word that fewer than one person in twelve wrote does not come back
SHORTEST = 3


def recurring(texts: Iterable[tuple[str, int]], most: int) -> list[tuple[str, int]]:
    """Words and how many people wrote them, most frequent first, each as it was written most often.

    Nothing when too few people wrote for words to come back.
    """
    people: Counter[str] = Counter()
    written: defaultdict[str, Counter[str]] = defaultdict(Counter)
    n = 0
    for text, times in texts:
        n += times
        seen = set()
        for word in words(text):
            plain = fold(text[word.start : word.end])
            if word.is_small or plain in COMMON or len(plain) < SHORTEST or plain.isdigit():
                continue
            written[word.stem][text[word.start : word.end].lower()] += times
            seen.add(word.stem)
        for stem in seen:
            people[stem] += times
    if n < FEWEST_PEOPLE:
        return []
    least = max(FEWEST_TIMES, -(-n // SHARE))
    found = [(_usual(written[stem]), count) for stem, count in people.items() if count >= least]
    found.sort(key=lambda one: (-one[1], fold(one[0])))
    return found[:most] if len(found) >= FEWEST_WORDS and found[0][1] >= FEWEST_OF_FIRST else []


def _usual(forms: Counter[str]) -> str:
    """The form met most often; of two, the shorter, which is often the singular."""
    return min(forms, key=lambda form: (-forms[form], len(form), form))
