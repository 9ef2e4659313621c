"""Letters are as wide for the browser as for the server: one drawing, made by either."""

import json
import re
from pathlib import Path

from essaim.base import lettering

SCRIPTS = Path(__file__).parents[1] / "static" / "mindmaps"


def test_the_browser_counts_letters_as_the_server_does() -> None:
    rows = re.findall(r'^  ("(?:[^"\\]|\\.)*"): (\d+),?$', (SCRIPTS / "widths.js").read_text(), re.MULTILINE)
    assert {json.loads(letters): int(width) for letters, width in rows} == lettering.WIDTHS


def test_the_rest_is_counted_alike_too() -> None:
    told = dict(re.findall(r"^const ([A-Z_]+) = (\w+)$", (SCRIPTS / "layout.js").read_text(), re.MULTILINE))
    asked = {name: getattr(lettering, name) for name in ("UNKNOWN", "WIDE", "FIRST_WIDE")}
    assert {name: int(told[name], 0) for name in asked} == asked
