"""The words people read: right French, complete English, catalogues that hold just them."""

import re

import pytest

from essaim.base.typography import lint
from tests.infra.messages import LOCALE, PLURALS, Message, compiled, read_po, said, up_to_date

VALUE = re.compile(r"%\(\w+\)[-+\d.]*[a-z]|\{\w*(?:[!:][^{}]*)?\}")


def test_our_french_is_well_set() -> None:
    faults = [
        f"{message.places[0]}: {fault}"
        for message in said().values()
        for words in (message.key.words, message.plural)
        for fault in lint(words)
    ]
    assert faults == [], "bin/messages --mend puts this right"


@pytest.mark.parametrize("language", sorted(PLURALS))
def test_the_catalogue_holds_what_is_said(language: str) -> None:
    path = LOCALE / language / "LC_MESSAGES/django.po"
    wanted, kept = up_to_date(language), read_po(path)
    assert set(kept) == {message.key for message in wanted}, "run bin/messages"
    missing = [f"{m.places[0]}: {m.key.words!r}" for m in wanted if not m.is_translated]
    assert missing == [], f"to translate in {path.name} ({language})"
    assert path.with_suffix(".mo").read_bytes() == compiled(language, wanted), "run bin/messages"


def values_of(text: str) -> list[str]:
    return sorted(set(VALUE.findall(text)))


def strayed(message: Message) -> bool:
    """A translation that lost or invented a value; the singular may drop its number (« une idée »)."""
    originals = [message.key.words, message.plural] if message.plural else [message.key.words]
    known = {value for text in originals for value in values_of(text)}
    last = message.translations[-1]
    invented = any(set(values_of(text)) - known for text in message.translations)
    return invented or values_of(last) != values_of(originals[-1])


def test_translations_keep_their_values() -> None:
    messages = read_po(LOCALE / "en/LC_MESSAGES/django.po").values()
    found = [f"{m.key.words!r} → {m.translations[-1]!r}" for m in messages if m.is_translated and strayed(m)]
    assert found == []
