"""What is committed, as lists of files."""

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ESSAIM = ROOT / "essaim"


@cache
def committed() -> tuple[Path, ...]:
    """Every file of the project: what git tracks or would track; the folder's files where there is no git."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode:
        aside = {".git", ".venv", ".tools", "node_modules", "__pycache__"}
        return tuple(path for path in sorted(ROOT.rglob("*")) if path.is_file() and not aside & set(path.parts))
    names = listed.stdout.decode().split("\0")
    return tuple(sorted(ROOT / name for name in names if name and (ROOT / name).is_file()))


def files(*suffixes: str, under: Path = ESSAIM, vendored: bool = False) -> list[Path]:
    return [
        path
        for path in committed()
        if path.suffix in suffixes and path.is_relative_to(under) and (vendored or "vendor" not in path.parts)
    ]


def short(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def text_of(path: Path) -> str | None:
    """None for what is not text."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None


def places(path: Path, text: str, at: int) -> str:
    return f"{short(path)}:{text.count(chr(10), 0, at) + 1}"
