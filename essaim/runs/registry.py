"""The methods that are installed, found by entry point: the engine knows none by name."""

from functools import cache
from importlib.metadata import entry_points
from typing import Any

from essaim.runs.definition import Method

GROUP = "essaim.methods"
FREE = "free"


@cache
def methods() -> dict[str, Method[Any, Any]]:
    """Every method by key, in the order of their names."""
    found: dict[str, Method[Any, Any]] = {}
    for point in entry_points(group=GROUP):
        method = point.load()
        found[method.key] = method
    return found


def method_of(key: str) -> Method[Any, Any]:
    """A method that is not installed here runs free: its question, its clock, its card."""
    return methods().get(key) or methods()[FREE]
