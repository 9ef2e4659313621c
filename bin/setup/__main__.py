"""Makes .venv in this checkout with nothing but Python's own library: no pip, ensurepip, venv or uv is needed.

bin/setup run|dev <stamp>: installs what requirements*.lock name, hashes checked, and Essaim itself, editable.
bin/setup uv: prints the path of a uv, fetching the pinned one when the machine has none.
bin/setup wheel <folder>: builds the wheel there. bin/setup try-wheel <wheel> <folder>: installs it alone.

uv does the work when one can be had: the one on PATH, else its wheel from the package index this machine is
configured for (settings of uv or pip), checked against requirements-setup.lock. Else pip does it.
"""

import fcntl
import re
import shutil
import sys

from installing import build_wheel, find_uv, install_with_pip, install_with_uv, is_broken, try_wheel
from machine import ROOT, TOOLS, VENV, Unavailable, pip_settings, say


def install(kind: str, stamp: str) -> None:
    pip = pip_settings()
    ready = {name: VENV / f".ready-{name}" for name in ("run", "dev")}
    if is_broken():
        shutil.rmtree(VENV)
    if ready["dev"].exists() or (VENV / "bin/pytest").exists():  # running it must not take a developer's tools away
        kind = "dev"
    lock = ROOT / ("requirements-dev.lock" if kind == "dev" else "requirements.lock")
    count = len(re.findall(r"^[\w.-]+==", lock.read_text(encoding="utf-8"), re.M))
    say(f"Setting up .venv with {count} packages (once)…")
    try:
        install_with_uv(lock, pip)
    except Unavailable as trouble:
        say(f"uv cannot do it here ({trouble}); trying with pip.")
        try:
            install_with_pip(lock, pip)
        except Unavailable as again:
            sys.exit(
                f"Essaim's packages could not be installed: {again}\n"
                "Does this machine reach its package index (PIP_INDEX_URL, pip.conf or UV_DEFAULT_INDEX names it)?"
            )
    for name in ("run", "dev") if kind == "dev" else ("run",):
        ready[name].write_text(stamp + "\n", encoding="utf-8")


def main() -> None:
    TOOLS.mkdir(exist_ok=True)
    if sys.argv[1] in ("uv", "wheel", "try-wheel"):
        try:
            match sys.argv[1]:
                case "wheel":
                    build_wheel(sys.argv[2])
                case "try-wheel":
                    try_wheel(sys.argv[2], sys.argv[3])
                case _:
                    print(find_uv(pip_settings()))
        except Unavailable as trouble:
            sys.exit(f"No uv could be had, or it failed: {trouble}")
        return
    with (TOOLS / "lock").open("w") as turn:  # two commands started at once set up one after the other
        fcntl.flock(turn, fcntl.LOCK_EX)
        kind, stamp = sys.argv[1:3]
        mark = VENV / f".ready-{kind}"
        if not (mark.exists() and mark.read_text(encoding="utf-8").strip() == stamp):
            install(kind, stamp)


if __name__ == "__main__":
    main()
