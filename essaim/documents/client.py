"""A co-writer without a browser: the simulator's phones, and the tests.

It speaks the socket as the browser's provider does: it connects again by itself, sends again what was not acknowledged,
and counts what is not saved yet.

    async with CoWriter(url, document, token, origin=origin) as writer:
        await writer.synced()
        with writer.doc.transaction():
            …
        await writer.saved()
"""

import asyncio
import contextlib
import json
import random
from collections.abc import Awaitable, Callable, Sequence
from types import TracebackType
from typing import Any, Self

from pycrdt import Doc
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from essaim.documents import protocol
from essaim.documents.presence import encoded
from essaim.documents.protocol import PING, PONG, Kind, Malformed, Reader, Step

FIRST_WAIT_S = 0.2
LONGEST_WAIT_S = 5.0
# A busy machine may take its time: what is waited for so long does not come.
PATIENCE_S = 60.0

Token = str | Callable[[], Awaitable[str]]


class Refusal(Exception):
    """The server refused the pass; the reason is the server's ("expired", "foreign", "revoked"…)."""


class CoWriter:
    """Everything runs on the loop it is entered on; `doc` is changed from there too."""

    def __init__(
        self,
        url: str,
        document: str,
        token: Token,
        *,
        origin: str,
        doc: Doc[Any] | None = None,
        earlier: Sequence[int] = (),
    ) -> None:
        """`earlier`: the Yjs clients under which this person wrote in earlier visits."""
        self.url, self.document, self.origin = url, document, origin
        self.doc: Doc[Any] = Doc() if doc is None else doc
        self.scope = ""
        self.unsynced = 0
        # Answers "not saved" since the beginning, and connections made.
        self.refused = 0
        self.connections = 0
        self.close_code: int | None = None
        # What the server says beside the protocol.
        self.told: list[str] = []
        self.others: dict[int, dict[str, Any]] = {}
        self.error: Exception | None = None
        self._token = token
        self._earlier = earlier
        self._socket: ClientConnection | None = None
        self._outbox: asyncio.Queue[bytes] = asyncio.Queue()
        self._news = asyncio.Condition()
        self._is_synced = False
        self._is_applying = False
        self._offline = asyncio.Event()
        self._offline.set()
        self._clock = 0
        self._presence: dict[str, Any] = {}
        self._watch = self.doc.observe(self._wrote)
        self._task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        self._task = asyncio.create_task(self._live())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._task is not None
        self._task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._task

    # What a test or a simulated person does

    async def synced(self, timeout_s: float = PATIENCE_S) -> None:
        """Wait until what the server had is here. Raises `Refusal`, `TimeoutError`."""
        await self._until(lambda: self._is_synced, timeout_s)

    async def saved(self, timeout_s: float = PATIENCE_S) -> None:
        """Wait until everything written here is acknowledged. Raises `Refusal`, `TimeoutError`."""
        await self._until(lambda: self._is_synced and not self.unsynced, timeout_s)

    async def until(self, happens: Callable[[], bool], timeout_s: float = PATIENCE_S) -> None:
        """Wait until `happens()` after some message of the server."""
        await self._until(happens, timeout_s)

    def show(self, **presence: Any) -> None:
        """Say where one is (a cursor); the server adds who."""
        self._presence = presence
        self._clock += 1
        self._send_presence()

    async def cut(self) -> None:
        """Lose the network, until `restore`."""
        self._offline.clear()
        if self._socket is not None:
            self._socket.transport.abort()
        await self._until(lambda: self._socket is None, 5.0)

    def restore(self) -> None:
        self._offline.set()

    async def send_raw(self, frame: bytes) -> None:
        """Send any bytes at all (tests of the server's patience)."""
        assert self._socket is not None
        await self._socket.send(frame)

    # The connection

    async def _live(self) -> None:
        wait = FIRST_WAIT_S
        while True:
            await self._offline.wait()
            try:
                async with connect(self.url, origin=self.origin, compression=None, max_size=None) as socket:  # type: ignore[arg-type]
                    wait = FIRST_WAIT_S
                    await self._talk(socket)
            except Refusal as refusal:
                self.error = refusal
                await self._tell_waiters()
                return
            except (OSError, WebSocketException, TimeoutError):
                pass
            self._socket = None
            self._is_synced = False
            self.others.clear()
            await self._tell_waiters()
            # Like a browser: never all at once after a cut.
            await asyncio.sleep(wait * random.uniform(0.5, 1.0))
            wait = min(LONGEST_WAIT_S, wait * 2)

    async def _talk(self, socket: ClientConnection) -> None:
        self._outbox = asyncio.Queue()
        token = self._token if isinstance(self._token, str) else await self._token()
        await socket.send(protocol.token(self.document, token, "python"))
        # Whatever was not acknowledged before is in what the server will ask for.
        self.unsynced = 1
        self.connections += 1
        self._socket = socket
        if self._earlier:
            self._put(protocol.stateless(self.document, json.dumps({"wrote": list(self._earlier)})))
        self._put(protocol.sync(self.document, Step.ASK, self.doc.get_state()))
        self._clock += 1
        self._send_presence()
        sender = asyncio.create_task(self._send(socket))
        try:
            async for data in socket:
                if isinstance(data, bytes):
                    self._hear(data)
                    await self._tell_waiters()
        finally:
            self.close_code = socket.close_code
            sender.cancel()

    async def _send(self, socket: ClientConnection) -> None:
        with contextlib.suppress(WebSocketException):
            while True:
                await socket.send(await self._outbox.get())

    def _put(self, frame: bytes) -> None:
        if self._socket is not None:
            self._outbox.put_nowait(frame)

    # What the server says

    def _hear(self, data: bytes) -> None:
        if data == PING:
            self._put(PONG)
            return
        try:
            frame = protocol.read(data)
        except Malformed:
            return
        if frame.kind is Kind.AUTH:
            self._hear_auth(frame.body)
        elif frame.kind is Kind.SYNC:
            self._hear_sync(*protocol.read_sync(frame.body))
        elif frame.kind is Kind.SYNC_STATUS:
            if frame.body.uint():
                self.unsynced = max(0, self.unsynced - 1)
            else:
                self.refused += 1
        elif frame.kind is Kind.STATELESS:
            self.told.append(frame.body.string())
        elif frame.kind is Kind.AWARENESS:
            self._hear_presence(Reader(frame.body.bytes()))

    def _hear_auth(self, body: Reader) -> None:
        kind = body.uint()
        if kind == protocol.Auth.AUTHENTICATED:
            self.scope = body.string()
        elif kind == protocol.Auth.DENIED:
            raise Refusal(body.string())
        elif not isinstance(self._token, str):
            self._renewing = asyncio.ensure_future(self._renew())

    async def _renew(self) -> None:
        if not isinstance(self._token, str):
            self._put(protocol.token(self.document, await self._token(), "python"))

    def _hear_sync(self, step: Step, payload: bytes) -> None:
        if step is Step.ASK:
            self._put(protocol.sync(self.document, Step.ANSWER, self.doc.get_update(payload)))
            return
        self._is_applying = True
        try:
            self.doc.apply_update(payload)
        finally:
            self._is_applying = False
        self._is_synced = self._is_synced or step is Step.ANSWER

    def _hear_presence(self, reader: Reader) -> None:
        for _ in range(reader.uint()):
            client, _clock, state = reader.uint(), reader.uint(), json.loads(reader.string())
            if state is None:
                self.others.pop(client, None)
            elif client != self.doc.client_id:
                self.others[client] = state

    # What is written here

    def _wrote(self, event: Any) -> None:
        if not self._is_applying and self._socket is not None:
            self.unsynced += 1
            self._put(protocol.sync(self.document, Step.UPDATE, event.update))

    def _send_presence(self) -> None:
        state = {self.doc.client_id: (self._clock, json.dumps(self._presence))}
        self._put(protocol.awareness(self.document, encoded(state)))

    async def _until(self, happens: Callable[[], bool], timeout_s: float) -> None:
        async with asyncio.timeout(timeout_s):
            async with self._news:
                await self._news.wait_for(lambda: self.error is not None or happens())
        if self.error is not None:
            raise self.error

    async def _tell_waiters(self) -> None:
        async with self._news:
            self._news.notify_all()
