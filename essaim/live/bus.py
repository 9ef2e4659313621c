"""What happens in one process and matters in all of them: told here at once, and to the others when there are any."""

import asyncio
import json
from collections import defaultdict
from collections.abc import Callable
from uuid import UUID, uuid4

from essaim.live.radio import Radio

Handler = Callable[..., None]


class Bus:
    """One per process. `say` may be called from any thread; everything else, and every handler, runs on the loop.

    Without an address the process is alone. With one (Redis or Valkey) a message reaches every process once, in the
    order each said it; when some may have been missed, `on_gap` handlers look again at what they show, and `on_loss`
    handlers let go of what they shared with a process (None: with all of them).
    """

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._radio: Radio | None = None
        self._clear()

    def _clear(self) -> None:
        self.name: UUID = uuid4()
        self._handlers: dict[str, list[Handler]] = defaultdict(list)
        self._letters: list[Callable[[UUID, bytes], None]] = []
        self._gaps: list[Callable[[], None]] = []
        self._losses: list[Callable[[UUID | None], None]] = []

    async def start(self, loop: asyncio.AbstractEventLoop, address: str = "", installation: str = "") -> None:
        """`installation` tells those that share one Redis apart. Raises `OSError` when nobody answers at `address`."""
        self._clear()
        self._loop = loop
        if address:
            self._radio = Radio(address, installation, self.name, self)
            await self._radio.start()

    async def stop(self) -> None:
        if self._radio is not None:
            await self._radio.stop()
        self._radio = self._loop = None

    # Who listens

    def on(self, kind: str, handler: Handler) -> None:
        self._handlers[kind].append(handler)

    def on_letter(self, handler: Callable[[UUID, bytes], None]) -> None:
        """Bytes sent to this process only."""
        self._letters.append(handler)

    def on_gap(self, handler: Callable[[], None]) -> None:
        self._gaps.append(handler)

    def on_loss(self, handler: Callable[[UUID | None], None]) -> None:
        self._losses.append(handler)

    # What is said

    def say(self, kind: str, *arguments: object) -> None:
        """Call the handlers of `kind` here, and in every other process; the arguments are plain JSON."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._say, kind, arguments)

    def tell_others(self, kind: str, *arguments: object) -> None:
        """The same, in every other process only."""
        if self._loop is not None and self._radio is not None:
            self._loop.call_soon_threadsafe(self._tell_others, kind, arguments)

    def _say(self, kind: str, arguments: tuple[object, ...]) -> None:
        self._call(kind, arguments)
        self._tell_others(kind, arguments)

    def _tell_others(self, kind: str, arguments: tuple[object, ...]) -> None:
        if self._radio is not None:
            self._radio.publish(json.dumps([kind, *arguments]).encode())

    def send(self, process: UUID, letter: bytes) -> None:
        assert self._radio is not None
        self._radio.send(process, letter)

    @property
    def is_shared(self) -> bool:
        return self._radio is not None

    @property
    def is_adrift(self) -> bool:
        """Whether the other processes cannot be heard now."""
        return self._radio is not None and not self._radio.is_connected

    async def is_alive(self, process: UUID) -> bool:
        """Raises `OSError` when nobody can tell."""
        return self._radio is not None and await self._radio.is_alive(process)

    # What the radio tells

    def heard(self, said: bytes) -> None:
        kind, *arguments = json.loads(said)
        self._call(kind, tuple(arguments))

    def letter(self, sender: UUID, letter: bytes) -> None:
        for handler in self._letters:
            handler(sender, letter)

    def gap(self) -> None:
        for handler in self._gaps:
            handler()

    def loss(self, process: UUID | None) -> None:
        for handler in self._losses:
            handler(process)

    def _call(self, kind: str, arguments: tuple[object, ...]) -> None:
        for handler in self._handlers.get(kind, ()):
            handler(*arguments)


bus = Bus()
