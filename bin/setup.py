"""Makes .venv in this checkout with nothing but Python's own library: no pip, ensurepip, venv or uv is needed.

setup.py run|dev <stamp>: installs what requirements*.lock name, hashes checked, and Essaim itself, editable.
setup.py uv: prints the path of a uv, fetching the pinned one when the machine has none.

uv does the work when one can be had: the one on PATH, else its wheel from the package index this machine is
configured for (settings of uv or pip), checked against requirements-setup.lock. Else pip does it.
"""

import base64
import configparser
import fcntl
import hashlib
import html
import io
import netrc
import os
import platform
import re
import shutil
import ssl
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
import zipfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
TOOLS = ROOT / ".tools"
PUBLIC_INDEX = "https://pypi.org/simple"
OLDEST_UV = (0, 8)


class Unavailable(Exception):
    """This way of installing is closed here; the next one is tried."""


def say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


# ── What the machine says about its package index ──────────────────────────────────────────────────────────────


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


# ── Fetching one pinned wheel without any tool ─────────────────────────────────────────────────────────────────


def places_to_look(pip: dict[str, str], project: str) -> Iterator[str]:
    """Addresses of pages or folders that may list the project's wheels, the configured ones first."""
    given = os.environ
    yield from (given.get("UV_FIND_LINKS", "").replace(",", " ") or pip.get("find-links", "")).split()
    if is_yes(given.get("UV_NO_INDEX", "") or pip.get("no-index", "")):
        return
    default = given.get("UV_DEFAULT_INDEX") or given.get("UV_INDEX_URL") or pip.get("index-url") or PUBLIC_INDEX
    extra = given.get("UV_INDEX") or given.get("UV_EXTRA_INDEX_URL") or pip.get("extra-index-url", "")
    for index in [default, *extra.split()]:
        address = index.partition("=")[2] if re.match(r"[\w-]+=\w+:", index) else index
        yield f"{address.rstrip('/')}/{project}/"


class Downloader:
    def __init__(self, pip: dict[str, str]) -> None:
        self.trusted = set(pip.get("trusted-host", "").split()) | set(
            os.environ.get("UV_INSECURE_HOST", "").replace(",", " ").split()
        )
        named = [os.environ.get("SSL_CERT_FILE"), pip.get("cert"), os.environ.get("REQUESTS_CA_BUNDLE")]
        self.authorities = next((path for path in named if path and Path(path).is_file()), None)
        self.client_certificate = pip.get("client-cert")
        self.proxy = pip.get("proxy")

    def read(self, address: str) -> bytes:
        parts = urllib.parse.urlsplit(address)
        request = urllib.request.Request(parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl())
        credentials = self.credentials(parts)
        if credentials:
            request.add_header("Authorization", "Basic " + base64.b64encode(credentials.encode()).decode())
        try:
            return self.open(request, verified=not ({parts.hostname, parts.netloc} & self.trusted))
        except urllib.error.URLError as error:
            if credentials or not isinstance(error.reason, ssl.SSLCertVerificationError):
                raise
            # A machine without its list of authorities: what is fetched is checked against its pinned hash anyway.
            return self.open(request, verified=False)

    def open(self, request: urllib.request.Request, verified: bool) -> bytes:
        context = ssl.create_default_context(cafile=self.authorities)
        if not verified:
            context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        if self.client_certificate:
            context.load_cert_chain(self.client_certificate)
        handlers: list[urllib.request.BaseHandler] = [urllib.request.HTTPSHandler(context=context)]
        if self.proxy:
            handlers.append(urllib.request.ProxyHandler({"http": self.proxy, "https": self.proxy}))
        with urllib.request.build_opener(*handlers).open(request, timeout=30) as answer:
            return bytes(answer.read())

    def credentials(self, parts: urllib.parse.SplitResult) -> str:
        if parts.username:
            return f"{urllib.parse.unquote(parts.username)}:{urllib.parse.unquote(parts.password or '')}"
        try:
            found = netrc.netrc().authenticators(parts.hostname or "")
        except (OSError, netrc.NetrcParseError):
            return ""
        return f"{found[0]}:{found[2]}" if found else ""

    def wheels(self, place: str) -> dict[str, str]:
        """File name → address, for a page of links or a folder."""
        parts = urllib.parse.urlsplit(place)
        if parts.scheme in ("", "file"):
            folder = Path(urllib.request.url2pathname(parts.path))
            if not (folder / "index.html").is_file():
                return {path.name: path.as_uri() for path in folder.glob("*.whl")} if folder.is_dir() else {}
            place = (folder / "index.html").as_uri()
        page = self.read(place).decode("utf-8", "replace")
        links = [html.unescape(link) for link in re.findall(r"""<a\s[^>]*?href=["']([^"']+\.whl[^"']*)""", page)]
        found = {}
        for link in links:
            address = urllib.parse.urldefrag(urllib.parse.urljoin(place, link)).url
            own, base = urllib.parse.urlsplit(address), urllib.parse.urlsplit(place)
            if own.hostname == base.hostname and "@" in base.netloc and "@" not in own.netloc:
                address = own._replace(netloc=base.netloc).geturl()
            found[urllib.parse.unquote(Path(own.path).name)] = address
        return found


