"""Imports go down only; what joins apps is said in the open."""

import re
import subprocess
import sys
from pathlib import Path

from tests.house.tree import ROOT, files, places, short

SIGNALS = re.compile(r"^\s*(?:from|import) django\.(?:dispatch|db\.models\.signals|core\.signals)", re.M)
CLOCKS = re.compile(r"\b(?:timezone\.now|datetime\.now|datetime\.utcnow|date\.today|timezone\.localdate)\s*\(")


def test_imports_go_down_only() -> None:
    lint_imports = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [lint_imports, "--no-logo", "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_signal() -> None:
    found = [short(path) for path in files(".py") if SIGNALS.search(path.read_text(encoding="utf-8"))]
    assert found == []


def test_one_clock() -> None:
    found = [
        places(path, text, match.start())
        for path in files(".py")
        if "tests" not in path.parts and path.name != "clock.py"
        for text in [path.read_text(encoding="utf-8")]
        for match in CLOCKS.finditer(text)
    ]
    assert found == [], "essaim.base.clock, or the space's own now(), is asked for the time"
