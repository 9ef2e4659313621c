"""A real server on a free port, in this process or in another one, on the test's own database."""

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import date

import pytest
import uvicorn
from django.db import connections

from essaim.documents import api, serving
from essaim.documents.client import CoWriter
from essaim.documents.models import Document
from essaim.documents.wire import Wire
from essaim.live.bus import bus
from essaim.people.models import Person, Team
from essaim.spaces.changes import change
from essaim.spaces.models import Member, Space


async def application(scope, receive, send):
    if scope["type"] != "lifespan":
        await serving.socket(scope, receive, send)
        return
    await receive()
    await bus.start(asyncio.get_running_loop())
    serving.start(asyncio.get_running_loop())
    await send({"type": "lifespan.startup.complete"})
    await receive()
    await serving.stop()
    await bus.stop()
    await send({"type": "lifespan.shutdown.complete"})


@contextmanager
def served() -> Iterator[str]:
    """The socket's address while a real server answers there."""
    bound = socket.socket()
    bound.bind(("127.0.0.1", 0))
    config = uvicorn.Config(
        application, log_level="warning", ws=Wire, ws_per_message_deflate=False, ws_max_size=2**21,
        timeout_graceful_shutdown=1,  # who reads nothing would be waited for until the network gives up
    )  # fmt: skip
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]})
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield f"ws://127.0.0.1:{bound.getsockname()[1]}/ws"
    finally:
        server.should_exit = True
        thread.join()
        bound.close()


class Hall:
    """A served space: `writer` opens a co-writer of a member on the document."""

    def __init__(self, url: str, document: Document) -> None:
        self.url, self.document = url, document
        self.origin = url.replace("ws://", "http://").removesuffix("/ws")

    @asynccontextmanager
    async def writer(self, member: Member, *, writes: bool = True, **options):
        token = options.pop("token", None) or api.token(self.document, member, writes)
        async with CoWriter(self.url, str(self.document.pk), token, origin=self.origin, **options) as writer:
            yield writer


def make_space(title: str = "Fusion") -> Space:
    return Space.objects.create(title=title, team=Team.objects.create(name=title), day=date(2026, 12, 1), join_code="x")


def make_member(space: Space, name: str, role: str = "participant") -> Member:
    return Member.objects.create(space=space, person=Person.objects.create(name=name), role=role, code="1234")


@pytest.fixture
def document(transactional_db) -> Iterator[Document]:
    """A document that nobody serves yet."""
    api.shelf.clear()
    space = make_space()
    with change(space) as journal:
        made = api.create(journal, space, "page", "Ce que nous voulons garder")
    yield made
    connections.close_all()


@pytest.fixture
def hall(document) -> Iterator[Hall]:
    with served() as url:
        yield Hall(url, document)


@pytest.fixture
def amina(document) -> Member:
    return make_member(document.space, "Amina", "facilitator")


@pytest.fixture
def bruno(document) -> Member:
    return make_member(document.space, "Bruno")
