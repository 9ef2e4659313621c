"""The three questionnaires that come with the product. Their codes are stable: answers of two years compare."""

from functools import cache
from pathlib import Path

import yaml

from essaim.questionnaires.definition import Choice, Definition
from essaim.questionnaires.reading import read_choices, read_definition

FOLDER = Path(__file__).parent
KINDS = ("amont", "chaud", "froid")


@cache
def load(kind: str) -> Definition:
    """The questionnaire of the library called `kind`, one of `KINDS`."""
    if kind not in KINDS:
        raise LookupError(f"The library has {', '.join(KINDS)}, not {kind!r}.")
    path = FOLDER / f"{kind}.yml"
    return read_definition(yaml.safe_load(path.read_text(encoding="utf-8")), _lists(), f"{path.name}: ")


@cache
def _lists() -> dict[str, tuple[Choice, ...]]:
    data = yaml.safe_load((FOLDER / "lists.yml").read_text(encoding="utf-8"))
    return {name: read_choices(items, f"lists.yml: {name}") for name, items in data.items()}
