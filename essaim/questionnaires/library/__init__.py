"""The questionnaires that come with the product: the three of an accompaniment, whose codes are stable so that answers
of two years compare, and some ready to be changed."""

from functools import cache
from pathlib import Path

import yaml

from essaim.questionnaires.definition import Choice, Definition
from essaim.questionnaires.reading import read_choices, read_definition

FOLDER = Path(__file__).parent
KINDS = ("amont", "chaud", "froid")
READY = ("needs", "availability", "satisfaction")


@cache
def load(kind: str) -> Definition:
    """The questionnaire of the library called `kind`, one of `KINDS` or of `READY`."""
    if kind not in (*KINDS, *READY):
        raise LookupError(f"The library has {', '.join((*KINDS, *READY))}, not {kind!r}.")
    path = FOLDER / ("ready" if kind in READY else "") / f"{kind}.yml"
    return read_definition(yaml.safe_load(path.read_text(encoding="utf-8")), _lists(), f"{path.name}: ")


@cache
def _lists() -> dict[str, tuple[Choice, ...]]:
    data = yaml.safe_load((FOLDER / "lists.yml").read_text(encoding="utf-8"))
    return {name: read_choices(items, f"lists.yml: {name}") for name, items in data.items()}
