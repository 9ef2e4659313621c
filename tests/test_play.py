"""The suite's end-to-end test: people live the day through the product's own pages, then find all that they sent."""

import argparse
import subprocess
import sys
from pathlib import Path

import pytest

from essaim.simulator import run as simulate
from essaim.simulator.play import NotAsSent, Play, ok
from essaim.simulator.scenes import arriving, promising
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
        list(map(str, words)), cwd=tmp_path, capture_output=True, text=True, timeout=600, check=False
    )
    assert played.returncode == 0, played.stdout + played.stderr
    assert "Tout est là" in played.stdout
    assert (tmp_path / "bilan.pdf").read_bytes().startswith(b"%PDF")


def _one_more_commitment(play: Play) -> str:
    page = play.console.get("commitments/new")
    ok(play.console.send(page, page.form(name="what"), what="Personne ne l’a joué", visibility="public"))
    return "one too many"


def _one_commitment_less(play: Play) -> str:
    name, what = play.ledger.commitments[0]
    phone = next(one for one in play.phones if one.name == name)
    page = phone.get("commitments/")
    page = phone.get(page.link(what))
    ok(phone.send(page, page.form(action="withdrawal")))
    return "one too few"


@pytest.mark.slow
@pytest.mark.sqlite_only
@pytest.mark.parametrize("fault", [_one_more_commitment, _one_commitment_less])
def test_the_play_sees_what_is_too_many_and_what_is_missing(tmp_path, monkeypatch, fault):
    monkeypatch.chdir(tmp_path)
    port = free_port()
    args = argparse.Namespace(data=tmp_path / "data", fast=True, chaos=False, seed=3, people=6)
    scenes = [("join", arriving.join), ("the day", arriving.day_begins), ("commit", promising.commitments)]
    with pytest.raises(NotAsSent, match="bilan"):
        simulate.main(args, f"http://127.0.0.1:{port}", [*scenes, ("fault", fault)])
    assert not (tmp_path / "bilan.pdf").exists()
