"""The wheel carries all of the product, and works where nothing else of this checkout is."""

import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.house.tree import ESSAIM, ROOT, committed

CARRIED = {
    ".html",
    ".css",
    ".js",
    ".woff2",
    ".ttf",
    ".otf",
    ".svg",
    ".png",
    ".typ",
    ".yaml",
    ".yml",
    ".json",
    ".mo",
    ".txt",
    ".md",
}

NOT_OURS = ("PYTHONPATH", "VIRTUAL_ENV", "DJANGO_ALLOW_ASYNC_UNSAFE", "DJANGO_SETTINGS_MODULE")


def call(*words: object, cwd: Path, **environment: str) -> str:
    bare = {name: value for name, value in os.environ.items() if name not in NOT_OURS}
    done = subprocess.run(
        [str(word) for word in words], cwd=cwd, env={**bare, **environment}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{words} ended with {done.returncode}:\n{done.stdout}{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    call(sys.executable, "-I", ROOT / "bin/setup", "wheel", folder, cwd=ROOT)
    (built,) = folder.glob("*.whl")
    return built


@pytest.mark.slow
def test_the_wheel_carries_every_asset(wheel: Path) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())
    wanted = {
        path.relative_to(ROOT).as_posix()
        for path in committed()
        if path.is_relative_to(ESSAIM)
        and path.suffix in CARRIED | {".py"}
        and not ("tests" in path.parts or path.name.endswith(".test.js"))
    }
    assert sorted(wanted - inside) == []
    assert not [name for name in inside if "/tests/" in name]
    assert any(name.endswith("licenses/LICENSE") for name in inside)


@pytest.mark.slow
def test_the_wheel_works_alone(wheel: Path, tmp_path: Path) -> None:
    python = call(sys.executable, "-I", ROOT / "bin/setup", "try-wheel", wheel, tmp_path / "venv", cwd=tmp_path).strip()
    essaim = Path(python).with_name("essaim")
    assert "essaim serve" in call(essaim, "--help", cwd=tmp_path)
    call(essaim, "check", cwd=tmp_path, ESSAIM_DATA=str(tmp_path / "data"), DATABASE_URL="")
    where = call(python, "-c", "import essaim; print(essaim.__file__)", cwd=tmp_path)
    assert where.startswith(str(tmp_path))
    points = call(
        python,
        "-c",
        "from importlib.metadata import entry_points as e; print(*e(group='essaim.methods'))",
        cwd=tmp_path,
    )
    assert len(re.findall("EntryPoint", points)) == len(methods())


def methods() -> dict[str, str]:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return project.get("entry-points", {}).get("essaim.methods", {})
