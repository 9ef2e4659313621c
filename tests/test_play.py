"""The suite's end-to-end test: people live the day through the product's own pages, then find all that they sent."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.infra.postgres import free_port

ESSAIM = Path(sys.executable).with_name("essaim")


@pytest.mark.slow
@pytest.mark.sqlite_only
@pytest.mark.parametrize("faults", [[], ["--chaos"]], ids=["calm", "chaos"])
def test_what_was_acknowledged_is_in_the_bilan(tmp_path, faults):
    words = [
        ESSAIM,
        "demo",
        "--play",
        "--fast",
        "--seed",
        "7",
        "--port",
        str(free_port()),
        "--data",
        tmp_path / "data",
        *faults,
    ]
    played = subprocess.run(
        list(map(str, words)), cwd=tmp_path, capture_output=True, text=True, timeout=180, check=False
    )
    assert played.returncode == 0, played.stdout + played.stderr
    assert "Tout est là" in played.stdout
    assert (tmp_path / "bilan.pdf").read_bytes().startswith(b"%PDF")
