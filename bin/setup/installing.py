"""The two ways to install: uv, else pip."""

import io
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from fetching import fetch_wheel, pinned
from machine import ROOT, TOOLS, VENV, Unavailable, pip_settings, uv_environment

OLDEST_UV = (0, 8)


def call(*command: str | Path, env: dict[str, str] | None = None) -> None:
    done = subprocess.run([str(word) for word in command], cwd=ROOT, env=env, stdin=subprocess.DEVNULL, check=False)
    if done.returncode:
        raise Unavailable(f"{Path(command[0]).name} {command[1]} ended with {done.returncode}")


def find_uv(pip: dict[str, str]) -> Path:
    on_path = shutil.which("uv")
    if on_path:
        answer = subprocess.run([on_path, "--version"], capture_output=True, text=True, check=False).stdout
        version = re.match(r"uv (\d+)\.(\d+)", answer)
        if version and (int(version[1]), int(version[2])) >= OLDEST_UV:
            return Path(on_path)
    kept = TOOLS / f"uv-{pinned('uv')[0]}"
    if not kept.exists():
        _, wheel = fetch_wheel("uv", pip)
        TOOLS.mkdir(exist_ok=True)
        fresh = kept.with_suffix(f".{os.getpid()}")
        with zipfile.ZipFile(io.BytesIO(wheel)) as archive:
            program = next(name for name in archive.namelist() if name.endswith(".data/scripts/uv"))
            fresh.write_bytes(archive.read(program))
        fresh.chmod(0o755)
        fresh.rename(kept)
    return kept


def install_with_uv(lock: Path, pip: dict[str, str]) -> None:
    uv = find_uv(pip)
    env = uv_environment(pip)
    env["VIRTUAL_ENV"] = str(VENV)
    # The machine's own list of authorities first (a proxy may have added its own), then the one uv carries.
    for system in ("1", "0"):
        env["UV_SYSTEM_CERTS"] = env["UV_NATIVE_TLS"] = system
        try:
            if not (VENV / "bin/python").exists():
                call(uv, "venv", "--quiet", "--python", sys.executable, "--no-project", VENV, env=env)
            call(uv, "pip", "sync", "--quiet", "--require-hashes", lock, env=env)
            build = ROOT / "requirements-setup.lock"
            call(uv, "pip", "install", "--quiet", "--no-deps", "--build-constraints", build, "-e", ".", env=env)
            return
        except Unavailable:
            if system == "0" or "SSL_CERT_FILE" in env:
                raise


def bare_environment() -> None:
    """What `python -m venv --without-pip` makes; Debian ships that module apart."""
    if (VENV / "bin/python").exists():
        return
    executable = Path(sys._base_executable or sys.executable)  # type: ignore[attr-defined]
    (VENV / "bin").mkdir(parents=True, exist_ok=True)
    (VENV / f"lib/python{sys.version_info[0]}.{sys.version_info[1]}/site-packages").mkdir(parents=True, exist_ok=True)
    version = ".".join(str(part) for part in sys.version_info[:3])
    (VENV / "pyvenv.cfg").write_text(
        f"home = {executable.parent}\ninclude-system-site-packages = false\nversion = {version}\n", encoding="utf-8"
    )
    for name in ("python", "python3"):
        (VENV / "bin" / name).symlink_to(executable)


def install_with_pip(lock: Path, pip: dict[str, str]) -> None:
    bare_environment()
    python = VENV / "bin/python"
    installer: list[str | Path] = [sys.executable, "-m", "pip", "--python", python]
    if subprocess.run([*map(str, installer), "--version"], capture_output=True, check=False).returncode:
        name, wheel = fetch_wheel("pip", pip)
        TOOLS.mkdir(exist_ok=True)
        (TOOLS / name).write_bytes(wheel)
        installer = [python, TOOLS / name / "pip"]
    env = {**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1"}
    call(*installer, "install", "--quiet", "--require-hashes", "-r", lock, env=env)
    build = {**env, "PIP_CONSTRAINT": "", "PIP_BUILD_CONSTRAINT": str(ROOT / "requirements-setup.lock")}
    call(*installer, "install", "--quiet", "--no-deps", "-e", ".", env=build)


def is_broken() -> bool:
    python = VENV / "bin/python"
    if not VENV.exists():
        return False
    check = "import sys; sys.exit(sys.version_info < (3, 11) or sys.prefix == sys.base_prefix)"
    try:
        return subprocess.run([str(python), "-c", check], capture_output=True, check=False).returncode != 0
    except OSError:
        return True


def build_wheel(folder: str) -> None:
    pip = pip_settings()
    build = ROOT / "requirements-setup.lock"
    uv = find_uv(pip)
    call(uv, "build", "--quiet", "--wheel", "--build-constraints", build, "-o", folder, ".", env=uv_environment(pip))


def try_wheel(wheel: str, folder: str) -> None:
    pip = pip_settings()
    uv, env = find_uv(pip), uv_environment(pip)
    call(uv, "venv", "--quiet", "--no-project", "--python", sys.executable, folder, env=env)
    env["VIRTUAL_ENV"] = folder
    call(uv, "pip", "sync", "--quiet", "--require-hashes", ROOT / "requirements.lock", env=env)
    call(uv, "pip", "install", "--quiet", "--no-deps", wheel, env=env)
    print(Path(folder) / "bin/python")
