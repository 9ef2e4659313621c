"""What this machine says about its package index: pip's settings, and the same in uv's words."""

import configparser
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
TOOLS = ROOT / ".tools"


class Unavailable(Exception):
    """This way of installing is closed here; the next one is tried."""


def say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


def pip_config_files() -> list[Path]:
    """In pip's order, the last one wins."""
    named = os.environ.get("PIP_CONFIG_FILE")
    if named == os.devnull:
        return []
    home = Path(os.path.expanduser("~"))
    config_home = Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config")
    if sys.platform == "darwin":
        shared = [Path("/Library/Application Support/pip/pip.conf")]
        own = [home / "Library/Application Support/pip/pip.conf"]
    else:
        folders = (os.environ.get("XDG_CONFIG_DIRS") or "/etc/xdg").split(":")
        shared = [*(Path(folder) / "pip/pip.conf" for folder in reversed(folders)), Path("/etc/pip.conf")]
        own = []
    own = [home / ".pip/pip.conf", *own, config_home / "pip/pip.conf"]
    if named and Path(named).exists():
        return [*shared, Path(sys.prefix) / "pip.conf", Path(named)]
    return [*shared, *own, Path(sys.prefix) / "pip.conf"]


def pip_settings() -> dict[str, str]:
    settings: dict[str, str] = {}
    for path in pip_config_files():
        parser = configparser.RawConfigParser()
        try:
            parser.read(path, encoding="utf-8")
        except (OSError, configparser.Error) as error:
            say(f"{path} cannot be read and is left out: {error}")
            continue
        for section in ("global", "install"):
            if parser.has_section(section):
                settings.update({name.replace("_", "-"): value for name, value in parser.items(section)})
    for name, value in os.environ.items():
        if name.startswith("PIP_") and value:
            settings[name[4:].lower().replace("_", "-")] = value
    return settings


def is_yes(value: str) -> bool:
    return value.strip().lower() in {"1", "yes", "true", "on", "y", "t"}


def uv_environment(pip: dict[str, str]) -> dict[str, str]:
    """pip's settings in uv's words, where uv has none of its own (uv never reads pip's)."""
    given = os.environ
    wanted = {"UV_PYTHON_DOWNLOADS": "never", "UV_NO_PROGRESS": "1"}
    if not any(name in given for name in ("UV_DEFAULT_INDEX", "UV_INDEX_URL", "UV_INDEX", "UV_EXTRA_INDEX_URL")):
        if "index-url" in pip:
            wanted["UV_DEFAULT_INDEX"] = pip["index-url"]
        if "extra-index-url" in pip:
            wanted["UV_INDEX"] = " ".join(pip["extra-index-url"].split())
            wanted["UV_INDEX_STRATEGY"] = "unsafe-best-match"  # as pip does; every file's hash is checked
        if "find-links" in pip:
            wanted["UV_FIND_LINKS"] = ",".join(pip["find-links"].split())
        if is_yes(pip.get("no-index", "")):
            wanted["UV_NO_INDEX"] = "1"
    if "trusted-host" in pip:
        wanted["UV_INSECURE_HOST"] = " ".join(pip["trusted-host"].split())
    if "timeout" in pip or "default-timeout" in pip:
        wanted["UV_HTTP_TIMEOUT"] = str(int(float(pip.get("timeout") or pip["default-timeout"])))
    if "proxy" in pip:
        wanted["ALL_PROXY"] = pip["proxy"]
    if "cert" in pip:
        wanted["SSL_CERT_FILE"] = pip["cert"]
    if "client-cert" in pip:
        wanted["SSL_CLIENT_CERT"] = pip["client-cert"]
    home = Path(os.path.expanduser("~"))
    if not os.environ.get("UV_CACHE_DIR") and not (home.is_dir() and os.access(home, os.W_OK)):
        wanted["UV_CACHE_DIR"] = str(TOOLS / "cache")
    return {**wanted, **given}
