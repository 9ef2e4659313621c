"""Habits, not laws: what has grown is listed, so that somebody looks whether it holds one subject."""

import warnings

from tests.house.tree import ROOT, files, short

LIMITS = {".py": 300, ".html": 100, ".js": 150, ".mjs": 150, ".css": 200}


def test_what_has_grown_is_listed() -> None:
    grown = []
    for path in files(*LIMITS, under=ROOT):
        limit = 400 if path.name.startswith("test_") else LIMITS[path.suffix]
        lines = path.read_text(encoding="utf-8").count("\n")
        if lines > limit and "migrations" not in path.parts:
            grown.append((lines / limit, f"{lines:5} lines  {short(path)}"))
    if grown:
        listed = "\n".join(line for _, line in sorted(grown, reverse=True))
        warnings.warn(f"Larger than the house likes:\n{listed}", stacklevel=1)