def pinned(project: str) -> tuple[str, set[str]]:
    text = (ROOT / "requirements-setup.lock").read_text(encoding="utf-8")
    found = re.search(rf"^{project}==(\S+)((?:\s*\\\n\s+--hash=sha256:\w+)+)", text, re.M)
    if not found:
        raise Unavailable(f"requirements-setup.lock does not pin {project}")
    return found[1], set(re.findall(r"sha256:(\w+)", found[2]))


def runs_here(wheel: str) -> bool:
    tags = wheel.removesuffix(".whl").rpartition("-")[2]
    if tags == "any":
        return True
    machine = platform.machine().lower()
    if sys.platform == "darwin":
        return "macosx" in tags and tags.endswith(machine)
    libc = "manylinux" if platform.libc_ver()[0] == "glibc" else "musllinux"
    return sys.platform == "linux" and libc in tags and tags.endswith("_" + machine)


def fetch_wheel(project: str, pip: dict[str, str]) -> tuple[str, bytes]:
    version, hashes = pinned(project)
    downloader, trouble = Downloader(pip), []
    for place in places_to_look(pip, project):
        shown = re.sub(r"//[^/@]*@", "//…@", place)
        try:
            for name, address in downloader.wheels(place).items():
                if name.startswith(f"{project}-{version}-") and runs_here(name):
                    content = downloader.read(address)
                    if hashlib.sha256(content).hexdigest() in hashes:
                        return name, content
                    trouble.append(f"{shown} has another {name} than requirements-setup.lock")
        except (OSError, ValueError) as error:
            trouble.append(f"{shown}: {error}")
    raise Unavailable("; ".join(trouble) or f"no wheel of {project} {version} for this machine")


# ── The two ways to install ────────────────────────────────────────────────────────────────────────────────────


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


def install(kind: str, stamp: str) -> None:
    pip = pip_settings()
    ready = {name: VENV / f".ready-{name}" for name in ("run", "dev")}
    if is_broken():
        shutil.rmtree(VENV)
    if ready["dev"].exists():
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
    if sys.argv[1] == "uv":
        try:
            print(find_uv(pip_settings()))
        except Unavailable as trouble:
            sys.exit(f"No uv could be had: {trouble}")
        return
    with (TOOLS / "lock").open("w") as turn:  # two commands started at once set up one after the other
        fcntl.flock(turn, fcntl.LOCK_EX)
        kind, stamp = sys.argv[1:3]
        mark = VENV / f".ready-{kind}"
        if not (mark.exists() and mark.read_text(encoding="utf-8").strip() == stamp):
            install(kind, stamp)


if __name__ == "__main__":
    main()
