"""One process, one port: pages by Django in a pool of threads, streams and the socket beside it."""

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import Any

from django.conf import settings
from starlette.applications import Starlette
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from essaim.base import clock
from essaim.boards import listening as boards
from essaim.config import background, live
from essaim.config.pages import Pages
from essaim.config.wsgi import application as django
from essaim.documents import serving
from essaim.documents.models import Kind
from essaim.live.bus import bus
from essaim.live.hub import hub
from essaim.live.stream import LiveStream
from essaim.mindmaps import listening as mindmaps

# Four: enough to fill a core while one waits for its commit; more only wait for each other.
THREADS = 4
# Told when what people write together changed.
LISTENERS = {Kind.BOARD.value: boards.heard, Kind.MIND_MAP.value: mindmaps.heard}
APPS = [app for app in settings.INSTALLED_APPS if app.startswith("essaim.")]


class Released(StaticFiles):
    """Files under the release's name: they never change, so a browser never asks again."""

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        response = super().file_response(*args, **kwargs)
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        response.headers["X-Content-Type-Options"] = "nosniff"
        for needless in ("etag", "last-modified", "accept-ranges"):
            # Twenty times on a first view: a kilobyte or two.
            if needless in response.headers:
                del response.headers[needless]
        return response


@asynccontextmanager
async def lifespan(app: Starlette) -> AsyncIterator[None]:
    loop = asyncio.get_running_loop()
    await bus.start(loop, settings.REDIS_URL, settings.INSTALLATION)
    hub.start(loop, live.render_common, live.standing)
    serving.start(loop, LISTENERS)
    tasks = background.start()
    yield
    tasks.stop()
    hub.stop()
    await serving.stop()
    await bus.stop()


async def alive(request: Request) -> Response:
    return PlainTextResponse("Essaim")


async def time(request: Request) -> Response:
    """The server's clock, in milliseconds: screens count down by it, whatever their own says."""
    return PlainTextResponse(str(round(clock.now().timestamp() * 1000)), headers={"Cache-Control": "no-store"})


def build() -> Any:
    """The application that the server runs."""
    pages = GZipMiddleware(Pages(django, THREADS), minimum_size=600, compresslevel=5)
    files = GZipMiddleware(Released(packages=[(a, "static") for a in APPS if _has_static(a)]), minimum_size=600)
    stream = LiveStream(hub, ThreadPoolExecutor(2, thread_name_prefix="stream"), live.open_stream)
    site = Starlette(
        routes=[
            Route("/alive", alive),
            Route("/temps", time),
            Mount(settings.STATIC_URL.rstrip("/"), files),
            Route("/e/{space}/{seat}/live", stream),
            Mount("/", pages),
        ],
        lifespan=lifespan,
    )

    async def front(scope: Any, receive: Any, send: Any) -> None:
        # Three hundred people who open a text at once go the shortest way.
        app = serving.socket if scope["type"] == "websocket" else site
        await app(scope, receive, send)

    return front


def _has_static(app: str) -> bool:
    return (settings.BASE / app.split(".")[1] / "static").is_dir()


application = build()
