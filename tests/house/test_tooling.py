"""What sets this project up: locked, hashed, and tied to no machine."""

import base64
import hashlib
import importlib
import re
import subprocess
import sys
import threading
import tomllib
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.tree import ROOT, committed, short, text_of

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKED = re.compile(r"^([\w.-]+)==([^\s;]+)(?:\s*;[^\\\n]*)?((?:\s*\\\n\s+--hash=sha256:\w{64})+)", re.M)


@pytest.fixture
def setup(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> SimpleNamespace:
    """bin/setup on a machine that says nothing of its own."""
    for name in ("UV_DEFAULT_INDEX", "UV_INDEX_URL", "UV_INDEX", "UV_EXTRA_INDEX_URL", "UV_FIND_LINKS", "UV_NO_INDEX"):
        monkeypatch.delenv(name, raising=False)
    for name in ("CERT", "FIND_LINKS", "INDEX_URL", "EXTRA_INDEX_URL", "NO_INDEX", "TIMEOUT", "DEFAULT_TIMEOUT"):
        monkeypatch.delenv(f"PIP_{name}", raising=False)
    config = tmp_path / "pip.conf"
    config.write_text("")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("PIP_CONFIG_FILE", str(config))
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    monkeypatch.syspath_prepend(str(ROOT / "bin/setup"))
    for name in ("machine", "fetching", "installing"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    return SimpleNamespace(machine=importlib.import_module("machine"), fetching=importlib.import_module("fetching"))


def locked(name: str) -> dict[str, str]:
    return {canonicalize_name(found[1]): found[2] for found in LOCKED.finditer((ROOT / name).read_text())}


@pytest.mark.parametrize(
    ("lock", "asked"),
    [
        ("requirements.lock", PROJECT["project"]["dependencies"]),
        ("requirements-dev.lock", PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["dev"]),
        ("requirements-setup.lock", PROJECT["dependency-groups"]["setup"]),
    ],
)
def test_the_locks_hold_what_is_asked_for(lock: str, asked: list[str]) -> None:
    versions = locked(lock)
    lines = re.findall(r"^[\w.-]+==", (ROOT / lock).read_text(), re.M)
    assert len(versions) == len(lines), "every package is locked once, with its hashes"
    for requirement in map(Requirement, asked):
        version = versions.get(canonicalize_name(requirement.name))
        assert version, f"{lock} lacks {requirement.name}: run bin/lock"
        assert requirement.specifier.contains(version, prereleases=True), f"{lock} holds {requirement.name} {version}"


def test_tests_run_on_the_versions_that_are_served() -> None:
    tested = locked("requirements-dev.lock")
    assert {name: tested.get(name) for name in locked("requirements.lock")} == locked("requirements.lock")


def test_no_lock_names_an_index() -> None:
    found = [
        f"{short(path)}: {line}"
        for path in committed()
        if path.suffix == ".lock"
        for line in path.read_text().splitlines()
        if re.search(r"://|--index|--extra-index|--find-links|@ file", line)
    ]
    assert found == []


def test_no_script_lock_names_a_registry() -> None:
    locks = [path for path in committed() if path.name in ("uv.lock", "package-lock.json")]
    assert [short(path) for path in locks if re.search(r"\"resolved\"|registry = ", path.read_text())] == []


def test_commands_are_sound_shell() -> None:
    for path in committed():
        if path.parent in (ROOT / "bin", ROOT / ".ci") and (text_of(path) or "").startswith(("#!/bin/sh", "# Sourced")):
            done = subprocess.run(["sh", "-n", path], capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stderr
            assert path.name.startswith("_") or path.stat().st_mode & 0o111, f"{short(path)} may not be run"


# ── The machine's package index is honoured ────────────────────────────────────────────────────────────────────


def test_settings_of_pip_are_read(setup: SimpleNamespace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pip.conf").write_text(
        "[global]\nindex-url = https://mirror.example/simple\ncert = /etc/own.pem\n"
        "[install]\nextra_index_url =\n  https://a.example/\n  https://b.example/\ntrusted-host = a.example\n"
    )
    monkeypatch.setenv("PIP_TIMEOUT", "60")
    settings = setup.machine.pip_settings()
    assert settings["index-url"] == "https://mirror.example/simple"
    told = setup.machine.uv_environment(settings)
    assert told["UV_DEFAULT_INDEX"] == "https://mirror.example/simple"
    assert told["UV_INDEX"] == "https://a.example/ https://b.example/"
    assert (told["SSL_CERT_FILE"], told["UV_INSECURE_HOST"], told["UV_HTTP_TIMEOUT"]) == (
        "/etc/own.pem",
        "a.example",
        "60",
    )
    assert list(setup.fetching.places_to_look(settings, "uv")) == [
        "https://mirror.example/simple/uv/",
        "https://a.example/uv/",
        "https://b.example/uv/",
    ]


def test_variables_win_over_files_and_uvs_own_over_pips(
    setup: SimpleNamespace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pip.conf").write_text("[global]\nindex-url = https://file.example/simple\n")
    monkeypatch.setenv("PIP_INDEX_URL", "https://variable.example/simple")
    assert setup.machine.pip_settings()["index-url"] == "https://variable.example/simple"
    monkeypatch.setenv("UV_DEFAULT_INDEX", "https://uv.example/simple")
    assert next(setup.fetching.places_to_look(setup.machine.pip_settings(), "uv")) == "https://uv.example/simple/uv/"
    assert setup.machine.uv_environment(setup.machine.pip_settings())["UV_DEFAULT_INDEX"] == "https://uv.example/simple"


def test_no_index_means_none(setup: SimpleNamespace, tmp_path: Path) -> None:
    (tmp_path / "pip.conf").write_text("[global]\nno-index = true\nfind-links = /srv/wheels\n")
    settings = setup.machine.pip_settings()
    assert list(setup.fetching.places_to_look(settings, "uv")) == ["/srv/wheels"]
    assert setup.machine.uv_environment(settings)["UV_NO_INDEX"] == "1"


NAME = "pip-1.0-py3-none-any.whl"
WHEEL = b"a wheel"


@pytest.fixture
def index() -> Iterator[str]:
    """A package index behind a name and a password, its files elsewhere on the same host."""

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            known = self.headers.get("Authorization") == "Basic " + base64.b64encode(b"me:se cret").decode()
            pages = {
                "/simple/pip/": f'<a href="../../files/{NAME}#sha256=x">{NAME}</a>'.encode(),
                f"/files/{NAME}": WHEEL,
            }
            self.send_response((200 if self.path in pages else 404) if known else 401)
            self.end_headers()
            self.wfile.write(pages.get(self.path, b"") if known else b"")

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://me:se%20cret@127.0.0.1:{server.server_port}/simple"
    server.shutdown()


@pytest.fixture
def pin(setup: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> Callable[[bytes], None]:
    return lambda wheel: monkeypatch.setattr(
        setup.fetching, "pinned", lambda _: ("1.0", {hashlib.sha256(wheel).hexdigest()})
    )


def test_a_pinned_wheel_is_fetched_from_an_index_with_a_password(
    setup: SimpleNamespace, index: str, pin: Callable[[bytes], None]
) -> None:
    pin(WHEEL)
    assert setup.fetching.fetch_wheel("pip", {"index-url": index}) == (NAME, WHEEL)


def test_another_wheel_than_the_pinned_one_is_refused_and_no_password_is_said(
    setup: SimpleNamespace, index: str, pin: Callable[[bytes], None]
) -> None:
    pin(b"another")
    with pytest.raises(setup.fetching.Unavailable) as refusal:
        setup.fetching.fetch_wheel("pip", {"index-url": index})
    assert "cret" not in str(refusal.value)


def test_a_folder_of_wheels_will_do(setup: SimpleNamespace, tmp_path: Path, pin: Callable[[bytes], None]) -> None:
    pin(WHEEL)
    (tmp_path / NAME).write_bytes(WHEEL)
    assert setup.fetching.fetch_wheel("pip", {"find-links": str(tmp_path), "no-index": "1"}) == (NAME, WHEEL)
