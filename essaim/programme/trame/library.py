"""The trames that come with Essaim."""

from functools import cache
from importlib import resources

from essaim.programme.trame.read import read_trame
from essaim.programme.trame.shape import Trame

DEFAULT = "cooperation-journee-dla"


def names() -> list[str]:
    folder = resources.files("essaim.programme") / "trames"
    return sorted(entry.name.removesuffix(".yml") for entry in folder.iterdir() if entry.name.endswith(".yml"))


@cache
def read_named(name: str = DEFAULT) -> Trame:
    """A trame of the library. Raises `KeyError` when there is none of that name."""
    if name not in names():
        raise KeyError(name)
    return read_trame((resources.files("essaim.programme") / "trames" / f"{name}.yml").read_text(encoding="utf-8"))


def available_trames(language: str) -> list[tuple[str, str]]:
    """Names and titles, for a choice."""
    return [(name, read_named(name).title(language)) for name in names()]
