"""Every live part of the product."""

import importlib

from essaim.live.parts import Part, catalogue

# Apps that show live parts; each lists them in its `parts.py`.
APPS = (
    "spaces",
    "screens",
    "programme",
    "runs",
    "questionnaires",
    "resources",
    "pages",
    "commitments",
    "boards",
    "report",
)


def _parts() -> list[Part]:
    found: list[Part] = []
    for app in APPS:
        try:
            module = importlib.import_module(f"essaim.{app}.parts")
        except ModuleNotFoundError as error:
            if error.name not in (f"essaim.{app}", f"essaim.{app}.parts"):
                raise
            continue
        found += module.PARTS
    return found


def install() -> None:
    """Make every part known to the live floor. Pages and streams both need them; a second call does nothing."""
    catalogue.install(_parts())
