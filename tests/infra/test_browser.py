"""The watch must see what it is there to see: a tool that never complains proves nothing."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.infra.browser import (
    OpenPage,
    Size,
    assert_live_equals_reload,
    assert_no_sideways_scroll,
    axe,
    same,
    small_targets,
    watch_of,
)

HEAD = '<!doctype html><html lang="fr"><meta name="viewport" content="width=device-width"><title>Essai</title>'
PAGES = {
    "/good": HEAD + "<main><h1>Bonjour</h1></main>",
    "/inline": HEAD + "<main><h1>Bonjour</h1><script>alert(1)</script></main>",
    "/missing": HEAD + '<main><h1>Bonjour</h1><img src="/nothing.png" alt="rien"></main>',
    "/foreign": HEAD + '<main><h1>Bonjour</h1><img src="http://127.0.0.2:9/a.png" alt=""></main>',
    "/faulty": HEAD + '<main><h1>Bonjour</h1><img src="/good"><button>x</button></main>',
    "/broken": HEAD + '<script src="/broken.js"></script><main><h1>Bonjour</h1></main>',
    "/broken.js": "throw new Error('perdu')",
    "/wide": HEAD + '<main><h1>Bonjour</h1><table width="900"><tr><td>large</table></main>',
}


class Answers(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = PAGES.get(self.path, "").encode()
        self.send_response(200 if body or self.path == "/favicon.ico" else 404)
        self.send_header("Content-Type", "text/javascript" if self.path.endswith(".js") else "text/html; charset=utf-8")
        self.send_header("Content-Security-Policy", "default-src 'self'; img-src *")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def test_a_good_page_passes_every_check(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/good", size="phone", scheme="dark")
    assert axe(page) == []
    assert small_targets(page) == []
    assert_no_sideways_scroll(page)
    assert_live_equals_reload(page)
    assert page.evaluate("() => [innerWidth, navigator.language]") == [360, "fr-FR"]


@pytest.mark.parametrize(
    ("path", "complaint"),
    [
        ("/inline", "Content Security Policy"),
        ("/missing", "404: GET"),
        ("/foreign", "third party"),
        ("/broken", "perdu"),
    ],
)
def test_what_the_browser_complains_of_is_kept(site: str, open_page: OpenPage, path: str, complaint: str) -> None:
    page = open_page(site + path)
    page.wait_for_load_state("networkidle")
    assert any(complaint in said for said in watch_of(page).left())
    watch_of(page).allow(".")


def test_faults_of_access_are_found(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/faulty")
    assert any(fault.startswith("image-alt") for fault in axe(page))
    assert len(small_targets(page)) == 1


@pytest.mark.parametrize(("size", "options"), [("phone", {}), ("laptop", {"viewport": {"width": 400, "height": 400}})])
def test_a_page_wider_than_its_window_is_found(site: str, open_page: OpenPage, size: Size, options: dict) -> None:
    with pytest.raises(AssertionError, match="wider"):
        assert_no_sideways_scroll(open_page(f"{site}/wide", size=size, **options))


def test_a_live_page_that_strayed_is_found(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}/good")
    page.evaluate("() => { document.querySelector('h1').textContent = 'Bonsoir' }")
    with pytest.raises(AssertionError, match="Bonsoir"):
        assert_live_equals_reload(page, within_s=0.3)


def test_a_clock_may_move_between_two_looks_and_nothing_else() -> None:
    assert same("timer: 00:59", "timer: 01:01") and same("à 9:30", "à 9:30")
    assert not same("timer: 00:59", "timer: 02:01") and not same("00:59 Zoé", "00:59 Yann") and not same("1:00", "")
