"""Two processes of the real product, as behind a proxy: one PostgreSQL, one Redis, one data folder."""

import asyncio
import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager, suppress
from pathlib import Path
from typing import Any

import httpx
import pytest

from essaim.documents.client import CoWriter
from tests.infra import postgres, redis
from tests.infra.server import ROOT, Product, fresh_database


class Person:
    """Someone with a seat, who may go through any process."""

    def __init__(self, kept: dict[str, str], name: str) -> None:
        self.name, self.id, self.root = name, kept["id"], kept["root"]
        self.cookies = {"seat": kept["secret"]}

    def _client(self) -> httpx.Client:
        return httpx.Client(cookies=self.cookies, timeout=30)

    def get(self, by: Product, path: str) -> httpx.Response:
        with self._client() as client:
            return client.get(by.url + self.root + path)

    def post(self, by: Product, path: str, **fields: str) -> httpx.Response:
        with self._client() as client:
            answer = client.post(by.url + self.root + path, data=fields, headers={"Origin": by.url})
        assert answer.status_code in (200, 302, 303), answer.text
        return answer

    @asynccontextmanager
    async def writing(self, document: str, *by: Product):
        """A browser in a document, by a proxy that takes the first of these processes that answers."""
        async with proxy(*by) as url, httpx.AsyncClient(cookies=self.cookies, timeout=10) as client:

            async def token() -> str:
                try:
                    answer = await client.get(f"{url}{self.root}documents/{document}/token")
                except httpx.TransportError as error:
                    raise OSError(str(error)) from error
                return str(answer.json()["token"])

            async with CoWriter(url.replace("http://", "ws://") + "/ws", document, token, origin=url) as writer:
                yield writer

    @contextmanager
    def listening(self, by: Product, path: str = "") -> Iterator[list[str]]:
        """The parts that a page of theirs is told to show again, as they come."""
        page = self.get(by, path).text
        found = re.search(r'<live-stream src="([^"]+)"', page)
        assert found, page
        told: list[str] = []
        ready = threading.Event()
        address = by.url + self.root + found[1].replace("&amp;", "&")
        with self._client() as client, client.stream("GET", address) as stream:

            def listen() -> None:
                try:
                    for line in stream.iter_lines():
                        ready.set()
                        if line.startswith(("data: ", "event: close")):
                            told.append(line)
                except httpx.HTTPError:
                    pass

            listener = threading.Thread(target=listen, daemon=True)
            listener.start()
            assert ready.wait(20)
            yield told


@asynccontextmanager
async def proxy(*products: Product):
    """An address before several processes, as haproxy or nginx would be."""

    async def carry(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while data := await source.read(65536):
                sink.write(data)
                await sink.drain()
        sink.close()

    async def come(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for product in products:
            with suppress(OSError):
                far_reader, far_writer = await asyncio.open_connection("127.0.0.1", product.port)
                await asyncio.gather(carry(reader, far_writer), carry(far_reader, writer))
                return
        writer.close()

    server = await asyncio.start_server(come, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()


class Several:
    def __init__(self, first: Product, second: Product, kept: dict[str, Any]) -> None:
        self.first, self.second = first, second
        self.documents: list[str] = kept["documents"]
        self.amina, self.bruno, self.chloe = (Person(kept["people"][n], n) for n in ("Amina", "Bruno", "Chloé"))


@pytest.fixture(scope="session")
def services() -> Iterator[dict[str, str]]:
    """PostgreSQL and Redis."""
    if postgres.binaries() is None or redis.binary() is None:
        pytest.skip("PostgreSQL or Redis is not installed. Where you may: apt install postgresql redis-server")
    with ExitStack() as stack:
        database = fresh_database() or {"DATABASE_URL": stack.enter_context(postgres.throwaway())}
        yield {**database, "REDIS_URL": stack.enter_context(redis.throwaway())}


@pytest.fixture(scope="session")
def several(services: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Several]:
    folder = tmp_path_factory.mktemp("several")
    kept = _prepared(folder, services)
    both = [Product(folder, "serve", environment=services) for _ in range(2)]
    starting = [threading.Thread(target=one.start) for one in both]
    for one in starting:
        one.start()
    for one in starting:
        one.join()
    yield Several(*both, kept)
    for product in both:
        # Shown with a test that fails.
        print(product.printed)
        product.stop()


def _prepared(folder: Path, services: dict[str, str]) -> dict[str, Any]:
    environment = {**os.environ, **services, "ESSAIM_DATA": str(folder)}
    command = [sys.executable, "-m", "tests.several.prepare"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    kept: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return kept


async def eventually(happens, timeout_s: float = 60.0) -> None:
    async with asyncio.timeout(timeout_s):
        while not happens():
            await asyncio.sleep(0.02)
