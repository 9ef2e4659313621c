"""Fetching one pinned wheel with nothing but Python's own library."""

import base64
import hashlib
import html
import netrc
import os
import platform
import re
import ssl
import sys
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from machine import ROOT, Unavailable, is_yes

PUBLIC_INDEX = "https://pypi.org/simple"


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
