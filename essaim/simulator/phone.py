"""One person's phone: it asks, sends, presses twice, loses its network, and tries again until it is acknowledged."""

import random
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterable
from http.cookiejar import CookieJar
from urllib.parse import urlencode, urljoin, urlsplit

from essaim.simulator.pages import Form, Page, read

PATIENCE_S = 60.0


class NotAcknowledged(RuntimeError):
    """The product did not answer within the phone's patience."""


class Phone:
    """A browser with one seat. `root` is the address of its seat once it has one."""

    def __init__(self, address: str, name: str, structure: str = "", *, seed: int = 0, restless: bool = False) -> None:
        self.address = address.rstrip("/")
        self.name, self.structure = name, structure
        self.root = ""
        self.random = random.Random(f"{seed}:{name}")
        self.restless = restless
        self.requests = self.cuts = self.double_presses = 0
        self.jar = CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar), _Follow())
        self._lock = threading.Lock()

    def get(self, path: str = "") -> Page:
        return self._ask(self._where(path), None)

    def send(
        self, page: Page, form: Form, *, button: str = "", island: bool = False, **values: "str | Iterable[str]"
    ) -> Page:
        """Fill the form and press: what the browser held, with `values` typed over it. Acknowledged when it returns.

        As the script of a live page does, an `island` asks for its form only, not for a whole page.
        """
        pairs = [(name, value) for name, value in form.data() if name not in values]
        for name, value in values.items():
            pairs += [(name, value)] if isinstance(value, str) else [(name, one) for one in value]
        for name, value, label in form.buttons:
            if button and name and (button in (value, name) or button in label):
                pairs.append((name, value))
                break
        body = urlencode(pairs).encode()
        answer = self._ask(form.action, body, island=island)
        if self.restless and self.random.random() < 0.2:
            self.double_presses += 1
            self._ask(form.action, body)
        return answer

    def _where(self, path: str) -> str:
        if path.startswith("http"):
            return path
        return urljoin(self.root or self.address + "/", path) if path or self.root else self.address + "/"

    def _ask(self, url: str, body: bytes | None, *, island: bool = False) -> Page:
        """A request, again and again while the network or the server is away."""
        end = time.monotonic() + PATIENCE_S
        wait = 0.05
        while True:
            try:
                if self.restless and self.random.random() < 0.03:
                    self.cuts += 1
                    time.sleep(self.random.uniform(0.05, 0.4))
                    if self.random.random() < 0.5:
                        self._once(url, body)  # sent, and its answer lost on the way back
                    raise ConnectionResetError("the hall's Wi-Fi went away")
                return self._once(url, body, island=island)
            except (OSError, _Away) as error:
                if time.monotonic() > end:
                    raise NotAcknowledged(f"{self.name}: {url}: {error}") from error
                time.sleep(wait)
                wait = min(wait * 2, 1.0)

    def _once(self, url: str, body: bytes | None, *, island: bool = False) -> Page:
        headers = {"Accept": "text/html", "Accept-Language": "fr"}
        if body is not None:
            parts = urlsplit(url)
            headers |= {
                "Origin": f"{parts.scheme}://{parts.netloc}",
                "Content-Type": "application/x-www-form-urlencoded",
            }
        headers |= {"X-Island": "island"} if island else {}
        request = urllib.request.Request(url, data=body, headers=headers, method="GET" if body is None else "POST")
        with self._lock:
            self.requests += 1
            try:
                with self._opener.open(request, timeout=30) as answer:
                    return read(answer.geturl(), answer.status, answer.read().decode())
            except urllib.error.HTTPError as error:
                if error.code in (502, 503, 504):
                    raise _Away(error.code) from error
                return read(error.geturl() or url, error.code, error.read().decode(errors="replace"))

    def file(self, path: str) -> bytes:
        """The bytes of a file (the PDF of the report)."""
        with self._opener.open(urllib.request.Request(self._where(path)), timeout=60) as answer:
            content: bytes = answer.read()
            return content

    def settle(self, page: Page) -> Page:
        """Remember the seat of the page this phone ended on."""
        parts = urlsplit(page.url)
        pieces = parts.path.split("/")
        if page.status != 200 or len(pieces) < 5 or pieces[1] != "e":
            raise LookupError(f"{self.name} has no seat at {page.url} ({page.status}): {page.text[:300]}")
        self.root = f"{parts.scheme}://{parts.netloc}/" + "/".join(pieces[1:4]) + "/"
        return page

    def cookie(self, name: str = "seat") -> str:
        return "; ".join(f"{c.name}={c.value}" for c in self.jar if c.name == name)


class _Away(Exception):
    pass


class _Follow(urllib.request.HTTPRedirectHandler):
    """A 303 after a write is followed with a GET, as browsers do."""
